#include "parsers/registers/recognised_scores.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "parsers/registers/entry_builder.hpp"
#include "parsers/registers/levels.hpp"
#include "parsers/registers/matrix_rule.hpp"
#include "parsers/text/clean_text.hpp"

namespace domesday
{
namespace
{

std::string text_of(double number)
{
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    return {digits.data(), end};
}

// The number in another reading of a score: "16 (Major/Likely)" -> 16.
std::optional<double> number_in(const std::string& reading)
{
    return factor_from_text(reading).number;
}

bool is_recognised(const Value& value, const std::set<int>& pages)
{
    return std::any_of(value.places.begin(), value.places.end(),
                       [&](const Place& place) { return pages.contains(place.page); });
}

bool is_recognised(const Score& score, const std::set<int>& pages)
{
    return is_recognised(score.printed, pages) || is_recognised(score.likelihood_printed, pages) ||
           is_recognised(score.impact_printed, pages);
}

bool is_recognised(const Entry& entry, const std::set<int>& pages)
{
    const auto page = pages.lower_bound(entry.first_page);
    return entry.first_page > 0 && page != pages.end() && *page <= entry.last_page;
}

bool has_own_factors(const Score& score)
{
    return !score.likelihood_printed.text.empty() || !score.impact_printed.text.empty();
}

void doubt(Score& score, std::string reason)
{
    score.confidence = Confidence::low;
    score.reasons.push_back(std::move(reason));
}

// What the document gives for a score in other words than its number; several where it leaves that open.
struct Given {
    std::vector<double> scores{};
    std::string by{};         // "the words Major/Likely are"
    bool is_certain = false;  // the key's cell was not itself recognised, or is what the key's rule gives

    void add(std::optional<double> score)
    {
        if (score && std::find(scores.begin(), scores.end(), *score) == scores.end())
            scores.push_back(*score);
    }
    bool has(double score) const { return std::find(scores.begin(), scores.end(), score) != scores.end(); }
};

class CrossCheck
{
public:
    CrossCheck(Register& content, const std::set<int>& pages) : content_(content), pages_(pages)
    {
        if (content_.matrix) {
            words_.emplace(*content_.matrix);
            order_ = usual_order(content_, *words_);
        }
        factors_rule_ = learn_rule();
    }

    void run()
    {
        for (Entry& entry : content_.entries)
            for (auto& [stage, score] : entry.scores)
                if (is_recognised(score, pages_))
                    check(score, stage);
                else if (is_recognised(entry, pages_) && is_blank(score))
                    doubt(score, "nothing was recognised in its cell of the page's picture");
    }

private:
    static bool is_blank(const Score& score)
    {
        return !score.value && !score.label && score.printed.text.empty() && !has_own_factors(score);
    }

    Given given_by_label(const Score& score) const
    {
        Given given;
        if (!words_ || !score.label)
            return given;
        given.by = "the words " + *score.label + " are";
        const auto add = [&](PairOrder order) {
            if (const auto levels = levels_of_label(*words_, *score.label, order))
                add_cell(given, levels->impact, levels->likelihood);
        };
        add(order_);
        if (order_ == PairOrder::unknown)
            add(PairOrder::likelihood_first);
        return given;
    }

    // A key's cell or, in registers that multiply, the product.
    Given given_by_factors(int likelihood, int impact) const
    {
        Given given;
        given.by =
            "likelihood " + std::to_string(likelihood) + " and impact " + std::to_string(impact) + " give";
        if (content_.matrix)
            add_cell(given, impact, likelihood);
        if (given.scores.empty()) {
            given.add(static_cast<double>(likelihood) * impact);
            given.is_certain = true;
        }
        return given;
    }

    void add_cell(Given& given, int impact, int likelihood) const
    {
        const Matrix& matrix = *content_.matrix;
        const auto cell = score_of_levels(matrix, impact, likelihood);
        if (!cell)
            return;
        const auto row = static_cast<std::size_t>(impact) - 1,
                   column = static_cast<std::size_t>(likelihood) - 1;
        const bool has_place = row < matrix.places.size() && column < matrix.places[row].size();
        const bool printed = has_place && !pages_.contains(matrix.places[row][column].page);
        given.add(cell);
        given.is_certain = printed || score_by_rule(matrix, row, column) == cell;
    }

    // Do the register's scores follow from their factors at all?
    bool learn_rule() const
    {
        int follow = 0, all = 0;
        for (const Entry& entry : content_.entries)
            for (const auto& [stage, score] : entry.scores)
                if (score.value && has_own_factors(score) && score.likelihood && score.impact) {
                    ++all;
                    follow += given_by_factors(*score.likelihood, *score.impact).has(*score.value);
                }
        return all >= 3 && follow * 3 >= all * 2;
    }

    void check(Score& score, Stage stage) const
    {
        if (!score.value) {
            if (score.printed.text.empty() && has_own_factors(score))
                doubt(score, "no number was recognised beside its likelihood and impact");
            return;
        }
        take_what_is_on_key(score);
        if (has_factors(stage) && (is_lost(score.likelihood, score.likelihood_printed) ||
                                   is_lost(score.impact, score.impact_printed)))
            doubt(score, "its likelihood and impact were not both recognised");
        else if (has_own_factors(score))
            check_factors(score);
        else
            check_label(score);
        if (has_loose_heading(score) && !is_confirmed(score))
            doubt(score, "nothing else confirms that the heading was read rightly");
    }

    // Some score of this stage stands beside its likelihood or impact.
    bool has_factors(Stage stage) const
    {
        return std::any_of(content_.entries.begin(), content_.entries.end(), [&](const Entry& entry) {
            const auto score = entry.scores.find(stage);
            return score != entry.scores.end() && has_own_factors(score->second);
        });
    }

    // A word may be of the wrong axis or of no key: it was read. A letter or sign in place of a number was
    // not.
    static bool is_lost(const std::optional<int>& level, const Value& printed)
    {
        return !level && factor_from_text(printed.text).word.size() < 3;
    }

    // Of two readings of a number the one that the key has; it stays in doubt.
    void take_what_is_on_key(Score& score) const
    {
        const auto second = number_in(score.previous);
        if (!content_.matrix || !second || !doubts_number(score.printed) ||
            may_print(*content_.matrix, *score.value) || !may_print(*content_.matrix, *second))
            return;
        const std::string was = text_of(*score.value);
        score.value = second;
        score.previous = was;
        doubt(score, "read as " + was + ", which is not on the key, and as " + text_of(*second));
    }

    bool is_confirmed(const Score& score) const
    {
        if (score.likelihood && score.impact && has_own_factors(score))
            return factors_rule_ && given_by_factors(*score.likelihood, *score.impact).has(*score.value);
        return given_by_label(score).has(*score.value);
    }

    void check_label(Score& score) const
    {
        const Given given = given_by_label(score);
        if (!given.scores.empty())
            compare(score, given);
        else if (words_ && score.label && score.printed.confidence != Confidence::high)
            doubt(score, "the words \"" + *score.label + "\" are not on the key");
    }

    void check_factors(Score& score) const
    {
        if (!factors_rule_ || !score.likelihood || !score.impact)
            return;
        const Given given = given_by_factors(*score.likelihood, *score.impact);
        if (!given.has(*score.value) &&
            (repair_factor(score, Factor::likelihood) || repair_factor(score, Factor::impact)))
            return;
        compare(score, given);
    }

    void compare(Score& score, const Given& given) const
    {
        if (given.has(*score.value)) {
            if (score.confidence == Confidence::low) {
                score.confidence = Confidence::medium;
                score.reasons.push_back(given.by + " " + text_of(*score.value) + ", too");
            }
            return;
        }
        const double other = given.scores.front();
        const auto second = number_in(score.previous);
        const bool read_so = second && *second == other;
        const bool in_doubt = doubts_number(score.printed) || read_so;
        const std::string was = text_of(*score.value);
        if (given.is_certain && given.scores.size() == 1 && in_doubt &&
            (read_so || look_alike(was, text_of(other)))) {
            score.reasons.push_back("read as " + was + "; " + given.by + " " + text_of(other) +
                                    (read_so ? ", and so it was read a second time" : ", which looks alike"));
            score.value = other;
            score.previous = was;
            score.confidence = Confidence::medium;
        } else if (in_doubt) {
            doubt(score, given.by + " " + text_of(other));
        }
    }

    enum class Factor { likelihood, impact };

    // A likelihood or impact in doubt is the one level that gives the score and looks like what was read.
    bool repair_factor(Score& score, Factor factor) const
    {
        const Value& printed = factor == Factor::likelihood ? score.likelihood_printed : score.impact_printed;
        auto& level = factor == Factor::likelihood ? score.likelihood : score.impact;
        if (!doubts_number(printed) || doubts_number(score.printed))
            return false;
        std::vector<int> fitting;
        for (int candidate = 1; candidate <= 10; ++candidate) {
            const Given given = factor == Factor::likelihood ? given_by_factors(candidate, *score.impact)
                                                             : given_by_factors(*score.likelihood, candidate);
            if (given.has(*score.value) && look_alike(std::to_string(candidate), std::to_string(*level)))
                fitting.push_back(candidate);
        }
        if (fitting.size() != 1)
            return false;
        score.reasons.push_back(std::string(factor == Factor::likelihood ? "likelihood" : "impact") +
                                " read as " + std::to_string(*level) + "; " + text_of(*score.value) +
                                " has " + std::to_string(fitting.front()) + ", which looks alike");
        level = fitting.front();
        score.confidence = Confidence::medium;
        return true;
    }

    Register& content_;
    const std::set<int>& pages_;
    std::optional<KeyWords> words_;
    PairOrder order_ = PairOrder::unknown;
    bool factors_rule_ = false;
};

// "CR12" -> "CR": the entries of one register share it.
std::string family_of(const Entry& entry)
{
    const std::string id = entry.id.value_or("");
    return id.substr(0, id.find_first_of("0123456789"));
}

// A stage that entries of the same kind and family have on other pages was lost with its column.
void doubt_lost_stages(std::vector<Register>& registers, const std::set<int>& pages)
{
    std::map<std::pair<Kind, std::string>, std::map<Stage, int>> uses;
    for (const Register& content : registers)
        for (const Entry& entry : content.entries)
            if (entry.id && is_recognised(entry, pages))
                for (const auto& [stage, score] : entry.scores)
                    uses[{entry.kind, family_of(entry)}][stage] += score.value.has_value();
    for (Register& content : registers)
        for (Entry& entry : content.entries) {
            if (!entry.id || !is_recognised(entry, pages))
                continue;
            for (const auto& [stage, numbers] : uses[{entry.kind, family_of(entry)}])
                if (numbers > 1 && !entry.scores.contains(stage))
                    doubt(entry.scores[stage], "its column was not recognised on the page");
        }
}

// Digits that one is read for the other in poor scans.
bool are_alike(char a, char b)
{
    static constexpr std::array<std::string_view, 7> kAlike{"17", "14", "358", "5689", "0689", "27", "49"};
    return a == b || std::any_of(kAlike.begin(), kAlike.end(), [&](std::string_view group) {
               return group.find(a) != std::string_view::npos && group.find(b) != std::string_view::npos;
           });
}

bool is_one_digit_longer(const std::string& longer, const std::string& shorter)
{
    if (longer.size() != shorter.size() + 1)
        return false;
    for (std::size_t i = 0; i < longer.size(); ++i)
        if (longer.substr(0, i) + longer.substr(i + 1) == shorter)
            return true;
    return false;
}

}  // namespace

bool look_alike(const std::string& a, const std::string& b)
{
    if (a.size() != b.size())
        return is_one_digit_longer(a, b) || is_one_digit_longer(b, a);
    std::size_t differing = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (!are_alike(a[i], b[i]))
            return false;
        differing += a[i] != b[i];
    }
    return differing == 1;
}

void cross_check_recognised(std::vector<Register>& registers, const std::set<int>& pages)
{
    if (pages.empty())
        return;
    doubt_lost_stages(registers, pages);
    for (Register& content : registers)
        CrossCheck(content, pages).run();
}

}  // namespace domesday
