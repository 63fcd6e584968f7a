// The registers of the period before, as the checks that compare with them see them.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "parsers/checks/checks.hpp"

namespace domesday
{

// Every register of the document beside the one before it.
class EarlierRegisters
{
public:
    explicit EarlierRegisters(const CheckInput& input);

    bool empty() const { return before_.empty(); }

    struct EntryAt {
        const PreviousRegister* content = nullptr;
        const Entry* entry = nullptr;
    };
    // The first entry with this id in a previous register; null members when none has it.
    EntryAt find(std::string_view id) const;

    // Whether all registers in which an id like this one could stand are known: an id of another series
    // ("R-13" beside "RK2") may belong to a register whose predecessor the store does not have.
    bool covers(std::string_view id) const;

    // Ids of the previous registers, and of those of this document that have a predecessor.
    const std::map<std::string, EntryAt, std::less<>>& before() const { return before_; }
    const std::map<std::string, const Entry*, std::less<>>& now() const { return now_; }

    // Of any previous register, to name it by; null without one.
    const PreviousRegister* first() const { return first_; }

private:
    std::map<std::string, EntryAt, std::less<>> before_;
    std::map<std::string, const Entry*, std::less<>> now_;
    std::set<std::string, std::less<>> series_without_predecessor_;
    const PreviousRegister* first_ = nullptr;
};

// "the 2018/19 Q3 register"; the document's name where no period is known.
std::string name_of(const PreviousRegister& previous);

// Ids are reused: whether two entries of one id are plainly different risks, by the words of their titles.
bool are_different_risks(const Entry& a, const Entry& b);

}  // namespace domesday
