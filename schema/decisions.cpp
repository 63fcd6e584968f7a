// Decisions -> rows, rows -> decisions.
#include "extractor/document/source.hpp"
#include "schema/database.hpp"
#include "schema/store.hpp"

namespace domesday
{
namespace
{

// The same for the same decision, and for no other: every part with its length before it.
std::string digest_of(const Decision& decision)
{
    std::string all;
    const auto add = [&all](const std::optional<std::string>& part) {
        all += part ? std::to_string(part->size()) + ":" + *part : "-";
        all += ';';
    };
    add(decision.document);
    add(std::to_string(decision.revision));
    if (const auto& finding = decision.finding) {
        add("finding");
        add(finding->check);
        add(finding->entry);
        add(finding->stage ? std::optional{std::string{to_string(*finding->stage)}} : std::nullopt);
        add(finding->printed);
        add(finding->expected);
    } else {
        add("value");
        add(std::to_string(decision.value.reg));
        add(decision.value.entry ? std::optional{std::to_string(*decision.value.entry)} : std::nullopt);
        add(decision.value.field);
    }
    add(decision.extracted);
    add(std::string{to_string(decision.verdict)});
    add(decision.right_value);
    add(decision.comment);
    add(decision.who);
    add(decision.when);
    return sha256_hex(all);
}

std::optional<std::int64_t> position(const std::optional<std::size_t>& value)
{
    return value ? std::optional{static_cast<std::int64_t>(*value)} : std::nullopt;
}

std::size_t position_from(std::int64_t value)
{
    return value < 0 ? 0 : static_cast<std::size_t>(value);
}

constexpr std::string_view kColumns =
    "SELECT d.sha256, x.revision, x.subject, x.register, x.entry, x.identifier, x.title, x.field,"
    " x.check_name, x.finding_entry, x.finding_stage, x.printed, x.expected, x.extracted, x.verdict,"
    " x.right_value, x.comment, x.who, x.decided_at"
    " FROM decision x JOIN document d ON d.id = x.document_id"
    " WHERE x.document_id = ? ORDER BY x.decided_at, x.id";

Decision decision_from(const Query& row)
{
    Decision decision{.document = row.text(0),
                      .revision = static_cast<int>(row.integer(1)),
                      .identifier = row.text_or_none(5),
                      .title = row.text_or_none(6),
                      .extracted = row.text(13),
                      .verdict = verdict_from_string(row.text_view(14)).value_or(Verdict::question),
                      .right_value = row.text_or_none(15),
                      .comment = row.text(16),
                      .who = row.text(17),
                      .when = row.text(18)};
    if (row.text_view(2) == "finding")
        decision.finding =
            FindingSubject{row.text(8), row.text_or_none(9), stage_from_string(row.text_view(10)),
                           row.text_or_none(11), row.text_or_none(12)};
    else
        decision.value = {position_from(row.integer(3)),
                          row.is_null(4) ? std::nullopt : std::optional{position_from(row.integer(4))},
                          row.text(7)};
    return decision;
}

}  // namespace

std::vector<Decision> Store::decisions(const StoredDocument& document) const
{
    std::vector<Decision> decisions;
    auto row = database_->query(kColumns, document.document);
    while (row.next())
        decisions.push_back(decision_from(row));
    return decisions;
}

std::optional<StoredDocument> Store::find_revision(std::string_view sha256, int revision) const
{
    auto document = find_by_hash(sha256);
    if (!document)
        return std::nullopt;
    auto row = database_->query("SELECT id FROM extraction WHERE document_id = ? AND revision = ?",
                                document->document, revision);
    if (!row.next())
        return std::nullopt;
    document->extraction = row.integer(0);
    document->revision = revision;
    return document;
}

bool StoreChange::add(const StoredDocument& document, const Decision& decision)
{
    const auto& finding = decision.finding;
    const bool is_value = !finding;
    const auto of_value = [is_value](auto value) {
        return is_value ? std::optional{std::move(value)} : std::nullopt;
    };
    const FindingSubject about = finding.value_or(FindingSubject{});
    const auto before = store_.changes();
    store_.database().run(
        "INSERT INTO decision (document_id, revision, subject, register, entry, identifier, title, field,"
        " check_name, finding_entry, finding_stage, printed, expected, extracted, verdict, right_value,"
        " comment, who, decided_at, digest, run_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (digest) DO NOTHING",
        document.document, decision.revision, is_value ? "value" : "finding",
        of_value(static_cast<std::int64_t>(decision.value.reg)),
        is_value ? position(decision.value.entry) : std::nullopt, decision.identifier, decision.title,
        of_value(decision.value.field), finding ? std::optional{about.check} : std::nullopt, about.entry,
        about.stage ? std::optional{to_string(*about.stage)} : std::nullopt, about.printed, about.expected,
        decision.extracted, to_string(decision.verdict), decision.right_value, decision.comment, decision.who,
        decision.when, digest_of(decision), run_id_);
    return store_.changes() > before;
}

bool Store::has_decision(const Decision& decision) const
{
    auto row = database_->query("SELECT 1 FROM decision WHERE digest = ?", digest_of(decision));
    return row.next();
}

}  // namespace domesday
