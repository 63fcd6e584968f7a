// Values -> rows.
#include <algorithm>

#include "extractor/document/error.hpp"
#include "extractor/text/unicode.hpp"
#include "schema/database.hpp"
#include "schema/places.hpp"
#include "schema/series.hpp"
#include "schema/store.hpp"

namespace domesday
{
namespace
{

template <class T>
std::optional<T> none_if(bool is_nothing, T value)
{
    if (is_nothing)
        return std::nullopt;
    return value;
}

std::optional<std::string_view> none_if_empty(const std::string& text)
{
    return none_if(text.empty(), std::string_view{text});
}

std::optional<std::string_view> name_of(const std::optional<Stage>& stage)
{
    return stage ? std::optional{to_string(*stage)} : std::nullopt;
}

// Writes one reading into the rows of one extraction.
class Writer
{
public:
    Writer(Database& database, std::int64_t extraction) : database_(database), extraction_(extraction) {}

    void write(const DocumentInfo& info)
    {
        for (std::size_t i = 0; i < info.notes.size(); ++i)
            add_note("document", i, std::nullopt, info.notes[i]);
        for (std::size_t i = 0; i < info.pages_left_out.size(); ++i)
            add_note("left_out", i, info.pages_left_out[i], "");
        for (const auto& page : info.scanned_pages)
            database_.run("INSERT INTO scanned_page (extraction_id, page, turned, skew) VALUES (?, ?, ?, ?)",
                          extraction_, page.page, int{page.turned}, double{page.skew});
    }

    void write(const ParsedDocument& content, std::string_view document_name)
    {
        for (std::size_t i = 0; i < content.notes.size(); ++i)
            add_note("content", i, std::nullopt, content.notes[i]);
        for (std::size_t i = 0; i < content.registers.size(); ++i)
            write(content.registers[i], i, document_name);
        for (std::size_t i = 0; i < content.mentions.size(); ++i)
            write(content.mentions[i], i);
        for (std::size_t i = 0; i < content.movements.added.size(); ++i)
            write(content.movements.added[i], "new", i);
        for (std::size_t i = 0; i < content.movements.deleted.size(); ++i)
            write(content.movements.deleted[i], "deleted", i);
        for (std::size_t i = 0; i < content.unplaced_tables.size(); ++i)
            write(content.unplaced_tables[i], i);
        for (std::size_t i = 0; i < content.pages.size(); ++i)
            write(content.pages[i], i);
        for (std::size_t i = 0; i < content.left_out.size(); ++i)
            write(content.left_out[i], i);
    }

private:
    static std::int64_t number(std::size_t position) { return static_cast<std::int64_t>(position); }

    void add_note(std::string_view about, std::size_t position, std::optional<int> page,
                  std::string_view text)
    {
        database_.run("INSERT INTO note (extraction_id, position, about, page, text) VALUES (?, ?, ?, ?, ?)",
                      extraction_, number(position), about, page, text);
    }

    std::int64_t add_text(const Value& value, std::optional<std::int64_t> entry, std::string_view field)
    {
        database_.run(
            "INSERT INTO text (extraction_id, entry_id, field, text, confidence, reasons, places)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            extraction_, entry, field, value.text, to_string(value.confidence), text_from_list(value.reasons),
            text_from_places(value.places));
        return database_.last_id();
    }

    // No row for a value that is not there at all.
    std::optional<std::int64_t> add_if_any(const Value& value, std::optional<std::int64_t> entry,
                                           std::string_view field)
    {
        if (value == Value{})
            return std::nullopt;
        return add_text(value, entry, field);
    }

    std::optional<std::int64_t> add_if_any(const std::optional<Value>& value, std::string_view field)
    {
        if (!value)
            return std::nullopt;
        return add_text(*value, std::nullopt, field);
    }

    void write(const Register& reg, std::size_t position, std::string_view document_name)
    {
        const auto title = add_if_any(reg.title, "register.title");
        const auto organisation = add_if_any(reg.organisation, "register.organisation");
        const auto period = period_of(reg, document_name);
        std::vector<std::string> stages;
        for (const Stage stage : reg.stages)
            stages.emplace_back(to_string(stage));
        database_.run(
            "INSERT INTO register (extraction_id, position, title_id, organisation_id, organisation_key, "
            "year,"
            " quarter, period, period_places, as_at, first_page, last_page, matrix_rule, headings, stages,"
            " fingerprints, layout) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            extraction_, number(position), title, organisation,
            reg.organisation ? folded_for_matching(reg.organisation->text) : std::string{}, reg.year,
            reg.quarter, period, text_from_places(reg.period_places), none_if_empty(reg.as_at),
            reg.first_page, reg.last_page,
            reg.matrix ? std::optional{to_string(reg.matrix->rule)} : std::nullopt,
            text_from_list(reg.headings), text_from_list(stages), number(fingerprints_of(reg).size()),
            none_if(reg.layout == Layout::unknown, to_string(reg.layout)));
        const std::int64_t id = database_.last_id();
        if (reg.matrix)
            write(*reg.matrix, id);
        for (std::size_t i = 0; i < reg.entries.size(); ++i)
            write(reg.entries[i], i, id, period);
    }

    void write(const Matrix& matrix, std::int64_t reg)
    {
        const auto add_levels = [&](std::string_view axis, const std::vector<std::string>& names) {
            for (std::size_t i = 0; i < names.size(); ++i)
                database_.run("INSERT INTO matrix_level (register_id, axis, level, name) VALUES (?, ?, ?, ?)",
                              reg, axis, number(i), names[i]);
        };
        add_levels("likelihood", matrix.likelihood);
        add_levels("impact", matrix.impact);
        for (std::size_t i = 0; i < matrix.impact_weights.size(); ++i)
            database_.run("INSERT INTO matrix_weight (register_id, level, weight) VALUES (?, ?, ?)", reg,
                          number(i), matrix.impact_weights[i]);
        for (std::size_t i = 0; i < matrix.scores.size(); ++i) {
            for (std::size_t j = 0; j < matrix.scores[i].size(); ++j) {
                std::vector<Place> places;
                if (i < matrix.places.size() && j < matrix.places[i].size())
                    places.push_back(matrix.places[i][j]);
                database_.run(
                    "INSERT INTO matrix_cell (register_id, impact, likelihood, score, places)"
                    " VALUES (?, ?, ?, ?, ?)",
                    reg, number(i), number(j), matrix.scores[i][j], text_from_places(places));
            }
        }
    }

    void write(const Entry& entry, std::size_t position, std::int64_t reg, std::optional<int> period)
    {
        database_.run(
            "INSERT INTO entry (extraction_id, register_id, position, identifier, id_repaired,"
            " id_repair_reason, kind, first_page, last_page, first_line, last_line, reasons, fingerprint,"
            " period) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            extraction_, reg, number(position), entry.id, entry.id_repaired,
            none_if_empty(entry.id_repair_reason), to_string(entry.kind), entry.first_page, entry.last_page,
            entry.first_line, entry.last_line, text_from_list(entry.reasons), fingerprint_of(entry), period);
        const std::int64_t id = database_.last_id();
        add_if_any(entry.id_printed, id, "id");
        for (const auto& [field, value] : entry.texts)
            add_text(value, id, to_string(field));
        for (const auto& [stage, score] : entry.scores)
            write(score, stage, id);
        for (std::size_t i = 0; i < entry.layer_mismatches.size(); ++i)
            write(entry.layer_mismatches[i], i, id);
    }

    void write(const LayerMismatch& mismatch, std::size_t position, std::int64_t entry)
    {
        const auto text_layer = add_text(mismatch.text_layer, std::nullopt, "text-layer");
        const auto picture = add_text(mismatch.picture, std::nullopt, "picture");
        database_.run(
            "INSERT INTO layer_mismatch (entry_id, position, stage, part, text_layer_id, picture_id)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            entry, number(position), name_of(mismatch.stage), mismatch.part, text_layer, picture);
    }

    void write(const Score& score, Stage stage, std::int64_t entry)
    {
        const std::string field = "scores." + std::string(to_string(stage));
        const auto printed = add_if_any(score.printed, entry, field);
        const auto likelihood = add_if_any(score.likelihood_printed, entry, field + ".likelihood");
        const auto impact = add_if_any(score.impact_printed, entry, field + ".impact");
        database_.run(
            "INSERT INTO score (entry_id, stage, value, label, likelihood, impact, printed_id, likelihood_id,"
            " impact_id, heading, basis, other_reading, confidence, reasons)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            entry, to_string(stage), score.value, score.label, score.likelihood, score.impact, printed,
            likelihood, impact, none_if_empty(score.heading), none_if_empty(score.basis),
            none_if_empty(score.previous), to_string(score.confidence), text_from_list(score.reasons));
    }

    void write(const Mention& mention, std::size_t position)
    {
        const auto text = add_if_any(mention.text, std::nullopt, "mention");
        database_.run(
            "INSERT INTO mention (extraction_id, position, identifier, stage, value, label, change, claim,"
            " score_before, text_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            extraction_, number(position), mention.id, name_of(mention.stage), mention.value, mention.label,
            none_if(mention.change == Change::none, to_string(mention.change)), mention.claim, mention.from,
            text);
    }

    void write(const Movement& movement, std::string_view direction, std::size_t position)
    {
        const auto text = add_if_any(movement.text, std::nullopt, "movement");
        database_.run(
            "INSERT INTO movement (extraction_id, direction, position, identifier, text_id)"
            " VALUES (?, ?, ?, ?, ?)",
            extraction_, direction, number(position), movement.id, text);
    }

    void write(const UnplacedTable& table, std::size_t position)
    {
        database_.run(
            "INSERT INTO unplaced_table (extraction_id, position, page, line, headings, reason, places)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            extraction_, number(position), table.page, table.line, text_from_list(table.headings),
            table.reason, text_from_places(table.places));
    }

    void write(const PageWords& page, std::size_t position)
    {
        database_.run(
            "INSERT INTO page_words (extraction_id, position, page, words, cell, heading, furniture, prose,"
            " left_out) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            extraction_, number(position), page.page, number(page.words), number(page[WordUse::cell]),
            number(page[WordUse::heading]), number(page[WordUse::furniture]), number(page[WordUse::prose]),
            number(page[WordUse::left_out]));
    }

    void write(const LeftOut& left_out, std::size_t position)
    {
        const Fact& beside = left_out.beside;
        database_.run(
            "INSERT INTO left_out (extraction_id, position, page, text, words, reason, is_explained, entry,"
            " places, beside_what, beside_text, beside_places) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            extraction_, number(position), left_out.page, left_out.text, number(left_out.words),
            left_out.reason, left_out.is_explained, left_out.entry, text_from_places(left_out.places),
            none_if_empty(beside.what), none_if_empty(beside.text), text_from_places(beside.places));
    }

    Database& database_;
    std::int64_t extraction_;
};

// A register that prints no period has its document's name's.
void set_periods(Database& database, std::int64_t document, std::string_view name)
{
    struct Row {
        std::int64_t reg;
        std::optional<int> period;
    };
    std::vector<Row> rows;
    {
        auto row = database.query(
            "SELECT r.id, r.year, r.quarter FROM register r JOIN extraction x ON x.id = r.extraction_id"
            " WHERE x.document_id = ?",
            document);
        while (row.next()) {
            Register reg{.year = row.text_or_none(1)};
            if (!row.is_null(2))
                reg.quarter = static_cast<int>(row.integer(2));
            rows.push_back({row.integer(0), period_of(reg, name)});
        }
    }
    for (const auto& row : rows) {
        database.run("UPDATE register SET period = ? WHERE id = ? AND period IS NOT ?", row.period, row.reg,
                     row.period);
        database.run("UPDATE entry SET period = ? WHERE register_id = ? AND period IS NOT ?", row.period,
                     row.reg, row.period);
    }
}

// Of several names the first in byte order, so that it does not depend on which was seen first.
void set_name(Database& database, std::int64_t document, std::string_view name)
{
    {
        auto row = database.query("SELECT 1 FROM document WHERE id = ? AND name > ?", document, name);
        if (!row.next())
            return;
    }
    database.run("UPDATE document SET name = ? WHERE id = ?", name, document);
    set_periods(database, document, name);
}

struct DocumentRow {
    std::int64_t id = 0;
    std::string name;
};

DocumentRow document_row(Database& database, std::string_view sha256, std::int64_t size,
                         std::string_view name)
{
    std::int64_t id = 0;
    {
        auto row = database.query("SELECT id FROM document WHERE sha256 = ?", sha256);
        if (row.next())
            id = row.integer(0);
    }
    if (id == 0) {
        database.run("INSERT INTO document (sha256, size, name) VALUES (?, ?, ?)", sha256, size, name);
        return {database.last_id(), std::string{name}};
    }
    set_name(database, id, name);
    auto row = database.query("SELECT name FROM document WHERE id = ?", id);
    return {id, row.next() ? row.text(0) : std::string{name}};
}

// Neither PDF nor text, as far as could be seen.
bool is_no_document(std::string_view reason)
{
    return reason == to_string(Reason::empty) || reason == to_string(Reason::not_a_document);
}

std::int64_t extraction_row(Database& database, std::int64_t document, std::int64_t run,
                            const ReadConditions& conditions, const std::optional<std::string>& read_at,
                            const Extraction& reading)
{
    const auto& info = reading.info;
    const auto& failure = reading.failure;
    const auto text = [&](std::string Failure::*member) {
        return failure ? std::optional<std::string_view>{(*failure).*member} : std::nullopt;
    };
    database.run(
        "INSERT INTO extraction (document_id, revision, run_id, version, vocabulary, options, outcome, "
        "reason,"
        " message, advice, reason_page, kind, page_count, encoding, is_repaired, movements_stated, read_at)"
        " VALUES (?, (SELECT coalesce(max(revision), 0) + 1 FROM extraction WHERE document_id = ?1),"
        " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
        " coalesce(?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now')))",
        document, run, conditions.version, conditions.vocabulary, conditions.options,
        to_string(reading.outcome()), text(&Failure::reason), text(&Failure::found), text(&Failure::advice),
        failure && failure->page > 0 ? std::optional{failure->page} : std::nullopt,
        none_if(failure && is_no_document(failure->reason),
                std::string_view{info.kind == SourceKind::pdf ? "pdf" : "text"}),
        info.page_count, none_if_empty(info.encoding), info.repaired, reading.content.movements.stated,
        read_at);
    return database.last_id();
}

bool has_readable(Database& database, std::int64_t document)
{
    auto row = database.query(
        "SELECT 1 FROM extraction WHERE document_id = ? AND outcome <> 'quarantined' LIMIT 1", document);
    return row.next();
}

void show(Database& database, std::int64_t document, std::int64_t extraction)
{
    database.run("UPDATE document SET extraction_id = ? WHERE id = ? AND extraction_id IS NOT ?", extraction,
                 document, extraction);
}

}  // namespace

StoreChange::StoreChange(Store& store, Run& run)
    : store_(store), run_id_(run.id()), transaction_(std::make_unique<Transaction>(store.database()))
{
}

StoreChange::~StoreChange() = default;

std::int64_t StoreChange::write(std::int64_t document, std::string_view document_name,
                                const Extraction& reading, const ReadConditions& conditions,
                                const std::optional<std::string>& read_at)
{
    const std::int64_t extraction =
        extraction_row(store_.database(), document, run_id_, conditions, read_at, reading);
    Writer writer{store_.database(), extraction};
    writer.write(reading.info);
    writer.write(reading.content, document_name);
    added_.push_back(extraction);
    return extraction;
}

StoredDocument StoreChange::add(const DocumentFile& file, const Extraction& reading,
                                const ReadConditions& conditions)
{
    Database& database = store_.database();
    const DocumentRow document = document_row(database, file.sha256, file.state.size, file.name);
    // A failed re-reading does not take away what an earlier one gave.
    const bool is_shown = !reading.failure || !has_readable(database, document.id);
    const std::int64_t extraction = write(document.id, document.name, reading, conditions, std::nullopt);
    if (is_shown)
        show(database, document.id, extraction);
    add_path(document.id, file);
    return *store_.find_by_hash(file.sha256);
}

void StoreChange::add_path(std::int64_t document, const DocumentFile& file)
{
    Database& database = store_.database();
    database.run("UPDATE document_path SET is_current = 0 WHERE path = ? AND document_id <> ? AND is_current",
                 file.state.path, document);
    database.run(
        "INSERT INTO document_path (path, document_id, is_current, size, modified, inode, run_id)"
        " VALUES (?, ?, 1, ?, ?, ?, ?)"
        " ON CONFLICT (path, document_id) DO UPDATE SET is_current = 1, size = excluded.size,"
        " modified = excluded.modified, inode = excluded.inode"
        " WHERE is_current = 0 OR size <> excluded.size OR modified <> excluded.modified"
        " OR inode <> excluded.inode",
        file.state.path, document, file.state.size, file.state.modified, file.state.inode, run_id_);
    database.run("DELETE FROM unread_path WHERE path = ?", file.state.path);
    set_name(database, document, file.name);
}

std::int64_t StoreChange::bring_document(const StoredDocument& document)
{
    return document_row(store_.database(), document.sha256, document.size, document.name).id;
}

std::int64_t StoreChange::bring(std::int64_t document, const Extraction& reading, const Revision& revision)
{
    std::string name;
    {
        auto row = store_.database().query("SELECT name FROM document WHERE id = ?", document);
        if (row.next())
            name = row.text(0);
    }
    return write(document, name, reading, revision.conditions, revision.read_at);
}

void StoreChange::set_read_at(std::int64_t extraction, const std::string& read_at)
{
    store_.database().run("UPDATE extraction SET read_at = ? WHERE id = ? AND read_at IS NOT ?", read_at,
                          extraction, read_at);
}

void StoreChange::set_revisions(std::int64_t document, const std::vector<std::int64_t>& extractions)
{
    Database& database = store_.database();
    std::vector<std::int64_t> present;
    for (const auto& revision : store_.revisions(document))
        present.push_back(revision.extraction);
    if (present != extractions) {
        // below all numbers in use first, for no two may be the same at any time
        database.run("UPDATE extraction SET revision = -id WHERE document_id = ?", document);
        std::int64_t revision = 0;
        for (const std::int64_t extraction : extractions)
            database.run("UPDATE extraction SET revision = ? WHERE id = ?", ++revision, extraction);
    }
    auto row = database.query(
        "SELECT id FROM extraction WHERE document_id = ?"
        " ORDER BY outcome <> 'quarantined' DESC, revision DESC LIMIT 1",
        document);
    if (row.next())
        show(database, document, row.integer(0));
}

void StoreChange::bring_path(std::int64_t document, const Occurrence& occurrence)
{
    Database& database = store_.database();
    const auto& [path, size, modified, inode] = occurrence.state;
    const bool is_current = occurrence.is_current && !store_.stands_later(document, occurrence.state);
    if (is_current) {
        database.run(
            "UPDATE document_path SET is_current = 0 WHERE path = ? AND document_id <> ? AND is_current",
            path, document);
        database.run("DELETE FROM unread_path WHERE path = ?", path);
    }
    database.run(
        "INSERT INTO document_path (path, document_id, is_current, size, modified, inode, run_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (path, document_id) DO UPDATE SET is_current = max(is_current, excluded.is_current),"
        " (modified, inode) = (SELECT modified, inode UNION ALL SELECT excluded.modified, excluded.inode"
        "  ORDER BY 1 DESC, 2 DESC LIMIT 1)"
        " WHERE is_current < excluded.is_current OR (modified, inode) < (excluded.modified, excluded.inode)",
        path, document, is_current, size, modified, inode, run_id_);
}

void StoreChange::add_unread(const std::string& path, const Failure& failure)
{
    store_.database().run(
        "INSERT INTO unread_path (path, reason, message, advice, run_id) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (path) DO UPDATE SET reason = excluded.reason, message = excluded.message,"
        " advice = excluded.advice, run_id = excluded.run_id",
        path, failure.reason, failure.found, failure.advice, run_id_);
}

void StoreChange::commit()
{
    // Last of all: between other statements FTS5 would write a segment of its index each time.
    for (const std::int64_t extraction : added_)
        store_.database().run(
            "INSERT INTO text_words (rowid, text) SELECT id, text FROM text WHERE extraction_id = ? AND text "
            "<> ''",
            extraction);
    added_.clear();
    transaction_->commit();
}

}  // namespace domesday
