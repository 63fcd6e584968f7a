// What a run of ingest did, for programs: the run manifest (--summary) and metrics for Prometheus
// (--metrics). Both hold times; nothing of them is kept in the store.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "domesday/report/ingest_json.hpp"
#include "schema/nights.hpp"

namespace domesday
{

struct RunManifest {
    std::string version, vocabulary_sha256;
    std::string store;
    std::vector<std::string> paths{};  // as given
    std::string options;               // that decide what is read; "" are the defaults
    std::string limits;                // of the workers; "": none, read in the program itself
    int jobs = 0;
    std::int64_t run = 0;                 // its row in the store; 0: it changed nothing
    std::string started_at, finished_at;  // UTC, ISO 8601
    std::int64_t finished = 0;            // the same, in seconds since 1970
    double seconds = 0;
    std::string outcome;  // "finished", or why it stopped
    int exit_status = 0;
    IngestSummary summary{};
    std::vector<NewFinding> new_findings{};
};

// Of so many new findings the manifest has the text; it has the number of all.
inline constexpr std::size_t kMostFindings = 1000;

std::string manifest_json(const RunManifest& manifest);

// The text format of node_exporter's textfile collector.
std::string metrics_text(const RunManifest& manifest);

}  // namespace domesday
