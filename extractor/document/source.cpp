#include "extractor/document/source.hpp"

#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <utility>

#include "extractor/document/error.hpp"
#include "extractor/text/encoding.hpp"
#include "extractor/text/unicode.hpp"

namespace domesday
{
namespace
{

using namespace std::string_view_literals;

constexpr std::size_t kPdfHeaderWithin = 1024;

struct Signature {
    std::string_view bytes;
    std::string_view what;
    std::string_view advice;
};
constexpr std::string_view kSaveAs = "save it as PDF, or as text with tabs between the cells";
constexpr std::string_view kUnpack = "unpack it, and name the documents in it";
constexpr std::string_view kPicture = "put the picture into a PDF, or name the PDF it was made from";
constexpr std::array kSignatures{
    Signature{"PK\x03\x04"sv, "a ZIP archive, as .docx and .xlsx files are", kSaveAs},
    Signature{"\xD0\xCF\x11\xE0"sv, "an Office document of the old kind (.doc, .xls)", kSaveAs},
    Signature{"{\\rtf"sv, "a rich text document", kSaveAs},
    Signature{"\x1F\x8B"sv, "a gzip archive", kUnpack},
    Signature{"7z\xBC\xAF"sv, "a 7z archive", kUnpack},
    Signature{"Rar!"sv, "a RAR archive", kUnpack},
    Signature{"\x89PNG"sv, "a PNG picture", kPicture},
    Signature{"\xFF\xD8\xFF"sv, "a JPEG picture", kPicture},
    Signature{"GIF8"sv, "a GIF picture", kPicture},
    Signature{"II*\0"sv, "a TIFF picture", kPicture},
    Signature{"MM\0*"sv, "a TIFF picture", kPicture},
    Signature{"%!PS"sv, "a PostScript document", "turn it into a PDF"},
    Signature{"\x7F"
              "ELF"sv,
              "a program", ""},
    Signature{"SQLite format 3\0"sv, "an SQLite database", "to name a store, use --db"},
};

bool is_pdf(std::string_view bytes)
{
    const auto start = bytes.substr(0, kPdfHeaderWithin);
    // Readers also open a PDF that lost its first line, up to the comment of binary bytes
    const bool lost_its_header =
        start.substr(0, 1) == "%"sv && start.find(" 0 obj"sv) != std::string_view::npos;
    return lost_its_header || start.find("%PDF-"sv) != std::string_view::npos;
}

bool is_called_pdf(std::string_view name)
{
    return name.size() >= 4 && lower_case(name.substr(name.size() - 4)) == ".pdf";
}

std::string_view without_leading_space(std::string_view bytes)
{
    if (bytes.substr(0, 3) == "\xEF\xBB\xBF"sv)
        bytes.remove_prefix(3);
    return bytes.substr(std::min(bytes.find_first_not_of(" \t\r\n"), bytes.size()));
}

bool is_web_page(std::string_view bytes)
{
    const auto start = lower_case(without_leading_space(bytes).substr(0, 14));
    const std::string_view view = start;
    return view.substr(0, 5) == "<html"sv || view.substr(0, 5) == "<head"sv ||
           view.substr(0, 14) == "<!doctype html"sv;
}

// The first word of a file, fit to be shown.
std::string first_word(std::string_view bytes)
{
    std::string word;
    for (const char c : without_leading_space(bytes).substr(0, 20)) {
        if (c <= ' ' || c == '>' || c == 127)
            break;
        word += c;
    }
    return word;
}

// Why the bytes are no document, or nothing.
std::optional<InputError> refusal(const std::string& name, std::string_view bytes)
{
    const InputPlace place{.source = name};
    const std::string not_a_pdf = is_called_pdf(name) ? "not a PDF, " : "not a document, ";
    for (const auto& signature : kSignatures)
        if (bytes.substr(0, signature.bytes.size()) == signature.bytes)
            return InputError(place, Reason::not_a_document,
                              not_a_pdf + "it is " + std::string{signature.what},
                              std::string{signature.advice});
    if (!is_text(bytes))
        return InputError(place, Reason::not_a_document, not_a_pdf + "it is neither a PDF nor text",
                          "download it again, or leave it out");
    const auto start = first_word(bytes);
    const std::string starts = start.empty() ? "it is text" : "it starts with \"" + start + '"';
    if (is_web_page(bytes))
        return InputError(place, Reason::not_a_document, not_a_pdf + starts,
                          "was it saved from a web page? download it again");
    if (is_called_pdf(name))
        return InputError(place, Reason::not_a_document, not_a_pdf + starts,
                          "download it again; if it is a text dump, give it a name that ends in .txt");
    return std::nullopt;
}

// A name as UTF-8: what is none (names of other systems) shows as U+FFFD.
std::string as_utf8(std::string_view name)
{
    std::string out;
    for (std::size_t offset = 0; offset < name.size();)
        append_code_point(out, next_code_point(name, offset));
    return out;
}

class File
{
public:
    // Not blocking: a pipe nobody writes to must not stop the batch.
    explicit File(const std::filesystem::path& path)
        : place_{.source = path.string()},
          descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK))
    {
        if (descriptor_ < 0)
            fail_to_open(errno);
    }
    ~File()
    {
        if (descriptor_ >= 0)
            ::close(descriptor_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    std::string read_all(const SourceLimits& limits) const
    {
        const auto before = status();
        if (S_ISDIR(before.st_mode))
            fail("it is a folder", "name the files in it");
        if (!S_ISREG(before.st_mode))
            fail("it is a device or a pipe, not a file", "save what it gives to a file first");
        const auto size = static_cast<std::uintmax_t>(before.st_size);
        if (size > limits.bytes)
            throw InputError(place_, Reason::too_large,
                             std::to_string(size >> 20) + " MiB, more than the limit of " +
                                 std::to_string(limits.bytes >> 20) + " MiB",
                             "split it into its documents");
        std::string bytes(static_cast<std::size_t>(size) + 1, '\0');  // one more shows that it grows
        std::size_t done = 0;
        while (done < bytes.size()) {
            const auto got = ::read(descriptor_, bytes.data() + done, bytes.size() - done);
            if (got < 0 && errno == EINTR)
                continue;
            if (got < 0)
                fail(std::string{"it cannot be read: "} + std::strerror(errno), "check the disk it is on");
            if (got == 0)
                break;
            done += static_cast<std::size_t>(got);
        }
        const auto after = status();
        if (done != size || after.st_size != before.st_size ||
            after.st_mtim.tv_sec != before.st_mtim.tv_sec || after.st_mtim.tv_nsec != before.st_mtim.tv_nsec)
            throw InputError(place_, Reason::changing, "it changed while it was read",
                             "wait until it is complete, and read it again");
        bytes.resize(done);
        return bytes;
    }

private:
    struct stat status() const
    {
        struct stat result {
        };
        if (::fstat(descriptor_, &result) != 0)
            fail(std::string{"it cannot be read: "} + std::strerror(errno), "check the disk it is on");
        return result;
    }

    [[noreturn]] void fail(std::string found, std::string advice) const
    {
        throw InputError(place_, Reason::unreadable, std::move(found), std::move(advice));
    }

    [[noreturn]] void fail_to_open(int error) const
    {
        if (error == ENOENT || error == ENOTDIR)
            fail("no such file", "check the name");
        if (error == EACCES || error == EPERM)
            fail("no permission to read it", "change its permissions, or run as a user who may read it");
        if (error == ELOOP)
            fail("its links lead in a circle", "name the file itself");
        fail(std::string{"it cannot be opened: "} + std::strerror(error), "check that it is there");
    }

    InputPlace place_;
    int descriptor_ = -1;
};

}  // namespace

std::string sha256_hex(std::string_view bytes)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr);
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex;
    for (unsigned int i = 0; i < length; ++i) {
        hex += kDigits[digest.at(i) >> 4];
        hex += kDigits[digest.at(i) & 15];
    }
    return hex;
}

Source source_from_view(std::string name, std::string_view bytes, std::string sha256)
{
    if (bytes.empty())
        throw InputError({.source = std::move(name)}, Reason::empty, "the file is empty",
                         "download it again");
    Source source;
    source.kind = is_pdf(bytes) ? SourceKind::pdf : SourceKind::text;
    if (source.kind == SourceKind::text)
        if (const auto error = refusal(name, bytes))
            throw InputError(*error);
    source.name = as_utf8(name);
    source.sha256 = std::move(sha256);
    source.borrowed = bytes;
    return source;
}

Source source_from_bytes(std::string name, std::string bytes)
{
    Source source = source_from_view(std::move(name), bytes, sha256_hex(bytes));
    source.borrowed = {};
    source.bytes = std::move(bytes);
    return source;
}

std::string bytes_of_file(const std::filesystem::path& path, const SourceLimits& limits)
{
    return File{path}.read_all(limits);
}

Source open_source(const std::filesystem::path& path, const SourceLimits& limits)
{
    try {
        Source source = source_from_bytes(path.filename().string(), bytes_of_file(path, limits));
        source.path = path.string();
        return source;
    } catch (const InputError& error) {
        // source_from_bytes knows the name alone; the user named the path
        throw InputError({.source = path.string()}, error.reason, error.found, error.advice);
    }
}

}  // namespace domesday
