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

#include "extractor/document/error.hpp"

namespace domesday
{
namespace
{

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 5> kDocumentEndings{".pdf", ".txt", ".text", ".tsv", ".tab"};

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char letter) {
        return letter >= 'A' && letter <= 'Z' ? letter + 32 : letter;
    });
    return text;
}

bool begins_as_pdf(const fs::path& path)
{
    std::ifstream stream{path, std::ios::binary};
    std::array<char, 5> head{};
    return stream.read(head.data(), head.size()) && std::string_view(head.data(), head.size()) == "%PDF-";
}

bool is_document(const fs::path& path)
{
    const std::string ending = lower(path.extension().string());
    return std::find(kDocumentEndings.begin(), kDocumentEndings.end(), ending) != kDocumentEndings.end() ||
           begins_as_pdf(path);
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
        else if (is_named || is_document(path))
            listing_.files.push_back(path);
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

Listing list_files(const std::vector<std::string>& paths)
{
    Listing listing;
    Lister lister{listing};
    for (const auto& path : paths)
        lister.add(path, true);
    auto& files = listing.files;
    std::sort(files.begin(), files.end(),
              [](const fs::path& a, const fs::path& b) { return a.native() < b.native(); });
    files.erase(std::unique(files.begin(), files.end()), files.end());
    return listing;
}

}  // namespace domesday
