#include "schema/store.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "schema/database.hpp"
#include "schema/migrations.hpp"
#include "schema/places.hpp"

namespace domesday
{
namespace
{

constexpr std::int64_t kApplication = 0x444f4d45;  // "DOME": what PRAGMA application_id holds

std::int64_t pragma(Database& database, const std::string& name)
{
    const auto rows = database.table("PRAGMA " + name, {});
    return rows.empty() ? 0 : std::stoll(rows.front().front());
}

// Throws unless the file is one of ours, new or of a version we know.
std::int64_t checked_version(Database& database)
{
    const std::int64_t version = pragma(database, "user_version");
    const std::int64_t application = pragma(database, "application_id");
    const bool is_empty = pragma(database, "schema_version") == 0;
    if (application != kApplication && !is_empty)
        throw StoreError{database.path(), "an SQLite file of another program, not a store of domesday",
                         "name another file with --db; this one is left as it is"};
    const auto newest = static_cast<std::int64_t>(migrations().size());
    if (version > newest)
        throw StoreError{database.path(),
                         "the store has version " + std::to_string(version) +
                             ", this domesday knows versions up to " + std::to_string(newest),
                         "it was made by a newer domesday: install that one, or make a new store with --db; "
                         "this one is left as it is"};
    return version;
}

void migrate(Database& database, std::int64_t version)
{
    const auto steps = migrations();
    if (version == static_cast<std::int64_t>(steps.size()))
        return;
    Transaction transaction{database};
    database.execute("PRAGMA application_id = " + std::to_string(kApplication));
    for (std::size_t i = static_cast<std::size_t>(version); i < steps.size(); ++i)
        database.execute(std::string{steps[i]});
    database.execute("PRAGMA user_version = " + std::to_string(steps.size()));
    transaction.commit();
}

void check_there(const std::string& path)
{
    struct stat state {
    };
    if (stat(path.c_str(), &state) != 0) {
        if (errno == ENOENT)
            throw StoreError{path, "there is no store",
                             "make one: domesday ingest --db " + path + " PATH..."};
        throw StoreError{path, std::string("the store cannot be opened (") + std::strerror(errno) + ")",
                         "check that you may read it"};
    }
}

// SQLite wants to write beside a store to read it. Where it may not, and no run is under way or was cut off,
// the file can be read as it is.
bool is_at_rest(const std::string& path)
{
    const std::size_t slash = path.rfind('/');
    const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
    return access(folder.c_str(), W_OK) != 0 && access((path + "-wal").c_str(), F_OK) != 0;
}

Outcome outcome_from(std::string_view name)
{
    if (name == "complete")
        return Outcome::complete;
    return name == "partial" ? Outcome::partial : Outcome::quarantined;
}

std::optional<SourceKind> kind_from(std::string_view name)
{
    if (name.empty())
        return std::nullopt;
    return name == "pdf" ? SourceKind::pdf : SourceKind::text;
}

// What a person typed, as an FTS5 expression in which nothing of it has a meaning but a * at the end.
std::string match_expression(const std::vector<std::string>& words)
{
    std::string expression;
    for (std::string_view word : words) {
        const bool is_beginning = word.size() > 1 && word.back() == '*';
        if (is_beginning)
            word.remove_suffix(1);
        if (word.find('\0') != std::string_view::npos)
            continue;
        expression += expression.empty() ? "\"" : " AND \"";
        for (const char letter : word)
            expression += letter == '"' ? std::string("\"\"") : std::string(1, letter);
        expression += is_beginning ? "\"*" : "\"";
    }
    return expression;
}

constexpr std::string_view kDocumentColumns =
    "SELECT d.id, d.extraction_id, d.name, d.sha256, d.size, c.revision, n.version, n.vocabulary, n.options,"
    " n.outcome, n.reason, n.kind"
    " FROM document d JOIN extraction c ON c.id = d.extraction_id"
    " JOIN extraction n ON n.document_id = d.id"
    " AND n.revision = (SELECT max(revision) FROM extraction WHERE document_id = d.id)";

StoredDocument document_from(const Query& row)
{
    return {.document = row.integer(0),
            .extraction = row.integer(1),
            .name = row.text(2),
            .sha256 = row.text(3),
            .size = row.integer(4),
            .revision = static_cast<int>(row.integer(5)),
            .kind = kind_from(row.text_view(11)),
            .conditions = {row.text(6), row.text(7), row.text(8)},
            .newest_outcome = outcome_from(row.text_view(9)),
            .newest_reason = row.text(10)};
}

std::vector<std::string> paths_of(Database& database, std::int64_t document)
{
    std::vector<std::string> paths;
    auto row = database.query(
        "SELECT path FROM document_path WHERE document_id = ? AND is_current ORDER BY path", document);
    while (row.next())
        paths.push_back(row.text(0));
    return paths;
}

}  // namespace

std::string_view to_string(Outcome outcome)
{
    switch (outcome) {
        case Outcome::complete:
            return "complete";
        case Outcome::partial:
            return "partial";
        case Outcome::quarantined:
            break;
    }
    return "quarantined";
}

Outcome Extraction::outcome() const
{
    if (failure)
        return Outcome::quarantined;
    return info.pages_left_out.empty() ? Outcome::complete : Outcome::partial;
}

Store::Store(std::unique_ptr<Database> database) : database_(std::move(database)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Store Store::for_writing(const std::string& path, const StoreOptions& options)
{
    if (options.must_exist)
        check_there(path);
    auto database = std::make_unique<Database>(path, Database::Mode::create);
    const std::int64_t version = checked_version(*database);
    if (version == 0)
        database->execute("PRAGMA page_size = 4096");
    // With WAL, NORMAL loses at most the last documents when the power fails and never damages the store.
    database->execute(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;"
        "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000");
    if (options.most_pages > 0)
        database->execute("PRAGMA max_page_count = " + std::to_string(options.most_pages));
    migrate(*database, version);
    return Store{std::move(database)};
}

Store Store::for_reading(const std::string& path)
{
    check_there(path);
    auto database = std::make_unique<Database>(
        path, is_at_rest(path) ? Database::Mode::immutable : Database::Mode::read_only);
    const std::int64_t version = checked_version(*database);
    if (version < static_cast<std::int64_t>(migrations().size()))
        throw StoreError{path,
                         version == 0
                             ? "the store is empty"
                             : "the store has version " + std::to_string(version) +
                                   ", this domesday needs version " + std::to_string(migrations().size()),
                         version == 0 ? "fill it: domesday ingest --db " + path + " PATH..."
                                      : "bring it up to date: domesday check --db " + path};
    return Store{std::move(database)};
}

std::shared_ptr<const Transaction> Store::unchanging() const
{
    return std::make_shared<const Transaction>(*database_, Transaction::Kind::read);
}

std::vector<std::string> Store::faults() const
{
    std::vector<std::string> faults;
    for (const auto& row : database_->table("PRAGMA integrity_check", {}))
        if (row.front() != "ok")
            faults.push_back(row.front());
    for (const auto& row : database_->table("PRAGMA foreign_key_check", {}))
        faults.push_back("a row of " + row.at(0) + " refers to a row of " + row.at(2) + " that is not there");
    for (const auto& row : database_->table("SELECT name FROM document WHERE extraction_id IS NULL", {}))
        faults.push_back("no reading of " + row.front());
    return faults;
}

std::int64_t Store::changes() const
{
    return database_->changes();
}

std::optional<StoredDocument> Store::find_unchanged(const FileState& file) const
{
    static const std::string sql = std::string{kDocumentColumns} +
                                   " JOIN document_path p ON p.document_id = d.id AND p.is_current"
                                   " WHERE p.path = ? AND p.size = ? AND p.modified = ? AND p.inode = ?";
    auto row = database_->query(sql, file.path, file.size, file.modified, file.inode);
    if (!row.next())
        return std::nullopt;
    return document_from(row);
}

std::optional<StoredDocument> Store::find_at(const std::string& path) const
{
    static const std::string sql = std::string{kDocumentColumns} +
                                   " JOIN document_path p ON p.document_id = d.id AND p.is_current"
                                   " WHERE p.path = ?";
    auto row = database_->query(sql, path);
    if (!row.next())
        return std::nullopt;
    return document_from(row);
}

std::optional<StoredDocument> Store::find_by_hash(std::string_view sha256) const
{
    static const std::string sql = std::string{kDocumentColumns} + " WHERE d.sha256 = ?";
    auto row = database_->query(sql, sha256);
    if (!row.next())
        return std::nullopt;
    auto document = document_from(row);
    document.paths = paths_of(*database_, document.document);
    return document;
}

std::vector<StoredDocument> Store::documents() const
{
    static const std::string sql = std::string{kDocumentColumns} + " ORDER BY d.name, d.sha256";
    std::vector<StoredDocument> documents;
    auto rows = database_->query(sql);
    while (rows.next()) {
        documents.push_back(document_from(rows));
        documents.back().paths = paths_of(*database_, documents.back().document);
    }
    return documents;
}

std::vector<StoredDocument> Store::documents_with_entry(std::string_view identifier) const
{
    static const std::string sql =
        std::string{kDocumentColumns} +
        " WHERE d.extraction_id IN (SELECT extraction_id FROM entry WHERE identifier = ?)"
        " ORDER BY d.name, d.sha256";
    std::vector<StoredDocument> documents;
    auto rows = database_->query(sql, identifier);
    while (rows.next()) {
        documents.push_back(document_from(rows));
        documents.back().paths = paths_of(*database_, documents.back().document);
    }
    return documents;
}

std::set<std::string> Store::read_since(std::int64_t run) const
{
    std::set<std::string> hashes;
    auto row = database_->query(
        "SELECT d.sha256 FROM document d JOIN extraction x ON x.id = d.extraction_id WHERE x.run_id >= ?",
        run);
    while (row.next())
        hashes.insert(row.text(0));
    return hashes;
}

std::vector<std::string> Store::identifiers() const
{
    std::vector<std::string> identifiers;
    auto rows = database_->query(
        "SELECT DISTINCT e.identifier FROM entry e JOIN document d ON d.extraction_id = e.extraction_id"
        " WHERE e.identifier IS NOT NULL ORDER BY e.identifier");
    while (rows.next())
        identifiers.push_back(rows.text(0));
    return identifiers;
}

std::vector<TextHit> Store::search(const std::vector<std::string>& words, std::size_t limit) const
{
    std::vector<TextHit> hits;
    const std::string match = match_expression(words);
    if (match.empty())
        return hits;
    auto rows = database_->query(
        "SELECT d.name, e.identifier, t.field, snippet(text_words, 0, '[', ']', '...', 16), t.places"
        " FROM text_words JOIN text t ON t.id = text_words.rowid"
        " JOIN document d ON d.extraction_id = t.extraction_id LEFT JOIN entry e ON e.id = t.entry_id"
        " WHERE text_words MATCH ? ORDER BY d.name, d.sha256, t.id LIMIT ?",
        match, static_cast<std::int64_t>(limit));
    while (rows.next())
        hits.push_back({.document = rows.text(0),
                        .entry = rows.text_or_none(1),
                        .field = rows.text(2),
                        .excerpt = rows.text(3),
                        .places = places_from_text(rows.text_view(4))});
    return hits;
}

std::vector<UnreadPath> Store::unread_paths() const
{
    std::vector<UnreadPath> paths;
    auto rows = database_->query("SELECT path, reason, message, advice FROM unread_path ORDER BY path");
    while (rows.next())
        paths.push_back(
            {rows.text(0), {.reason = rows.text(1), .found = rows.text(2), .advice = rows.text(3)}});
    return paths;
}

std::optional<Failure> Store::find_unread(const std::string& path) const
{
    auto row = database_->query("SELECT reason, message, advice FROM unread_path WHERE path = ?", path);
    if (!row.next())
        return std::nullopt;
    return Failure{.reason = row.text(0), .found = row.text(1), .advice = row.text(2)};
}

std::vector<Revision> Store::revisions(std::int64_t document) const
{
    std::vector<Revision> revisions;
    auto row = database_->query(
        "SELECT id, version, vocabulary, options, read_at, outcome FROM extraction WHERE document_id = ?"
        " ORDER BY revision",
        document);
    while (row.next())
        revisions.push_back({.extraction = row.integer(0),
                             .conditions = {row.text(1), row.text(2), row.text(3)},
                             .read_at = row.text(4),
                             .outcome = outcome_from(row.text_view(5))});
    return revisions;
}

std::vector<Occurrence> Store::occurrences(std::int64_t document) const
{
    std::vector<Occurrence> occurrences;
    auto row = database_->query(
        "SELECT path, size, modified, inode, is_current FROM document_path WHERE document_id = ?"
        " ORDER BY path",
        document);
    while (row.next())
        occurrences.push_back({.state = {.path = row.text(0),
                                         .size = row.integer(1),
                                         .modified = row.integer(2),
                                         .inode = row.integer(3)},
                               .is_current = row.integer(4) != 0});
    return occurrences;
}

bool Store::stands_later(std::int64_t document, const FileState& file) const
{
    auto row = database_->query(
        "SELECT 1 FROM document_path p JOIN document d ON d.id = p.document_id, document own"
        " WHERE p.path = ? AND p.is_current AND own.id = ? AND d.id <> own.id"
        " AND (p.modified, d.sha256) > (?, own.sha256)",
        file.path, document, file.modified);
    return row.next();
}

bool Store::has_occurrence(std::int64_t document, const Occurrence& occurrence) const
{
    const auto& file = occurrence.state;
    auto row = database_->query(
        "SELECT is_current FROM document_path WHERE path = ? AND document_id = ?"
        " AND (modified, inode) >= (?, ?)",
        file.path, document, file.modified, file.inode);
    if (!row.next())
        return false;
    return !occurrence.is_current || row.integer(0) != 0 || stands_later(document, file);
}

bool Store::has_current(const std::string& path) const
{
    auto row = database_->query("SELECT 1 FROM document_path WHERE path = ? AND is_current", path);
    return row.next();
}

bool Store::was_cut_off(std::string_view command) const
{
    auto row = database_->query(
        "SELECT finished_at IS NULL OR outcome <> 'finished' FROM run WHERE command = ? ORDER BY id DESC "
        "LIMIT 1",
        command);
    return row.next() && row.integer(0) != 0;
}

std::optional<Failure> Store::newest_failure(std::int64_t document) const
{
    auto row = database_->query(
        "SELECT reason, message, advice, reason_page FROM extraction"
        " WHERE document_id = ? AND outcome = 'quarantined' ORDER BY revision DESC LIMIT 1",
        document);
    if (!row.next())
        return std::nullopt;
    return Failure{.reason = row.text(0),
                   .found = row.text(1),
                   .advice = row.text(2),
                   .page = static_cast<int>(row.integer(3))};
}

std::map<std::string, Counts> Store::counts() const
{
    std::map<std::string, Counts> counts;
    auto row = database_->query(
        "SELECT d.sha256, (SELECT count(*) FROM register WHERE extraction_id = d.extraction_id),"
        " (SELECT count(*) FROM entry WHERE extraction_id = d.extraction_id),"
        " (SELECT count(*) FROM finding WHERE extraction_id = d.extraction_id AND severity = 'error'),"
        " (SELECT count(*) FROM finding WHERE extraction_id = d.extraction_id AND severity = 'warning'),"
        " (SELECT count(*) FROM finding WHERE extraction_id = d.extraction_id AND severity = 'info')"
        " FROM document d");
    const auto count = [&row](int column) { return static_cast<std::size_t>(row.integer(column)); };
    while (row.next())
        counts[row.text(0)] = {
            .registers = count(1),
            .entries = count(2),
            .findings = {
                {Severity::error, count(3)}, {Severity::warning, count(4)}, {Severity::info, count(5)}}};
    return counts;
}

Run::Run(Store& store, std::string command, ReadConditions conditions, std::string started_at)
    : store_(store),
      command_(std::move(command)),
      conditions_(std::move(conditions)),
      started_at_(std::move(started_at))
{
}

std::int64_t Run::id()
{
    if (id_ == 0) {
        store_.database().run(
            "INSERT INTO run (command, version, vocabulary, options, started_at) VALUES (?, ?, ?, ?, ?)",
            command_, conditions_.version, conditions_.vocabulary, conditions_.options, started_at_);
        id_ = store_.database().last_id();
    }
    return id_;
}

void Run::finish(std::string_view finished_at, std::string_view outcome, std::string_view protections)
{
    if (store_.was_cut_off(command_))
        id();  // took up what one before it left, if only to find that nothing was left
    if (id_ != 0)
        store_.database().run("UPDATE run SET finished_at = ?, outcome = ?, protections = ? WHERE id = ?",
                              finished_at, outcome,
                              protections.empty() ? std::nullopt : std::optional{protections}, id_);
}

void Run::stopped(std::string_view finished_at, std::string_view why)
{
    try {
        finish(finished_at, why);
    } catch (const StoreError&) {
        // the trouble that stopped the run keeps us from writing it down
    }
}

}  // namespace domesday
