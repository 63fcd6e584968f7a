#include "parsers/registers/ledger.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

#include "extractor/text/unicode.hpp"
#include "parsers/text/clean_text.hpp"
#include "parsers/text/vocabulary.hpp"

namespace domesday
{
namespace
{

constexpr float kMargin = 0.15F;            // of a page's height: where running heads and feet stand
constexpr std::size_t kLongestMargin = 30;  // words of a running head
constexpr std::size_t kFewestPages = 3;     // that print it; two may share a title by chance
constexpr float kBand = 16;                 // points: places are looked up by squares of this size
constexpr long kBandsAround = 40;           // in which the nearest entry is looked for
constexpr std::size_t kWindow = 48;         // bytes of a value in which a word may come later than expected

// Letters and digits, ASCII case folded: signs, spaces and hyphens may differ between words and text.
std::string letters_of(std::string_view text)
{
    std::string letters;
    for (const char c : text) {
        const auto u = static_cast<unsigned char>(c);
        if (u >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            letters += c;
        else if (c >= 'A' && c <= 'Z')
            letters += static_cast<char>(c - 'A' + 'a');
    }
    return letters;
}

std::string letters_of(const Word& word)
{
    std::string_view text = word.text;
    text.remove_prefix(bullet_length(text, true));
    return letters_of(text);
}

// Bullets, dashes and bars: the text shows them as the break between items.
bool is_separator(const Word& word)
{
    static constexpr std::array<std::string_view, 6> kSigns{":", "|", "/", "¦", "‖", "_"};
    return bullet_length(word.text, true) == word.text.size() ||
           std::find(kSigns.begin(), kSigns.end(), word.text) != kSigns.end();
}

bool has_letters(const Word& word)
{
    for (std::size_t at = 0; at < word.text.size();) {
        const char32_t point = next_code_point(word.text, at);
        if (is_letter(point) || is_digit(point))
            return true;
    }
    return false;
}

bool holds(const Place& outer, const Place& inner)
{
    if (outer.page != inner.page || outer.line != inner.line)
        return false;
    if (inner.line > 0)
        return outer.begin <= inner.begin && inner.end <= outer.end;
    return outer.box.left <= inner.box.left && outer.box.top <= inner.box.top &&
           inner.box.right <= outer.box.right && inner.box.bottom <= outer.box.bottom;
}

// What a value's text makes of the words at its places.
enum class Held : std::uint8_t { kept, title, other, unplaced, repeated, missed, none };

struct HeldValue {
    const Value* value = nullptr;
    Held as = Held::kept;
    const Entry* entry = nullptr;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> words{};  // place of the value, word
};

struct Span {
    Place place;
    std::uint32_t value = 0, index = 0;  // place `index` of that value
};

std::vector<HeldValue> values_of(const ParsedDocument& document)
{
    std::vector<HeldValue> values;
    const auto add = [&](const Value& value, Held as, const Entry* entry) {
        if (!value.places.empty())
            values.push_back({.value = &value, .as = as, .entry = entry});
    };
    for (const auto& reg : document.registers) {
        if (reg.title)
            add(*reg.title, Held::title, nullptr);
        for (const auto& entry : reg.entries) {
            add(entry.id_printed, Held::kept, &entry);
            for (const auto& [field, value] : entry.texts)
                add(value,
                    field == Field::other      ? Held::other
                    : field == Field::unplaced ? Held::unplaced
                                               : Held::kept,
                    &entry);
            for (const auto& [stage, score] : entry.scores)
                for (const Value* part : {&score.printed, &score.likelihood_printed, &score.impact_printed})
                    add(*part, Held::kept, &entry);
        }
    }
    return values;
}

// The places of values, looked up by squares of the page: bands of lines by runs of characters in a dump.
class Spans
{
public:
    explicit Spans(std::span<const HeldValue> values)
    {
        for (std::uint32_t v = 0; v < values.size(); ++v)
            for (std::uint32_t p = 0; p < values[v].value->places.size(); ++p) {
                const Place& place = values[v].value->places[p];
                const auto index = static_cast<std::uint32_t>(spans_.size());
                spans_.push_back({place, v, p});
                const Squares squares = squares_of(place);
                for (long row = squares.top; row <= squares.bottom; ++row) {
                    for (long column = squares.left; column <= squares.right; ++column)
                        squares_[key(place.page, row, column)].push_back(index);
                    if (values[v].entry && values[v].as == Held::kept)
                        entry_at_.try_emplace(key(place.page, row, 0), values[v].entry);
                }
            }
    }

    template <class Use>
    void each_around(const Place& word, Use use) const
    {
        const Squares at = squares_of(word);
        const auto found = squares_.find(key(word.page, at.top, at.left));
        if (found == squares_.end())
            return;
        for (const std::uint32_t index : found->second)
            if (holds(spans_[index].place, word))
                use(spans_[index]);
    }

    // Of which a value stands nearest above, beside or below; null: none near.
    const Entry* entry_near(const Place& word) const
    {
        const long middle = squares_of(word).top;
        for (long away = 0; away <= kBandsAround; ++away)
            for (const long row : {middle - away, middle + away})
                if (const auto found = entry_at_.find(key(word.page, row, 0)); found != entry_at_.end())
                    return found->second;
        return nullptr;
    }

private:
    struct Squares {
        long left = 0, top = 0, right = 0, bottom = 0;
    };
    static Squares squares_of(const Place& place)
    {
        constexpr int kRun = 64;  // characters
        if (place.line > 0)
            return {place.begin / kRun, place.line, std::max(place.begin, place.end - 1) / kRun, place.line};
        const auto band = [](float at) { return std::lround(std::clamp(at, -1e5F, 1e5F) / kBand); };
        return {band(place.box.left), band(place.box.top), band(place.box.right), band(place.box.bottom)};
    }
    // Places of one key need not be near each other: each_around looks at the place itself.
    static std::uint64_t key(int page, long row, long column)
    {
        return (std::uint64_t{static_cast<std::uint32_t>(page)} << 44U) ^
               (static_cast<std::uint64_t>(row + (1L << 20)) << 22U) ^
               static_cast<std::uint64_t>(column + (1L << 20));
    }

    std::vector<Span> spans_;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> squares_;
    std::unordered_map<std::uint64_t, const Entry*> entry_at_;
};

// A word of a block in which values may stand.
struct WordAt {
    const Word* word = nullptr;
    const void* cell = nullptr;  // or paragraph: words of one stand together
    std::uint32_t block = 0;
    bool in_grid = false;
};

template <class Use>
void each_word(const Block& block, Use use)
{
    if (const auto* grid = std::get_if<Grid>(&block)) {
        for (const auto& cell : grid->cells)
            for (const auto& word : cell.words)
                use(word, static_cast<const void*>(&cell), true);
    } else {
        const auto& paragraph = std::get<Paragraph>(block);
        for (const auto& word : paragraph.words)
            use(word, static_cast<const void*>(&paragraph), false);
    }
}

int page_of(const Block& block)
{
    return std::visit([](const auto& held) { return held.page; }, block);
}

// Whether `letters` stand in the text not far before `at`.
bool is_before(std::string_view text, std::size_t at, std::string_view letters)
{
    constexpr std::size_t kFar = 4096;
    const std::size_t from = at > kFar ? at - kFar : 0;
    return text.substr(from, at - from).find(letters) != std::string_view::npos;
}

// What became of each word at the places of values: the words of a value are followed through its text.
std::vector<Held> follow_values(std::vector<HeldValue>& values, std::span<const WordAt> words,
                                std::vector<const HeldValue*>& value_of)
{
    std::vector<Held> held(words.size(), Held::none);
    value_of.assign(words.size(), nullptr);
    for (auto& value : values) {
        std::stable_sort(value.words.begin(), value.words.end(),
                         [](const auto& a, const auto& b) { return a.first < b.first; });
        const std::string text = letters_of(value.value->text);
        std::vector<std::string> letters;
        letters.reserve(value.words.size());
        for (const auto& [place, w] : value.words)
            letters.push_back(letters_of(*words[w].word));
        std::size_t at = 0;
        for (std::size_t i = 0; i < letters.size(); ++i) {
            const std::string& own = letters[i];
            Held as = value.as;
            if (text.compare(at, own.size(), own) == 0) {
                at += own.size();
            } else {
                // Left out of the text: the next word stands where it should. Else the text has something
                // more here: a word that was completed.
                const bool next_fits = i + 1 < letters.size() && letters[i + 1].size() > 1 &&
                                       text.compare(at, letters[i + 1].size(), letters[i + 1]) == 0;
                const std::string_view coming = std::string_view(text).substr(at, own.size() + kWindow);
                const auto later = next_fits ? std::string_view::npos : coming.find(own);
                if (later != std::string_view::npos)
                    at += later + own.size();
                else
                    as = is_before(text, at, own) ? Held::repeated : Held::missed;
            }
            const std::uint32_t w = value.words[i].second;
            if (as < held[w]) {
                held[w] = as;
                value_of[w] = &value;
            }
        }
    }
    return held;
}

struct Verdict {
    WordUse use = WordUse::prose;
    std::string reason{};
    bool is_explained = true;
    Fact beside{};
    const Entry* entry = nullptr;
};

Fact fact_of(const Entry& entry)
{
    const auto title = entry.texts.find(Field::title);
    const bool by_id = !entry.id_printed.text.empty();
    const Value none;
    const Value& shown = by_id || title == entry.texts.end() ? entry.id_printed : title->second;
    std::vector<Place> places = shown.places;
    if (places.size() > 3)
        places.resize(3);
    return {.what = "the entry beside them",
            .text = shown.text.substr(0, byte_offset(shown.text, 80)),
            .places = std::move(places)};
}

class Accounts
{
public:
    Accounts(const Ledger& ledger, std::span<const Block> blocks, std::span<const LedgerArea> areas,
             std::span<const FoundMatrix> keys, const WordNotes& notes, const ParsedDocument& document)
        : ledger_(ledger),
          blocks_(blocks),
          areas_(areas),
          keys_(keys),
          notes_(notes),
          values_(values_of(document)),
          spans_(values_)
    {
        choose_blocks(document);
        for (const auto& found : keys)
            for (const auto& row : found.matrix.places)
                key_cells_.add(row, {.use = WordUse::cell});
    }

    // Calls `counted(page, default, use)` for every word looked at.
    template <class Counted>
    std::vector<LeftOut> close(Counted counted)
    {
        std::vector<WordAt> words;
        for (std::size_t b = 0; b < blocks_.size(); ++b)
            if (looked_at_[b])
                each_word(blocks_[b], [&](const Word& word, const void* cell, bool in_grid) {
                    const auto index = static_cast<std::uint32_t>(words.size());
                    words.push_back({&word, cell, static_cast<std::uint32_t>(b), in_grid});
                    spans_.each_around(word.place, [&](const Span& span) {
                        values_[span.value].words.emplace_back(span.index, index);
                    });
                });
        std::vector<const HeldValue*> value_of;
        const auto held = follow_values(values_, words, value_of);
        std::vector<LeftOut> left_out;
        std::vector<Word> run;
        const void* run_cell = nullptr;
        Verdict run_verdict;
        const auto flush = [&] {
            if (!run.empty())
                left_out.push_back(left_out_from(run, run_verdict));
            run.clear();
        };
        for (std::size_t w = 0; w < words.size(); ++w) {
            const WordAt& at = words[w];
            Verdict verdict = verdict_of(at, held[w], value_of[w]);
            counted(*at.word, default_use(blocks_[at.block]), verdict.use, page_of(blocks_[at.block]));
            if (verdict.use != WordUse::left_out) {
                flush();
                continue;
            }
            if (!run.empty() &&
                (at.cell != run_cell || verdict.reason != run_verdict.reason ||
                 verdict.entry != run_verdict.entry || verdict.is_explained != run_verdict.is_explained ||
                 run.back().place.page != at.word->place.page))
                flush();
            if (run.empty()) {
                run_verdict = std::move(verdict);
                run_cell = at.cell;
            }
            run.push_back(*at.word);
        }
        flush();
        return left_out;
    }

private:
    WordUse default_use(const Block& block) const
    {
        const auto* paragraph = std::get_if<Paragraph>(&block);
        return paragraph ? ledger_.use_of(*paragraph) : WordUse::prose;
    }

    // Blocks of the areas and keys, and of the pages on which titles stand.
    void choose_blocks(const ParsedDocument& document)
    {
        looked_at_.assign(blocks_.size(), false);
        area_of_.assign(blocks_.size(), nullptr);
        key_of_.assign(blocks_.size(), false);
        for (const auto& area : areas_)
            for (std::size_t b = area.blocks.first; b < area.blocks.last && b < blocks_.size(); ++b) {
                looked_at_[b] = true;
                if (!area_of_[b] || area.kind == LedgerArea::Kind::entries)
                    area_of_[b] = &area;
            }
        for (const auto& found : keys_)
            for (std::size_t b = found.blocks.first; b < found.blocks.last && b < blocks_.size(); ++b)
                looked_at_[b] = key_of_[b] = true;
        std::set<int> titled;
        for (const auto& reg : document.registers)
            if (reg.title)
                for (const auto& place : reg.title->places)
                    titled.insert(place.page);
        for (std::size_t b = 0; b < blocks_.size(); ++b) {
            if (titled.contains(page_of(blocks_[b])))
                looked_at_[b] = true;
            if (const auto* grid = std::get_if<Grid>(&blocks_[b]);
                grid && area_of_[b] && area_of_[b]->kind == LedgerArea::Kind::entries && !grid->box.empty())
                tables_[grid->page].push_back(grid->box);
        }
    }

    bool is_inside_table(const Word& word) const
    {
        const auto found = tables_.find(word.place.page);
        if (found == tables_.end() || word.place.line > 0)
            return false;
        const float x = word.place.box.middle_x(), y = word.place.box.middle_y();
        return std::any_of(found->second.begin(), found->second.end(), [&](const Box& box) {
            return box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
        });
    }

    Verdict verdict_of(const WordAt& at, Held held, const HeldValue* value) const
    {
        if (held == Held::kept)
            return {.use = WordUse::cell};
        if (held == Held::title)
            return {.use = WordUse::heading};
        const Word& word = *at.word;
        const LedgerArea* area = area_of_[at.block];
        if (key_of_[at.block]) {
            if (key_cells_.find(word.place))
                return {.use = WordUse::cell};
            if (const WordNote* note = area ? notes_.find(word.place) : nullptr)
                return of_note(*note, value);
            return {.use = WordUse::heading};
        }
        const WordUse plain = default_use(blocks_[at.block]);
        if (!area || (area->last_line > 0 &&
                      (word.place.line < area->first_line || word.place.line > area->last_line)))
            return {.use = plain};
        if (area->kind != LedgerArea::Kind::entries)
            return plain == WordUse::furniture
                       ? Verdict{.use = plain}
                       : Verdict{.use = WordUse::left_out,
                                 .reason = area->reason,
                                 .is_explained = area->kind == LedgerArea::Kind::repeated};
        return in_register(at, held, value, plain);
    }

    Verdict in_register(const WordAt& at, Held held, const HeldValue* value, WordUse plain) const
    {
        const Word& word = *at.word;
        const Entry* entry = value ? value->entry : nullptr;
        if (const WordNote* note = notes_.find(word.place))
            return of_note(*note, value);
        if (held == Held::other)
            return {.use = WordUse::left_out, .reason = "column not kept", .entry = entry};
        if (held == Held::unplaced)
            return unexplained(at,
                               value->value->reasons.empty()
                                   ? std::string("could not be attributed to a column")
                                   : value->value->reasons.back(),
                               entry);
        if (held == Held::repeated)
            return {.use = WordUse::left_out,
                    .reason = "said before in the same value, kept once",
                    .entry = entry};
        if (plain == WordUse::furniture)
            return {.use = plain};
        if (is_separator(word))
            return {.use = WordUse::cell};
        if (held == Held::missed)
            return unexplained(at, "stands at the place of a value and not in its text", entry);
        if (!at.in_grid) {
            const auto kind = std::get<Paragraph>(blocks_[at.block]).kind;
            if (area_of_[at.block]->is_cards && kind == ParagraphKind::prose)
                return unexplained(at, "stands between cards, under no label that is known", nullptr);
            if (word.place.line == 0 && !is_inside_table(word))
                return {.use = plain};
        }
        return unexplained(at, "stands in the register's table, and no field took it", nullptr);
    }

    Verdict of_note(const WordNote& note, const HeldValue* value) const
    {
        return {.use = note.use,
                .reason = note.reason,
                .is_explained = note.is_explained,
                .beside = note.beside,
                .entry = value ? value->entry : nullptr};
    }

    // A sign alone (a rule that was recognised as a bar, a stray dash) loses nothing.
    Verdict unexplained(const WordAt& at, std::string reason, const Entry* entry) const
    {
        if (!has_letters(*at.word))
            return {.use = WordUse::left_out, .reason = "a sign without letters", .entry = entry};
        return {.use = WordUse::left_out, .reason = std::move(reason), .is_explained = false, .entry = entry};
    }

    LeftOut left_out_from(std::vector<Word>& run, const Verdict& verdict) const
    {
        LeftOut made{.page = run.front().place.page,
                     .words = run.size(),
                     .reason = verdict.reason,
                     .is_explained = verdict.is_explained,
                     .places = places_of(run),
                     .beside = verdict.beside};
        for (const auto& word : run) {
            if (!made.text.empty() && word.join != Join::none)
                made.text += ' ';
            made.text += word.text;
        }
        const Entry* entry = verdict.entry;
        if (!entry && !verdict.is_explained)
            entry = spans_.entry_near(run.front().place);
        if (entry && verdict.entry)
            made.entry = entry->id;
        if (entry && !verdict.is_explained && made.beside.what.empty())
            made.beside = fact_of(*entry);
        return made;
    }

    const Ledger& ledger_;
    std::span<const Block> blocks_;
    std::span<const LedgerArea> areas_;
    std::span<const FoundMatrix> keys_;
    const WordNotes& notes_;
    std::vector<HeldValue> values_;
    Spans spans_;
    WordNotes key_cells_;
    std::vector<bool> looked_at_, key_of_;
    std::vector<const LedgerArea*> area_of_;
    std::unordered_map<int, std::vector<Box>> tables_;  // of registers, by page
};

}  // namespace

PageWords& Ledger::page(int number)
{
    const auto [found, is_new] = index_.try_emplace(number, pages_.size());
    if (is_new)
        pages_.push_back({.page = number});
    return pages_[found->second];
}

std::string Ledger::margin_key(const Paragraph& paragraph) const
{
    const auto height = heights_.find(paragraph.page);
    if (height == heights_.end() || height->second <= 0 || paragraph.words.empty() ||
        paragraph.words.size() > kLongestMargin)
        return {};
    const bool top = paragraph.box.bottom < kMargin * height->second;
    if (!top && paragraph.box.top < (1 - kMargin) * height->second)
        return {};
    std::string key(1, top ? 'h' : 'f');
    for (const auto& word : paragraph.words)
        for (const char c : letters_of(word.text))
            if (c < '0' || c > '9')
                key += c;
    return key;
}

void Ledger::add(const PageLayout& layout)
{
    const int number = layout.blocks.empty() ? layout.number : page_of(layout.blocks.front());
    PageWords& words = page(number);
    words.words += layout.words;
    heights_[number] = layout.height;
    for (const auto& block : layout.blocks) {
        if (const auto* grid = std::get_if<Grid>(&block)) {
            for (const auto& cell : grid->cells)
                words[WordUse::prose] += cell.words.size();
            continue;
        }
        const auto& paragraph = std::get<Paragraph>(block);
        const WordUse use = use_of(paragraph);
        words[use] += paragraph.words.size();
        if (use == WordUse::furniture)
            continue;
        if (auto key = margin_key(paragraph); !key.empty())
            margins_[std::move(key)].pages.emplace_back(number, paragraph.words.size());
    }
}

WordUse Ledger::use_of(const Paragraph& paragraph) const
{
    if (paragraph.kind != ParagraphKind::prose && paragraph.kind != ParagraphKind::heading)
        return WordUse::furniture;
    if (!is_closed_)
        return WordUse::prose;
    const auto found = margins_.find(margin_key(paragraph));
    return found == margins_.end() ? WordUse::prose : WordUse::furniture;
}

// What at least three pages print at their top or foot, apart from digits.
void Ledger::find_running_heads()
{
    std::erase_if(margins_, [](const auto& held) {
        std::set<int> pages;
        for (const auto& [page, words] : held.second.pages)
            pages.insert(page);
        return pages.size() < kFewestPages;
    });
    for (const auto& [key, margin] : margins_)
        for (const auto& [number, words] : margin.pages) {
            page(number)[WordUse::prose] -= words;
            page(number)[WordUse::furniture] += words;
        }
    is_closed_ = true;
}

void Ledger::close(std::span<const Block> blocks, std::span<const LedgerArea> areas,
                   std::span<const FoundMatrix> keys, const WordNotes& notes, ParsedDocument& document)
{
    find_running_heads();
    Accounts accounts{*this, blocks, areas, keys, notes, document};
    document.left_out = accounts.close([&](const Word&, WordUse before, WordUse use, int number) {
        PageWords& words = page(number);
        --words[before];
        ++words[use];
    });
    document.pages = std::move(pages_);
}

}  // namespace domesday
