#include "domesday/report/bundle/parts.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "domesday/report/bundle/html.hpp"
#include "domesday/report/text.hpp"
#include "parsers/checks/wording.hpp"

namespace domesday
{
namespace
{

using nlohmann::json;

std::string tenths(float length)
{
    return number_text(std::round(double{length} * 10) / 10);
}

json json_from(const ShownSource& source)
{
    json pages = json::object(), lines = json::object();
    for (const auto& [number, page] : source.pages)
        pages[std::to_string(number)] = {
            {"file", page.file},     {"missing", page.missing},        {"width", page.width},
            {"height", page.height}, {"pixelWidth", page.pixel_width}, {"pixelHeight", page.pixel_height}};
    for (const auto& [number, line] : source.lines)
        lines[std::to_string(number)] = line;
    return {{"missing", source.missing}, {"pages", pages}, {"lines", lines}};
}

}  // namespace

std::string bundle_folder(std::string_view sha256)
{
    return std::string(sha256.substr(0, 16));
}

std::string register_file(std::size_t position)
{
    return "register-" + std::to_string(position + 1) + ".html";
}

std::string entry_anchor(std::size_t position)
{
    return "e-" + std::to_string(position);
}

std::string value_anchor(std::size_t entry_position, std::string_view field)
{
    return entry_anchor(entry_position) + "-" + std::string(field);
}

std::string finding_anchor(std::size_t position)
{
    return "f-" + std::to_string(position);
}

std::string places_data(const std::vector<Place>& places)
{
    std::string text;
    for (const auto& place : places) {
        text += text.empty() ? "" : ";";
        if (place.line > 0)
            text += "l" + std::to_string(place.line) + ":" + std::to_string(place.begin) + "-" +
                    std::to_string(place.end);
        else
            text += "p" + std::to_string(place.page) + ":" + tenths(place.box.left) + "," +
                    tenths(place.box.top) + "," + tenths(place.box.right) + "," + tenths(place.box.bottom);
    }
    return text;
}

std::string where_text(const std::vector<Place>& places)
{
    std::vector<int> numbers;
    const bool is_dump = !places.empty() && places.front().line > 0;
    for (const auto& place : places)
        if (const int number = is_dump ? place.line : place.page; numbers.empty() || numbers.back() != number)
            numbers.push_back(number);
    if (numbers.empty())
        return "no place";
    const std::string one = is_dump ? "line" : "page";
    if (numbers.size() == 1)
        return one + " " + std::to_string(numbers.front());
    const auto [least, most] = std::minmax_element(numbers.begin(), numbers.end());
    return one + "s " + std::to_string(*least) + (*most == *least + 1 ? " and " : " to ") +
           std::to_string(*most);
}

std::string period_words(const Register& reg)
{
    if (!reg.year)
        return "period not printed";
    return *reg.year + (reg.quarter ? " Q" + std::to_string(*reg.quarter) : "");
}

std::string period_words(int period)
{
    const int year = period / 10, quarter = period % 10;
    std::string text = std::to_string(year) + "/" + std::to_string((year + 1) % 100 + 100).substr(1);
    return quarter > 0 ? text + " Q" + std::to_string(quarter) : text;
}

std::string spaced(std::string_view name)
{
    std::string text(name);
    std::replace(text.begin(), text.end(), '_', ' ');
    return text;
}

std::string register_title(const Register& reg)
{
    return reg.title ? one_line(reg.title->text, 120) : std::string("Register without a printed title");
}

std::string entry_name(const Entry& entry)
{
    return one_line(name_of(entry), 60);
}

std::string page_data(const StoredDocument& document, const ShownSource& own, const BundleSources& others,
                      const std::vector<std::string>& other_documents)
{
    json documents = json::object();
    const auto add = [&](const std::string& sha256, const std::string& name, const ShownSource& source) {
        documents[sha256] = json_from(source);
        documents[sha256]["name"] = name;
        documents[sha256]["folder"] = bundle_folder(sha256);
    };
    add(document.sha256, document.name, own);
    for (const auto& sha256 : other_documents) {
        const auto source = others.sources.find(sha256);
        const auto name = others.names.find(sha256);
        add(sha256, name == others.names.end() ? sha256.substr(0, 16) : name->second,
            source == others.sources.end() ? ShownSource{.missing = "this document is not in the report"}
                                           : *source->second);
    }
    const json data = {
        {"document", document.sha256}, {"revision", document.revision}, {"documents", documents}};
    // `<` must not end the script element that holds this; broken UTF-8 becomes U+FFFD
    std::string text;
    for (const char c : data.dump(-1, ' ', false, json::error_handler_t::replace))
        text += c == '<' ? std::string("\\u003c") : std::string(1, c);
    return text;
}

std::string severity_labels(const std::vector<const Finding*>& findings)
{
    std::string html;
    for (const Severity severity : {Severity::error, Severity::warning, Severity::info}) {
        const auto count = std::count_if(findings.begin(), findings.end(), [&](const Finding* finding) {
            return finding->severity == severity;
        });
        if (count == 0)
            continue;
        const std::string name(to_string(severity));
        html += "<span class=\"label " + name + "\">" + std::to_string(count) + " " + name +
                (count > 1 && severity != Severity::info ? "s" : "") + "</span> ";
    }
    return html;
}

std::string filter_control(const std::string& name, const std::string& label,
                           const std::vector<std::string>& values)
{
    std::set<std::string> sorted(values.begin(), values.end());
    sorted.erase("");
    if (sorted.size() < 2)
        return {};
    std::string html = "<label>" + label + " <select class=\"filter\" data-filter=\"" + name +
                       "\"><option value=\"\">all</option>";
    for (const auto& value : sorted)
        html += "<option" + attribute("value", value) + ">" + escaped(one_line(value, 60)) + "</option>";
    return html + "</select></label> ";
}

std::string decision_bar()
{
    return "<section id=\"decide\" aria-label=\"Your decision\" hidden>"
           "<p id=\"selected\" aria-live=\"polite\">Nothing is selected.</p>"
           "<p class=\"buttons\"><button type=\"button\" data-decide=\"agree\">Agree <kbd>t</kbd></button> "
           "<button type=\"button\" data-decide=\"wrong\">Wrong <kbd>w</kbd></button> "
           "<button type=\"button\" data-decide=\"question\">Question <kbd>q</kbd></button> "
           "<button type=\"button\" id=\"comment\">Comment <kbd>c</kbd></button> "
           "<button type=\"button\" id=\"undo\">Take back <kbd>u</kbd></button></p>"
           "<p class=\"buttons\"><label>Your name <input id=\"who\" autocomplete=\"name\"></label> "
           "<span id=\"count\" aria-live=\"polite\">no decisions yet</span> "
           "<button type=\"button\" id=\"save\">Save decisions</button> "
           "<button type=\"button\" id=\"keys\">Keys <kbd>?</kbd></button></p></section>\n"
           "<dialog id=\"ask\"><form method=\"dialog\"><label id=\"asked\" for=\"answer\"></label>"
           "<textarea id=\"answer\" rows=\"3\"></textarea>"
           "<p class=\"buttons\"><button value=\"ok\">OK</button> <button "
           "value=\"cancel\">Cancel</button></p>"
           "</form></dialog>\n"
           "<dialog id=\"help\"><h2>Keys</h2><dl class=\"keys\">"
           "<dt><kbd>n</kbd> <kbd>p</kbd></dt><dd>next, previous finding (or value)</dd>"
           "<dt><kbd>t</kbd></dt><dd>tick: I agree</dd>"
           "<dt><kbd>w</kbd></dt><dd>it is wrong; asks for the right value</dd>"
           "<dt><kbd>q</kbd></dt><dd>a question; asks which</dd>"
           "<dt><kbd>c</kbd></dt><dd>comment on the decision</dd>"
           "<dt><kbd>u</kbd></dt><dd>take the decision back</dd>"
           "<dt><kbd>z</kbd></dt><dd>the page larger, or fitted again</dd>"
           "<dt><kbd>s</kbd></dt><dd>save the decisions as a file for <code>domesday review "
           "import</code></dd>"
           "</dl><form method=\"dialog\"><button>Close</button></form></dialog>\n";
}

}  // namespace domesday
