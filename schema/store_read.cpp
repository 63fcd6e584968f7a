// Rows -> values. The rows may come from a stranger's file: a name that is not known becomes the nearest
// harmless value, never a crash.
#include <unordered_map>
#include <utility>

#include "schema/database.hpp"
#include "schema/places.hpp"
#include "schema/store.hpp"

namespace domesday
{
namespace
{

Confidence confidence_from(std::string_view name)
{
    if (name == "high")
        return Confidence::high;
    return name == "medium" ? Confidence::medium : Confidence::low;
}

Severity severity_from(std::string_view name)
{
    if (name == "error")
        return Severity::error;
    return name == "warning" ? Severity::warning : Severity::info;
}

MatrixRule rule_from(std::string_view name)
{
    if (name == "product")
        return MatrixRule::product;
    return name == "weighted" ? MatrixRule::weighted : MatrixRule::free;
}

Change change_from(std::string_view name)
{
    if (name == "reduced")
        return Change::reduced;
    if (name == "increased")
        return Change::increased;
    return name == "unchanged" ? Change::unchanged : Change::none;
}

std::optional<int> whole(const Query& row, int column)
{
    if (row.is_null(column))
        return std::nullopt;
    return static_cast<int>(row.integer(column));
}

int whole_or_zero(const Query& row, int column)
{
    return static_cast<int>(row.integer(column));
}

std::size_t count(const Query& row, int column)
{
    return static_cast<std::size_t>(std::max<std::int64_t>(0, row.integer(column)));
}

// The texts of one extraction by their row ids, and which belong to which entry.
struct Texts {
    std::unordered_map<std::int64_t, Value> by_id;
    std::unordered_map<std::int64_t, std::vector<std::pair<std::string, std::int64_t>>> of_entry;

    Value at(const Query& row, int column) const
    {
        const auto found = by_id.find(row.integer(column));
        return found == by_id.end() ? Value{} : found->second;
    }

    std::optional<Value> optional_at(const Query& row, int column) const
    {
        return row.is_null(column) ? std::nullopt : std::optional{at(row, column)};
    }
};

enum class Extent { all, what_checks_compare };

Texts texts_of(Database& database, std::int64_t extraction, Extent extent = Extent::all)
{
    constexpr std::string_view kAll =
        "SELECT id, entry_id, field, text, confidence, reasons, places FROM text WHERE extraction_id = ?";
    constexpr std::string_view kCompared =
        "SELECT id, entry_id, field, text, confidence, reasons, places FROM text WHERE extraction_id = ?"
        " AND (field = 'title' OR field = 'id' OR field GLOB 'scores.*' OR field GLOB 'register.*')";
    Texts texts;
    auto row = database.query(extent == Extent::all ? kAll : kCompared, extraction);
    while (row.next()) {
        texts.by_id.emplace(row.integer(0), Value{.text = row.text(3),
                                                  .places = places_from_text(row.text_view(6)),
                                                  .confidence = confidence_from(row.text_view(4)),
                                                  .reasons = list_from_text(row.text_view(5))});
        if (!row.is_null(1))
            texts.of_entry[row.integer(1)].emplace_back(row.text(2), row.integer(0));
    }
    return texts;
}

std::map<Stage, Score> scores_of(Database& database, std::int64_t entry, const Texts& texts)
{
    std::map<Stage, Score> scores;
    auto row = database.query(
        "SELECT stage, value, label, likelihood, impact, printed_id, likelihood_id, impact_id, heading, "
        "basis,"
        " other_reading, confidence, reasons FROM score WHERE entry_id = ?",
        entry);
    while (row.next()) {
        const auto stage = stage_from_string(row.text_view(0));
        if (!stage)
            continue;
        scores[*stage] = {.value = row.real_or_none(1),
                          .label = row.text_or_none(2),
                          .likelihood = whole(row, 3),
                          .impact = whole(row, 4),
                          .printed = texts.at(row, 5),
                          .likelihood_printed = texts.at(row, 6),
                          .impact_printed = texts.at(row, 7),
                          .heading = row.text(8),
                          .basis = row.text(9),
                          .previous = row.text(10),
                          .confidence = confidence_from(row.text_view(11)),
                          .reasons = list_from_text(row.text_view(12))};
    }
    return scores;
}

std::vector<LayerMismatch> layer_mismatches_of(Database& database, std::int64_t entry, const Texts& texts)
{
    std::vector<LayerMismatch> mismatches;
    auto row = database.query(
        "SELECT stage, part, text_layer_id, picture_id FROM layer_mismatch WHERE entry_id = ?"
        " ORDER BY position",
        entry);
    while (row.next())
        mismatches.push_back({.stage = stage_from_string(row.text_view(0)),
                              .part = row.text(1),
                              .text_layer = texts.at(row, 2),
                              .picture = texts.at(row, 3)});
    return mismatches;
}

std::vector<Entry> entries_of(Database& database, std::int64_t reg, const Texts& texts)
{
    std::vector<Entry> entries;
    auto row = database.query(
        "SELECT id, identifier, id_repaired, id_repair_reason, kind, first_page, last_page, first_line,"
        " last_line, reasons FROM entry WHERE register_id = ? ORDER BY position",
        reg);
    while (row.next()) {
        const std::int64_t id = row.integer(0);
        Entry entry{.id = row.text_or_none(1),
                    .id_repaired = row.integer(2) != 0,
                    .id_repair_reason = row.text(3),
                    .kind = row.text_view(4) == "opportunity" ? Kind::opportunity : Kind::risk,
                    .first_page = whole_or_zero(row, 5),
                    .last_page = whole_or_zero(row, 6),
                    .first_line = whole_or_zero(row, 7),
                    .last_line = whole_or_zero(row, 8),
                    .reasons = list_from_text(row.text_view(9))};
        if (const auto own = texts.of_entry.find(id); own != texts.of_entry.end()) {
            for (const auto& [name, text] : own->second) {
                if (name == "id")
                    entry.id_printed = texts.by_id.at(text);
                else if (const auto field = field_from_string(name))
                    entry.texts[*field] = texts.by_id.at(text);
            }
        }
        entry.scores = scores_of(database, id, texts);
        entry.layer_mismatches = layer_mismatches_of(database, id, texts);
        entries.push_back(std::move(entry));
    }
    return entries;
}

Matrix matrix_of(Database& database, std::int64_t reg, std::string_view rule)
{
    Matrix matrix{.rule = rule_from(rule)};
    auto level =
        database.query("SELECT axis, name FROM matrix_level WHERE register_id = ? ORDER BY axis, level", reg);
    while (level.next())
        (level.text_view(0) == "impact" ? matrix.impact : matrix.likelihood).push_back(level.text(1));
    auto weight =
        database.query("SELECT weight FROM matrix_weight WHERE register_id = ? ORDER BY level", reg);
    while (weight.next())
        matrix.impact_weights.push_back(weight.real(0));
    auto cell = database.query(
        "SELECT impact, likelihood, score, places FROM matrix_cell WHERE register_id = ?"
        " ORDER BY impact, likelihood",
        reg);
    std::optional<std::int64_t> impact;
    bool has_places = false;
    while (cell.next()) {
        if (cell.integer(0) != impact) {
            impact = cell.integer(0);
            matrix.scores.emplace_back();
            matrix.places.emplace_back();
        }
        matrix.scores.back().push_back(cell.real(2));
        const auto places = places_from_text(cell.text_view(3));
        has_places |= !places.empty();
        matrix.places.back().push_back(places.empty() ? Place{} : places.front());
    }
    if (!has_places)
        matrix.places.clear();
    return matrix;
}

std::vector<Stage> stages_from(std::string_view text)
{
    std::vector<Stage> stages;
    for (const auto& name : list_from_text(text))
        if (const auto stage = stage_from_string(name))
            stages.push_back(*stage);
    return stages;
}

std::vector<Register> registers_of(Database& database, std::int64_t extraction, const Texts& texts)
{
    std::vector<Register> registers;
    auto row = database.query(
        "SELECT id, title_id, organisation_id, year, quarter, period_places, as_at, first_page, last_page,"
        " matrix_rule, headings, stages, layout FROM register WHERE extraction_id = ? ORDER BY position",
        extraction);
    while (row.next()) {
        const std::int64_t id = row.integer(0);
        Register reg{.title = texts.optional_at(row, 1),
                     .organisation = texts.optional_at(row, 2),
                     .year = row.text_or_none(3),
                     .quarter = whole(row, 4),
                     .period_places = places_from_text(row.text_view(5)),
                     .as_at = row.text(6),
                     .first_page = whole(row, 7),
                     .last_page = whole(row, 8),
                     .headings = list_from_text(row.text_view(10)),
                     .stages = stages_from(row.text_view(11)),
                     .layout = layout_from_string(row.text_view(12))};
        if (!row.is_null(9))
            reg.matrix = matrix_of(database, id, row.text(9));
        reg.entries = entries_of(database, id, texts);
        registers.push_back(std::move(reg));
    }
    return registers;
}

std::vector<Mention> mentions_of(Database& database, std::int64_t extraction, const Texts& texts)
{
    std::vector<Mention> mentions;
    auto row = database.query(
        "SELECT identifier, stage, value, label, change, claim, score_before, text_id FROM mention"
        " WHERE extraction_id = ? ORDER BY position",
        extraction);
    while (row.next())
        mentions.push_back({.id = row.text(0),
                            .stage = stage_from_string(row.text_view(1)),
                            .value = row.real_or_none(2),
                            .label = row.text_or_none(3),
                            .change = change_from(row.text_view(4)),
                            .claim = row.text(5),
                            .from = row.real_or_none(6),
                            .text = texts.at(row, 7)});
    return mentions;
}

Movements movements_of(Database& database, std::int64_t extraction, const Texts& texts)
{
    Movements movements;
    auto row = database.query(
        "SELECT direction, identifier, text_id FROM movement WHERE extraction_id = ? ORDER BY position",
        extraction);
    while (row.next()) {
        auto& list = row.text_view(0) == "new" ? movements.added : movements.deleted;
        list.push_back({.id = row.text(1), .text = texts.at(row, 2)});
    }
    return movements;
}

std::vector<UnplacedTable> unplaced_tables_of(Database& database, std::int64_t extraction)
{
    std::vector<UnplacedTable> tables;
    auto row = database.query(
        "SELECT page, line, headings, reason, places FROM unplaced_table WHERE extraction_id = ?"
        " ORDER BY position",
        extraction);
    while (row.next())
        tables.push_back({.page = whole_or_zero(row, 0),
                          .line = whole_or_zero(row, 1),
                          .headings = list_from_text(row.text_view(2)),
                          .reason = row.text(3),
                          .places = places_from_text(row.text_view(4))});
    return tables;
}

std::vector<PageWords> pages_of(Database& database, std::int64_t extraction)
{
    std::vector<PageWords> pages;
    auto row = database.query(
        "SELECT page, words, cell, heading, furniture, prose, left_out FROM page_words"
        " WHERE extraction_id = ? ORDER BY position",
        extraction);
    while (row.next()) {
        PageWords page{.page = whole_or_zero(row, 0), .words = count(row, 1)};
        for (const WordUse use : kWordUses)
            page[use] = count(row, 2 + static_cast<int>(use));
        pages.push_back(page);
    }
    return pages;
}

std::vector<LeftOut> left_out_of(Database& database, std::int64_t extraction)
{
    std::vector<LeftOut> left_out;
    auto row = database.query(
        "SELECT page, text, words, reason, is_explained, entry, places, beside_what, beside_text,"
        " beside_places FROM left_out WHERE extraction_id = ? ORDER BY position",
        extraction);
    while (row.next())
        left_out.push_back(
            {.page = whole_or_zero(row, 0),
             .text = row.text(1),
             .words = count(row, 2),
             .reason = row.text(3),
             .is_explained = row.integer(4) != 0,
             .entry = row.text_or_none(5),
             .places = places_from_text(row.text_view(6)),
             .beside = {
                 .what = row.text(7), .text = row.text(8), .places = places_from_text(row.text_view(9))}});
    return left_out;
}

std::vector<Finding> findings_of(Database& database, std::int64_t extraction)
{
    std::vector<Finding> findings;
    auto row = database.query(
        "SELECT check_name, entry, stage, printed, expected, severity, message, confidence, found_what,"
        " found_text, found_places, found_document, against_what, against_text, against_places,"
        " against_document FROM finding WHERE extraction_id = ? ORDER BY position",
        extraction);
    const auto fact = [&row](int column) {
        return Fact{.what = row.text(column),
                    .text = row.text(column + 1),
                    .places = places_from_text(row.text_view(column + 2)),
                    .document = row.text(column + 3)};
    };
    while (row.next())
        findings.push_back({.check = row.text(0),
                            .entry = row.text_or_none(1),
                            .stage = stage_from_string(row.text_view(2)),
                            .printed = row.text_or_none(3),
                            .expected = row.text_or_none(4),
                            .severity = severity_from(row.text_view(5)),
                            .message = row.text(6),
                            .found = fact(8),
                            .against = fact(12),
                            .confidence = confidence_from(row.text_view(7))});
    return findings;
}

// As they are when they come back: a place keeps a tenth of a point, a dump's place no box.
std::vector<Finding> as_stored(std::vector<Finding> findings)
{
    const auto round = [](std::vector<Place>& places) {
        places = places_from_text(text_from_places(places).value_or(""));
    };
    for (auto& finding : findings) {
        round(finding.found.places);
        round(finding.against.places);
    }
    return findings;
}

std::string key_of(const Finding& finding)
{
    std::string key = finding.check;
    for (const auto& part : {finding.entry, finding.printed, finding.expected})
        key += '\n' + part.value_or("\t");
    return key + '\n' + (finding.stage ? std::string(to_string(*finding.stage)) : "");
}

// The run that first gave each finding of a document, by key_of; none: before that was kept.
std::unordered_map<std::string, std::optional<std::int64_t>> first_runs(Database& database,
                                                                        std::int64_t document)
{
    std::unordered_map<std::string, std::optional<std::int64_t>> runs;
    auto row = database.query(
        "SELECT check_name, entry, stage, printed, expected, f.run_id FROM finding f"
        " JOIN extraction x ON x.id = f.extraction_id WHERE x.document_id = ? ORDER BY f.run_id",
        document);
    while (row.next())  // NULL first, then the earliest
        runs.emplace(key_of({.check = row.text(0),
                             .entry = row.text_or_none(1),
                             .stage = stage_from_string(row.text_view(2)),
                             .printed = row.text_or_none(3),
                             .expected = row.text_or_none(4)}),
                     row.integer_or_none(5));
    return runs;
}

std::vector<ScannedPage> scanned_pages_of(Database& database, std::int64_t extraction)
{
    std::vector<ScannedPage> pages;
    auto row = database.query(
        "SELECT page, turned, skew FROM scanned_page WHERE extraction_id = ? ORDER BY page", extraction);
    while (row.next())
        pages.push_back({.page = whole_or_zero(row, 0),
                         .turned = static_cast<std::int16_t>(row.integer(1)),
                         .skew = static_cast<float>(row.real(2))});
    return pages;
}

void load_notes(Database& database, std::int64_t extraction, Extraction& reading)
{
    auto row = database.query(
        "SELECT about, page, text FROM note WHERE extraction_id = ? ORDER BY about, position", extraction);
    while (row.next()) {
        if (row.text_view(0) == "left_out")
            reading.info.pages_left_out.push_back(whole_or_zero(row, 1));
        else
            (row.text_view(0) == "document" ? reading.info.notes : reading.content.notes)
                .push_back(row.text(2));
    }
}

}  // namespace

std::vector<Finding> Store::findings(const StoredDocument& document) const
{
    return findings_of(*database_, document.extraction);
}

Register Store::load_register(const StoredDocument& document, std::int64_t position) const
{
    auto registers = registers_of(*database_, document.extraction,
                                  texts_of(*database_, document.extraction, Extent::what_checks_compare));
    const auto index = static_cast<std::size_t>(position);
    return index < registers.size() ? std::move(registers[index]) : Register{};
}

LoadedDocument Store::load(const StoredDocument& document) const
{
    Database& database = *database_;
    LoadedDocument loaded{.document = document};
    auto& [info, content, failure] = loaded.reading;
    {
        auto row = database.query(
            "SELECT kind, page_count, encoding, is_repaired, movements_stated, reason, message, advice,"
            " reason_page, outcome FROM extraction WHERE id = ?",
            document.extraction);
        if (!row.next())
            return loaded;
        info.kind = row.text_view(0) == "pdf" ? SourceKind::pdf : SourceKind::text;
        info.page_count = whole(row, 1);
        info.encoding = row.text(2);
        info.repaired = row.integer(3) != 0;
        info.scanned_pages = scanned_pages_of(*database_, document.extraction);
        content.movements.stated = row.integer(4) != 0;
        if (row.text_view(9) == "quarantined")
            failure = Failure{.reason = row.text(5),
                              .found = row.text(6),
                              .advice = row.text(7),
                              .page = whole_or_zero(row, 8)};
    }
    const Texts texts = texts_of(database, document.extraction);
    const bool stated = content.movements.stated;
    content.registers = registers_of(database, document.extraction, texts);
    content.mentions = mentions_of(database, document.extraction, texts);
    content.movements = movements_of(database, document.extraction, texts);
    content.movements.stated = stated;
    content.unplaced_tables = unplaced_tables_of(database, document.extraction);
    content.pages = pages_of(database, document.extraction);
    content.left_out = left_out_of(database, document.extraction);
    load_notes(database, document.extraction, loaded.reading);
    loaded.findings = findings_of(database, document.extraction);
    return loaded;
}

bool StoreChange::set_findings(const StoredDocument& document, const std::vector<Finding>& findings)
{
    Database& database = store_.database();
    const auto name_or_none = [](const std::optional<Stage>& stage) {
        return stage ? std::optional{to_string(*stage)} : std::nullopt;
    };
    const auto document_or_none = [](const Fact& fact) {
        return fact.document.empty() ? std::nullopt : std::optional<std::string_view>{fact.document};
    };
    if (findings_of(database, document.extraction) == as_stored(findings))
        return false;
    const auto known = first_runs(database, document.document);
    database.run("DELETE FROM finding WHERE extraction_id = ?", document.extraction);
    std::int64_t position = 0;
    for (const auto& finding : findings) {
        const auto first = known.find(key_of(finding));
        database.run(
            "INSERT INTO finding (extraction_id, position, check_name, entry, stage, printed, expected,"
            " severity, message, confidence, found_what, found_text, found_places, found_document,"
            " against_what, against_text, against_places, against_document, run_id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            document.extraction, position++, finding.check, finding.entry, name_or_none(finding.stage),
            finding.printed, finding.expected, to_string(finding.severity), finding.message,
            to_string(finding.confidence), finding.found.what, finding.found.text,
            text_from_places(finding.found.places), document_or_none(finding.found), finding.against.what,
            finding.against.text, text_from_places(finding.against.places), document_or_none(finding.against),
            first == known.end() ? std::optional{run_id_} : first->second);
    }
    return true;
}

}  // namespace domesday
