#include "schema/nights.hpp"

#include <map>
#include <utility>

#include "schema/database.hpp"
#include "schema/series.hpp"

namespace domesday
{
namespace
{

Severity severity_from(std::string_view name)
{
    if (name == "error")
        return Severity::error;
    return name == "warning" ? Severity::warning : Severity::info;
}

}  // namespace

std::vector<RunRecord> runs(const Store& store)
{
    std::vector<RunRecord> records;
    auto row = store.database().query(
        "SELECT id, command, version, options, started_at, finished_at, outcome, protections,"
        " vocabulary FROM run"
        " ORDER BY id");
    while (row.next())
        records.push_back({.id = row.integer(0),
                           .command = row.text(1),
                           .version = row.text(2),
                           .options = row.text(3),
                           .started_at = row.text(4),
                           .finished_at = row.text_or_none(5),
                           .outcome = row.text(6),
                           .protections = row.text(7),
                           .vocabulary = row.text(8)});
    return records;
}

std::vector<RunReading> readings_of(const Store& store, std::int64_t run)
{
    std::vector<RunReading> readings;
    auto row = store.database().query(
        "SELECT d.sha256, x.revision, x.outcome FROM extraction x JOIN document d ON d.id = x.document_id"
        " WHERE x.run_id = ? ORDER BY d.sha256, x.revision",
        run);
    while (row.next())
        readings.push_back({row.text(0), static_cast<int>(row.integer(1)), row.text(2)});
    return readings;
}

std::vector<NewFinding> findings_since(const Store& store, std::int64_t run)
{
    std::vector<NewFinding> findings;
    auto row = store.database().query(
        "SELECT d.name, d.sha256, f.check_name, f.severity, f.entry, f.message FROM finding f"
        " JOIN document d ON d.extraction_id = f.extraction_id WHERE f.run_id >= ?"
        " ORDER BY CASE f.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, d.name, d.sha256,"
        " f.position",
        run);
    while (row.next())
        findings.push_back({.document = row.text(0),
                            .sha256 = row.text(1),
                            .check = row.text(2),
                            .severity = severity_from(row.text_view(3)),
                            .entry = row.text_or_none(4),
                            .message = row.text(5)});
    return findings;
}

std::vector<NewRegister> registers_since(const Store& store, std::int64_t run)
{
    std::vector<NewRegister> registers;
    auto row = store.database().query(
        "SELECT d.sha256, r.position, r.period FROM document d JOIN extraction x ON x.id = d.extraction_id"
        " JOIN register r ON r.extraction_id = x.id"
        " WHERE x.run_id >= ?1 AND NOT EXISTS (SELECT 1 FROM extraction y JOIN register q"
        "  ON q.extraction_id = y.id WHERE y.document_id = d.id AND y.run_id < ?1"
        "  AND q.period IS r.period AND q.organisation_key = r.organisation_key)"
        " ORDER BY d.name, d.sha256, r.position",
        run);
    while (row.next())
        if (auto document = store.find_by_hash(row.text(0)))
            registers.push_back(
                {.document = std::move(*document),
                 .position = static_cast<std::size_t>(row.integer(1)),
                 .period = row.is_null(2) ? "" : period_text(static_cast<int>(row.integer(2)))});
    return registers;
}

std::vector<NewFailure> failures_since(const Store& store, std::int64_t run)
{
    std::vector<NewFailure> failures;
    auto row = store.database().query(
        "SELECT d.name, x.reason, x.message, x.advice, coalesce(x.reason_page, 0) FROM document d"
        " JOIN extraction x ON x.document_id = d.id"
        " AND x.revision = (SELECT max(revision) FROM extraction WHERE document_id = d.id)"
        " WHERE x.outcome = 'quarantined' AND x.run_id >= ?1"
        " UNION ALL SELECT path, reason, message, advice, 0 FROM unread_path WHERE run_id >= ?1"
        " ORDER BY 1, 2",
        run);
    while (row.next())
        failures.push_back({.document = row.text(0),
                            .failure = {.reason = row.text(1),
                                        .found = row.text(2),
                                        .advice = row.text(3),
                                        .page = static_cast<int>(row.integer(4))}});
    return failures;
}

Publishers publishers(const Store& store)
{
    Publishers all;
    std::map<std::string, PublisherPeriods> by_key;
    auto row = store.database().query(
        "SELECT r.organisation_key, min(t.text), r.period, count(*) FROM register r"
        " JOIN document d ON d.extraction_id = r.extraction_id LEFT JOIN text t ON t.id = r.organisation_id"
        " GROUP BY r.organisation_key, r.period ORDER BY r.organisation_key, r.period");
    while (row.next()) {
        const auto count = static_cast<std::size_t>(row.integer(3));
        if (row.text_view(0).empty()) {
            all.registers_without_publisher += count;
            continue;
        }
        const int period = static_cast<int>(row.integer(2));  // NULL: 0
        auto& publisher = by_key[row.text(0)];
        if (publisher.publisher.empty())
            publisher.publisher = row.text(1);
        if (period % 10 == 0)
            all.registers_without_quarter += count;
        else
            publisher.periods.push_back(period);
    }
    for (auto& [key, publisher] : by_key)
        all.publishers.push_back(std::move(publisher));
    return all;
}

}  // namespace domesday
