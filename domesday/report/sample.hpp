// Values drawn for checking by hand, and what the checks tell of the rest.
//
// Values fall into strata: how their register is laid out, and how sure their reading is. A sample has of
// every stratum as many as its share, and two at least. Which ones is decided by the seed alone: each value's
// rank is the SHA-256 of seed, document, position and field, so that the same seed gives the same values of
// the same store on any machine, and nearly the same after some documents were added or read again.
#pragma once

#include <compare>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domesday/report/register_json.hpp"

namespace domesday
{

struct Stratum {
    Layout layout = Layout::unknown;
    Confidence confidence = Confidence::high;
    auto operator<=>(const Stratum&) const = default;  // NOLINT(modernize-use-nullptr): clang-tidy 14 errs
};

struct SampledValue {
    std::string document{}, sha256{};
    int revision = 0;
    ValueSubject subject{};
    std::optional<std::string> entry{};  // its id
    Stratum stratum{};
    Value value{};
    std::optional<Decision> decision{};  // that holds
};

class Sampler
{
public:
    Sampler(std::string seed, std::size_t size) : seed_(std::move(seed)), size_(size) {}

    void add(const DocumentReport& document);

    std::vector<SampledValue> draw() const;         // by document, then in its order
    std::map<Stratum, std::size_t> counts() const;  // values of each stratum in the store

private:
    struct Candidates {
        std::size_t count = 0;
        std::vector<std::pair<std::string, SampledValue>> lowest{};  // by rank; a heap, the highest first
    };
    void add(std::string rank, SampledValue value);

    std::string seed_;
    std::size_t size_;
    std::map<Stratum, Candidates> strata_;
};

// How many of `size` each stratum gets: min(2, its values) where there is room, the rest by its share.
std::map<Stratum, std::size_t> allocation(const std::map<Stratum, std::size_t>& counts, std::size_t size);

// The Wilson score interval at 95 %: what the rate may be where `wrong` of `checked` were wrong. Both may be
// fractions: a weighted sample counts as one of its effective size.
struct Interval {
    double low = 0, high = 1;
};
Interval wilson_interval(double wrong, double checked);

struct StratumErrors {
    std::size_t values = 0;  // in the store
    std::size_t agreed = 0, wrong = 0, questions = 0;
    std::size_t checked() const { return agreed + wrong; }
};

// Of all strata: each stratum's rate by its share of the values. Strata without a checked value are left out.
struct OverallErrors {
    double rate = 0;
    Interval interval{};
    std::size_t checked = 0;
    std::size_t values_left_out = 0;  // that stand in strata without a checked one
};
OverallErrors overall_errors(const std::map<Stratum, StratumErrors>& strata);

}  // namespace domesday
