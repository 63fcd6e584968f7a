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
    std::string protections{};  // of the workers; "": no worker was needed

    std::size_t documents_read() const;
    std::size_t count(Outcome outcome) const;
    std::size_t count(Severity severity) const;
};

std::string ingest_json(const IngestSummary& summary, const std::string& store);

}  // namespace domesday
