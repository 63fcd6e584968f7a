#include "extractor/document/scan_cache.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <fstream>
#include <iterator>
#include <thread>
#include <vector>

namespace domesday
{
namespace
{

// Changed whenever pages are read or written differently.
constexpr std::string_view kFirstLine = "domesday recognised page 1";
// The slowest scan seen takes 9 s; a process that is stuck for longer is waited for in vain.
constexpr std::chrono::seconds kLongestWait{20};
constexpr std::chrono::milliseconds kBetweenTries{20};
constexpr std::size_t kLargestFile = 32u << 20;  // a page of 4,000 lines has 2 MB

std::string number(float value)
{
    char digits[32];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), value).ptr;
    return {digits, end};
}

std::string fields(const Box& box)
{
    return number(box.left) + '\t' + number(box.top) + '\t' + number(box.right) + '\t' + number(box.bottom);
}

// Words hold no white space or control characters (page.hpp); notes hold no tab or line break.
std::string line_of(const Word& word)
{
    return "word\t" + fields(word.place.box) + '\t' + number(word.size) + '\t' +
           std::to_string(word.confidence) + '\t' + std::to_string(static_cast<int>(word.join)) + '\t' +
           word.text + '\t' + word.other_reading + '\n';
}

std::string line_of(const Rule& rule)
{
    return "rule\t" + fields({rule.x0, rule.y0, rule.x1, rule.y1}) + '\t' + number(rule.thickness) + '\n';
}

std::string line_of(const Fill& fill)
{
    return "fill\t" + fields(fill.box) + '\t' + std::to_string(fill.colour) + '\n';
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find(separator, begin), text.size());
        parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

// Reads the fields of one line in turn; `whole` stays true while every one is what it should be.
class Fields
{
public:
    explicit Fields(std::string_view line) : parts_(split(line, '\t')) {}

    std::string_view text()
    {
        if (next_ >= parts_.size()) {
            whole_ = false;
            return {};
        }
        return parts_[next_++];
    }

    template <class Number>
    Number number()
    {
        Number value{};
        const auto part = text();
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
        whole_ = whole_ && error == std::errc{} && end == part.data() + part.size();
        return value;
    }

    float length()
    {
        const float value = number<float>();
        whole_ = whole_ && std::isfinite(value);
        return value;
    }

    Box box()
    {
        Box box;
        box.left = length();
        box.top = length();
        box.right = length();
        box.bottom = length();
        return box;
    }

    bool whole() const { return whole_ && next_ == parts_.size(); }

private:
    std::vector<std::string_view> parts_;
    std::size_t next_ = 0;
    bool whole_ = true;
};

bool read_line(std::string_view line, Page& page)
{
    Fields fields{line};
    const auto kind = fields.text();
    if (kind == "page") {
        page.width = fields.length();
        page.height = fields.length();
        page.turned = fields.number<std::int16_t>();
        page.skew = fields.length();
    } else if (kind == "word") {
        Word word;
        word.place = {.page = 1, .box = fields.box()};
        word.size = fields.length();
        word.confidence = fields.number<std::uint8_t>();
        word.join = static_cast<Join>(std::min(fields.number<int>(), static_cast<int>(Join::item)));
        word.text = fields.text();
        word.other_reading = fields.text();
        page.words.push_back(std::move(word));
        return fields.whole() && !page.words.back().text.empty();
    } else if (kind == "rule") {
        const Box ends = fields.box();
        page.rules.push_back({ends.left, ends.top, ends.right, ends.bottom, fields.length()});
    } else if (kind == "fill") {
        const Box box = fields.box();
        page.fills.push_back({box, fields.number<std::uint32_t>()});
    } else if (kind == "note") {
        page.notes.emplace_back(fields.text());
    } else {
        return false;
    }
    return fields.whole();
}

bool is_hexadecimal(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

std::string text_from_recognised(const Page& page)
{
    std::string text{kFirstLine};
    text += "\npage\t" + number(page.width) + '\t' + number(page.height) + '\t' +
            std::to_string(page.turned) + '\t' + number(page.skew) + '\n';
    for (const auto& word : page.words)
        text += line_of(word);
    for (const auto& rule : page.rules)
        text += line_of(rule);
    for (const auto& fill : page.fills)
        text += line_of(fill);
    for (const auto& note : page.notes)
        text += "note\t" + note + '\n';
    return text + "end\n";
}

std::optional<Page> recognised_from_text(std::string_view text)
{
    const auto lines = split(text, '\n');
    if (lines.size() < 3 || lines.front() != kFirstLine || lines[lines.size() - 2] != "end" ||
        !lines.back().empty())
        return std::nullopt;
    Page page{.number = 1, .kind = PageKind::scanned};
    for (std::size_t i = 1; i + 2 < lines.size(); ++i)
        if (!read_line(lines[i], page))
            return std::nullopt;
    return page;
}

RecognitionCache::RecognitionCache(std::filesystem::path folder, std::uintmax_t bytes)
    : folder_(std::move(folder)), bytes_(bytes)
{
}

RecognitionCache::~RecognitionCache()
{
    if (!grown_)
        return;
    struct Kept {
        std::filesystem::file_time_type written;
        std::string name;
        std::uintmax_t size = 0;
    };
    std::vector<Kept> files;
    std::uintmax_t total = 0;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder_, error)) {
        Kept file{entry.last_write_time(error), entry.path().filename().string(), entry.file_size(error)};
        if (error)
            continue;  // another process has removed it
        total += file.size;
        files.push_back(std::move(file));
    }
    std::sort(files.begin(), files.end(), [](const Kept& a, const Kept& b) {
        return std::tie(a.written, a.name) < std::tie(b.written, b.name);
    });
    for (const auto& file : files) {
        if (total <= bytes_)
            break;
        if (std::filesystem::remove(folder_ / file.name, error))
            total -= std::min(total, file.size);
    }
}

std::optional<std::string> RecognitionCache::content(const std::string& name) const
{
    if (folder_.empty())
        return std::nullopt;
    std::error_code error;
    const auto size = std::filesystem::file_size(folder_ / name, error);
    if (error || size > kLargestFile)
        return std::nullopt;
    std::ifstream file(folder_ / name, std::ios::binary);
    std::string bytes(size, '\0');
    if (!file.read(bytes.data(), static_cast<std::streamsize>(size)))
        return std::nullopt;
    return bytes;
}

void RecognitionCache::write(const std::string& name, std::string_view content)
{
    if (folder_.empty() || content.size() > kLargestFile)
        return;
    std::error_code error;
    std::filesystem::create_directories(folder_, error);
    const auto unfinished = folder_ / (name + "." + std::to_string(::getpid()) + ".part");
    {
        std::ofstream file(unfinished, std::ios::binary | std::ios::trunc);
        if (!file.write(content.data(), static_cast<std::streamsize>(content.size())) || !file.flush())
            error = std::make_error_code(std::errc::io_error);
    }
    if (!error)
        std::filesystem::rename(unfinished, folder_ / name, error);
    if (error) {
        std::error_code ignored;
        std::filesystem::remove(unfinished, ignored);
    }
    grown_ = true;
}

std::optional<Page> RecognitionCache::page(const std::string& key) const
{
    const auto text = content(key + ".page");
    return text ? recognised_from_text(*text) : std::nullopt;
}

void RecognitionCache::keep(const std::string& key, const Page& page)
{
    write(key + ".page", text_from_recognised(page));
}

// The system lets go of the lock when its process ends, however it ends.
RecognitionCache::Claim::Claim(std::filesystem::path file)
    : file_(std::move(file)), descriptor_(::open(file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666))
{
    const auto until = std::chrono::steady_clock::now() + kLongestWait;
    while (descriptor_ >= 0 && ::flock(descriptor_, LOCK_EX | LOCK_NB) != 0 &&
           std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(kBetweenTries);
}

RecognitionCache::Claim::~Claim()
{
    if (descriptor_ < 0)
        return;
    ::unlink(file_.c_str());  // who waits for it finds the page, or reads it
    ::close(descriptor_);
}

std::unique_ptr<RecognitionCache::Claim> RecognitionCache::claim(const std::string& key) const
{
    if (folder_.empty())
        return nullptr;
    std::error_code error;
    std::filesystem::create_directories(folder_, error);
    return std::make_unique<Claim>(folder_ / (key + ".lock"));
}

std::optional<std::string> RecognitionCache::key_of(const std::string& shortcut) const
{
    auto key = content(shortcut + ".key");
    if (!key || key->size() != 64 || !is_hexadecimal(*key))
        return std::nullopt;
    return key;
}

void RecognitionCache::keep_shortcut(const std::string& shortcut, const std::string& key)
{
    write(shortcut + ".key", key);
}

}  // namespace domesday
