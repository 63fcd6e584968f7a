// The store: documents, what was read from them and what the checks found, in one SQLite file.
//
// Every reading of a document is a revision; the store shows the newest one that could be read. What is
// written is written through a StoreChange: all of it or nothing. Every failure is a StoreError.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "extractor/document/reader.hpp"
#include "parsers/checks/checks.hpp"
#include "parsers/register.hpp"
#include "schema/decision.hpp"
#include "schema/outcome.hpp"
#include "schema/store_error.hpp"

namespace domesday
{

class Database;
class Transaction;

// With what documents are read. The same bytes read with the same conditions give the same values.
struct ReadConditions {
    std::string version;     // of domesday
    std::string vocabulary;  // sha-256
    std::string options;     // "" are the defaults
    bool operator==(const ReadConditions&) const = default;
};

// A path and what tells without reading it that it has not changed.
struct FileState {
    std::string path;
    std::int64_t size = 0;
    std::int64_t modified = 0;  // nanoseconds since 1970
    std::int64_t inode = 0;
};

// Why an input could not be read, as it is kept.
struct Failure {
    std::string reason;  // "empty", "encrypted", ... (extractor/document/error.hpp)
    std::string found, advice;
    int page = 0;
    bool operator==(const Failure&) const = default;
};

struct DocumentFile {
    std::string name;  // without folders
    std::string sha256;
    FileState state;
};

// One reading: what the document says, or why it could not be read.
struct Extraction {
    DocumentInfo info;
    ParsedDocument content;
    std::optional<Failure> failure{};

    Outcome outcome() const;
};

// A document with its current revision.
struct StoredDocument {
    std::int64_t document = 0, extraction = 0;
    std::string name, sha256;
    std::int64_t size = 0;
    int revision = 0;
    std::optional<SourceKind> kind{};  // none: neither
    ReadConditions conditions;         // of the newest reading
    Outcome newest_outcome{};          // which is not the current one when a re-reading failed
    std::string newest_reason{};       // quarantined: why
    std::vector<std::string>
        paths{};  // current ones, in byte order; find_unchanged and find_at leave them out
};

struct LoadedDocument {
    StoredDocument document;
    Extraction reading;
    std::vector<Finding> findings;
};

// One reading of a document among several.
struct Revision {
    std::int64_t extraction = 0;
    ReadConditions conditions;
    std::string read_at;
    Outcome outcome{};
};

// A path a document was seen under; not the current one: other bytes stand there now.
struct Occurrence {
    FileState state;
    bool is_current = true;
};

// How much a document holds.
struct Counts {
    std::size_t registers = 0, entries = 0;
    std::map<Severity, std::size_t> findings{};
};

struct TextHit {
    std::string document;
    std::optional<std::string> entry{};
    std::string field;
    std::string excerpt;  // the words found stand in [ ]
    std::vector<Place> places{};
};

struct UnreadPath {
    std::string path;
    Failure failure;
};

// A zip file whose members have all been looked at.
struct ArchiveFile {
    FileState state;
    std::string version;          // of domesday
    std::size_t passed_over = 0;  // files in it that are no documents
};

struct StoreOptions {
    bool must_exist = false;      // do not make a new one
    std::int64_t most_pages = 0;  // of 4096 bytes; 0: as many as fit. Lets a test fill the store
};

class Store
{
public:
    // The store at `path`, made or brought up to date where need be. One run at a time may write:
    // take a RunLock first.
    static Store for_writing(const std::string& path, const StoreOptions& options = {});

    // For reading alone; it must be there and up to date.
    static Store for_reading(const std::string& path);

    Store(Store&&) noexcept;
    Store& operator=(Store&&) noexcept;
    ~Store();

    // The document last seen at this path, if size, time and inode still are what they were.
    std::optional<StoredDocument> find_unchanged(const FileState& file) const;
    std::optional<StoredDocument> find_at(const std::string& path) const;  // whatever its state
    std::optional<StoredDocument> find_by_hash(std::string_view sha256) const;

    // All documents by name, then hash.
    std::vector<StoredDocument> documents() const;
    std::vector<UnreadPath> unread_paths() const;  // by path
    std::optional<Failure> find_unread(const std::string& path) const;

    std::optional<ArchiveFile> find_archive(const std::string& path) const;
    // Paths of documents in the archive, in byte order.
    std::vector<std::string> members(const std::string& archive) const;
    // Members that could not be had, or the archive itself; by path.
    std::vector<UnreadPath> unread_members(const std::string& archive) const;

    // Those whose current revision has an entry with this identifier; by name, then hash.
    std::vector<StoredDocument> documents_with_entry(std::string_view identifier) const;
    std::vector<std::string> identifiers() const;  // of all current entries, each once, in byte order

    // The texts that have all of these words, by document, then in its order; at most `limit`. A word of
    // several words is a phrase, one that ends in * the beginning of a word; nothing else has a meaning.
    std::vector<TextHit> search(const std::vector<std::string>& words, std::size_t limit) const;

    std::vector<Revision> revisions(std::int64_t document) const;      // oldest first
    std::vector<Occurrence> occurrences(std::int64_t document) const;  // by path

    bool has_current(const std::string& path) const;  // a document stands there
    // The document was seen at this path; bring_path would change nothing.
    bool has_occurrence(std::int64_t document, const Occurrence& occurrence) const;

    // The last run of this command is under way, was killed or stopped by an error, and none has taken up
    // what it left.
    bool was_cut_off(std::string_view command) const;

    // Hashes of the documents whose current revision was read by `run` or one after it.
    std::set<std::string> read_since(std::int64_t run) const;

    std::optional<Failure> newest_failure(std::int64_t document) const;

    // What each document holds, by hash.
    std::map<std::string, Counts> counts() const;

    std::vector<Finding> findings(const StoredDocument& document) const;
    LoadedDocument load(const StoredDocument& document) const;

    // The document as one of its readings had it; load() then gives what that one read.
    std::optional<StoredDocument> find_revision(std::string_view sha256, int revision) const;

    // All decisions about the document, on whichever revision, by time; of equal times the one taken in later
    // is the later one.
    std::vector<Decision> decisions(const StoredDocument& document) const;
    bool has_decision(const Decision& decision) const;

    // The register of the same series printed for the latest earlier period: same publisher where both print
    // one, and at least half of the entries of the smaller one with the same id and first words of the title.
    // `document_name` gives the period where the register prints none. Of its texts it has what is compared:
    // ids, titles, scores.
    std::optional<PreviousRegister> previous_of(const Register& reg, std::string_view document_name,
                                                std::string_view document_sha256) const;

    // Documents whose previous register may be one of these, which stand in `document`.
    std::vector<StoredDocument> following(const std::vector<Register>& registers,
                                          std::string_view document_name,
                                          std::string_view document_sha256) const;

    // While it lives, reads see one state of the store, whatever others write meanwhile.
    std::shared_ptr<const Transaction> unchanging() const;

    // What is wrong with the store itself: SQLite's own checks, and documents without a reading. Empty:
    // whole.
    std::vector<std::string> faults() const;

    // Rows inserted, changed or deleted through this Store so far.
    std::int64_t changes() const;

    Database& database() const { return *database_; }  // for the other files of schema/

private:
    friend class StoreChange;
    Register load_register(const StoredDocument& document, std::int64_t position) const;
    bool stands_later(std::int64_t document, const FileState& file) const;  // another document, at its path
    explicit Store(std::unique_ptr<Database> database);

    std::unique_ptr<Database> database_;
};

// What one run does to the store. Its row is written with the first change, so that a run that finds
// everything known leaves the store as it was.
class Run
{
public:
    Run(Store& store, std::string command, ReadConditions conditions, std::string started_at);
    std::int64_t id();  // writes the row
    bool has_changed_anything() const { return id_ != 0; }
    void finish(std::string_view finished_at, std::string_view outcome, std::string_view protections = {});

    // The same after a StoreError, when this write may fail, too.
    void stopped(std::string_view finished_at, std::string_view why);

private:
    Store& store_;
    std::string command_;
    ReadConditions conditions_;
    std::string started_at_;
    std::int64_t id_ = 0;
};

// Changes that belong together; undone unless committed.
class StoreChange
{
public:
    StoreChange(Store& store, Run& run);
    ~StoreChange();

    // A new revision of the document, which is made where it is new.
    StoredDocument add(const DocumentFile& file, const Extraction& reading, const ReadConditions& conditions);

    // What another store holds: the document, which is made where it is new, and a reading of it. Which
    // revision is which is told by set_revisions afterwards.
    std::int64_t bring_document(const StoredDocument& document);
    std::int64_t bring(std::int64_t document, const Extraction& reading, const Revision& revision);
    void set_read_at(std::int64_t extraction, const std::string& read_at);

    // All of the document's extractions, oldest first: the last that could be read is shown.
    void set_revisions(std::int64_t document, const std::vector<std::int64_t>& extractions);

    // Another store saw the document at this path. Of several that stood there the one whose file was written
    // last is the current one, whichever store comes first.
    void bring_path(std::int64_t document, const Occurrence& occurrence);

    // These bytes stand at this path (too).
    void add_path(std::int64_t document, const DocumentFile& file);

    // No bytes could be had from this path.
    void add_unread(const std::string& path, const Failure& failure);

    void forget_unread(const std::string& path);

    // All of the archive has been looked at: these paths stand in it, readable or not, and no others.
    void add_archive(const ArchiveFile& archive, const std::set<std::string>& members);

    // In place of those that were there. False: they are the same.
    bool set_findings(const StoredDocument& document, const std::vector<Finding>& findings);

    // False: the store has this very decision already.
    bool add(const StoredDocument& document, const Decision& decision);

    void commit();

private:
    std::int64_t write(std::int64_t document, std::string_view document_name, const Extraction& reading,
                       const ReadConditions& conditions, const std::optional<std::string>& read_at);

    Store& store_;
    std::int64_t run_id_;
    std::vector<std::int64_t> added_;  // extractions whose words are not in the index yet
    std::unique_ptr<Transaction> transaction_;
};

}  // namespace domesday
