#include "domesday/report/bundle/html.hpp"

#include <cstdio>

#include "extractor/text/unicode.hpp"

namespace domesday
{
namespace
{

// Explicit directional formatting (UAX 9): embeddings, overrides, isolates and marks.
bool turns_direction(char32_t c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F ||
           c == 0x061C;
}

bool is_control(char32_t c)
{
    return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0);
}

std::string number_of(char32_t c)
{
    char text[16];
    std::snprintf(text, sizeof text, "[U+%04X]", static_cast<unsigned>(c));
    return text;
}

}  // namespace

std::string escaped(std::string_view text)
{
    std::string out;
    out.reserve(text.size() + text.size() / 16);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t c = next_code_point(text, at);
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"')
            out += "&quot;";
        else if (c == '\'')
            out += "&#39;";
        else if (turns_direction(c) || is_control(c))
            out += number_of(c);
        else if (c == 0xFFFD)
            append_code_point(out, c);
        else
            out += text.substr(begin, at - begin);
    }
    return out;
}

std::string escaped_lines(std::string_view text)
{
    std::string out;
    for (const char c : escaped(text))
        out += c == '\n' ? std::string("<br>") : std::string(1, c);
    return out;
}

std::string attribute(std::string_view name, std::string_view value)
{
    return " " + std::string(name) + "=\"" + escaped(value) + "\"";
}

std::string html_from(const HtmlPage& page)
{
    // Nothing is loaded from elsewhere, whatever a document says. file: is what 'self' means when the bundle
    // is opened from a disk.
    constexpr std::string_view kPolicy =
        "default-src 'none'; img-src 'self' file:; style-src 'self' file:; script-src 'self' file:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'";
    std::string html =
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"" +
        std::string(kPolicy) +
        "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"referrer\" content=\"no-referrer\">\n<title>" +
        escaped(page.title) + "</title>\n<link rel=\"stylesheet\" href=\"" + page.up +
        "style.css\">\n</head>\n<body>\n<header><nav aria-label=\"Where you are\">" + page.crumbs +
        "</nav></header>\n<main>\n" + page.body + "</main>\n";
    if (!page.data.empty())
        html += "<script type=\"application/json\" id=\"data\">" + page.data + "</script>\n";
    return html + "<script src=\"" + page.up + "app.js\"></script>\n</body>\n</html>\n";
}

}  // namespace domesday
