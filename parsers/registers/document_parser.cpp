#include "parsers/registers/document_parser.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "extractor/layout/repeated_header.hpp"
#include "parsers/registers/card.hpp"
#include "parsers/registers/flat_text.hpp"
#include "parsers/registers/ledger.hpp"
#include "parsers/registers/matrix.hpp"
#include "parsers/registers/mentions.hpp"
#include "parsers/registers/movements.hpp"
#include "parsers/registers/publication.hpp"
#include "parsers/registers/recognised_heads.hpp"
#include "parsers/registers/recognised_scores.hpp"
#include "parsers/registers/wide_table.hpp"
#include "parsers/text/clean_text.hpp"
#include "parsers/text/ids.hpp"
#include "parsers/text/scores.hpp"
#include "parsers/text/vocabulary.hpp"

namespace domesday
{
namespace
{

std::vector<bool> blocks_of(std::span<const FoundMatrix> matrices, std::size_t count)
{
    std::vector<bool> taken(count, false);
    for (const auto& found : matrices)
        for (std::size_t i = found.blocks.first; i < found.blocks.last && i < count; ++i)
            taken[i] = true;
    return taken;
}

// Ids are normalised in the light of all ids of the document.
void normalise_ids(std::vector<FoundTable>& tables)
{
    IdFamilies families;
    for (const auto& table : tables)
        for (const auto& entry : table.entries)
            families.add(entry.id_printed.text, entry.kind);
    for (auto& table : tables)
        for (auto& entry : table.entries) {
            Id id = families.id_from_text(entry.id_printed.text, entry.kind);
            if (id.text.empty())
                continue;
            entry.id = std::move(id.text);
            if (id.repaired && entry.id_printed.confidence != Confidence::high) {
                // recognised from a picture: the misreading is ours more likely than the paper's
                entry.id_printed.reasons.push_back("taken for " + *entry.id + ": " + id.reason);
                continue;
            }
            entry.id_repaired = id.repaired;
            entry.id_repair_reason = std::move(id.reason);
        }
}

std::size_t words_in(const Value& value)
{
    return static_cast<std::size_t>(std::count(value.text.begin(), value.text.end(), ' '));
}

// How much a table says of each entry, apart from its title.
std::size_t weight_of(const FoundTable& table)
{
    std::size_t words = 0;
    for (const auto& entry : table.entries)
        for (const auto& [field, value] : entry.texts)
            if (field != Field::title && field != Field::other)
                words += words_in(value) + 1;
    return words / std::max<std::size_t>(1, table.entries.size());
}

// A cover report's summary: its ids are all, or nearly all, those of tables that say more of them. A register
// on pages of several kinds (printed, scanned) may be several tables.
bool is_summary(std::size_t at, const std::vector<FoundTable>& tables)
{
    const FoundTable& table = tables[at];
    std::set<std::string> ids;
    for (std::size_t i = 0; i < tables.size(); ++i) {
        if (i == at || table.meanings.size() >= tables[i].meanings.size() ||
            weight_of(table) * 3 >= weight_of(tables[i]))
            continue;
        for (const auto& entry : tables[i].entries)
            if (entry.id)
                ids.insert(*entry.id);
    }
    std::size_t shared = 0, own = 0;
    for (const auto& entry : table.entries)
        if (entry.id)
            ++(ids.contains(*entry.id) ? shared : own);
    return shared > 0 && shared >= 4 * own;
}

std::string title_key(const Entry& entry)
{
    const auto title = entry.texts.find(Field::title);
    return title == entry.texts.end() ? std::string() : match_key(title->second.text);
}

// A score that prints less than another and nothing else: the same factors, and no number and no words.
bool says_less(const Score& one, const Score& other)
{
    return one.printed.text.empty() && one.likelihood && one.impact && one.likelihood == other.likelihood &&
           one.impact == other.impact;
}

bool is_twin(const Entry& one, const Entry& other, bool may_say_less)
{
    if (one.id != other.id || one.kind != other.kind || title_key(one) != title_key(other))
        return false;
    return std::all_of(one.scores.begin(), one.scores.end(), [&](const auto& score) {
        const auto same = other.scores.find(score.first);
        return same == other.scores.end() || same->second.value == score.second.value ||
               (may_say_less && says_less(score.second, same->second));
    });
}

// Has `fuller` all the columns of `table`?
bool holds_columns_of(const FoundTable& fuller, const FoundTable& table)
{
    return std::all_of(table.meanings.begin(), table.meanings.end(), [&](const Heading& meaning) {
        return std::find(fuller.meanings.begin(), fuller.meanings.end(), meaning) != fuller.meanings.end();
    });
}

// The same rows printed again, all or some of them: by rating, by directorate, in a second annex.
bool is_extract_of(const FoundTable& table, const FoundTable& fuller)
{
    if (table.entries.size() > fuller.entries.size())
        return false;
    const bool may_say_less = holds_columns_of(fuller, table);
    return std::all_of(table.entries.begin(), table.entries.end(), [&](const Entry& entry) {
        return !title_key(entry).empty() &&
               std::any_of(fuller.entries.begin(), fuller.entries.end(),
                           [&](const Entry& other) { return is_twin(entry, other, may_say_less); });
    });
}

// Keeps of tables that say the same the one that says most, the first of equals. The blocks of extracts are
// `taken`: they are no mentions either.
void drop_repeats(std::vector<FoundTable>& tables, std::vector<BlockRange>& taken)
{
    std::vector<bool> drop(tables.size(), false);
    for (std::size_t i = 0; i < tables.size(); ++i)
        drop[i] = is_summary(i, tables);
    for (std::size_t i = 0; i < tables.size(); ++i)
        for (std::size_t j = 0; j < tables.size(); ++j) {
            if (i == j || drop[i] || drop[j])
                continue;
            if (is_extract_of(tables[i], tables[j]) &&
                !(is_extract_of(tables[j], tables[i]) &&
                  std::pair(tables[i].meanings.size(), j) > std::pair(tables[j].meanings.size(), i))) {
                drop[i] = true;
                taken.push_back(tables[i].blocks);
            }
        }
    std::size_t at = 0;
    std::erase_if(tables, [&](const FoundTable&) { return drop[at++]; });
}

// Tables of one register: the other kind's, or more rows under the same headings.
bool belongs_to(const FoundTable& table, std::span<const FoundTable> group)
{
    return std::any_of(group.begin(), group.end(), [&](const FoundTable& other) {
        if (table.is_card != other.is_card)
            return false;
        return table.is_card || table.kind != other.kind || table.meanings == other.meanings ||
               table.headings == other.headings;
    });
}

std::vector<std::vector<FoundTable>> grouped(std::vector<FoundTable> tables)
{
    std::vector<std::vector<FoundTable>> groups;
    for (auto& table : tables) {
        if (groups.empty() || !belongs_to(table, groups.back()))
            groups.emplace_back();
        groups.back().push_back(std::move(table));
    }
    return groups;
}

// Tables that a register should have come of, and none did.
std::vector<LedgerArea> areas_without_entries(const WideTables& found)
{
    std::vector<LedgerArea> areas;
    for (std::size_t i = 0; i < found.unplaced.size(); ++i)
        areas.push_back({.blocks = found.unplaced_blocks[i],
                         .kind = LedgerArea::Kind::unplaced,
                         .reason = found.unplaced[i].reason});
    for (const auto& blocks : found.empty)
        areas.push_back({.blocks = blocks});
    return areas;
}

// Likelihood and impact that follow from words and the document's own key.
void resolve_levels(Register& reg)
{
    if (!reg.matrix)
        return;
    const Matrix& matrix = *reg.matrix;
    int order = 0;
    for (const auto& entry : reg.entries)
        for (const auto& [stage, score] : entry.scores)
            if (score.label)
                order += order_of_label(*score.label, matrix);
    for (auto& entry : reg.entries)
        for (auto& [stage, score] : entry.scores) {
            const bool own = !score.likelihood_printed.text.empty() || !score.impact_printed.text.empty();
            if (own) {
                const auto likelihood = level_from_text(score.likelihood_printed.text);
                const auto impact = level_from_text(score.impact_printed.text);
                if (!score.likelihood && likelihood)
                    score.likelihood = level_of_word(matrix.likelihood, likelihood->word);
                if (!score.impact && impact)
                    score.impact = level_of_word(matrix.impact, impact->word);
            } else if (score.label) {
                const Levels levels = levels_of_label(*score.label, matrix, order >= 0);
                score.likelihood = levels.likelihood;
                score.impact = levels.impact;
            }
        }
}

Register register_from_group(std::vector<FoundTable> group, BlockRange& blocks)
{
    Register reg;
    blocks = group.front().blocks;
    for (auto& table : group) {
        blocks.first = std::min(blocks.first, table.blocks.first);
        blocks.last = std::max(blocks.last, table.blocks.last);
        for (const auto& heading : table.headings)
            if (std::find(reg.headings.begin(), reg.headings.end(), heading) == reg.headings.end())
                reg.headings.push_back(heading);
        for (const Stage stage : table.stages)
            if (std::find(reg.stages.begin(), reg.stages.end(), stage) == reg.stages.end())
                reg.stages.push_back(stage);
        std::move(table.entries.begin(), table.entries.end(), std::back_inserter(reg.entries));
    }
    std::sort(reg.stages.begin(), reg.stages.end());
    return reg;
}

int first_page_of(const Value& value)
{
    int page = 0;
    for (const auto& place : value.places)
        if (place.page > 0 && (page == 0 || place.page < page))
            page = place.page;
    return page;
}

// The blocks from the first printed line of the entries to the last: for registers read from a stream.
BlockRange blocks_of_entries(const Register& reg, std::span<const Block> blocks)
{
    int first = 0, last = 0;
    const auto see = [&](const Value& value) {
        for (const auto& place : value.places) {
            first = first == 0 ? place.line : std::min(first, place.line);
            last = std::max(last, place.line);
        }
    };
    for (const auto& entry : reg.entries) {
        see(entry.id_printed);
        for (const auto& [field, value] : entry.texts)
            see(value);
        for (const auto& [stage, score] : entry.scores)
            see(score.printed);
    }
    if (first == 0)
        return {0, blocks.size()};
    BlockRange rows{blocks.size(), 0};
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const auto* paragraph = std::get_if<Paragraph>(&blocks[i]);
        if (!paragraph || paragraph->words.empty())
            continue;
        if (paragraph->words.back().place.line >= first && paragraph->words.front().place.line <= last) {
            rows.first = std::min(rows.first, i);
            rows.last = i + 1;
        }
    }
    return rows.empty() ? BlockRange{0, blocks.size()} : rows;
}

// From the page with the title or the first row to the last with a row or the key.
void set_pages(Register& reg, const FoundMatrix* matrix)
{
    const auto see = [&](int page) {
        if (page <= 0)
            return;
        reg.first_page = reg.first_page ? std::min(*reg.first_page, page) : page;
        reg.last_page = reg.last_page ? std::max(*reg.last_page, page) : page;
    };
    for (const auto& entry : reg.entries) {
        see(entry.first_page);
        see(entry.last_page);
    }
    if (!reg.first_page)
        return;
    if (reg.title) {
        const int page = first_page_of(*reg.title);
        if (page > 0 && *reg.first_page - page <= 3)  // further away it is the report's title
            see(page);
    }
    if (matrix)
        see(matrix->page);
}

}  // namespace

struct DocumentParser::State {
    explicit State(const Vocabulary& words) : vocabulary(words) {}

    const Vocabulary& vocabulary;
    KnownWords known;
    RepeatedHeaders headers;
    std::vector<Block> blocks;
    std::vector<PageKind> kinds;  // of the page each block stands on
    Ledger ledger;
    bool is_stream = false;
    std::set<int> scanned;  // pages that were read from their pictures

    ParsedDocument finish();
    Layout layout_of(std::span<const FoundTable> group) const;
    void describe(ParsedDocument& document, Register& reg, BlockRange rows,
                  std::span<const FoundMatrix> matrices) const;
};

DocumentParser::DocumentParser(const Vocabulary& vocabulary) : state_(std::make_unique<State>(vocabulary)) {}
DocumentParser::~DocumentParser() = default;
DocumentParser::DocumentParser(DocumentParser&&) noexcept = default;
DocumentParser& DocumentParser::operator=(DocumentParser&&) noexcept = default;

void DocumentParser::add(PageLayout&& page)
{
    state_->is_stream = state_->is_stream || page.kind == PageKind::stream;
    if (page.kind == PageKind::scanned)
        state_->scanned.insert(page.number);
    state_->headers.mend(page);
    state_->ledger.add(page);
    for (auto& block : page.blocks) {
        if (const auto* grid = std::get_if<Grid>(&block))
            for (const auto& cell : grid->cells)
                state_->known.add(cell.words);
        else
            state_->known.add(std::get<Paragraph>(block).words);
        state_->blocks.push_back(std::move(block));
        state_->kinds.push_back(page.kind);
    }
}

ParsedDocument DocumentParser::finish()
{
    return state_->finish();
}

ParsedDocument DocumentParser::State::finish()
{
    ParsedDocument document;
    agree_on_heads(blocks, vocabulary);
    const auto matrices = find_matrices(blocks, vocabulary);
    WordNotes word_notes;
    const TableContext context{vocabulary, known, &word_notes};
    auto skip = blocks_of(matrices, blocks.size());
    auto cards = find_cards(blocks, skip, context);
    for (std::size_t i = 0; i < blocks.size(); ++i)
        skip[i] = skip[i] || cards.taken[i];
    auto found = find_wide_tables(blocks, skip, context);
    found.tables.insert(found.tables.end(), std::make_move_iterator(cards.tables.begin()),
                        std::make_move_iterator(cards.tables.end()));
    std::stable_sort(found.tables.begin(), found.tables.end(), [](const FoundTable& a, const FoundTable& b) {
        return a.blocks.first < b.blocks.first;
    });
    std::vector<LedgerArea> areas = areas_without_entries(found);
    document.unplaced_tables = std::move(found.unplaced);
    normalise_ids(found.tables);
    for (const auto& found_matrix : matrices)
        for (const auto& reason : found_matrix.matrix.reasons)
            document.notes.push_back(
                "key to scores" +
                (found_matrix.page > 0 ? " on page " + std::to_string(found_matrix.page) : std::string()) +
                ": " + reason);

    std::vector<BlockRange> taken;
    drop_repeats(found.tables, taken);
    for (const auto& blocks_again : taken)
        areas.push_back({.blocks = blocks_again,
                         .kind = LedgerArea::Kind::repeated,
                         .reason = "the same rows are printed elsewhere in the document and kept once"});
    for (const auto& table : found.tables) {
        taken.push_back(table.blocks);
        areas.push_back({.blocks = table.blocks, .is_cards = table.is_card});
    }
    for (const auto& matrix : matrices)
        taken.push_back(matrix.blocks);
    for (auto& group : grouped(std::move(found.tables))) {
        BlockRange rows;
        const Layout layout = layout_of(group);
        Register reg = register_from_group(std::move(group), rows);
        reg.layout = layout;
        describe(document, reg, rows, matrices);
        document.registers.push_back(std::move(reg));
    }
    if (document.registers.empty() && is_stream) {
        document.registers = registers_from_stream(blocks, vocabulary, &word_notes);
        for (auto& reg : document.registers) {
            const BlockRange rows = blocks_of_entries(reg, blocks);
            reg.layout = Layout::dump;
            describe(document, reg, rows, matrices);
            taken.push_back(rows);
            areas.push_back({.blocks = rows});
            for (const auto& entry : reg.entries) {
                int& first = areas.back().first_line;
                first = first == 0 ? entry.first_line : std::min(first, entry.first_line);
                areas.back().last_line = std::max(areas.back().last_line, entry.last_line);
            }
        }
    }
    cross_check_recognised(document.registers, scanned);
    const ReportContext report{document.registers, taken};
    document.mentions = find_mentions(blocks, report, vocabulary);
    document.movements = find_movements(blocks, report, vocabulary);
    ledger.close(blocks, areas, matrices, word_notes, document);
    return document;
}

// One picture, or one table without all its lines, makes the whole register one of that layout: a layout says
// how much there was to go by at least.
Layout DocumentParser::State::layout_of(std::span<const FoundTable> group) const
{
    bool is_ruled = true;
    for (const auto& table : group) {
        for (std::size_t i = table.blocks.first; i < table.blocks.last && i < blocks.size(); ++i) {
            if (kinds[i] == PageKind::scanned)
                return Layout::scan;
            if (kinds[i] != PageKind::printed)
                return Layout::dump;
            if (const auto* grid = std::get_if<Grid>(&blocks[i]))
                is_ruled = is_ruled && grid->kind == GridKind::ruled;
        }
    }
    if (!group.empty() && group.front().is_card)
        return Layout::cards;
    return is_ruled ? Layout::ruled : Layout::aligned;
}

void DocumentParser::State::describe(ParsedDocument&, Register& reg, BlockRange rows,
                                     std::span<const FoundMatrix> matrices) const
{
    auto publication = find_publication(blocks, rows, vocabulary);
    reg.title = std::move(publication.title);
    reg.organisation = std::move(publication.organisation);
    reg.year = std::move(publication.period.year);
    reg.quarter = publication.period.quarter;
    reg.as_at = std::move(publication.period.as_at);
    reg.period_places = std::move(publication.period_places);
    const FoundMatrix* matrix = nearest_matrix(matrices, rows, blocks, vocabulary);
    if (matrix && !reg.matrix)
        reg.matrix = matrix->matrix;
    set_pages(reg, matrix);
    resolve_levels(reg);
}

}  // namespace domesday
