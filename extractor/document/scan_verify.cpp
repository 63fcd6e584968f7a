#include "extractor/document/scan_verify.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>
#include <optional>
#include <utility>

#include "extractor/document/error.hpp"
#include "extractor/document/pdf_document.hpp"
#include "extractor/document/scan_picture.hpp"

namespace domesday
{
namespace
{

constexpr double kDpi = 300;
constexpr std::size_t kMostPixels = 24'000'000;
constexpr std::size_t kMostWordsOfPage = 2000;  // the densest register has 150 ids and scores on a page

// White around a word, in heights of its box: little, so that no neighbour is in the picture.
constexpr double kRim = 0.12;
// Least difference of grey between letters and what is behind them. The palest print in the registers seen
// has 95, the dirt of a clean page 10.
constexpr int kLeastContrast = 40;

// Heights in dots that a word is read at. The models are trained on lines of 36 to 48.
constexpr std::array kHeights{44.0, 32.0, 60.0};

// Per cent, and of four readings. Born-digital words that were read otherwise than they are had one or two
// readings that agreed, or less than 70 per cent.
constexpr int kClear = 80;
constexpr int kAgreeing = 3;

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool has_digit(const std::string& text)
{
    return std::any_of(text.begin(), text.end(), is_digit);
}

// "16", "(16)", "4x4=16": nothing but digits and signs.
bool is_number(const std::string& text)
{
    return has_digit(text) && std::all_of(text.begin(), text.end(), [](char c) {
               return static_cast<unsigned char>(c) < 0x80 && (!is_letter(lower(c)) || c == 'x' || c == 'X');
           });
}

// Digits, and the signs that the text layer has.
std::string letters_expected(const std::string& text)
{
    if (!is_number(text))
        return {};
    std::string letters = "0123456789";
    for (const char c : text)
        if (letters.find(c) == std::string::npos)
            letters += c;
    return letters;
}

bool are_alike(char a, char b)
{
    if (a == b)
        return true;
    if (is_digit(a) && is_digit(b))
        return false;
    static constexpr std::array<std::string_view, 8> kAlike{"0oqdcu", "1lij|!t", "5s",  "2z",
                                                            "8b",     "6gb",     "9gq", "4a"};
    return std::any_of(kAlike.begin(), kAlike.end(), [&](std::string_view group) {
        return group.find(a) != std::string_view::npos && group.find(b) != std::string_view::npos;
    });
}

std::size_t distance(const std::string& a, const std::string& b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t above = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = above + (a[i - 1] == b[j - 1] ? 0 : 1);
            above = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
        }
    }
    return row.back();
}

char as_digit(char c)
{
    static constexpr std::string_view kLetters = "oqdlijsbzg", kDigits = "0001115829";
    const auto at = kLetters.find(c);
    return at == std::string_view::npos ? c : kDigits[at];
}

// What was read in the place of an identifier, its number without letters that stand for digits: "SRO3" is
// "sr03" where "SR13" is in the text layer.
std::string folded_like(const std::string& text, const std::string& reading)
{
    const std::string like = folded_for_picture(text);
    std::string folded = folded_for_picture(reading);
    const auto number = like.find_first_of("0123456789");
    if (number == std::string::npos || number == 0 || folded.size() != like.size())
        return folded;
    for (std::size_t i = number; i < like.size(); ++i)
        if (is_digit(like[i]))
            folded[i] = as_digit(folded[i]);
    return folded;
}

struct Point {
    double x = 0, y = 0;
};

// A point of the displayed page on the page as it was turned and straightened.
Point on_upright(Point at, double width, double height, const PageFrame& frame)
{
    switch (frame.turned) {
        case 90:
            at = {height - at.y, at.x};
            std::swap(width, height);
            break;
        case 180:
            at = {width - at.x, height - at.y};
            break;
        case 270:
            at = {at.y, width - at.x};
            std::swap(width, height);
            break;
        default:
            break;
    }
    const double angle = -frame.skew * std::numbers::pi / 180;
    const double x = at.x - width / 2, y = at.y - height / 2;
    return {width / 2 + x * std::cos(angle) - y * std::sin(angle),
            height / 2 + x * std::sin(angle) + y * std::cos(angle)};
}

bool holds(const Box& box, Point at)
{
    return at.x >= box.left && at.x <= box.right && at.y >= box.top && at.y <= box.bottom;
}

bool says_anything(const Word& word)
{
    return std::any_of(word.text.begin(), word.text.end(),
                       [](char c) { return is_digit(c) || is_letter(lower(c)); });
}

GreyPicture upright_picture(const PagePicture& picture, const PageFrame& frame)
{
    GreyPicture upright = grey_from_page_picture(picture);
    if (frame.turned != 0)
        upright.grey.reset(pixRotateOrth(upright.grey.get(), frame.turned / 90));
    if (frame.skew != 0) {
        const double clockwise = -frame.skew * std::numbers::pi / 180;
        upright.grey.reset(pixRotateAMGray(upright.grey.get(), static_cast<float>(clockwise), 255));
    }
    return upright;
}

// The grey behind the letters, which most dots have, and the letters' own.
struct Greys {
    int ground = 255, letters = 255;
};

// Without the upper and lower rim, where another cell's colour may begin.
std::array<std::size_t, 256> counted_greys(const Pix& pix)
{
    std::array<std::size_t, 256> counts{};
    const int height = pixGetHeight(&pix);
    for (int y = height / 5; y < height - height / 5; ++y) {
        const auto* line =
            pixGetData(const_cast<Pix*>(&pix)) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(&pix);
        for (int x = 0; x < pixGetWidth(&pix); ++x)
            ++counts.at(static_cast<std::size_t>(GET_DATA_BYTE(line, x)));
    }
    return counts;
}

Greys greys_of(const Pix& pix)
{
    const auto counts = counted_greys(pix);
    const std::size_t dots = std::accumulate(counts.begin(), counts.end(), std::size_t{0});
    Greys greys{.ground = 0};
    for (std::size_t sum = counts[0]; sum * 2 < dots && greys.ground < 255;)
        sum += counts.at(static_cast<std::size_t>(++greys.ground));
    std::size_t darker = 0, brighter = 0;
    for (int grey = 0; grey < 256; ++grey) {
        darker += grey <= greys.ground - kLeastContrast ? counts.at(static_cast<std::size_t>(grey)) : 0;
        brighter += grey >= greys.ground + kLeastContrast ? counts.at(static_cast<std::size_t>(grey)) : 0;
    }
    greys.letters = greys.ground;
    for (int grey = 0; grey < 256 && darker + brighter > 0; ++grey)
        if (counts.at(static_cast<std::size_t>(grey)) > 0 &&
            (brighter > darker || greys.letters == greys.ground))
            greys.letters = grey;
    return greys;
}

// What is behind the letters becomes white, the letters black. False where there is nothing but one grey.
bool bring_out(Pix& pix)
{
    Greys greys = greys_of(pix);
    if (std::abs(greys.letters - greys.ground) < kLeastContrast)
        return false;
    if (greys.letters > greys.ground) {
        pixInvert(&pix, &pix);
        greys = {255 - greys.ground, 255 - greys.letters};
    }
    pixGammaTRC(&pix, &pix, 1.0F, greys.letters, greys.ground);
    return true;
}

// Ruling lines at the rim of the cut-out go; true where letters are left.
bool clear_of_rules(Pix& pix)
{
    const PixPtr bits(pixThresholdToBinary(&pix, 140));
    const BoxaPtr marks(pixConnCompBB(bits.get(), 8));
    const int width = pixGetWidth(&pix), height = pixGetHeight(&pix);
    bool has_letters = false;
    for (int i = 0; i < boxaGetCount(marks.get()); ++i) {
        l_int32 x = 0, y = 0, w = 0, h = 0;
        boxaGetBoxGeometry(marks.get(), i, &x, &y, &w, &h);
        const bool across = w >= width * 0.9 && h <= height * 0.15;
        const bool down = h >= height * 0.97 && w <= height * 0.12;
        if (across || down)
            pixRasterop(&pix, x - 1, y - 1, w + 2, h + 2, PIX_SET, nullptr, 0, 0);
        else
            has_letters = has_letters || h >= height * 0.2;
    }
    return has_letters;
}

struct CutOut {
    PixPtr pix;  // black on white, a white rim around it; null: nothing stands there
    bool outside = false;
};

CutOut cut_out(const Pix& page, double dots_per_point, const Box& box, int rotation)
{
    const double across = rotation % 180 == 0 ? box.height() : box.width();
    const double rim = kRim * across;
    const int left = std::max(0, static_cast<int>(std::lround((box.left - rim) * dots_per_point)));
    const int top = std::max(0, static_cast<int>(std::lround((box.top - rim) * dots_per_point)));
    const int right =
        std::min(pixGetWidth(&page), static_cast<int>(std::lround((box.right + rim) * dots_per_point)));
    const int bottom =
        std::min(pixGetHeight(&page), static_cast<int>(std::lround((box.bottom + rim) * dots_per_point)));
    if (right - left < 6 || bottom - top < 6)
        return {nullptr, true};
    PixPtr pix(pixCreate(right - left, bottom - top, 8));
    pixRasterop(pix.get(), 0, 0, right - left, bottom - top, PIX_SRC, const_cast<Pix*>(&page), left, top);
    if (rotation == 90 || rotation == 180 || rotation == 270)
        pix.reset(pixRotateOrth(pix.get(), 4 - rotation / 90));
    if (!bring_out(*pix) || !clear_of_rules(*pix))
        return {};
    const int border = pixGetHeight(pix.get()) / 3;
    pix.reset(pixAddBorderGeneral(pix.get(), border, border, border, border, 255));
    return {std::move(pix), false};
}

struct Reading {
    std::string text{};
    int confidence = 0;
};

Reading joined(const std::vector<RecognisedWord>& words)
{
    Reading reading{.confidence = words.empty() ? 0 : 100};
    for (const auto& word : words) {
        reading.text += word.text;
        reading.confidence = std::min(reading.confidence, word.confidence);
    }
    return reading;
}

// What the picture of one word says.
struct Sight {
    enum { same, other, unread } kind = unread;
    std::string text{};
};

Sight sight_from(const std::vector<Reading>& readings, const std::string& text,
                 const std::set<std::string>& known)
{
    for (const auto& reading : readings) {
        if (!says_otherwise(text, reading.text, known))
            continue;
        const std::string folded = folded_like(text, reading.text);
        int agreeing = 0, best = 0;
        for (const auto& other : readings)
            if (folded_like(text, other.text) == folded) {
                ++agreeing;
                best = std::max(best, other.confidence);
            }
        if (agreeing >= kAgreeing && best >= kClear)
            return {Sight::other, reading.text};
    }
    return {};
}

Sight look(RecognitionEngine& engine, const Pix& cut, const std::string& text,
           const std::set<std::string>& known)
{
    const std::string letters = letters_expected(text);
    std::vector<Reading> readings;
    for (const double height : kHeights) {
        const float scale = static_cast<float>(height / (pixGetHeight(&cut) * 0.6));
        const PixPtr sized(pixScale(const_cast<Pix*>(&cut), scale, scale));
        if (!sized)
            return {};
        engine.look_at(*sized, kDpi);
        const PixelBox whole{0, 0, pixGetWidth(sized.get()), pixGetHeight(sized.get())};
        readings.push_back(joined(engine.line(whole, letters)));
        if (looks_like(text, readings.back().text))
            return {Sight::same, {}};
        if (readings.size() > 1)
            continue;
        const int rim = whole.height() / 8;  // a line that is not looked for must fill its box
        readings.push_back(
            joined(engine.raw_line({rim, rim, whole.right - rim, whole.bottom - rim}, letters)));
        if (looks_like(text, readings.back().text))
            return {Sight::same, {}};
    }
    return sight_from(readings, text, known);
}

}  // namespace

std::string folded_for_picture(const std::string& text)
{
    std::string folded;
    for (const char c : text)
        if (const char small = lower(c); is_digit(small) || is_letter(small))
            folded += small;
    return folded;
}

bool looks_like(const std::string& text, const std::string& reading)
{
    const std::string a = folded_for_picture(text), b = folded_for_picture(reading);
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), are_alike);
}

bool says_otherwise(const std::string& text, const std::string& reading, const std::set<std::string>& known)
{
    const std::string a = folded_for_picture(text), b = folded_for_picture(reading);
    if (b.empty() || looks_like(text, reading))
        return false;
    if (is_number(text))
        return is_number(reading);
    if (has_digit(a) && a.size() == b.size()) {  // an identifier: the same letters with another number
        const auto number = a.find_first_of("0123456789");
        const std::string like = folded_like(text, reading);
        if (a.compare(0, number, like, 0, number) == 0 &&
            like.find_first_not_of("0123456789", number) == std::string::npos)
            return true;
    }
    // one letter of three misread makes an id another one; a word of five has two of them right
    const std::size_t share = has_digit(a) ? 2 : 3;
    return known.contains(b) || distance(a, b) * share >= std::max(a.size(), b.size());
}

std::vector<LayerWords> words_to_compare(const Page& layer, const PageFrame& frame,
                                         std::span<const Place> places)
{
    std::vector<LayerWords> found;
    for (std::size_t asked = 0; asked < places.size(); ++asked) {
        const Place& place = places[asked];
        if (place.page != frame.number || place.line != 0 || found.size() >= kMostWordsOfPage)
            continue;
        const std::size_t first = found.size();
        for (const Word& word : layer.words) {
            const Point middle{word.place.box.middle_x(), word.place.box.middle_y()};
            if (word.unmapped || !says_anything(word) || (word.hidden && !frame.from_picture) ||
                !holds(place.box, on_upright(middle, layer.width, layer.height, frame)))
                continue;
            if (!frame.from_picture) {
                found.push_back({asked, word.text, word.place, word.place.box, word.rotation});
            } else if (found.size() == first) {
                found.push_back({asked, word.text, word.place, place.box, 0});
            } else {
                found.back().text += word.text;
                found.back().place.box = united(found.back().place.box, word.place.box);
            }
        }
    }
    return found;
}

void compare_with_picture(RecognitionEngine& engine, const PagePicture& picture, const PageFrame& frame,
                          std::span<const LayerWords> words, const std::set<std::string>& known,
                          LayerComparison& comparison)
{
    if (words.empty())
        return;
    const GreyPicture page = upright_picture(picture, frame);
    std::vector<LayerDifference> different, blank;
    std::size_t unread = 0;
    for (const LayerWords& word : words) {
        const auto differs = [&](std::string shown) {
            Place there{.page = frame.number, .box = word.in_picture};
            return LayerDifference{word.asked, word.text, std::move(shown),
                                   word.place, there,     frame.from_picture};
        };
        const CutOut cut = cut_out(*page.grey, page.dpi / 72, word.in_picture, word.rotation);
        if (!cut.pix) {
            if (!cut.outside && !frame.from_picture)
                blank.push_back(differs({}));
            else
                ++unread;
            continue;
        }
        Sight sight = look(engine, *cut.pix, word.text, known);
        unread += sight.kind == Sight::unread;
        if (sight.kind == Sight::other)
            different.push_back(differs(std::move(sight.text)));
    }
    // A font that is not in the file and not on this machine shows nothing at all
    if (blank.size() * 2 > words.size()) {
        unread += blank.size();
        blank.clear();
    }
    comparison.words += words.size();
    comparison.unread += unread;
    for (auto* found : {&different, &blank})
        comparison.differences.insert(comparison.differences.end(), found->begin(), found->end());
    if (unread > 0)
        comparison.notes.push_back(
            "page " + std::to_string(frame.number) + ": " + std::to_string(unread) + " of " +
            std::to_string(words.size()) +
            " words in ids and scores could not be read in the picture, to be compared "
            "with the text layer");
}

LayerComparison compare_layers(const Source& source, const ReadOptions& options,
                               std::span<const PageFrame> frames, std::span<const Place> places)
{
    LayerComparison comparison;
    if (places.empty())
        return comparison;
    PdfDocument document{source, options.password};
    struct Asked {
        PageFrame frame;
        std::vector<LayerWords> words;
    };
    std::vector<Asked> pages;
    std::set<std::string> known;
    for (const PageFrame& frame : frames) {
        if (std::none_of(places.begin(), places.end(),
                         [&](const Place& place) { return place.page == frame.number; }))
            continue;
        Asked asked{frame, words_to_compare(document.page(frame.number), frame, places)};
        for (const auto& word : asked.words)
            known.insert(folded_for_picture(word.text));
        pages.push_back(std::move(asked));
    }
    std::optional<RecognitionEngine> engine;
    for (const Asked& asked : pages) {
        if (asked.words.empty())
            continue;
        if (!engine)
            engine.emplace(options.languages);
        if (options.starting)
            options.starting(asked.frame.number);
        try {
            const auto picture = document.picture(asked.frame.number, kDpi, kMostPixels);
            compare_with_picture(*engine, picture, asked.frame, asked.words, known, comparison);
        } catch (const InputError& error) {
            comparison.notes.push_back("page " + std::to_string(asked.frame.number) +
                                       ": the text layer was not compared with the picture: " + error.found);
        }
    }
    std::stable_sort(comparison.differences.begin(), comparison.differences.end(),
                     [](const LayerDifference& a, const LayerDifference& b) { return a.asked < b.asked; });
    return comparison;
}

}  // namespace domesday
