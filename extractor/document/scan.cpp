#include "extractor/document/scan.hpp"

#include <algorithm>
#include <cmath>

#include "extractor/document/error.hpp"
#include "extractor/document/scan_orientation.hpp"
#include "extractor/document/scan_second_look.hpp"
#include "extractor/document/scan_word_boxes.hpp"
#include "extractor/document/text_layer.hpp"

namespace domesday
{

namespace
{

// Raised with every change to how pictures are read: pages kept by earlier programs are then read again.
constexpr int kReadingVersion = 3;

// The height of capitals is 0.7 of the font size in the common fonts.
float font_size(const TextPiece& piece, double points_per_dot)
{
    std::vector<int> heights;
    for (const auto& letter : piece.letters)
        heights.push_back(letter.height());
    const auto at = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() * 4 / 5);
    std::nth_element(heights.begin(), at, heights.end());
    return static_cast<float>(*at * points_per_dot / 0.7);
}

Box points_from(const PixelBox& box, double points_per_dot)
{
    const auto scaled = [&](int dots) { return static_cast<float>(dots * points_per_dot); };
    return {scaled(box.left), scaled(box.top), scaled(box.right), scaled(box.bottom)};
}

Rule points_from(const PixelRule& rule, double points_per_dot)
{
    const auto scaled = [&](int dots) { return static_cast<float>(dots * points_per_dot); };
    Rule result{.thickness = scaled(rule.thickness)};
    if (rule.horizontal)
        result.x0 = scaled(rule.begin), result.x1 = scaled(rule.end), result.y0 = result.y1 = scaled(rule.at);
    else
        result.y0 = scaled(rule.begin), result.y1 = scaled(rule.end), result.x0 = result.x1 = scaled(rule.at);
    return result;
}

Fill points_from(const PixelFill& fill, double points_per_dot)
{
    const auto grey = static_cast<std::uint32_t>(std::clamp(fill.grey, 0, 255));
    return {points_from(fill.box, points_per_dot), grey << 16 | grey << 8 | grey};
}

std::string_view sign_of(MarkKind kind)
{
    switch (kind) {
        case MarkKind::ring:
            return "\u25E6";
        case MarkKind::arrow_up:
            return "\u2191";
        case MarkKind::arrow_down:
            return "\u2193";
        case MarkKind::arrow_left:
            return "\u2190";
        case MarkKind::arrow_right:
            return "\u2192";
        case MarkKind::arrow_both:
            return "\u2194";
        default:
            return "\u2022";
    }
}

Word sign_word(const TextPiece& piece, double points_per_dot)
{
    Word word{.text = std::string(sign_of(piece.kind))};
    word.place = {.page = 1, .box = points_from(piece.box, points_per_dot)};
    word.join = Join::line;
    return word;
}

// Lines and columns of reading are the layout's to find; this order is only stable.
void add_piece(Page& page, const TextPiece& piece, const std::vector<RecognisedWord>& words,
               double points_per_dot)
{
    const float size = font_size(piece, points_per_dot);
    for (const auto& recognised : words) {
        Word word{.text = recognised.text};
        word.place = {.page = page.number, .box = points_from(recognised.box, points_per_dot)};
        word.size = size;
        word.other_reading = recognised.other;
        word.confidence = static_cast<std::uint8_t>(recognised.confidence);
        word.join = &recognised == &words.front() ? Join::line : Join::space;
        page.words.push_back(std::move(word));
    }
}

// Is there a text in the picture that the page's own words do not give? A photograph reads as a few words.
bool says_more(const Page& scanned, const Page& printed)
{
    const auto sure = std::count_if(scanned.words.begin(), scanned.words.end(), [](const Word& word) {
        return word.confidence >= 70 && word.text.size() > 1;
    });
    return sure >= static_cast<std::ptrdiff_t>(printed.words.size()) + 20;
}

// Textures and handwriting give words, too, but hardly a sure one: of a photograph's 5 %, of a poor
// scan's 90.
bool is_text(const std::vector<Word>& words)
{
    const auto sure = std::count_if(words.begin(), words.end(), [](const Word& word) {
        return word.confidence >= 75 && word.text.size() > 1;
    });
    return sure * 4 >= static_cast<std::ptrdiff_t>(words.size());
}

}  // namespace

ScanReader::ScanReader(const ReadOptions& options, std::string document, const ScanLimits& limits)
    : languages_(options.languages),
      document_(std::move(document)),
      limits_(limits),
      cache_(options.cache_folder)
{
}

// All that decides what is read in a picture.
std::string ScanReader::settings() const
{
    return " " + recognition_identity(languages_) + " dpi " + std::to_string(limits_.dpi) + " pixels " +
           std::to_string(limits_.pixels) + " pieces " + std::to_string(limits_.pieces) + " reading " +
           std::to_string(kReadingVersion);
}

RecognitionEngine& ScanReader::engine()
{
    if (!engine_)
        engine_ = std::make_unique<RecognitionEngine>(languages_);
    return *engine_;
}

Page ScanReader::read(Page&& printed, OcrMode mode,
                      const std::function<PagePicture(double dpi, std::size_t pixels)>& picture)
{
    if (mode == OcrMode::never)
        return std::move(printed);
    const auto layer = judge_text_layer(printed);
    if (layer == TextLayer::good && mode != OcrMode::always)
        return std::move(printed);

    Page scanned;
    try {
        scanned = from_cache_or(printed.number, picture);
    } catch (const InputError& error) {
        if (printed.words.empty())
            throw;
        // Text that may not be right is more than none
        printed.notes.push_back("not read from its picture, though " + std::string(to_string(layer)) + ": " +
                                error.found);
        return std::move(printed);
    }
    if (layer == TextLayer::covered && mode != OcrMode::always && !says_more(scanned, printed))
        return std::move(printed);
    scanned.label = printed.label;
    scanned.images = scanned.turned == 0 ? std::move(printed.images) : std::vector<Image>{};
    scanned.notes.insert(scanned.notes.begin(), "read from its picture: " + std::string(to_string(layer)));
    return scanned;
}

std::string ScanReader::key_of(const PagePicture& picture) const
{
    const std::string_view pixels{reinterpret_cast<const char*>(picture.grey.data()), picture.grey.size()};
    return sha256_hex(sha256_hex(pixels) + std::to_string(picture.width) + "x" +
                      std::to_string(picture.height) + " at " + std::to_string(picture.dpi_x) + "x" +
                      std::to_string(picture.dpi_y) + (picture.reduced ? " reduced" : "") + settings());
}

Page ScanReader::from_cache_or(int number,
                               const std::function<PagePicture(double dpi, std::size_t pixels)>& picture)
{
    const auto numbered = [number](Page&& page) {
        page.number = number;
        for (auto& word : page.words)
            word.place.page = number;
        return std::move(page);
    };
    const auto shortcut = sha256_hex(document_ + " page " + std::to_string(number) + settings());
    if (!document_.empty())
        if (const auto key = cache_.key_of(shortcut))
            if (auto page = cache_.page(*key))
                return numbered(std::move(*page));
    const auto pixels = picture(limits_.dpi, limits_.pixels);
    const auto key = key_of(pixels);
    auto page = cache_.page(key);
    if (!page) {
        const auto claim = cache_.claim(key);
        page = cache_.page(key);  // another process may have read it meanwhile
        if (!page) {
            page = read(pixels);
            cache_.keep(key, *page);
        }
    }
    if (!document_.empty())
        cache_.keep_shortcut(shortcut, key);
    return numbered(std::move(*page));
}

Page ScanReader::read(const PagePicture& picture)
{
    auto grey = grey_from_page_picture(picture);
    const auto orientation = turn_upright(grey);
    int turned = orientation.turned;
    auto ready = ready_picture(grey);
    if (!orientation.sure && !ready.pieces.empty() && ready.pieces.size() <= limits_.pieces) {
        turned = turn_as_it_reads(grey, engine());
        if (turned != 0)
            ready = ready_picture(grey);
    }
    const double points_per_dot = 72 / ready.dpi;

    Page page{.number = 1, .kind = PageKind::scanned};
    page.width = static_cast<float>(pixGetWidth(ready.grey.get()) * points_per_dot);
    page.height = static_cast<float>(pixGetHeight(ready.grey.get()) * points_per_dot);
    page.turned = static_cast<std::int16_t>(turned);
    page.skew = static_cast<float>(ready.skew);
    for (const auto& rule : ready.rules)
        page.rules.push_back(points_from(rule, points_per_dot));
    for (const auto& fill : ready.fills)
        page.fills.push_back(points_from(fill, points_per_dot));
    if (picture.reduced)
        page.notes.push_back("recognised at " + std::to_string(static_cast<int>(ready.dpi)) +
                             " dots per inch: the page is too large for more");
    if (ready.pieces.size() > limits_.pieces) {
        page.notes.push_back("the picture has no lines of text that could be told apart");
        return page;
    }
    if (ready.pieces.empty())
        return page;

    engine().look_at(*ready.grey, ready.dpi);
    std::vector<PieceReading> readings;
    for (const auto& piece : ready.pieces) {
        PieceReading reading{.piece = piece};
        if (piece.kind == MarkKind::text) {
            reading.words = engine().line(with_rim(piece.box, ready.unit));
            settle_word_boxes(reading.words, piece, ready.unit);
        }
        readings.push_back(std::move(reading));
    }
    look_again(engine(), ready, readings);
    for (const auto& reading : readings) {
        if (reading.piece.kind == MarkKind::text)
            add_piece(page, reading.piece, reading.words, points_per_dot);
        else
            page.words.push_back(sign_word(reading.piece, points_per_dot));
    }
    if (!is_text(page.words)) {
        page.notes.push_back("the picture has marks like letters and no text that can be read");
        page.words.clear();
    }
    return page;
}

}  // namespace domesday
