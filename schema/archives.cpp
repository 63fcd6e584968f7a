// Zip files and what stands in them.
#include "schema/database.hpp"
#include "schema/store.hpp"

namespace domesday
{
namespace
{

// All paths below a folder or archive lie between these two.
std::string first_below(const std::string& path)
{
    return path + '/';
}
std::string past_all_below(const std::string& path)
{
    return path + static_cast<char>('/' + 1);
}

}  // namespace

std::optional<ArchiveFile> Store::find_archive(const std::string& path) const
{
    auto row = database_->query(
        "SELECT size, modified, inode, version, passed_over FROM archive WHERE path = ?", path);
    if (!row.next())
        return std::nullopt;
    return ArchiveFile{
        .state = {.path = path, .size = row.integer(0), .modified = row.integer(1), .inode = row.integer(2)},
        .version = row.text(3),
        .passed_over = static_cast<std::size_t>(row.integer(4))};
}

std::vector<std::string> Store::members(const std::string& archive) const
{
    std::vector<std::string> paths;
    auto row = database_->query(
        "SELECT path FROM document_path WHERE path >= ? AND path < ? AND is_current ORDER BY path",
        first_below(archive), past_all_below(archive));
    while (row.next())
        paths.push_back(row.text(0));
    return paths;
}

std::vector<UnreadPath> Store::unread_members(const std::string& archive) const
{
    std::vector<UnreadPath> paths;
    auto row = database_->query(
        "SELECT path, reason, message, advice FROM unread_path WHERE (path >= ? AND path < ?) OR path = ?"
        " ORDER BY path",
        first_below(archive), past_all_below(archive), archive);
    while (row.next())
        paths.push_back({row.text(0), {.reason = row.text(1), .found = row.text(2), .advice = row.text(3)}});
    return paths;
}

void StoreChange::add_archive(const ArchiveFile& archive, const std::set<std::string>& members)
{
    Database& database = store_.database();
    const auto& [path, size, modified, inode] = archive.state;
    for (const auto& member : store_.members(path))
        if (!members.contains(member))
            database.run("UPDATE document_path SET is_current = 0 WHERE path = ?", member);
    for (const auto& unread : store_.unread_members(path))
        if (!members.contains(unread.path))
            forget_unread(unread.path);
    database.run(
        "INSERT INTO archive (path, size, modified, inode, version, passed_over, run_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (path) DO UPDATE SET size = excluded.size, modified = excluded.modified,"
        " inode = excluded.inode, version = excluded.version, passed_over = excluded.passed_over,"
        " run_id = excluded.run_id",
        path, size, modified, inode, archive.version, static_cast<std::int64_t>(archive.passed_over),
        run_id_);
}

void StoreChange::forget_unread(const std::string& path)
{
    store_.database().run("DELETE FROM unread_path WHERE path = ?", path);
}

}  // namespace domesday
