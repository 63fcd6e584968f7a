#include "domesday/report/document_report.hpp"

#include <utility>

namespace domesday
{

DocumentReport report_from(LoadedDocument&& loaded, std::vector<Decision> decisions)
{
    Decided decided{loaded, std::move(decisions)};
    auto report = report_from(std::move(loaded.document.name), std::move(loaded.document.sha256),
                              std::move(loaded.reading), std::move(loaded.findings));
    report.revision = loaded.document.revision;
    report.decided = std::move(decided);
    return report;
}

DocumentReport report_from(std::string source, std::string sha256, Extraction&& reading,
                           std::vector<Finding> findings)
{
    return {.source = std::move(source),
            .sha256 = std::move(sha256),
            .pages = reading.info.page_count,
            .outcome = reading.outcome(),
            .reason = reading.failure ? std::move(reading.failure->reason) : std::string{},
            .pages_left_out = std::move(reading.info.pages_left_out),
            .content = std::move(reading.content),
            .findings = std::move(findings)};
}

}  // namespace domesday
