// What the document stage finds in PDFs, for comparison with other programs and for looking closely.
//
//   pdf_pages [--count | --words | --all] FILE...
//
// --count: per file its name, pages, words, and CPU milliseconds (the default); --words: one word per line;
// --all: boxes, colours, rules, fills and images too.
#include <cstdio>
#include <ctime>
#include <string_view>

#include "extractor/document/error.hpp"
#include "extractor/document/reader.hpp"

using namespace domesday;

namespace
{

void print_word(const Word& word)
{
    const Box& box = word.place.box;
    std::printf("W %.1f %.1f %.1f %.1f %.1f %d %06x %s%s%s%s%s %s\n", box.left, box.top, box.right,
                box.bottom, word.size, word.rotation, word.colour, word.bold ? "B" : "-",
                word.italic ? "I" : "-", word.hidden ? "H" : "-", word.unmapped ? "U" : "-",
                word.join == Join::none ? "+" : "-", word.text.c_str());
}

void print_page(const Page& page)
{
    std::printf("PAGE %d \"%s\" %.1f x %.1f\n", page.number, page.label.c_str(), page.width, page.height);
    for (const auto& note : page.notes)
        std::printf("NOTE %s\n", note.c_str());
    for (const auto& word : page.words)
        print_word(word);
    for (const auto& rule : page.rules)
        std::printf("R %.1f %.1f %.1f %.1f %.2f\n", rule.x0, rule.y0, rule.x1, rule.y1, rule.thickness);
    for (const auto& [box, colour] : page.fills)
        std::printf("F %.1f %.1f %.1f %.1f %06x\n", box.left, box.top, box.right, box.bottom, colour);
    for (const auto& [box, width, height] : page.images)
        std::printf("I %.1f %.1f %.1f %.1f %d x %d\n", box.left, box.top, box.right, box.bottom, width,
                    height);
}

double cpu_milliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

}  // namespace

int main(int argc, char** argv)
{
    std::string_view mode = "--count";
    int status = 0;
    for (int i = 1; i < argc; ++i) {
        if (std::string_view(argv[i]).starts_with("--")) {
            mode = argv[i];
            continue;
        }
        try {
            const double start = cpu_milliseconds();
            std::size_t words = 0;
            const Source source = open_source(argv[i]);
            const auto info = read_pages(source, {.ocr = OcrMode::never}, [&](Page&& page) {
                words += page.words.size();
                if (mode == "--all")
                    print_page(page);
                else if (mode == "--words")
                    for (const auto& word : page.words)
                        std::puts(word.text.c_str());
            });
            if (mode != "--words")
                std::printf("%s: %d pages%s, %zu left out, %zu words, %.1f ms\n", source.name.c_str(),
                            info.page_count.value_or(0), info.repaired ? " (repaired)" : "",
                            info.pages_left_out.size(), words, cpu_milliseconds() - start);
            if (mode == "--all")
                for (const auto& note : info.notes)
                    std::printf("NOTE %s\n", note.c_str());
        } catch (const InputError& error) {
            std::fprintf(stderr, "%s: %.*s\n", error.what(), static_cast<int>(to_string(error.reason).size()),
                         to_string(error.reason).data());
            status = 4;
        }
    }
    return status;
}
