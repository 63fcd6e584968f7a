#include "domesday/report/values.hpp"

#include <string>
#include <utility>

namespace domesday
{
namespace
{

// Gathers the values of one register.
class Gatherer
{
public:
    Gatherer(const Register& reg, std::size_t position, std::vector<ValueAt>& values)
        : reg_(reg), position_(position), values_(values)
    {
    }

    void gather()
    {
        if (reg_.title)
            add("register.title", *reg_.title);
        if (reg_.organisation)
            add("register.organisation", *reg_.organisation);
        for (std::size_t i = 0; i < reg_.entries.size(); ++i) {
            entry_ = i;
            gather(reg_.entries[i]);
        }
    }

private:
    void gather(const Entry& entry)
    {
        add("id", entry.id_printed);
        for (const auto& [field, value] : entry.texts)
            add(std::string{to_string(field)}, value);
        for (const auto& [stage, score] : entry.scores) {
            const std::string name = "scores." + std::string{to_string(stage)};
            add(name, score.printed);
            add(name + ".likelihood", score.likelihood_printed);
            add(name + ".impact", score.impact_printed);
        }
    }

    void add(std::string field, const Value& value)
    {
        if (!value.text.empty())
            values_.push_back({{position_, entry_, std::move(field)},
                               &reg_,
                               entry_ ? &reg_.entries[*entry_] : nullptr,
                               &value});
    }

    const Register& reg_;
    std::size_t position_;
    std::vector<ValueAt>& values_;
    std::optional<std::size_t> entry_{};
};

}  // namespace

std::vector<ValueAt> values_of(const ParsedDocument& content)
{
    std::vector<ValueAt> values;
    for (std::size_t i = 0; i < content.registers.size(); ++i)
        Gatherer{content.registers[i], i, values}.gather();
    return values;
}

}  // namespace domesday
