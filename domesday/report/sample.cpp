#include "domesday/report/sample.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>

#include "domesday/report/values.hpp"
#include "extractor/document/source.hpp"

namespace domesday
{
namespace
{

constexpr std::size_t kLeast = 2;         // of a stratum: one value alone says nothing of how they vary
constexpr double kZ = 1.959963984540054;  // of the normal distribution, for 95 %

std::string rank_of(const std::string& seed, const DocumentReport& document, const ValueSubject& subject)
{
    std::string text = seed;
    for (const std::string& part :
         {document.sha256, std::to_string(subject.reg),
          subject.entry ? std::to_string(*subject.entry) : std::string{}, subject.field})
        text += '\n' + part;
    return sha256_hex(text);
}

bool is_lower(const std::pair<std::string, SampledValue>& a, const std::pair<std::string, SampledValue>& b)
{
    return a.first < b.first;
}

}  // namespace

void Sampler::add(const DocumentReport& document)
{
    for (const auto& at : values_of(document.content)) {
        if (at.entry == nullptr)
            continue;  // a register's title is no value of a risk
        const Decision* decision = document.decided.of(at.subject);
        const Stratum stratum{at.reg->layout, at.value->confidence};
        auto& candidates = strata_[stratum];
        ++candidates.count;
        std::string rank = rank_of(seed_, document, at.subject);
        if (candidates.lowest.size() >= size_ && (size_ == 0 || rank >= candidates.lowest.front().first))
            continue;
        add(std::move(rank), {.document = document.source,
                              .sha256 = document.sha256,
                              .revision = document.revision,
                              .subject = at.subject,
                              .entry = at.entry->id,
                              .stratum = stratum,
                              .value = *at.value,
                              .decision = decision ? std::optional{*decision} : std::nullopt});
    }
}

void Sampler::add(std::string rank, SampledValue value)
{
    auto& lowest = strata_[value.stratum].lowest;
    lowest.emplace_back(std::move(rank), std::move(value));
    std::push_heap(lowest.begin(), lowest.end(), is_lower);
    if (lowest.size() > size_) {
        std::pop_heap(lowest.begin(), lowest.end(), is_lower);
        lowest.pop_back();
    }
}

std::map<Stratum, std::size_t> Sampler::counts() const
{
    std::map<Stratum, std::size_t> counts;
    for (const auto& [stratum, candidates] : strata_)
        counts[stratum] = candidates.count;
    return counts;
}

std::vector<SampledValue> Sampler::draw() const
{
    std::vector<SampledValue> drawn;
    for (const auto& [stratum, number] : allocation(counts(), size_)) {
        auto lowest = strata_.at(stratum).lowest;
        std::sort(lowest.begin(), lowest.end(), is_lower);
        for (std::size_t i = 0; i < number; ++i)
            drawn.push_back(std::move(lowest.at(i).second));
    }
    std::sort(drawn.begin(), drawn.end(), [](const SampledValue& a, const SampledValue& b) {
        return std::tie(a.document, a.sha256, a.subject) < std::tie(b.document, b.sha256, b.subject);
    });
    return drawn;
}

std::map<Stratum, std::size_t> allocation(const std::map<Stratum, std::size_t>& counts, std::size_t size)
{
    std::map<Stratum, std::size_t> given;
    std::size_t all = 0;
    for (const auto& [stratum, count] : counts)
        all += count;
    std::size_t left = std::min(size, all);
    // Larger strata first, so that a small sample tells of most of the store.
    std::vector<std::pair<Stratum, std::size_t>> order{counts.begin(), counts.end()};
    std::stable_sort(order.begin(), order.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    for (const auto& [stratum, count] : order) {
        given[stratum] = std::min({kLeast, count, left});
        left -= given[stratum];
    }
    // Each further one goes where the sample is furthest below the stratum's share.
    while (left > 0) {
        const std::pair<Stratum, std::size_t>* neediest = nullptr;
        for (const auto& candidate : order) {
            const auto& [stratum, count] = candidate;
            if (given[stratum] >= count)
                continue;
            // given / count < given' / count', in whole numbers
            if (neediest == nullptr || given[stratum] * neediest->second < given[neediest->first] * count)
                neediest = &candidate;
        }
        ++given[neediest->first];
        --left;
    }
    return given;
}

Interval wilson_interval(double wrong, double checked)
{
    if (checked <= 0)
        return {};
    const double rate = wrong / checked;
    const double z2 = kZ * kZ;
    const double middle = (rate + z2 / (2 * checked)) / (1 + z2 / checked);
    const double half =
        kZ / (1 + z2 / checked) * std::sqrt(rate * (1 - rate) / checked + z2 / (4 * checked * checked));
    return {std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

OverallErrors overall_errors(const std::map<Stratum, StratumErrors>& strata)
{
    OverallErrors overall;
    double values = 0;
    for (const auto& [stratum, errors] : strata) {
        if (errors.checked() == 0) {
            overall.values_left_out += errors.values;
            continue;
        }
        values += static_cast<double>(errors.values);
        overall.checked += errors.checked();
    }
    if (overall.checked == 0)
        return overall;
    double spread = 0;  // Kish: the weighted sample tells as much as an even one of 1 / spread values
    for (const auto& [stratum, errors] : strata) {
        if (errors.checked() == 0)
            continue;
        const double weight = static_cast<double>(errors.values) / values;
        const auto checked = static_cast<double>(errors.checked());
        overall.rate += weight * static_cast<double>(errors.wrong) / checked;
        spread += weight * weight / checked;
    }
    overall.interval = wilson_interval(overall.rate / spread, 1 / spread);
    return overall;
}

}  // namespace domesday
