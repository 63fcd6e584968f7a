#include "domesday/report/sample.hpp"

#include <catch2/catch.hpp>
#include <numeric>

#include "tests/support/made_documents.hpp"

using namespace domesday;

namespace
{

DocumentReport report_of(std::string sha256, std::size_t entries, Layout layout)
{
    std::vector<Entry> made;
    for (std::size_t i = 0; i < entries; ++i)
        made.push_back(
            made_entry("CR" + std::to_string(i), "Risk " + std::to_string(i), 16, 12, static_cast<int>(i)));
    DocumentReport report{.source = sha256 + ".pdf", .sha256 = sha256};
    report.content.registers = {made_register("Ellanport", "2019/20", 1, std::move(made))};
    report.content.registers.front().layout = layout;
    return report;
}

std::vector<std::string> names_of(const std::vector<SampledValue>& sample)
{
    std::vector<std::string> names;
    for (const auto& value : sample)
        names.push_back(value.sha256 + " " + value.entry.value_or("") + " " + value.subject.field);
    return names;
}

std::vector<std::string> sample_of(const std::string& seed, const std::vector<DocumentReport>& documents)
{
    Sampler sampler{seed, 10};
    for (const auto& document : documents)
        sampler.add(document);
    return names_of(sampler.draw());
}

std::size_t sum(const std::map<Stratum, std::size_t>& given)
{
    return std::accumulate(given.begin(), given.end(), std::size_t{0},
                           [](std::size_t all, const auto& one) { return all + one.second; });
}

}  // namespace

TEST_CASE("the same seed draws the same values, in whatever order documents come", "[report][sample]")
{
    const auto a = report_of("aa", 30, Layout::ruled), b = report_of("bb", 20, Layout::cards);

    CHECK(sample_of("S", {a, b}) == sample_of("S", {b, a}));
    CHECK(sample_of("S", {a, b}) != sample_of("T", {a, b}));
    CHECK(sample_of("S", {report_of("aa", 1, Layout::ruled)}).size() == 4);
    CHECK(sample_of("S", {a, b}).size() == 10);
}

TEST_CASE("a sample has of every stratum its share and two at least", "[report][sample]")
{
    const Stratum large{Layout::ruled, Confidence::high}, small{Layout::scan, Confidence::low},
        one{Layout::dump, Confidence::low};

    const auto given = allocation({{large, 970}, {small, 29}, {one, 1}}, 60);

    CHECK(sum(given) == 60);
    CHECK(given.at(one) == 1);
    CHECK(given.at(small) == 2);
    CHECK(given.at(large) == 57);
    CHECK(sum(allocation({{large, 5}, {small, 3}}, 60)) == 8);
    CHECK(allocation({{large, 50}, {small, 3}}, 1).at(large) == 1);
    CHECK(sum(allocation({}, 60)) == 0);
}

TEST_CASE("the interval of a rate is Wilson's", "[report][sample]")
{
    // R: binom::binom.confint(wrong, checked, methods = "wilson")
    const auto [wrong, checked, low, high] = GENERATE(table<double, double, double, double>({
        {0, 60, 0.0, 0.0601723},
        {1, 10, 0.0178762, 0.4041500},
        {5, 50, 0.0434754, 0.2136016},
        {10, 10, 0.7224672, 1.0},
    }));
    CAPTURE(wrong, checked);

    const Interval interval = wilson_interval(wrong, checked);

    CHECK(interval.low == Approx(low).margin(1e-5));
    CHECK(interval.high == Approx(high).margin(1e-5));
}

TEST_CASE("the overall rate weighs each stratum by its share of the store", "[report][sample]")
{
    const Stratum large{Layout::ruled, Confidence::high}, small{Layout::scan, Confidence::low},
        unseen{Layout::dump, Confidence::low};

    const auto overall = overall_errors({{large, {.values = 900, .agreed = 30}},
                                         {small, {.values = 100, .agreed = 15, .wrong = 15}},
                                         {unseen, {.values = 7, .questions = 2}}});

    CHECK(overall.rate == Approx(0.05));
    CHECK(overall.checked == 60);
    CHECK(overall.values_left_out == 7);
    CHECK(overall.interval.low < 0.05);
    CHECK(overall.interval.high > 0.05);
    // an even sample of one stratum is a plain proportion
    const auto plain = overall_errors({{large, {.values = 900, .agreed = 45, .wrong = 5}}});
    CHECK(plain.interval.high == Approx(wilson_interval(5, 50).high));
}
