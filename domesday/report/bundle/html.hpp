// HTML from texts that strangers wrote.
#pragma once

#include <string>
#include <string_view>

namespace domesday
{

// For element content and quoted attributes. Characters that turn the direction of what follows, and
// controls, are shown by their number: what a person sees is what is stored.
std::string escaped(std::string_view text);

// The same; items (lines) become <br>.
std::string escaped_lines(std::string_view text);

// ` name="value"`, escaped.
std::string attribute(std::string_view name, std::string_view value);

// A page of the bundle: head, the line that leads back, the body, the scripts. `up`: how to get to the
// bundle's folder ("" or "../"). `data`: JSON for the page's script, or empty.
struct HtmlPage {
    std::string title{};
    std::string up{};
    std::string crumbs{};  // HTML: where the page stands in the bundle
    std::string body{};    // HTML: what stands in <main>
    std::string data{};
};
std::string html_from(const HtmlPage& page);

}  // namespace domesday
