#include "parsers/registers/score_phrases.hpp"

#include <algorithm>
#include <utility>

#include "extractor/text/unicode.hpp"
#include "parsers/registers/key_labels.hpp"
#include "parsers/registers/report_text.hpp"
#include "parsers/text/vocabulary.hpp"

namespace domesday
{

namespace
{

// Between the word "score" and its number stand linking words only, and not more than these.
constexpr std::size_t kMostLinkWords = 9;
constexpr std::size_t kMostWordsOfLabel = 8;
// 10 x 10 is the largest scale in use.
constexpr double kHighestScore = 100;

class PhraseReader
{
public:
    PhraseReader(std::span<const Word> words, const Vocabulary& vocabulary)
        : words_(words), vocabulary_(vocabulary)
    {
    }

    std::vector<ScorePhrase> read() const
    {
        std::vector<ScorePhrase> phrases;
        std::size_t clause = 0;  // where the words of the next score may begin
        std::optional<double> from;
        for (std::size_t i = 0; i < words_.size(); ++i) {
            const auto number = score_number(i);
            if (!number) {
                continue;
            }
            if (i > 0 && vocabulary_.find("earlier", words_[i - 1].text) && !label_after(i)) {
                if (!phrases.empty() && clause == phrases.back().last && !states_score(clause, i)) {
                    phrases.back().from = number;  // "now 12, down from 16"
                    add_change(phrases.back(), clause, i);
                } else if (vocabulary_.find("earlier", words_[i - 1].text)->surface == "from") {
                    from = number;
                }
                continue;
            }
            if (i > 0 && folded_for_matching(words_[i - 1].text) == "by") {
                continue;  // the size of a step: "reduced by 4 to 12"
            }
            const auto label = label_after(i);
            if (!label && !states_score(clause, i)) {
                continue;
            }
            ScorePhrase phrase{.first = i, .last = label ? label->last : i + 1, .value = *number};
            if (label) {
                phrase.label = label->text;
            }
            phrase.from = std::exchange(from, std::nullopt);
            find_stage(phrase, clause, i);
            add_change(phrase, clause, i);
            clause = phrase.last;
            i = phrase.last - 1;
            phrases.push_back(std::move(phrase));
        }
        return phrases;
    }

private:
    // A number that can be a score: no percentage, no money, no date, no number of a clause or page.
    std::optional<double> score_number(std::size_t at) const
    {
        const std::string& text = words_[at].text;
        if (text.find_first_of("%$/:") != std::string::npos || text.find("\xC2\xA3") != std::string::npos) {
            return std::nullopt;
        }
        std::string bare = text;
        std::erase_if(bare, [](char c) { return c == '(' || c == ')' || c == '"' || c == '\''; });
        const auto number = number_of_word(bare);
        return number && *number >= 0 && *number <= kHighestScore ? number : std::nullopt;
    }

    struct Label {
        std::string text;
        std::size_t last = 0;
    };

    // "(Major/Possible)" behind the number, over line ends; words with a slash or "x" between them.
    std::optional<Label> label_after(std::size_t number) const
    {
        const std::size_t begin = number + 1;
        if (begin >= words_.size() || !words_[begin].text.starts_with("(")) {
            return std::nullopt;
        }
        std::string text;
        for (std::size_t i = begin; i < std::min(words_.size(), begin + kMostWordsOfLabel); ++i) {
            const bool glued = text.empty() || text.ends_with("/") || words_[i].text.starts_with("/") ||
                               words_[i].join == Join::none;
            text += (glued ? "" : " ") + words_[i].text;
            if (const auto close = text.find(')'); close != std::string::npos) {
                text = text.substr(1, close - 1);
                const auto slash = text.find('/');
                const bool pair = slash != std::string::npos && slash > 0 && slash + 1 < text.size();
                const bool digits = text.find_first_of("0123456789") != std::string::npos;
                return pair && !digits ? std::optional(Label{std::move(text), i + 1}) : std::nullopt;
            }
        }
        return std::nullopt;
    }

    bool is_score_word(std::size_t at) const
    {
        return term_at(words_, at, "score-word", vocabulary_).has_value();
    }

    // "score", then linking words up to the number.
    bool states_score(std::size_t clause, std::size_t number) const
    {
        std::size_t i = number;
        while (i > clause && number - i < kMostLinkWords) {
            --i;
            if (is_score_word(i)) {
                return true;
            }
            const bool links = vocabulary_.find("score-link", words_[i].text) ||
                               vocabulary_.find("change", words_[i].text) ||
                               vocabulary_.find("earlier", words_[i].text) || score_number(i) ||
                               stage_at(i).has_value();
            if (!links) {
                return false;
            }
        }
        return false;
    }

    std::optional<Stage> stage_at(std::size_t at) const
    {
        const auto term = term_at(words_, at, "stage", vocabulary_);
        return term ? stage_from_string(term->term->canonical) : std::nullopt;
    }

    // "residual score", "target risk", "residual opportunity score", "target of": the stage's word is one
    // only before such words; "now" and "remaining" are stages' names in headings and mean nothing here.
    bool names_stage(std::size_t at) const
    {
        const auto term = term_at(words_, at, "stage", vocabulary_);
        if (!term || term->last >= words_.size()) {
            return false;
        }
        for (std::size_t i = term->last; i < std::min(words_.size(), term->last + 3); ++i) {
            if (is_score_word(i)) {
                return true;
            }
            if (!vocabulary_.find("noise", words_[i].text)) {
                break;
            }
        }
        const bool is_canonical = match_key(term->term->canonical) == term->term->key;
        const std::string& next = words_[term->last].text;
        return is_canonical && (vocabulary_.find("score-link", next) || vocabulary_.find("change", next) ||
                                score_number(term->last));
    }

    // The nearest stage named before the number, in its clause.
    void find_stage(ScorePhrase& phrase, std::size_t clause, std::size_t number) const
    {
        for (std::size_t i = number; i > clause; --i) {
            if (is_score_word(i - 1)) {
                phrase.first = std::min(phrase.first, i - 1);
            }
            if (names_stage(i - 1)) {
                phrase.stage = stage_at(i - 1);
                phrase.first = i - 1;
                return;
            }
        }
    }

    void add_change(ScorePhrase& phrase, std::size_t clause, std::size_t number) const
    {
        const std::size_t begin = phrase.first < number ? phrase.first : clause;
        for (std::size_t i = begin; i < number; ++i) {
            const auto term = term_at(words_, i, "change", vocabulary_);
            if (!term || names_stage(i)) {
                continue;
            }
            phrase.change = term->term->canonical == "reduced"     ? Change::reduced
                            : term->term->canonical == "increased" ? Change::increased
                                                                   : Change::unchanged;
            std::size_t first = i;
            while (first > begin && is_auxiliary(words_[first - 1].text)) {
                --first;
            }
            phrase.claim = text_of(words_.subspan(first, number + 1 - first));
            while (!phrase.claim.empty() && std::ispunct(static_cast<unsigned char>(phrase.claim.back()))) {
                phrase.claim.pop_back();
            }
            return;
        }
    }

    static bool is_auxiliary(const std::string& word)
    {
        constexpr std::string_view auxiliaries[] = {"has", "have", "been", "was", "were", "is", "now"};
        return std::find(std::begin(auxiliaries), std::end(auxiliaries), folded_for_matching(word)) !=
               std::end(auxiliaries);
    }

    std::span<const Word> words_;
    const Vocabulary& vocabulary_;
};

}  // namespace

std::vector<ScorePhrase> score_phrases(std::span<const Word> words, const Vocabulary& vocabulary)
{
    return PhraseReader(words, vocabulary).read();
}

}  // namespace domesday
