#include "extractor/document/error.hpp"

#include <catch2/catch.hpp>

using namespace domesday;

TEST_CASE("an input error says which file, which page, what was found and what to do", "[document][error]")
{
    const InputError error{{.source = "q4.pdf", .page = 41},
                           Reason::damaged,
                           "the page stops in the middle",
                           "fetch the file again"};

    CHECK(std::string(error.what()) ==
          "q4.pdf, page 41: the page stops in the middle\n  fetch the file again");
}
