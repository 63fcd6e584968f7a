#include "domesday/batch/listing.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <set>
#include <string_view>
#include <utility>

#include "domesday/batch/archive.hpp"
#include "extractor/document/error.hpp"

namespace domesday
{
namespace
{

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 5> kDocumentEndings{".pdf", ".txt", ".text", ".tsv", ".tab"};

std::string lower(std::string_view text)
{
    std::string lower{text};
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char letter) {
        return letter >= 'A' && letter <= 'Z' ? letter + 32 : letter;
    });
    return lower;
}

std::string head_of(const fs::path& path)
{
    std::ifstream stream{path, std::ios::binary};
    std::array<char, 5> head{};
    stream.read(head.data(), head.size());
    return {head.data(), static_cast<std::size_t>(stream.gcount())};
}

bool is_wanted(const fs::path& path)
{
    return is_called_document(path.native()) || is_called_archive(path.native()) ||
           begins_as_pdf(head_of(path));
}

class Lister
{
public:
    explicit Lister(Listing& listing) : listing_(listing) {}

    void add(const fs::path& path, bool is_named)
    {
        struct stat state {
        };
        if (::stat(path.c_str(), &state) != 0) {
            if (is_named || errno != ENOENT)  // a link in a folder may lead nowhere
                add_unread(path, std::strerror(errno));
            return;
        }
        if (S_ISDIR(state.st_mode))
            add_folder(path, {state.st_dev, state.st_ino});
        else if (!S_ISREG(state.st_mode))
            add_special(path, is_named);
        else if (is_named || is_wanted(path))
            listing_.files.push_back({path, state.st_size});
        else
            ++listing_.passed_over;
    }

private:
    void add_unread(const fs::path& path, const std::string& why)
    {
        listing_.unread.push_back({path.string(),
                                   {.reason = std::string(to_string(Reason::unreadable)),
                                    .found = "cannot be opened (" + why + ")",
                                    .advice = "check that it is there and that you may read it"}});
    }

    void add_special(const fs::path& path, bool is_named)
    {
        if (is_named)
            listing_.unread.push_back({path.string(),
                                       {.reason = std::string(to_string(Reason::unreadable)),
                                        .found = "neither a file nor a folder",
                                        .advice = "name a PDF, a text dump or a folder of them"}});
        else
            ++listing_.passed_over;
    }

    void add_folder(const fs::path& path, std::pair<dev_t, ino_t> identity)
    {
        if (!entered_.insert(identity).second)
            return;
        std::error_code error;
        std::vector<fs::path> children;
        for (auto at = fs::directory_iterator{path, error}; !error && at != fs::directory_iterator{};
             at.increment(error))
            if (at->path().filename().native().front() != '.')
                children.push_back(at->path());
        if (error)
            add_unread(path, error.message());
        // In byte order, so that which of two links to one folder is entered does not depend on the disk.
        std::sort(children.begin(), children.end(),
                  [](const fs::path& a, const fs::path& b) { return a.native() < b.native(); });
        for (const auto& child : children)
            add(child, false);
    }

    Listing& listing_;
    std::set<std::pair<dev_t, ino_t>> entered_;
};

}  // namespace

bool is_called_document(std::string_view name)
{
    const auto dot = name.rfind('.');
    return dot != std::string_view::npos && std::find(kDocumentEndings.begin(), kDocumentEndings.end(),
                                                      lower(name.substr(dot))) != kDocumentEndings.end();
}

bool begins_as_pdf(std::string_view head)
{
    return head.starts_with("%PDF-");
}

bool is_hidden(std::string_view name)
{
    for (std::size_t begin = 0; begin < name.size();) {
        const auto part = name.substr(begin, name.find('/', begin) - begin);
        if (part.starts_with('.') && part != "." && part != "..")
            return true;
        begin += part.size() + 1;
    }
    return false;
}

bool is_wanted_member(std::string_view name, std::string_view head)
{
    return !is_hidden(name) && (is_called_document(name) || begins_as_pdf(head));
}

Listing list_files(const std::vector<std::string>& paths)
{
    Listing listing;
    Lister lister{listing};
    for (const auto& path : paths)
        lister.add(path, true);
    auto& files = listing.files;
    std::sort(files.begin(), files.end(),
              [](const ListedFile& a, const ListedFile& b) { return a.path.native() < b.path.native(); });
    files.erase(std::unique(files.begin(), files.end(),
                            [](const ListedFile& a, const ListedFile& b) { return a.path == b.path; }),
                files.end());
    return listing;
}

}  // namespace domesday
