// The summary of an ingest run for programs.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "schema/store.hpp"

namespace domesday
{

struct IngestFailure {
    std::string path;
    Failure failure;
};

struct SlowPage {
    std::string document;
    int page = 0;
    double seconds = 0;
};

// Seconds by stage. Reading to parsing passed in the workers, and those of several add up.
struct IngestCost {
    double list = 0;  // which files there are
    double open = 0;  // looking files up in the store, and the bytes of those that are not there
    double read = 0, recognise = 0, layout = 0, parse = 0;
    double store = 0;
};

struct IngestSummary {
    std::size_t files = 0;        // looked at
    std::size_t passed_over = 0;  // in folders and archives: neither PDF nor text
    std::size_t known = 0;        // read in an earlier run with the same version, vocabulary and options
    std::size_t elsewhere = 0;    // another shard's
    std::map<Outcome, std::size_t> read{};
    std::size_t unread_paths = 0;                // whose bytes could not be had
    std::size_t registers = 0, entries = 0;      // of all documents of this run, known ones too
    std::map<Severity, std::size_t> findings{};  // likewise
    std::vector<IngestFailure> failures{};       // likewise, by path
    // Of auditors, about documents that this run read again: which hold for the new reading.
    std::size_t decisions_carried = 0, decisions_not_carried = 0;
    std::size_t pages = 0;  // of the documents read; a dump without form feeds has one
    IngestCost cost{};
    std::vector<SlowPage> slowest{};  // slowest first; ten at most
    std::string protections{};        // of the workers; "": no worker was needed

    std::size_t documents_read() const;
    std::size_t count(Outcome outcome) const;
    std::size_t count(Severity severity) const;
};

std::string ingest_json(const IngestSummary& summary, const std::string& store);

}  // namespace domesday
