#include "domesday/report/run_manifest.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "domesday/report/log_line.hpp"

using namespace domesday;

namespace
{

RunManifest made_manifest()
{
    RunManifest manifest{
        .version = "0.1.0", .run = 7, .finished = 1771027200, .seconds = 12.5, .exit_status = 4};
    manifest.summary.read = {{Outcome::complete, 3}, {Outcome::quarantined, 1}};
    manifest.summary.cost.recognise = 0.1234567;
    manifest.summary.slowest = {{"a \"b\".pdf", 3, 1.5}};
    manifest.summary.failures = {{"b.pdf", {.reason = "empty", .found = "the file is empty"}},
                                 {"c.pdf", {.reason = "empty", .found = "the file is empty"}}};
    manifest.new_findings.resize(kMostFindings + 2, {.document = "a.pdf", .severity = Severity::error});
    return manifest;
}

}  // namespace

TEST_CASE("a manifest counts all new findings and says how many it does not list", "[report][manifest]")
{
    const auto json = nlohmann::json::parse(manifest_json(made_manifest()));

    CHECK(json["new_findings"]["error"] == kMostFindings + 2);
    CHECK(json["new_findings"]["list"].size() == kMostFindings);
    CHECK(json["new_findings"]["left_out"] == 2);
    CHECK(json["failures_by_reason"] == nlohmann::json{{"empty", 2}});
    CHECK(json["slowest_pages"][0]["document"] == "a \"b\".pdf");
    CHECK(json["slowest_pages"][0]["milliseconds"] == 1500);
    CHECK(json["seconds_by_stage"]["recognise"] == 0.123);
    CHECK(json["documents"]["quarantined"] == 1);
}

TEST_CASE("metrics have help and type before their values, and whole numbers stay whole",
          "[report][manifest]")
{
    const std::string text = metrics_text(made_manifest());

    CHECK(text.find("# TYPE domesday_documents gauge\n"
                    "domesday_documents{outcome=\"complete\"} 3\n"
                    "domesday_documents{outcome=\"partial\"} 0\n") != std::string::npos);
    CHECK(text.find("\ndomesday_last_run_timestamp_seconds 1771027200\n") != std::string::npos);
    CHECK(text.find("\ndomesday_last_run_duration_seconds 12.5\n") != std::string::npos);
    CHECK(text.find("\ndomesday_last_run_exit_status 4\n") != std::string::npos);
    CHECK(text.ends_with('\n'));
}

TEST_CASE("an event of the log is one line of ASCII, whatever a name holds", "[report][manifest]")
{
    CHECK(log_json("failed", {{"path", "a\n\x1b[31m\xff é\xc2\x9b"}}) ==
          R"({"event":"failed","path":"a\n\u001b[31m\ufffd \u00e9\u009b"})");
}
