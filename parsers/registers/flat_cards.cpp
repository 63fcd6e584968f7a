#include "parsers/registers/flat_cards.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "parsers/registers/entry_builder.hpp"
#include "parsers/registers/flat_rows.hpp"
#include "parsers/registers/word_notes.hpp"
#include "parsers/text/clean_text.hpp"
#include "parsers/text/ids.hpp"
#include "parsers/text/vocabulary.hpp"

namespace domesday
{

namespace
{

constexpr std::size_t kLabelWords = 8;
constexpr std::size_t kFewestCards = 2;
constexpr std::size_t kFewestLabels = 4;  // different ones, on most cards

struct FoundLabel {
    std::size_t line = 0;
    std::size_t first = 0, last = 0;  // words
    Heading heading;
    bool colon = false;
};

struct Span {
    std::size_t first = 0, last = 0;  // words
};

std::string words_from(const FlatDocument& document, std::size_t first, std::size_t last)
{
    return joined_words(document, first, std::min(last, first + kLabelWords));
}

// "Current score Target score" is two labels.
std::size_t end_of_first_stage(const FlatDocument& document, std::size_t first, std::size_t last,
                               const Vocabulary& vocabulary)
{
    for (auto middle = last - 1; middle > first; --middle) {
        const auto one = vocabulary.find_heading(joined_words(document, first, middle));
        const auto two = vocabulary.find_heading(joined_words(document, middle, last));
        if (one && two && one->part == Part::score && two->part == Part::score && one->stage && two->stage &&
            one->stage != two->stage)
            return middle;
    }
    return last;
}

// The label that begins at word `at` of a line; `first` tells that nothing of the line stands before it.
std::optional<FoundLabel> label_at(const FlatDocument& document, std::size_t l, std::size_t at, bool first,
                                   const Vocabulary& vocabulary)
{
    const auto& line = document.lines[l];
    const auto label = vocabulary.find_label(words_from(document, at, line.last));
    if (!label || label->words == 0)
        return std::nullopt;
    const auto all = std::min<std::size_t>(at + label->words, line.last);
    const auto last = label->colon ? all : end_of_first_stage(document, at, all, vocabulary);
    FoundLabel found{l, at, last, label->heading, label->colon};
    const bool whole = last == line.last;
    const bool score_behind = label->heading.part != Part::field && label->heading.part != Part::id &&
                              last < line.last && document.words[last].number;
    const bool id = label->heading.part == Part::id && first && last < line.last;
    // Stages side by side head the scores below: "Current score Target score".
    const bool stages = label->heading.part == Part::score && label->heading.stage && last < line.last &&
                        label_at(document, l, last, false, vocabulary).has_value();
    if (!label->colon && !(first && (whole || score_behind)) && !id && !stages &&
        !(whole && label->heading.part == Part::score))
        return std::nullopt;
    return found;
}

// A label that breaks over the line end: "Target Opportunity" over "Score: 6". Only a colon makes it sure.
std::optional<FoundLabel> broken_label_at(const FlatDocument& document, std::size_t l, std::size_t at,
                                          const Vocabulary& vocabulary)
{
    const auto& line = document.lines[l];
    if (l + 1 >= document.lines.size() || line.last - at > 4)
        return std::nullopt;
    const auto& next = document.lines[l + 1];
    if (next.dropped || next.blank_before > 0)
        return std::nullopt;
    const auto label = vocabulary.find_label(words_from(document, at, next.last));
    const auto own = line.last - at;
    if (!label || !label->colon || label->words <= own || label->words > own + 3)
        return std::nullopt;
    return FoundLabel{l, at, at + label->words, label->heading, true};
}

std::vector<FoundLabel> labels_of(const FlatDocument& document, const Vocabulary& vocabulary)
{
    std::set<std::string> beginnings;
    for (const std::string_view kind : {"heading", "stage", "measure", "previous", "noise"})
        for (const auto& term : vocabulary.terms(kind))
            beginnings.insert(match_key(std::string_view(term.surface).substr(0, term.surface.find(' '))));
    std::vector<std::uint8_t> begins(document.ids.count(), 2);
    const auto may_begin = [&](const FlatWord& word) {
        if (!word.upper && word.word->text != "#")
            return false;
        auto& known = begins[word.id];
        if (known == 2)
            known = beginnings.contains(match_key(word.word->text)) ? 1 : 0;
        return known == 1;
    };
    std::vector<FoundLabel> labels;
    for (std::size_t l = 0; l < document.lines.size(); ++l) {
        const auto& line = document.lines[l];
        if (line.dropped)
            continue;
        bool labelled = false;
        for (std::size_t w = line.first; w < line.last; ++w) {
            if (w > line.first && !labelled)
                break;
            if (!may_begin(document.words[w]))
                continue;
            if (!labels.empty() && w < labels.back().last)
                continue;
            auto label = label_at(document, l, w, w == line.first, vocabulary);
            if (!label || !label->colon)
                if (auto broken = broken_label_at(document, l, w, vocabulary))
                    label = broken;
            if (!label)
                continue;
            labels.push_back(*label);
            labelled = true;
            w = label->last - 1;
        }
    }
    return labels;
}

// The cards' beginnings: words of their ids.
struct CardStart {
    std::size_t line = 0;
    Span id;
    std::optional<Kind> kind;
};

std::vector<CardStart> starts_from_labels(const FlatDocument& document, const std::vector<FoundLabel>& labels)
{
    std::vector<CardStart> starts;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const auto& label = labels[i];
        if (label.heading.part != Part::id)
            continue;
        const std::size_t end = i + 1 < labels.size() ? labels[i + 1].first : document.words.size();
        for (std::size_t words = std::min<std::size_t>(3, end - label.last); words > 0; --words) {
            if (!find_id(joined_words(document, label.last, label.last + words)))
                continue;
            starts.push_back({label.line, {label.last, label.last + words}, label.heading.kind});
            break;
        }
    }
    return starts;
}

std::vector<CardStart> starts_from_ids(const FlatDocument& document, const Vocabulary& vocabulary)
{
    std::vector<CardStart> starts;
    for (const auto& row : flat_rows(document, 0, vocabulary))
        starts.push_back({row.line, {row.first, row.last}, std::nullopt});
    return starts;
}

// Most cards have several different labels, and most labels a value.
bool are_cards(const FlatDocument& document, const std::vector<CardStart>& starts,
               const std::vector<FoundLabel>& labels)
{
    if (starts.size() < kFewestCards)
        return false;
    std::size_t full = 0, valued = 0, all = 0, soon = 0;
    for (std::size_t s = 0; s < starts.size(); ++s) {
        const auto end = s + 1 < starts.size() ? starts[s + 1].line : document.lines.size();
        std::set<std::pair<Part, Field>> fields;
        bool labelled = false;  // near its beginning: a table's headings stand on top of a page
        for (std::size_t i = 0; i < labels.size(); ++i) {
            const auto& label = labels[i];
            if (label.line < starts[s].line || label.line >= end)
                continue;
            fields.insert({label.heading.part, label.heading.field});
            labelled = labelled || label.line <= starts[s].line + 6;
            ++all;
            valued += i + 1 == labels.size() || labels[i + 1].first > label.last;
        }
        full += fields.size() >= kFewestLabels;
        soon += labelled;
    }
    return soon * 3 >= starts.size() * 2 && full * 3 >= starts.size() * 2 && valued * 3 >= all * 2;
}

// The widest line of each field's values: a shorter one ends an item.
using Widths = std::map<Field, int>;

std::vector<Word> value_words(const FlatDocument& document, Span span, int width)
{
    std::vector<Word> words;
    bool bullets = false;
    for (auto w = span.first; w < span.last; ++w)
        bullets = bullets || document.words[w].bullet;
    int length = 0;
    bool line_begins = true;
    int last_line = 0;
    for (auto w = span.first; w < span.last; ++w) {
        const auto& flat = document.words[w];
        line_begins = line_begins || flat.word->place.line != last_line;
        last_line = flat.word->place.line;
        if (line_begins && flat.bullet && w + 1 < span.last) {
            // The word behind a bullet begins an item.
            Word word = *document.words[++w].word;
            word.join = words.empty() ? Join::space : Join::item;
            length = document.words[w].length + 2;
            words.push_back(std::move(word));
            line_begins = false;
            continue;
        }
        Word word = *flat.word;
        if (words.empty()) {
            word.join = Join::space;
        } else if (line_begins) {
            const bool room = length + 1 + flat.length <= width;
            const bool after_stop = document.words[w - 1].stop || document.words[w - 1].colon;
            const bool item = !flat.lower && (bullets ? after_stop : room || document.words[w - 1].colon);
            word.join = item ? Join::item : Join::line;
            length = 0;
        } else if (word.join != Join::none) {
            word.join = Join::space;
        }
        length += flat.length + (line_begins ? 0 : 1);
        line_begins = false;
        words.push_back(std::move(word));
    }
    return words;
}

class CardReader
{
public:
    CardReader(const FlatDocument& document, const Vocabulary& vocabulary, const KnownWords& known,
               const Widths& widths)
        : document_(document), vocabulary_(vocabulary), known_(known), widths_(widths)
    {
    }

    void put(const FoundLabel& label, Span span)
    {
        const auto& heading = label.heading;
        if (heading.part == Part::id || heading.previous)
            return;
        if (heading.part == Part::field) {
            // "Progress to date" of an opportunity is what its controls are to a risk.
            const bool made = heading.field == Field::progress && entry.kind == Kind::opportunity &&
                              !has_controls && label.last > label.first + 1;
            put_text(made ? Field::controls : heading.field, span);
            return;
        }
        if (heading.stage && span.first == span.last) {
            // A stage without a value heads the measures below.
            stages_.push_back(*heading.stage);
            return;
        }
        auto stage = heading.stage;
        if (!stage)
            stage = open_stage(heading.part);
        auto& parts = scores_[*stage];
        // A number or a word or two: what follows on further lines is not the score's.
        parts[static_cast<std::size_t>(heading.part)] =
            text_from_words(value_words(document_, span, 0), options());
        headings_.try_emplace(*stage, joined_words(document_, label.first, label.last), heading.basis);
    }

    void put_text(Field field, Span span)
    {
        if (span.first >= span.last)
            return;
        const auto width = widths_.find(field);
        auto value = text_from_words(value_words(document_, span, width == widths_.end() ? 0 : width->second),
                                     options());
        auto& text = entry.texts[field];
        text = text.text.empty() ? std::move(value) : joined_items(std::move(text), value);
    }

    void finish()
    {
        for (auto& [stage, parts] : scores_) {
            auto score = score_from_values(std::move(parts[std::size_t(Part::score)]),
                                           std::move(parts[std::size_t(Part::likelihood)]),
                                           std::move(parts[std::size_t(Part::impact)]), vocabulary_);
            score.heading = headings_[stage].first;
            score.basis = headings_[stage].second;
            entry.scores[stage] = std::move(score);
        }
    }

    Entry entry;
    bool has_controls = false;  // a label of their own

private:
    CleanOptions options() const { return {.known = &known_, .vocabulary = &vocabulary_}; }

    // The first of the stages named above that still lacks this measure.
    Stage open_stage(Part part)
    {
        if (stages_.empty())
            return Stage::current;
        while (at_ + 1 < stages_.size() &&
               !scores_[stages_[at_]][static_cast<std::size_t>(part)].text.empty())
            ++at_;
        return stages_[at_];
    }

    const FlatDocument& document_;
    const Vocabulary& vocabulary_;
    const KnownWords& known_;
    const Widths& widths_;
    std::map<Stage, std::array<Value, 5>> scores_;  // by Part
    std::map<Stage, std::pair<std::string, std::string>> headings_;
    std::vector<Stage> stages_;
    std::size_t at_ = 0;
};

// "Causes:" within a description is part of it.
bool is_inner(const FoundLabel& label, const FoundLabel* before)
{
    return label.heading.part == Part::field && label.heading.field == Field::causes && before &&
           before->heading.part == Part::field && before->heading.field == Field::description;
}

Widths widths_of(const FlatDocument& document, const std::vector<FoundLabel>& labels)
{
    Widths widths;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (labels[i].heading.part != Part::field)
            continue;
        const auto end = i + 1 < labels.size() ? labels[i + 1].line : document.lines.size();
        auto& width = widths[labels[i].heading.field];
        for (auto l = labels[i].line + 1; l < end; ++l)
            if (!document.lines[l].dropped)
                width = std::max<int>(width, document.lines[l].length);
    }
    return widths;
}

}  // namespace

std::optional<Register> register_from_cards(const FlatDocument& document, const Vocabulary& vocabulary,
                                            WordNotes* notes)
{
    auto labels = labels_of(document, vocabulary);
    if (labels.size() < kFewestCards * kFewestLabels)
        return std::nullopt;
    auto starts = starts_from_labels(document, labels);
    if (starts.size() < kFewestCards)
        starts = starts_from_ids(document, vocabulary);
    if (!are_cards(document, starts, labels))
        return std::nullopt;

    KnownWords known;
    for (const auto& word : document.words)
        known.add(word.word->text);
    const auto widths = widths_of(document, labels);
    IdFamilies families;
    for (const auto& start : starts)
        families.add(joined_words(document, start.id.first, start.id.last), start.kind.value_or(Kind::risk));

    // Where the words of dropped lines are left out, a value is several spans.
    const auto each_kept = [&](std::size_t first, std::size_t last, const auto& use) {
        std::size_t from = first;
        for (std::size_t w = first; w < last;) {
            const auto line = std::upper_bound(document.lines.begin(), document.lines.end(), w,
                                               [](std::size_t at, const FlatLine& l) { return at < l.last; });
            const auto end = std::min<std::size_t>(line->last, last);
            if (line->dropped) {
                if (from < w)
                    use(Span{from, w});
                from = end;
            }
            w = end;
        }
        if (from < last)
            use(Span{from, last});
    };

    const auto note = [&](std::size_t first, std::size_t last, const WordNote& what) {
        for (std::size_t w = first; notes && w < last; ++w)
            if (!notes->find(document.words[w].word->place))
                notes->add(std::span(document.words[w].word, 1), what);
    };

    Register found;
    for (std::size_t s = 0; s < starts.size(); ++s) {
        const auto& start = starts[s];
        const std::size_t end_line = s + 1 < starts.size() ? starts[s + 1].line : document.lines.size();
        const std::size_t end =
            end_line < document.lines.size() ? document.lines[end_line].first : document.words.size();
        CardReader reader(document, vocabulary, known, widths);
        auto& entry = reader.entry;
        entry.kind = start.kind.value_or(Kind::risk);
        entry.id_printed.text = joined_words(document, start.id.first, start.id.last);
        std::vector<Word> id_words;
        for (auto w = start.id.first; w < start.id.last; ++w)
            id_words.push_back(*document.words[w].word);
        entry.id_printed.places = places_of(id_words);
        const auto id = families.id_from_text(entry.id_printed.text, entry.kind);
        if (!id.text.empty())
            entry.id = id.text;
        entry.id_repaired = id.repaired;
        entry.id_repair_reason = id.reason;
        entry.first_page = document.lines[start.line].page;
        entry.first_line = document.lines[start.line].number;

        std::vector<const FoundLabel*> of_card;
        for (const auto& label : labels)
            if (label.first >= document.lines[start.line].first && label.first < end) {
                if (is_inner(label, of_card.empty() ? nullptr : of_card.back()))
                    continue;
                of_card.push_back(&label);
            }
        for (const auto* label : of_card) {
            if (label->heading.kind == Kind::opportunity)
                entry.kind = Kind::opportunity;
            reader.has_controls = reader.has_controls || (label->heading.part == Part::field &&
                                                          label->heading.field == Field::controls);
        }
        // Behind the id, before the first label, stands the title.
        std::size_t until = end;
        for (const auto* label : of_card)
            if (label->first >= start.id.last) {
                until = label->first;
                break;
            }
        each_kept(start.id.last, until, [&](Span span) { reader.put_text(Field::title, span); });
        for (std::size_t i = 0; i < of_card.size(); ++i) {
            const auto& label = *of_card[i];
            const std::size_t last = i + 1 < of_card.size() ? of_card[i + 1]->first : end;
            note(label.first, label.last, {.use = WordUse::heading});
            if (label.heading.part == Part::id)
                continue;
            if (label.heading.previous ||
                (label.heading.part == Part::field && label.heading.field == Field::other))
                note(label.last, last,
                     {.use = WordUse::left_out,
                      .reason = "field not kept: " + joined_words(document, label.first, label.last)});
            bool any = false;
            each_kept(label.last, last, [&](Span span) {
                any = true;
                reader.put(label, span);
            });
            if (!any)
                reader.put(label, {label.last, label.last});
        }
        reader.finish();
        for (std::size_t l = start.line; l < end_line; ++l)
            if (!document.lines[l].dropped) {
                entry.last_page = document.lines[l].page;
                entry.last_line = document.lines[l].number;
            }
        for (const auto& [stage, score] : entry.scores)
            if (std::find(found.stages.begin(), found.stages.end(), stage) == found.stages.end())
                found.stages.push_back(stage);
        entry.reasons.insert(entry.reasons.begin(), "read from a card: each value follows its label");
        found.entries.push_back(std::move(entry));
    }
    std::sort(found.stages.begin(), found.stages.end());
    return found;
}

}  // namespace domesday
