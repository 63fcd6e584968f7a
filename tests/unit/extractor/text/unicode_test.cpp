#include "extractor/text/unicode.hpp"

#include <catch2/catch.hpp>

using namespace domesday;

TEST_CASE("letters that look alike are equal once folded", "[text][unicode]")
{
    CHECK(folded_for_matching("ІМРАСТ") == "impact");        // Cyrillic
    CHECK(folded_for_matching("СЕRТАІΝ") == "certain");      // Cyrillic, Latin and Greek
    CHECK(folded_for_matching("ＩＭＰＡＣＴ") == "impact");  // full width
    CHECK(folded_for_matching("Oﬃcer") == "officer");        // a ligature
}

TEST_CASE("Latin letters and digits stay distinct when folded", "[text][unicode]")
{
    CHECK(folded_for_matching("m") != folded_for_matching("rn"));
    CHECK(folded_for_matching("C01") != folded_for_matching("CO1"));
    CHECK(folded_for_matching("l1I") == "l1i");
}

TEST_CASE("folding evens out spaces and dashes and quotes", "[text][unicode]")
{
    CHECK(folded_for_matching("  Risk \t Score\n") == "risk score");
    CHECK(folded_for_matching("Risk\u00A0Score") == "risk score");
    CHECK(folded_for_matching("2018–19") == "2018-19");
    CHECK(folded_for_matching("Council’s “key”") == "council's \"key\"");
    CHECK(folded_for_matching("mainte\u00ADnance") == "maintenance");  // soft hyphen
    CHECK(folded_for_matching("") == "");
    CHECK(folded_for_matching(" \u00A0 ") == "");
}

TEST_CASE("code points are counted, not bytes", "[text][unicode]")
{
    CHECK(code_point_count("a–£") == 3);
    CHECK(byte_offset("a–£", 2) == 4);
    CHECK(byte_offset("a–£", 9) == 6);

    std::size_t offset = 1;
    CHECK(next_code_point("a–£", offset) == U'–');
    CHECK(offset == 4);
}

TEST_CASE("a broken byte reads as one replacement character", "[text][unicode]")
{
    CHECK(code_point_count("a\xE2\x80") == 3);
    CHECK_FALSE(is_valid_utf8("a\xE2\x80"));
    CHECK_FALSE(is_valid_utf8("\xC0\x80"));
    CHECK(is_valid_utf8("\uFFFD–"));
}

TEST_CASE("case and class follow Unicode and no locale", "[text][unicode]")
{
    CHECK(upper_case("Straße i") == "STRASSE I");
    CHECK(lower_case("ÉTÉ") == "été");
    CHECK(title_case("HEAD OF SERVICE") == "Head Of Service");
    CHECK(is_upper(U'Ŵ'));
    CHECK(is_lower(U'ŵ'));
    CHECK(is_digit(U'7'));
    CHECK_FALSE(is_digit(U'½'));
    CHECK(is_space(U'\u00A0'));
    CHECK(is_invisible(U'\u200B'));
    CHECK_FALSE(is_invisible(U'\uF0B7'));  // a bullet of a symbol font has a picture
    CHECK(nfc("e\u0301") == "é");
}
