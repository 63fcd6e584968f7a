#include "parsers/registers/movements.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "extractor/text/unicode.hpp"
#include "parsers/registers/report_text.hpp"
#include "parsers/text/clean_text.hpp"
#include "parsers/text/vocabulary.hpp"

namespace domesday
{

namespace
{

enum class Way { none, added, deleted };

Way way_from(const Term& term)
{
    return term.canonical == "new" ? Way::added : Way::deleted;
}

// Before "register" in "added to the corporate risk and opportunity register".
constexpr std::size_t kMostWordsToRegister = 8;
// "no", "not" stand this near before what they deny ("no further risks have been added").
constexpr std::size_t kNearNegation = 5;
// Between a verb and the entry it is said of, a title in brackets or between dashes may stand.
constexpr std::size_t kMostWordsToSubject = 60;

class MovementFinder
{
public:
    MovementFinder(std::span<const Block> blocks, const ReportContext& context, const Vocabulary& vocabulary)
        : blocks_(blocks), context_(context), vocabulary_(vocabulary), ids_(context.registers)
    {
    }

    Movements find()
    {
        const auto asked = blocks_of_reports(blocks_, context_.taken, vocabulary_);
        for (const Passage& passage : passages_of(blocks_, asked)) {
            if (passage.words.empty()) {
                end_list();
            }
            for (const Sentence& sentence : sentences_of(passage.words, passage.heading)) {
                read_sentence(sentence);
            }
        }
        return std::move(movements_);
    }

private:
    struct Claim {
        Way way = Way::none;
        bool is_verb = false;
        bool denied = false;
        std::size_t first = 0, last = 0;  // words
        std::optional<int> count{};
    };

    void read_sentence(const Sentence& sentence)
    {
        const auto ids = ids_.in(sentence.words);
        const auto claims = claims_in(sentence);
        if (!claims.empty() && ids.empty()) {
            read_announcement(sentence, claims);
            return;
        }
        const std::size_t before = movements_.added.size() + movements_.deleted.size();
        for (const Claim& claim : claims) {
            if (!claim.denied) {
                read_claim(sentence, claim, ids);
            }
        }
        if (movements_.added.size() + movements_.deleted.size() > before) {
            end_list();  // the sentence said it all by itself
            return;
        }
        read_list_item(sentence, ids);
    }

    // "There are no new entries and two deletions. The deletions are:" Counts are kept until the list comes.
    void read_announcement(const Sentence& sentence, const std::vector<Claim>& claims)
    {
        const Claim* heads = nullptr;
        for (const Claim& claim : claims) {
            movements_.stated = movements_.stated || claim.denied || claim.count || !claim.is_verb;
            if (claim.denied) {
                continue;
            }
            if (claim.count) {
                (claim.way == Way::added ? added_announced_ : deleted_announced_) = claim.count;
            }
            heads = &claim;
        }
        const bool opens_list = sentence.heading || sentence.words.back().text.ends_with(":");
        if (heads && opens_list) {
            list_ = heads->way;
            list_left_ = list_ == Way::added ? added_announced_ : deleted_announced_;
            list_has_bullets_.reset();
            list_just_opened_ = true;
        } else if (heads && !heads->is_verb) {
            list_ = Way::none;
        }
    }

    // "CR12 (Loss of a supplier) has been removed from the register", "a new risk, CR3 (...), has been
    // added".
    void read_claim(const Sentence& sentence, const Claim& claim, const std::vector<KnownIds::At>& ids)
    {
        const KnownIds::At* subject = nullptr;
        if (claim.is_verb) {
            if (!names_register(sentence.words, claim.last) && !is_linked_to_id(sentence.words, claim, ids)) {
                return;
            }
            for (const KnownIds::At& id : ids) {
                if (id.last <= claim.first && claim.first - id.last <= kMostWordsToSubject) {
                    subject = &id;
                }
            }
            if (!subject && claim.last < sentence.words.size()) {
                const auto after = std::find_if(
                    ids.begin(), ids.end(), [&](const KnownIds::At& id) { return id.first >= claim.last; });
                subject = after == ids.end() ? nullptr : &*after;
            }
        } else {
            const auto after = std::find_if(ids.begin(), ids.end(), [&](const KnownIds::At& id) {
                return id.first >= claim.last && id.first - claim.last <= kNearNegation;
            });
            subject = after == ids.end() ? nullptr : &*after;
        }
        if (!subject) {
            return;
        }
        add_all(claim.way, sentence.words, ids, static_cast<std::size_t>(subject - ids.data()));
    }

    // "CR3, CR4 and CR5 have been removed": the id, and those that stand together with it.
    void add_all(Way way, std::span<const Word> words, const std::vector<KnownIds::At>& ids, std::size_t at)
    {
        const auto together = [&](const KnownIds::At& a, const KnownIds::At& b) {
            const std::size_t between = b.first - a.last;
            const std::string joint = between == 1 ? folded_for_matching(words[a.last].text) : std::string();
            return between == 0 || joint == "and" || joint == "&" || joint == ",";
        };
        std::size_t first = at, last = at + 1;
        while (first > 0 && together(ids[first - 1], ids[first])) {
            --first;
        }
        while (last < ids.size() && together(ids[last - 1], ids[last])) {
            ++last;
        }
        for (std::size_t i = first; i < last; ++i) {
            add(way, ids[i].id, words);
        }
    }

    bool names_register(std::span<const Word> words, std::size_t from) const
    {
        for (std::size_t i = from; i < std::min(words.size(), from + kMostWordsToRegister); ++i) {
            if (vocabulary_.find("register-word", words[i].text)) {
                return true;
            }
        }
        return false;
    }

    // Only "has been", "have now been" and the like between an id (or the bracket behind it) and the verb.
    bool is_linked_to_id(std::span<const Word> words, const Claim& claim,
                         const std::vector<KnownIds::At>& ids) const
    {
        std::size_t i = claim.first;
        while (i > 0 && (vocabulary_.find("score-link", words[i - 1].text) || words[i - 1].text == ",")) {
            --i;
        }
        const bool after_id = std::any_of(ids.begin(), ids.end(),
                                          [&](const KnownIds::At& id) { return id.last == i && i > 0; });
        const bool after_bracket =
            i > 0 && (words[i - 1].text.ends_with(")") || words[i - 1].text.ends_with("),"));
        return after_id || after_bracket;
    }

    // An item that begins with an id, under "The new entries are:".
    void read_list_item(const Sentence& sentence, const std::vector<KnownIds::At>& ids)
    {
        if (list_ == Way::none) {
            return;
        }
        const bool bullet = sentence.begins_item;
        const std::size_t first_word =
            !sentence.words.empty() && bullet_length(sentence.words[0].text, true) > 0;
        const bool begins_with_id = !ids.empty() && ids.front().first <= first_word;
        const bool in_line = std::exchange(list_just_opened_, false) && !sentence.begins_line;
        if (begins_with_id && in_line) {
            add_all(list_, sentence.words, ids, 0);  // "New risks: CR1, CR5 and CR7."
            end_list();
        } else if (begins_with_id && (bullet || sentence.begins_line)) {
            const bool other_kind_of_item = list_has_bullets_ && *list_has_bullets_ != bullet;
            if (other_kind_of_item || (list_left_ && *list_left_ <= 0)) {
                end_list();
                return;
            }
            list_has_bullets_ = bullet;
            if (list_left_) {
                --*list_left_;
            }
            add(list_, ids.front().id, sentence.words);
        } else if (sentence.heading && !bullet) {
            end_list();
        }
    }

    void end_list()
    {
        list_ = Way::none;
        list_left_.reset();
        list_has_bullets_.reset();
        list_just_opened_ = false;
    }

    void add(Way way, const std::string& id, std::span<const Word> words)
    {
        auto& movements = way == Way::added ? movements_.added : movements_.deleted;
        movements_.stated = true;
        const bool known = std::any_of(movements.begin(), movements.end(),
                                       [&](const Movement& movement) { return movement.id == id; });
        if (!known) {
            movements.push_back({id, {.text = text_of(words), .places = places_of(words)}});
        }
    }

    // Nouns ("two deletions") and verbs ("has been removed") of one sentence, in order.
    std::vector<Claim> claims_in(const Sentence& sentence) const
    {
        std::vector<Claim> claims;
        const auto words = sentence.words;
        for (std::size_t i = 0; i < words.size(); ++i) {
            auto term = term_at(words, i, "movement-noun", vocabulary_);
            const bool is_noun = term.has_value();
            term = is_noun ? term : term_at(words, i, "movement-verb", vocabulary_);
            if (!term) {
                continue;
            }
            Claim claim{
                .way = way_from(*term->term), .is_verb = !is_noun, .first = term->first, .last = term->last};
            for (std::size_t back = 1; back <= std::min(i, kNearNegation); ++back) {
                claim.denied = claim.denied || vocabulary_.find("negation", words[i - back].text);
                if (ends_clause(words[i - back])) {
                    break;
                }
            }
            if (i > 0) {
                claim.count = count_in(words[i - 1].text);
            }
            if (is_noun || speaks_of_entries(sentence, i)) {
                claims.push_back(claim);
            }
            i = term->last - 1;
        }
        return claims;
    }

    static bool ends_clause(const Word& word)
    {
        return word.text.ends_with(",") || word.text.ends_with(";") ||
               folded_for_matching(word.text) == "and";
    }

    // "Further mitigating actions have been added" says nothing of entries.
    bool speaks_of_entries(const Sentence& sentence, std::size_t verb) const
    {
        constexpr std::size_t near = 5;
        for (std::size_t i = verb - std::min(verb, near); i < verb; ++i) {
            if (vocabulary_.find("not-an-entry", sentence.words[i].text)) {
                return false;
            }
        }
        return true;
    }

    std::optional<int> count_in(const std::string& word) const
    {
        int number = 0;
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
        if (error == std::errc{} && end == word.data() + word.size()) {
            return number;
        }
        const Term* term = vocabulary_.find("count", word);
        if (!term) {
            return std::nullopt;
        }
        std::from_chars(term->canonical.data(), term->canonical.data() + term->canonical.size(), number);
        return number;
    }

    std::span<const Block> blocks_;
    const ReportContext& context_;
    const Vocabulary& vocabulary_;
    KnownIds ids_;
    Movements movements_;
    Way list_ = Way::none;
    bool list_just_opened_ = false;
    std::optional<int> list_left_;
    std::optional<bool> list_has_bullets_;
    std::optional<int> added_announced_, deleted_announced_;
};

}  // namespace

Movements find_movements(std::span<const Block> blocks, const ReportContext& context,
                         const Vocabulary& vocabulary)
{
    return MovementFinder(blocks, context, vocabulary).find();
}

}  // namespace domesday
