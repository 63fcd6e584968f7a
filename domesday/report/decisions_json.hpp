// A file of decisions, as the report's pages write it (docs/review.md). It comes from anywhere: every part is
// checked, and what is wrong with one decision does not keep the others out.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/decision.hpp"

namespace domesday
{

struct DecisionLimits {
    std::size_t bytes = 16u << 20;    // of the file
    std::size_t decisions = 100'000;  // in it
    std::size_t text = 1u << 20;      // bytes of `extracted`: a cell of 100 kB is in our tests
    std::size_t answer =
        64u << 10;           // bytes of the right value, the comment, a finding's printed and expected
    std::size_t name = 256;  // bytes of `who`, a field's or check's name, an id
    std::size_t position = 1'000'000;  // of a register or entry
};

// What is wrong with one decision of the file.
struct DecisionProblem {
    std::size_t number = 0;  // in the file, from 1
    std::string found{};
    bool operator==(const DecisionProblem&) const = default;
};

struct DecisionsFile {
    std::vector<std::pair<std::size_t, Decision>> decisions{};  // each with its number in the file, from 1
    std::vector<DecisionProblem> problems{};
};

// What became of them.
struct ReviewTaken {
    std::size_t added = 0;
    std::size_t known = 0;                    // the store had them already
    std::vector<DecisionProblem> problems{};  // by number
};
std::string review_taken_json(const ReviewTaken& taken);
std::string trouble_json(std::string_view found);  // {"error": "..."}

// Throws InputError where it is no file of decisions at all; `name` is what messages call it.
DecisionsFile decisions_from_json(std::string_view bytes, const std::string& name,
                                  const DecisionLimits& limits = {});

}  // namespace domesday
