#include "domesday/command/console.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "domesday/command/nearest.hpp"

using namespace domesday;

TEST_CASE("of several exit statuses the documented one wins", "[command][console]")
{
    using enum ExitStatus;
    using Noted = std::vector<ExitStatus>;
    const auto [noted, expected] = GENERATE(table<Noted, int>({
        {Noted{}, 0},
        {Noted{error_found}, 3},
        {Noted{error_found, input_unreadable}, 4},
        {Noted{input_unreadable, error_found}, 4},
        {Noted{output, input_unreadable}, 6},
        {Noted{store, output}, 5},
        {Noted{wrong_usage, store}, 2},
    }));
    std::ostringstream out, err;
    Console console{out, err, false};

    for (const auto status : noted)
        console.note(status);

    CHECK(console.finish() == expected);
}

TEST_CASE("control characters of a document do not reach the terminal", "[command][console]")
{
    CHECK(harmless("a\x1b[31mred\x7f\a") == "a?[31mred??");
    CHECK(harmless("\xc2\x9b"
                   "31m") == "?31m");
    CHECK(harmless("two\nlines\tand café ©") == "two\nlines\tand café ©");
}

TEST_CASE("results that cannot be written are owned up to", "[command][console]")
{
    std::ostringstream out, err;
    Console console{out, err, false};
    out.setstate(std::ios::badbit);

    CHECK(console.finish() == 6);
    CHECK(err.str() == "domesday: the results could not be written: is the disk full, or the reader gone?\n");
}

TEST_CASE("a progress line is drawn on a terminal only, and wiped before words", "[command][console]")
{
    std::ostringstream out, err, quiet;
    Console console{out, err, true};
    Console{out, quiet, false}.progress(1, 2, "a.pdf");

    console.progress(1, 2, "a.pdf");
    console.say("hello");

    CHECK(quiet.str().empty());
    CHECK(err.str() == "[1/2] a.pdf\r" + std::string(78, ' ') + "\rdomesday: hello\n");
}

TEST_CASE("a wrong word gets the nearest right one", "[command][nearest]")
{
    const std::vector<std::string> words{"ingest", "findings", "check", "checks", "export"};

    CHECK(nearest_word("ingset", words) == "ingest");
    CHECK(nearest_word("finding", words) == "findings");
    CHECK(nearest_word("chekc", words) == "check");
    CHECK(nearest_word("frobnicate", words).empty());
    CHECK(nearest_word(std::string(1000, 'x'), words).empty());
}
