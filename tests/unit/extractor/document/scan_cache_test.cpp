#include "extractor/document/scan_cache.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <thread>

using namespace domesday;

namespace
{

class Folder
{
public:
    explicit Folder(const std::string& name)
        : path(std::filesystem::temp_directory_path() / (name + "-" + std::to_string(::getpid())))
    {
        std::filesystem::remove_all(path);
    }
    ~Folder() { std::filesystem::remove_all(path); }
    std::uintmax_t size() const
    {
        std::uintmax_t size = 0;
        for (const auto& entry : std::filesystem::directory_iterator(path))
            size += entry.file_size();
        return size;
    }
    std::filesystem::path path;
};

Page page_with(const std::string& text)
{
    Page page{.width = 841.92F, .height = 595.44F, .kind = PageKind::scanned, .turned = 90, .skew = -0.37F};
    Word word{.text = text, .size = 10.5F, .confidence = 61, .join = Join::line};
    word.place = {.page = 1, .box = {36.1F, 40.7F, 60, 52.25F}};
    word.other_reading = "15";
    page.words.push_back(word);
    page.rules.push_back({.x0 = 36, .y0 = 40, .x1 = 807.5F, .y1 = 40, .thickness = 0.7F});
    page.fills.push_back({{36, 40, 807, 76}, 0xCACACA});
    page.notes.push_back("recognised at 150 dots per inch");
    return page;
}

const std::string kKey(64, 'a');

}  // namespace

TEST_CASE("a recognised page comes back from its text as it was", "[scan][cache]")
{
    const auto page = page_with("\u201CMajor/Likely\u201D");

    CHECK(recognised_from_text(text_from_recognised(page)) == page);
}

TEST_CASE("a text that was cut or changed is no recognised page", "[scan][cache]")
{
    const auto text = text_from_recognised(page_with("16"));
    auto swapped = text;
    swapped.replace(swapped.find("word\t"), 5, "wurd\t");
    auto number = text;
    number.replace(number.find("36.1"), 4, "nan?");

    CHECK_FALSE(recognised_from_text(text.substr(0, text.size() / 2)));
    CHECK_FALSE(recognised_from_text(text.substr(0, text.size() - 4)));
    CHECK_FALSE(recognised_from_text(swapped));
    CHECK_FALSE(recognised_from_text(number));
    CHECK_FALSE(recognised_from_text(""));
}

TEST_CASE("a kept page is found again under its key and by the document's page", "[scan][cache]")
{
    const Folder folder("domesday-cache");
    RecognitionCache cache(folder.path);

    CHECK_FALSE(cache.page(kKey));
    cache.keep(kKey, page_with("16"));
    cache.keep_shortcut(std::string(64, 'b'), kKey);

    CHECK(cache.page(kKey) == page_with("16"));
    CHECK(cache.key_of(std::string(64, 'b')) == kKey);
    CHECK_FALSE(cache.key_of(std::string(64, 'c')));
}

TEST_CASE("a shortcut that holds no key leads nowhere", "[scan][cache]")
{
    const Folder folder("domesday-cache-shortcut");
    RecognitionCache cache(folder.path);
    cache.keep_shortcut(kKey, "../../etc/passwd");

    CHECK_FALSE(cache.key_of(kKey));
}

TEST_CASE("the oldest pages are removed when the folder has grown beyond its limit", "[scan][cache]")
{
    const Folder folder("domesday-cache-limit");
    {
        RecognitionCache cache(folder.path);
        for (const char digit : {'1', '2', '3', '4'})
            cache.keep(std::string(64, digit), page_with("16"));
    }
    const auto one = folder.size() / 4;
    const auto oldest = folder.path / (std::string(64, '3') + ".page");
    std::filesystem::last_write_time(oldest,
                                     std::filesystem::file_time_type::clock::now() - std::chrono::hours(24));
    {
        RecognitionCache cache(folder.path, one * 4 + 1);
        cache.keep(std::string(64, '5'), page_with("16"));
    }

    CHECK(folder.size() <= one * 4 + 1);
    CHECK_FALSE(std::filesystem::exists(oldest));
    CHECK(RecognitionCache(folder.path).page(std::string(64, '5')));
}

TEST_CASE("who comes to a page while another reads it waits and finds it read", "[scan][cache]")
{
    const Folder folder("domesday-claimed-pages");
    RecognitionCache cache(folder.path);
    auto claim = cache.claim(kKey);
    std::optional<Page> found;
    std::thread other([&] {
        const RecognitionCache same(folder.path);
        const auto waited = same.claim(kKey);
        found = same.page(kKey);
    });
    cache.keep(kKey, page_with("16"));
    claim.reset();
    other.join();

    CHECK(found == page_with("16"));
    CHECK_FALSE(std::filesystem::exists(folder.path / (kKey + ".lock")));
}

TEST_CASE("a claim where nothing can be written is one of nothing", "[scan][cache]")
{
    CHECK(RecognitionCache{}.claim(kKey) == nullptr);
    CHECK_NOTHROW(RecognitionCache("/proc/nowhere").claim(kKey));
}

TEST_CASE("without a folder nothing is kept", "[scan][cache]")
{
    RecognitionCache cache;
    cache.keep(kKey, page_with("16"));

    CHECK_FALSE(cache.page(kKey));
}
