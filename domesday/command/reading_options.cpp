#include "domesday/command/reading_options.hpp"

#include <CLI/CLI.hpp>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <sstream>

#include "extractor/document/error.hpp"

namespace domesday
{
namespace
{

constexpr int kMostPages = 100'000;

std::optional<int> page_from(std::string_view text)
{
    int page = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), page);
    if (error != std::errc{} || end != text.data() + text.size() || page < 1 || page > kMostPages)
        return std::nullopt;
    return page;
}

// "3,7-12" -> 3, 7, ..., 12.
std::vector<int> pages_from(const std::string& list)
{
    std::vector<int> pages;
    std::istringstream parts{list};
    for (std::string part; std::getline(parts, part, ',');) {
        const std::size_t dash = part.find('-');
        const auto first = page_from(part.substr(0, dash));
        const auto last = dash == std::string::npos ? first : page_from(part.substr(dash + 1));
        if (!first || !last || *first > *last)
            throw CLI::ValidationError("--pages", "'" + part + "' is no page or range of pages such as 7-12");
        for (int page = *first; page <= *last; ++page)
            pages.push_back(page);
    }
    std::sort(pages.begin(), pages.end());
    pages.erase(std::unique(pages.begin(), pages.end()), pages.end());
    return pages;
}

// A mistake here would else be told for each scanned page of each document.
std::string known_languages(const std::string& languages)
{
    try {
        require_languages(languages);
    } catch (const InputError& error) {
        throw CLI::ValidationError("--languages", error.found + "; " + error.advice);
    }
    return languages;
}

}  // namespace

void add_reading_options(CLI::App& app, ReadingOptions& options)
{
    static const std::map<std::string, OcrMode> modes{{"auto", OcrMode::automatic},
                                                      {"always", OcrMode::always},
                                                      {"never", OcrMode::never},
                                                      {"verify", OcrMode::verify}};
    app.add_option("--vocabulary", options.vocabulary,
                   "a file with more headings, stages, scales and ids (see vocabulary/headings.tsv)")
        ->option_text("FILE");
    app.add_option("--ocr", options.read.ocr,
                   "text recognition: auto (pages without text), always, never; verify: as auto, and ids and "
                   "scores of the text layer are compared with the page's picture")
        ->transform(CLI::CheckedTransformer(modes).description(""))
        ->option_text("MODE [auto]");
    app.add_option_function<std::string>(
           "--languages",
           [&options](const std::string& languages) { options.read.languages = known_languages(languages); },
           "of text recognition, joined by +: names of installed Tesseract models, such as eng+cym")
        ->option_text("LIST [eng]");
    app.add_option_function<std::string>(
           "--ocr-cache",
           [&options](const std::string& folder) {
               options.read.cache_folder = folder.empty() ? "" : std::filesystem::absolute(folder).string();
               options.cache_is_chosen = true;
           },
           "where recognised pages are kept, so that none is read twice; \"\": nowhere")
        ->option_text("FOLDER");
    app.add_option_function<std::string>(
           "--pages", [&options](const std::string& list) { options.read.pages = pages_from(list); },
           "only these, such as 3,7-12")
        ->option_text("LIST [all]");
    app.add_option("--password", options.read.password, "for encrypted PDFs")->option_text("TEXT");
}

Vocabulary vocabulary_from(const ReadingOptions& options)
{
    Vocabulary vocabulary = Vocabulary::standard();
    if (options.vocabulary.empty())
        return vocabulary;
    std::ifstream stream{options.vocabulary, std::ios::binary};
    if (!stream)
        throw InputError({.source = options.vocabulary}, Reason::unreadable,
                         "the vocabulary cannot be opened",
                         "check that it is there and that you may read it");
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    vocabulary.add_text(text, options.vocabulary);
    return vocabulary;
}

}  // namespace domesday
