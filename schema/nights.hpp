// What runs brought: the store seen along its runs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "schema/store.hpp"

namespace domesday
{

struct RunRecord {
    std::int64_t id = 0;
    std::string command, version, options;
    std::string started_at;
    std::optional<std::string> finished_at{};  // none: under way, or killed
    std::string outcome;                       // "finished", or why it stopped; "": no end yet
    std::string protections;
    std::string vocabulary;  // sha-256; "": it read nothing
};

std::vector<RunRecord> runs(const Store& store);  // oldest first

// A document's reading that a run brought.
struct RunReading {
    std::string sha256;
    int revision = 0;
    std::string outcome;
};
std::vector<RunReading> readings_of(const Store& store, std::int64_t run);  // by document

// A finding that the run, or one after it, gave first.
struct NewFinding {
    std::string document, sha256;
    std::string check;
    Severity severity{};
    std::optional<std::string> entry{};
    std::string message;
};
// Of current readings; by severity, errors first, then document, then place in it.
std::vector<NewFinding> findings_since(const Store& store, std::int64_t run);

// A register that no reading before the run gave for this document, publisher and period.
struct NewRegister {
    StoredDocument document;
    std::size_t position = 0;  // in the document
    std::string period;        // "2018/19 Q3"; "": not known
};
std::vector<NewRegister> registers_since(const Store& store, std::int64_t run);  // by document

struct NewFailure {
    std::string document;  // name, or the path that could not be opened
    Failure failure;
};
// Documents whose newest reading failed then, and paths that could not be opened.
std::vector<NewFailure> failures_since(const Store& store, std::int64_t run);

// All periods for which the store holds registers of one publisher, ascending.
struct PublisherPeriods {
    std::string publisher;       // as one of its registers prints it
    std::vector<int> periods{};  // as period_of gives them, with quarters, each once
};
struct Publishers {
    std::vector<PublisherPeriods> publishers{};  // by name
    std::size_t registers_without_publisher = 0, registers_without_quarter = 0;
};
Publishers publishers(const Store& store);

}  // namespace domesday
