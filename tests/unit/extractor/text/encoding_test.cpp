#include "extractor/text/encoding.hpp"

#include <catch2/catch.hpp>

#include "extractor/text/unicode.hpp"

using namespace domesday;
using namespace std::string_literals;

namespace
{

std::string utf16(std::u16string_view text, bool big_endian)
{
    std::string bytes;
    for (const char16_t unit : text) {
        const char low = static_cast<char>(unit & 0xFF), high = static_cast<char>(unit >> 8);
        bytes += big_endian ? high : low;
        bytes += big_endian ? low : high;
    }
    return bytes;
}

}  // namespace

TEST_CASE("a text is decoded whatever program wrote it", "[text][encoding]")
{
    const std::u16string wide = u"Risk – £5";
    const auto [bytes, encoding] = GENERATE_COPY(table<std::string, std::string>({
        {"Risk – £5", "UTF-8"},
        {"\xEF\xBB\xBFRisk – £5", "UTF-8"},
        {"Risk \x96 \xA3"s + "5", "windows-1252"},
        {"\xFF\xFE"s + utf16(wide, false), "UTF-16LE"},
        {"\xFE\xFF"s + utf16(wide, true), "UTF-16BE"},
        {utf16(wide, false), "UTF-16LE"},
        {utf16(wide, true), "UTF-16BE"},
    }));
    CAPTURE(encoding);

    const auto decoded = decoded_text(bytes);

    REQUIRE(decoded);
    CHECK(decoded->utf8 == "Risk – £5");
    CHECK(decoded->encoding == encoding);
    CHECK(decoded->notes.empty());
}

TEST_CASE("bytes above 9F alone are Latin-1", "[text][encoding]")
{
    CHECK(decoded_text("caf\xE9 \xA3 5")->encoding == "ISO-8859-1");
    CHECK(decoded_text("caf\xE9 \xA3 5")->utf8 == "café £ 5");
}

TEST_CASE("a few foreign bytes among UTF-8 are mended and owned up to", "[text][encoding]")
{
    const auto decoded = decoded_text("“one” – “two” \x96 three");

    REQUIRE(decoded);
    CHECK(decoded->utf8 == "“one” – “two” – three");
    CHECK(decoded->encoding == "UTF-8");
    CHECK(decoded->notes == std::vector<std::string>{"1 bytes are no UTF-8 and were read as Windows-1252"});
}

TEST_CASE("text in an unknown encoding is not guessed at", "[text][encoding]")
{
    CHECK_FALSE(decoded_text("\xD0\xC9\xD3\xD8\xCD\xCF \xD7 \xD3\xCF\xD7\xC5\xD4"));  // KOI8-R
    CHECK_FALSE(decoded_text("\x83\x8A\x83\x58\x83\x4E\x93\x6F\x98\x5E\x95\xEB"));    // Shift-JIS
}

TEST_CASE("many byte order marks are no reason to recurse", "[text][encoding]")
{
    std::string bytes;
    for (int i = 0; i < 100000; ++i)
        bytes += "\xEF\xBB\xBF";

    const auto decoded = decoded_text(bytes);

    REQUIRE(decoded);
    CHECK(code_point_count(decoded->utf8) == 99999);
}

TEST_CASE("a character that was encoded twice is recognised", "[text][encoding]")
{
    const auto [text, meant] = GENERATE(table<std::string, char32_t>({
        {"â€“", U'–'},
        {"â€™s", U'’'},
        {"Â£5", U'£'},
        {"Ã©", U'é'},
        {"ï‚·", U'\uF0B7'},
        {"â€¢", U'•'},
    }));
    CAPTURE(text);

    const auto found = double_encoded_at(text, 0);

    REQUIRE(found);
    CHECK(found->code_point == meant);
}

TEST_CASE("letters that can stand for themselves are left alone", "[text][encoding]")
{
    const auto text = GENERATE("é", "â", "âge", "CAFÉ’S", "Å", "£5", "–", "Ãb", "naïve’");
    CAPTURE(text);

    for (std::size_t i = 0; i < std::string_view(text).size(); ++i)
        CHECK_FALSE(double_encoded_at(text, i));
}
