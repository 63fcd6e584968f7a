// What a document says, as the JSON of docs/register-json.md.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "domesday/report/decided.hpp"
#include "parsers/register.hpp"
#include "schema/outcome.hpp"

namespace domesday
{

// One document with everything that was read from it: what `read` prints and `export` gives back.
struct DocumentReport {
    std::string source;  // file name without folders
    std::string sha256;
    std::optional<int> pages{};
    Outcome outcome = Outcome::complete;
    std::string reason{};  // quarantined: why
    std::vector<int> pages_left_out{};
    ParsedDocument content{};
    std::vector<Finding> findings{};
    int revision = 0;   // of the store; 0: read without one
    Decided decided{};  // what auditors decided about it
};

// UTF-8, one object with a key "documents"; the same values give the same bytes.
std::string register_json(const std::vector<DocumentReport>& documents);

// The same, written document by document, so that a large store need not fit into memory.
class RegisterJsonWriter
{
public:
    explicit RegisterJsonWriter(std::ostream& out);
    void add(const DocumentReport& document);
    void finish();

private:
    std::ostream& out_;
    std::size_t count_ = 0;
};

}  // namespace domesday
