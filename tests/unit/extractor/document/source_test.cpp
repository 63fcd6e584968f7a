#include "extractor/document/source.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "extractor/document/error.hpp"

using namespace domesday;
using namespace std::string_literals;
namespace fs = std::filesystem;

namespace
{

// A folder that goes away with the test.
struct Folder {
    Folder()
    {
        std::string name = (fs::temp_directory_path() / "domesday-source-XXXXXX").string();
        path = ::mkdtemp(name.data());
    }
    ~Folder() { fs::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    fs::path file(const std::string& name, const std::string& bytes) const
    {
        std::ofstream{path / name, std::ios::binary} << bytes;
        return path / name;
    }

    fs::path path;
};

// "reason: what was found / what to do", without the path.
template <typename Open>
std::string refusal(Open open)
{
    try {
        open();
    } catch (const InputError& error) {
        return std::string{to_string(error.reason)} + ": " + error.found + " / " + error.advice;
    }
    return "read";
}

std::string refusal_of(const std::string& name, const std::string& bytes)
{
    return refusal([&] { source_from_bytes(name, bytes); });
}

}  // namespace

TEST_CASE("the bytes decide whether a file is a PDF", "[document][source]")
{
    CHECK(source_from_bytes("a.txt", "%PDF-1.7\n").kind == SourceKind::pdf);
    CHECK(source_from_bytes("a", std::string(1019, ' ') + "%PDF-1.7\n").kind == SourceKind::pdf);
    CHECK(source_from_bytes("a.txt", std::string(1020, ' ') + "%PDF-1.7\n").kind == SourceKind::text);
    CHECK(source_from_bytes("a.txt", "CR1\tFailure\n").kind == SourceKind::text);
}

TEST_CASE("a source knows its name and path and SHA-256", "[document][source]")
{
    const Folder folder;

    const auto source = open_source(folder.file("q4.txt", "abc"));

    CHECK(source.name == "q4.txt");
    CHECK(source.path == (folder.path / "q4.txt").string());
    CHECK(source.bytes == "abc");
    CHECK(source.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("a name that is no UTF-8 is shown with replacement characters", "[document][source]")
{
    CHECK(source_from_bytes("caf\xE9.txt", "abc").name == "caf\uFFFD.txt");
}

TEST_CASE("what is no document is refused with what it is", "[document][source][limits]")
{
    CHECK(refusal_of("q4.pdf", "") == "empty: the file is empty / download it again");
    CHECK(refusal_of("q4.pdf", "<html><body>Page not found") ==
          "not-a-pdf: not a PDF, it starts with \"<html\" / was it saved from a web page? download it again");
    CHECK(
        refusal_of("q4.txt", "\xEF\xBB\xBF\n <!DOCTYPE html>\n<html>") ==
        "not-a-pdf: not a document, it starts with \"<!DOCTYPE\" / was it saved from a web page? download it "
        "again");
    CHECK(refusal_of("q4.PDF", "CR1\tFailure") ==
          "not-a-pdf: not a PDF, it starts with \"CR1\" / download it again; if it is a text dump, give it a "
          "name that ends in .txt");
    CHECK(refusal_of("q4.xlsx", "PK\x03\x04\x14") ==
          "not-a-pdf: not a document, it is a ZIP archive, as .docx and .xlsx files are / save it as PDF, or "
          "as "
          "text with tabs between the cells");
    CHECK(
        refusal_of("q4.pdf", "\x89PNG\r\n\x1A\n") ==
        "not-a-pdf: not a PDF, it is a PNG picture / put the picture into a PDF, or name the PDF it was made "
        "from");
    std::string random;
    for (unsigned i = 0, x = 7; i < 5000; ++i, x = x * 1103515245u + 12345u)
        random += static_cast<char>(x >> 16);
    CHECK(refusal_of("q4", random) ==
          "not-a-pdf: not a document, it is neither a PDF nor text / download it again, or leave it out");
}

TEST_CASE("text that only looks odd is not refused", "[document][source]")
{
    CHECK(refusal_of("q4.txt", "<p>CR1</p>\t16\n") == "read");
    CHECK(refusal_of("q4.txt", "\xFF\xFE" + "C\0R\0"s) == "read");
    CHECK(refusal_of("q4.txt",
                     "C\0R\0"
                     "1\0\t\0"s) == "read");
    CHECK(refusal_of("q4.txt", "a \x07 bell and a \x01 control\n") == "read");
}

TEST_CASE("a file that cannot be read says why", "[document][source][limits]")
{
    const Folder folder;
    const auto opening = [](const fs::path& path) { return refusal([&] { open_source(path); }); };

    CHECK(opening(folder.path / "missing.txt") == "unreadable: no such file / check the name");
    CHECK(opening(folder.path) == "unreadable: it is a folder / name the files in it");
    fs::create_symlink("loop.txt", folder.path / "loop.txt");
    CHECK(opening(folder.path / "loop.txt") ==
          "unreadable: its links lead in a circle / name the file itself");
    REQUIRE(::mkfifo((folder.path / "pipe").c_str(), 0600) == 0);
    CHECK(opening(folder.path / "pipe") ==
          "unreadable: it is a device or a pipe, not a file / save what it gives to a file first");
    const auto locked = folder.file("locked.txt", "abc");
    fs::permissions(locked, fs::perms::none);
    const auto user = ::geteuid();
    if (user == 0) {  // root may read everything
        REQUIRE(::seteuid(65534) == 0);
    }
    const auto refused = opening(locked);
    REQUIRE(::seteuid(user) == 0);
    CHECK(refused ==
          "unreadable: no permission to read it / change its permissions, or run as a user who may read it");
    // its size is given as 0 and it has bytes: as a file that grows
    CHECK(opening("/proc/version") ==
          "changing: it changed while it was read / wait until it is complete, and read it again");
}

TEST_CASE("a file over the limit is not read", "[document][source][limits]")
{
    const Folder folder;
    const auto path = folder.file("huge.pdf", "%PDF-1.7");
    fs::resize_file(path, std::uintmax_t{1} << 30);  // a sparse file takes no room

    CHECK(refusal([&] { open_source(path); }) ==
          "too-large: 1024 MiB, more than the limit of 512 MiB / split it into its documents");
    CHECK(refusal([&] { open_source(folder.file("q4.txt", "abcd"), {.bytes = 4}); }) == "read");
    CHECK(refusal([&] { open_source(folder.file("q4.txt", "abcde"), {.bytes = 4}); }) ==
          "too-large: 0 MiB, more than the limit of 0 MiB / split it into its documents");
}

TEST_CASE("an error names the path as it was given", "[document][source]")
{
    const Folder folder;
    const auto path = folder.file("empty.txt", "");

    CHECK_THROWS_WITH(open_source(path), path.string() + ": the file is empty\n  download it again");
}
