#include "extractor/document/pdf_device.hpp"

#include <Gfx.h>
#include <GfxFont.h>
#include <GfxState.h>
#include <GlobalParams.h>
#include <PDFDocEncoding.h>
#include <Stream.h>
#include <UTF.h>
#include <goo/gmem.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <ctime>
#include <string_view>
#include <utility>

#include "extractor/document/pdf_marks.hpp"

// Poppler's core headers promise nothing from one version to the next. What is used here is checked by the
// compiler (every member function below says override) and by the tests tagged [pdf]; run both before the
// upper bound is raised.
static_assert(std::string_view(POPPLER_VERSION) >= std::string_view("22.12") &&
                  std::string_view(POPPLER_VERSION) < std::string_view("23."),
              "Domesday's PDF reading is written for Poppler 22.12, as in Debian 12");

namespace domesday
{
namespace
{

constexpr char32_t kUnknownLetter = 0xFFFD;
// A filled box as thin as this is a rule, points; up to kThickRule it is one when it is ten times as long.
// Table borders of word processors end at 3 pt; the flattest shaded row in samples is 9.
constexpr float kThinRule = 2;
constexpr float kThickRule = 4;
constexpr float kSlant = 0.6F;             // points by which a level line may miss: rounding of exports
constexpr float kSmallShape = 60;          // points: swatches, traffic lights
constexpr std::size_t kFormsPerLook = 64;  // at the clock

std::chrono::nanoseconds cpu_time()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::chrono::seconds{now.tv_sec} + std::chrono::nanoseconds{now.tv_nsec};
}

std::uint32_t packed(const GfxRGB& rgb, double opacity)
{
    const auto channel = [&](GfxColorComp c) {
        const double painted = std::clamp(colToDbl(c), 0.0, 1.0) * opacity + (1 - opacity);
        return static_cast<std::uint32_t>(std::lround(painted * 255));
    };
    return channel(rgb.r) << 16 | channel(rgb.g) << 8 | channel(rgb.b);
}

Box common(const Box& a, const Box& b)
{
    return {std::max(a.left, b.left), std::max(a.top, b.top), std::min(a.right, b.right),
            std::min(a.bottom, b.bottom)};
}

bool is_finite(const Box& box)
{
    return std::isfinite(box.left) && std::isfinite(box.top) && std::isfinite(box.right) &&
           std::isfinite(box.bottom);
}

struct Point {
    float x = 0, y = 0;
};

Point on_page(const GfxState* state, double x, double y)
{
    double page_x = 0, page_y = 0;
    state->transform(x, y, &page_x, &page_y);
    return {static_cast<float>(page_x), static_cast<float>(page_y)};
}

// A closed part of a path, as it lies on the page.
struct Shape {
    Box box;
    bool rectangle = false;
    bool curved = false;
    bool backwards = false;  // drawn anticlockwise as the reader sees it
};

Shape shape_of(const GfxState* state, const GfxSubpath& part)
{
    Shape shape;
    const int count = part.getNumPoints();
    const Point first = on_page(state, part.getX(0), part.getY(0));
    shape.box = {first.x, first.y, first.x, first.y};
    int level = 0, upright = 0, other = 0;
    double twice_area = 0;
    Point before = first;
    for (int i = 1; i < count; ++i) {
        const Point here = on_page(state, part.getX(i), part.getY(i));
        shape.box = {std::min(shape.box.left, here.x), std::min(shape.box.top, here.y),
                     std::max(shape.box.right, here.x), std::max(shape.box.bottom, here.y)};
        shape.curved = shape.curved || part.getCurve(i);
        twice_area += static_cast<double>(before.x) * here.y - static_cast<double>(here.x) * before.y;
        const float dx = std::abs(here.x - before.x), dy = std::abs(here.y - before.y);
        if (dx > 0.01F || dy > 0.01F)
            ++(dy <= 0.05F + 0.002F * dx ? level : dx <= 0.05F + 0.002F * dy ? upright : other);
        before = here;
    }
    shape.backwards = twice_area < 0;
    // A thin rectangle may have sides too short to count
    shape.rectangle = !shape.curved && other == 0 && level <= 2 && upright <= 2 && level + upright >= 2;
    return shape;
}

bool contains(const Box& outer, const Box& inner)
{
    return outer.left <= inner.left && outer.top <= inner.top && outer.right >= inner.right &&
           outer.bottom >= inner.bottom;
}

bool is_visible_text_mode(int render)
{
    return (render & 3) != 3;
}

std::string lower(std::string_view text)
{
    std::string result;
    for (const char c : text)
        result += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return result;
}

bool name_has(const std::string& name, std::initializer_list<std::string_view> parts)
{
    return std::any_of(parts.begin(), parts.end(),
                       [&](std::string_view part) { return name.find(part) != std::string::npos; });
}

// Type 3 fonts have no em: as Poppler does, it is guessed from the width of "m", or of any letter there is.
float type3_size_factor(const Gfx8BitFont& font)
{
    double width_of_m = 0, width_of_letter = 0, width_of_any = 0;
    for (int code = 0; code < 256; ++code) {
        const std::string_view name = font.getCharName(code) == nullptr ? "" : font.getCharName(code);
        const double width = font.getWidth(static_cast<unsigned char>(code));
        if (name == "m")
            width_of_m = width;
        if (width_of_letter <= 0 && name.size() == 1 && std::isalpha(static_cast<unsigned char>(name[0])))
            width_of_letter = width;
        if (width_of_any <= 0 && !name.empty())
            width_of_any = width;
    }
    double factor = width_of_m > 0        ? width_of_m / 0.6
                    : width_of_letter > 0 ? width_of_letter / 0.5
                    : width_of_any > 0    ? width_of_any / 0.5
                                          : 1;
    const double* matrix = font.getFontMatrix();
    if (matrix[0] != 0)
        factor *= std::abs(matrix[3] / matrix[0]);
    return static_cast<float>(std::clamp(factor, 0.001, 1000.0));
}

bool is_known_name(const char* glyph)
{
    return globalParams->mapNameToUnicodeText(glyph) != 0 || globalParams->mapNameToUnicodeAll(glyph) != 0;
}

bool is_white_space(Unicode c)
{
    return c == 0x20 || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
           c == 0x3000;
}

// Takes no room and says nothing, or is no character at all.
bool is_no_letter(Unicode c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF ||
           (c >= 0xD800 && c <= 0xDFFF) || (c & 0xFFFE) == 0xFFFE || c > 0x10FFFF;
}

bool is_private(Unicode c)
{
    return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
}

std::u32string_view letters_of_ligature(Unicode c)
{
    switch (c) {
        case 0xFB00:
            return U"ff";
        case 0xFB01:
            return U"fi";
        case 0xFB02:
            return U"fl";
        case 0xFB03:
            return U"ffi";
        case 0xFB04:
            return U"ffl";
        case 0xFB05:
        case 0xFB06:
            return U"st";
        case 0x132:
            return U"IJ";
        case 0x133:
            return U"ij";
        default:
            return {};
    }
}

void skip_inline_data(Stream* stream, int width, int height, int bits)
{
    const auto bytes =
        static_cast<std::int64_t>(height) * ((static_cast<std::int64_t>(width) * bits + 7) / 8);
    stream->reset();
    for (std::int64_t i = 0; i < bytes && stream->getChar() != EOF; ++i) {
    }
    stream->close();
}

}  // namespace

PdfDevice::PdfDevice(const PdfLimits& limits) : limits_(limits) {}

PdfDevice::~PdfDevice() = default;

void PdfDevice::startPage(int, GfxState* state, XRef*)
{
    page_ = Page{};
    page_.width = static_cast<float>(state->getPageWidth());
    page_.height = static_cast<float>(state->getPageHeight());
    words_ = WordBuilder{};
    pieces_.clear();
    dots_.clear();
    areas_.clear();
    fonts_.clear();
    facts_ = nullptr;
    actual_text_.reset();
    waiting_bars_.clear();
    group_is_mask_.clear();
    clip_is_rectangle_.assign(1, true);
    mask_depth_ = 0;
    order_ = 0;
    operators_ = 0;
    forms_ = 0;
    unmapped_letters_ = 0;
    style_stale_ = colours_stale_ = true;
    start_clock();
}

void PdfDevice::start_clock()
{
    over_limit_ = over_time_ = false;
    deadline_ = cpu_time() + std::chrono::nanoseconds{static_cast<std::int64_t>(limits_.page_seconds * 1e9)};
}

bool PdfDevice::is_over_limit(void* device)
{
    auto& self = *static_cast<PdfDevice*>(device);
    if (!self.over_limit_ && cpu_time() > self.deadline_)
        self.over_limit_ = self.over_time_ = true;
    return self.over_limit_;
}

Page PdfDevice::take_page(int number)
{
    const Box whole{0, 0, page_.width, page_.height};
    paint_as_printed();
    settle_bars();
    page_.number = number;
    page_.rules = joined_rules(std::move(pieces_), std::move(dots_));
    page_.words = words_.take(number, whole, areas_, page_.rules);
    if (unmapped_letters_ > 0)
        page_.notes.push_back("fonts without a Unicode map: " + std::to_string(unmapped_letters_) +
                              " letters cannot be told");
    if (over_limit_)
        page_.notes.push_back("the page paints more than the limits allow: what comes after is missing");
    pieces_ = {};
    dots_ = {};
    areas_ = {};
    fonts_.clear();
    facts_ = nullptr;
    return std::move(page_);
}

// State

void PdfDevice::saveState(GfxState*)
{
    clip_is_rectangle_.push_back(clip_is_rectangle_.back());
}

void PdfDevice::restoreState(GfxState*)
{
    if (clip_is_rectangle_.size() > 1)
        clip_is_rectangle_.pop_back();
    style_stale_ = colours_stale_ = true;
}

void PdfDevice::updateAll(GfxState*)
{
    style_stale_ = colours_stale_ = true;
}
void PdfDevice::updateCTM(GfxState*, double, double, double, double, double, double)
{
    style_stale_ = true;
}
void PdfDevice::updateFillColorSpace(GfxState*)
{
    colours_stale_ = true;
}
void PdfDevice::updateStrokeColorSpace(GfxState*)
{
    colours_stale_ = true;
}
void PdfDevice::updateFillColor(GfxState*)
{
    colours_stale_ = true;
}
void PdfDevice::updateStrokeColor(GfxState*)
{
    colours_stale_ = true;
}
void PdfDevice::updateFillOpacity(GfxState*)
{
    colours_stale_ = true;
}
void PdfDevice::updateStrokeOpacity(GfxState*)
{
    colours_stale_ = true;
}
void PdfDevice::updateFont(GfxState*)
{
    style_stale_ = true;
}
void PdfDevice::updateTextMat(GfxState*)
{
    style_stale_ = true;
}
void PdfDevice::updateCharSpace(GfxState*)
{
    style_stale_ = true;
}
void PdfDevice::updateRender(GfxState*)
{
    style_stale_ = true;
}
void PdfDevice::updateHorizScaling(GfxState*)
{
    style_stale_ = true;
}

void PdfDevice::refresh_colours(GfxState* state)
{
    if (!colours_stale_)
        return;
    GfxRGB rgb{};
    state->getFillRGB(&rgb);
    const std::uint32_t fill = packed(rgb, std::clamp(state->getFillOpacity(), 0.0, 1.0));
    state->getStrokeRGB(&rgb);
    stroke_colour_ = packed(rgb, std::clamp(state->getStrokeOpacity(), 0.0, 1.0));
    style_stale_ = style_stale_ || fill != fill_colour_;
    fill_colour_ = fill;
    colours_stale_ = false;
}

PdfDevice::FontFacts& PdfDevice::facts_of(const std::shared_ptr<GfxFont>& font)
{
    const auto [place, is_new] = fonts_.try_emplace(font.get());
    FontFacts& facts = place->second;
    if (!is_new)
        return facts;
    facts.font = font;
    if (!font)
        return facts;
    const std::string name = font->getName().value_or("");
    const std::string folded = lower(name);
    facts.bold = font->isBold() || font->getWeight() >= GfxFont::W600 ||
                 name_has(folded, {"bold", "black", "heavy", "demi"});
    facts.italic = font->isItalic() || name_has(folded, {"italic", "oblique"});
    facts.symbols = symbol_font_of(name);
    facts.vertical = font->getWMode() != 0;
    facts.type3 = font->getType() == fontType3;
    const auto ascent = static_cast<float>(font->getAscent());
    const auto descent = static_cast<float>(font->getDescent());
    if (ascent > 0.3F && ascent < 1.5F && descent <= 0 && descent > -1 && !facts.type3) {
        facts.ascent = ascent;
        facts.descent = descent;
    }
    if (facts.vertical) {
        facts.ascent = 0.5F;
        facts.descent = -0.5F;
    }
    if (font->isCIDFont())
        return facts;
    const auto& simple = static_cast<const Gfx8BitFont&>(*font);
    if (facts.type3)
        facts.size_factor = type3_size_factor(simple);
    facts.codes_are_glyphs = font->getType() == fontTrueType && font->isSymbolic() &&
                             !simple.getHasEncoding() && !font->hasToUnicodeCMap() && font->isSubset();
    return facts;
}

void PdfDevice::refresh_style(GfxState* state)
{
    refresh_colours(state);
    if (!style_stale_ && facts_ != nullptr)
        return;
    style_stale_ = false;
    facts_ = &facts_of(state->getFont());
    double m11 = 0, m12 = 0, m21 = 0, m22 = 0;
    state->getFontTransMat(&m11, &m12, &m21, &m22);
    double direction_x = m11, direction_y = m12;
    if (facts_->vertical) {
        direction_x = -m21;
        direction_y = -m22;
    }
    const double length = std::hypot(direction_x, direction_y);
    LetterStyle style;
    style.size = static_cast<float>(state->getTransformedFontSize()) * facts_->size_factor;
    style.ascent = facts_->ascent;
    style.descent = facts_->descent;
    if (length > 0 && std::isfinite(length)) {
        style.direction_x = static_cast<float>(direction_x / length);
        style.direction_y = static_cast<float>(direction_y / length);
    }
    double spacing_x = 0, spacing_y = 0, page_x = 0, page_y = 0;
    state->textTransformDelta(state->getCharSpace() * state->getHorizScaling(), 0, &spacing_x, &spacing_y);
    state->transformDelta(spacing_x, spacing_y, &page_x, &page_y);
    style.letter_spacing = static_cast<float>(page_x * style.direction_x + page_y * style.direction_y);
    const int render = state->getRender();
    const bool outlined_only = (render & 3) == 1;
    style.colour = outlined_only ? stroke_colour_ : fill_colour_;
    style.hidden = !is_visible_text_mode(render) ||
                   (outlined_only ? state->getStrokeOpacity() : state->getFillOpacity()) <= 0.01;
    // Outlines in the colour of the letters are how word processors make a bold that the font lacks
    style.bold = facts_->bold || ((render & 3) == 2 && stroke_colour_ == fill_colour_);
    const double skew = m11 * m21 + m12 * m22;
    style.italic = facts_->italic || std::abs(skew) > 0.1 * std::abs(m11 * m22 - m12 * m21);
    words_.set_style(style);
}

// Text

void PdfDevice::beginStringOp(GfxState*)
{
    begins_string_ = true;
}

bool PdfDevice::is_mapped(FontFacts& facts, CharCode code) const
{
    const GfxFont& font = *facts.font;
    if (font.hasToUnicodeCMap() || font.isCIDFont() || code > 255)
        return true;
    if (facts.codes_are_glyphs)
        return false;
    signed char& known = facts.mapped[code];
    if (known == 0) {
        const char* name = static_cast<const Gfx8BitFont&>(font).getCharName(static_cast<int>(code));
        const std::string_view text = name == nullptr ? "" : name;
        const bool is_unicode_name =
            (text.starts_with("uni") && text.size() >= 7) || (text.starts_with("u") && text.size() >= 5);
        known = !text.empty() && (is_unicode_name || is_known_name(name)) ? 1 : -1;
        // "f_i", "a.sc": parts that are known
        if (known < 0 && text.find_first_of("._") != std::string_view::npos && text.front() != '.') {
            const std::string stem{text.substr(0, text.find_first_of("._"))};
            known = is_known_name(stem.c_str()) ? 1 : -1;
        }
    }
    return known > 0;
}

bool PdfDevice::is_clipped(GfxState* state, float x, float y) const
{
    const Box clip = clip_box(state);
    constexpr float kSlack = 1;
    return x < clip.left - kSlack || x > clip.right + kSlack || y < clip.top - kSlack ||
           y > clip.bottom + kSlack;
}

void PdfDevice::drawChar(GfxState* state, double x, double y, double dx, double dy, double, double,
                         CharCode code, int, const Unicode* unicode, int length)
{
    if (ignored())
        return;
    if (!waiting_bars_.empty())
        settle_bars();
    ++order_;
    if (words_.letters() >= limits_.page_letters || ++operators_ > limits_.page_operators) {
        over_limit_ = true;
        return;
    }
    refresh_style(state);
    double spacing = state->getCharSpace();
    if (code == 0x20)
        spacing += state->getWordSpace();
    double spacing_x = 0, spacing_y = 0;
    state->textTransformDelta(facts_->vertical ? 0 : spacing * state->getHorizScaling(),
                              facts_->vertical ? spacing : 0, &spacing_x, &spacing_y);
    double advance_x = 0, advance_y = 0;
    state->transformDelta(dx - spacing_x, dy - spacing_y, &advance_x, &advance_y);
    const Point origin = on_page(state, x, y);
    if (!std::isfinite(origin.x) || !std::isfinite(origin.y) || !std::isfinite(advance_x) ||
        !std::isfinite(advance_y))
        return;
    if (length == 1 && is_white_space(unicode[0])) {
        add_letter({.x = origin.x, .y = origin.y, .code_point = U' '});
        return;
    }
    const LetterStyle& style = words_.style();
    Letter letter{
        .x = origin.x,
        .y = origin.y,
        .advance = static_cast<float>(advance_x * style.direction_x + advance_y * style.direction_y),
        .begins_string = std::exchange(begins_string_, false),
        .order = order_};
    const float up = 0.3F * style.size;
    letter.clipped = is_clipped(state, origin.x + static_cast<float>(advance_x) / 2 + up * style.direction_y,
                                origin.y + static_cast<float>(advance_y) / 2 - up * style.direction_x);
    add_letters(letter, unicode, length, *facts_, code);
}

void PdfDevice::add_letters(const Letter& whole, const Unicode* unicode, int length, FontFacts& facts,
                            CharCode code)
{
    Letter letter = whole;
    const char32_t told = length == 1 ? unicode[0] : 0;
    if (facts.symbols != SymbolFont::none || (told >= 0xF020 && told <= 0xF0FF)) {
        // Only Symbol has letters, too; the others' Latin letters are what their codes look like
        const bool has_letters = facts.symbols == SymbolFont::symbol;
        const bool says_nothing = is_private(told) || (!has_letters && told < 0x100);
        const char32_t asked = told != 0 && says_nothing ? told : told == 0 && code < 0x100 ? code : 0;
        if (const auto symbol = symbol_from_code(facts.symbols, asked)) {
            letter.code_point = *symbol;
            add_letter(letter);
            return;
        }
        letter.unmapped = asked != 0;
    }
    if (length == 0) {
        letter.code_point = kUnknownLetter;
        letter.unmapped = true;
        ++unmapped_letters_;
        add_letter(letter);
        return;
    }
    letter.unmapped = letter.unmapped || (facts.font && !is_mapped(facts, code));
    std::u32string text;
    for (int i = 0; i < length; ++i) {
        const Unicode c = unicode[i];
        if (const auto parts = letters_of_ligature(c); !parts.empty())
            text += parts;
        else if (is_white_space(c))
            text += U' ';
        else if (!is_no_letter(c) && !(c == 0xAD && whole.advance == 0))
            text += static_cast<char32_t>(c);
    }
    if (text.empty())
        return;
    letter.advance /= static_cast<float>(text.size());
    const LetterStyle& style = words_.style();
    for (std::size_t i = 0; i < text.size(); ++i) {
        letter.code_point = text[i];
        letter.x = whole.x + static_cast<float>(i) * letter.advance * style.direction_x;
        letter.y = whole.y + static_cast<float>(i) * letter.advance * style.direction_y;
        Letter one = letter;
        one.begins_string = letter.begins_string && i == 0;
        one.unmapped = letter.unmapped || is_private(text[i]) || text[i] == kUnknownLetter;
        unmapped_letters_ += one.unmapped ? 1U : 0U;
        add_letter(one);
    }
}

void PdfDevice::add_letter(const Letter& letter)
{
    if (actual_text_)
        actual_text_->letters.push_back({words_.style(), letter});
    else if (letter.code_point == U' ')
        words_.end_word();
    else
        words_.add(letter);
}

// What the document says its glyphs mean is used where the glyphs do not say so themselves. Where they do,
// what is printed counts: a wrong replacement text must not change a value.
void PdfDevice::beginActualText(GfxState*, const GooString* text)
{
    paint_as_printed();
    Unicode* letters = nullptr;
    const int length = TextStringToUCS4(text->toStr(), &letters);
    actual_text_ = std::make_unique<ActualText>();
    if (length > 0)
        actual_text_->text.assign(letters, letters + length);
    gfree(letters);
}

void PdfDevice::endActualText(GfxState*)
{
    if (!actual_text_)
        return;
    const auto& letters = actual_text_->letters;
    const bool is_wanted = std::any_of(letters.begin(), letters.end(),
                                       [](const StyledLetter& one) { return one.letter.unmapped; });
    if (!is_wanted || actual_text_->text.empty() || actual_text_->text.size() > 4 * letters.size() + 16) {
        paint_as_printed();
        return;
    }
    const auto span = std::exchange(actual_text_, nullptr);
    Letter whole = span->letters.front().letter;
    const Letter& last = span->letters.back().letter;
    const LetterStyle& style = span->letters.front().style;
    whole.advance =
        (last.x - whole.x) * style.direction_x + (last.y - whole.y) * style.direction_y + last.advance;
    whole.unmapped = false;
    words_.set_style(style);
    FontFacts no_font;
    const std::vector<Unicode> unicode{span->text.begin(), span->text.end()};
    add_letters(whole, unicode.data(), static_cast<int>(unicode.size()), no_font, 0);
    style_stale_ = true;
}

// The letters of an open span as their glyphs say.
void PdfDevice::paint_as_printed()
{
    const auto span = std::exchange(actual_text_, nullptr);
    if (!span)
        return;
    for (const auto& [style, letter] : span->letters) {
        words_.set_style(style);
        add_letter(letter);
    }
    style_stale_ = true;
}

// Lines and areas

Box PdfDevice::clip_box(GfxState* state) const
{
    double left = 0, top = 0, right = 0, bottom = 0;
    state->getClipBBox(&left, &top, &right, &bottom);
    const Box clip{static_cast<float>(left), static_cast<float>(top), static_cast<float>(right),
                   static_cast<float>(bottom)};
    return common(clip, {0, 0, page_.width, page_.height});
}

void PdfDevice::note_clip(GfxState* state)
{
    const GfxPath* path = state->getPath();
    if (path->getNumSubpaths() != 1 || !shape_of(state, *path->getSubpath(0)).rectangle)
        clip_is_rectangle_.back() = false;
}

void PdfDevice::clip(GfxState* state)
{
    note_clip(state);
}
void PdfDevice::eoClip(GfxState* state)
{
    note_clip(state);
}
void PdfDevice::clipToStrokePath(GfxState*)
{
    clip_is_rectangle_.back() = false;
}

// A straight line from one point to another, if it is level or upright and any of it can be seen.
void PdfDevice::note_rule(GfxState* state, float x0, float y0, float x1, float y1, float thickness)
{
    const float dx = std::abs(x1 - x0), dy = std::abs(y1 - y0);
    const bool is_level = dx >= dy;
    if (std::min(dx, dy) > std::min(kSlant, 0.05F * std::max(dx, dy) + 0.01F))
        return;
    const float half = thickness / 2 + 0.05F;
    Box box{std::min(x0, x1), std::min(y0, y1), std::max(x0, x1), std::max(y0, y1)};
    const Box clip = clip_box(state);
    if (box.right < clip.left - half || box.left > clip.right + half || box.bottom < clip.top - half ||
        box.top > clip.bottom + half || clip.right < clip.left || clip.bottom < clip.top)
        return;
    box = {std::clamp(box.left, clip.left, clip.right), std::clamp(box.top, clip.top, clip.bottom),
           std::clamp(box.right, clip.left, clip.right), std::clamp(box.bottom, clip.top, clip.bottom)};
    if (is_level)
        box = {box.left, box.middle_y() - thickness / 2, box.right, box.middle_y() + thickness / 2};
    else
        box = {box.middle_x() - thickness / 2, box.top, box.middle_x() + thickness / 2, box.bottom};
    add_bar({.box = box, .colour = stroke_colour_, .opaque = false, .stroked = true}, is_level);
}

// A stroke, or a thin area: a rule, a dot of one, or an area after all.
void PdfDevice::add_bar(const Bar& bar, bool is_level)
{
    const Box& box = bar.box;
    const float length = is_level ? box.width() : box.height();
    const float thickness = is_level ? box.height() : box.width();
    if (pieces_.size() >= limits_.page_rules || dots_.size() >= limits_.page_rules) {
        over_limit_ = true;
    } else if (thickness > kThinRule && (thickness > kThickRule || thickness * 10 > length) && !bar.stroked) {
        add_area(bar);
    } else if (thickness > kThickRule && thickness * 10 > length) {
        add_area(bar);
    } else if (length <= kThinRule) {
        dots_.push_back({box.middle_x() - length / 2, box.middle_y() - length / 2,
                         box.middle_x() + length / 2, box.middle_y() + length / 2});
    } else if (is_level) {
        pieces_.push_back({box.left, box.middle_y(), box.right, box.middle_y(), thickness});
    } else {
        pieces_.push_back({box.middle_x(), box.top, box.middle_x(), box.bottom, thickness});
    }
}

// Does `next` lie directly on the long side of `bar`?
bool PdfDevice::stacks(const Bar& bar, const Bar& next)
{
    constexpr float kNear = 0.5F;
    const auto near = [](float a, float b) { return std::abs(a - b) <= kNear; };
    const Box& a = bar.box;
    const Box& b = next.box;
    const bool below = near(a.left, b.left) && near(a.right, b.right) && a.width() > a.height() &&
                       (near(a.bottom, b.top) || near(a.top, b.bottom));
    const bool beside = near(a.top, b.top) && near(a.bottom, b.bottom) && a.height() > a.width() &&
                        (near(a.right, b.left) || near(a.left, b.right));
    return below || beside;
}

// Thin areas wait: a stack of them is one area (how exports paint gradients), else each is a rule.
void PdfDevice::settle_bars()
{
    constexpr std::size_t kStack = 3;
    const std::vector<Bar> bars = std::exchange(waiting_bars_, {});
    Box whole;
    for (const Bar& bar : bars)
        whole = united(whole, bar.box);
    if (bars.size() >= kStack && std::min(whole.width(), whole.height()) > kThickRule) {
        Bar area = bars[bars.size() / 2];
        area.box = whole;
        area.one_colour = false;
        add_area(area);
        return;
    }
    for (const Bar& bar : bars)
        add_bar(bar, bar.box.width() >= bar.box.height());
}

void PdfDevice::stroke(GfxState* state)
{
    if (ignored() || state->getStrokeOpacity() <= 0.01)
        return;
    ++order_;
    refresh_colours(state);
    const auto thickness = static_cast<float>(state->getTransformedLineWidth());
    const GfxPath* path = state->getPath();
    for (int i = 0; i < path->getNumSubpaths() && !over_limit_; ++i) {
        const GfxSubpath& part = *path->getSubpath(i);
        Point before = on_page(state, part.getX(0), part.getY(0));
        for (int j = 1; j < part.getNumPoints(); ++j) {
            const bool curve = part.getCurve(j);
            if (curve)
                j = std::min(j + 2, part.getNumPoints() - 1);
            const Point here = on_page(state, part.getX(j), part.getY(j));
            ++operators_;
            if (!curve && std::isfinite(here.x) && std::isfinite(here.y) && std::isfinite(before.x) &&
                std::isfinite(before.y))
                note_rule(state, before.x, before.y, here.x, here.y, thickness);
            before = here;
        }
    }
}

void PdfDevice::note_area(GfxState* state, const Box& box, bool opaque, bool is_rectangle)
{
    const Bar area{.box = common(box, clip_box(state)),
                   .colour = fill_colour_,
                   .opaque = opaque && is_rectangle && clip_is_rectangle_.back()};
    const float thin = std::min(box.width(), box.height());
    const float length = std::max(box.width(), box.height());
    if (is_rectangle && (thin <= kThinRule || thin <= kThickRule + 1)) {
        const float half = kThinRule / 2;  // lines of no width at the edge of the clipped area are painted
        const Box clip = clip_box(state);
        if (area.box.right < area.box.left - half || area.box.bottom < area.box.top - half || length <= 0 ||
            clip.right < clip.left || clip.bottom < clip.top)
            return;
        Bar bar = area;
        bar.box = {std::clamp(box.left, clip.left, clip.right), std::clamp(box.top, clip.top, clip.bottom),
                   std::clamp(box.right, clip.left, clip.right),
                   std::clamp(box.bottom, clip.top, clip.bottom)};
        if (!waiting_bars_.empty() && !stacks(waiting_bars_.back(), bar))
            settle_bars();
        waiting_bars_.push_back(bar);
        return;
    }
    settle_bars();
    add_area(area);
}

void PdfDevice::add_area(const Bar& area)
{
    if (page_.fills.size() >= limits_.page_rules) {
        over_limit_ = true;
        return;
    }
    if (area.box.empty())
        return;
    const Fill fill{area.box, area.colour};
    if (page_.fills.empty() || !(page_.fills.back() == fill))
        page_.fills.push_back(fill);
    areas_.push_back({.box = area.box,
                      .colour = area.colour,
                      .order = order_,
                      .opaque = area.opaque,
                      .one_colour = area.one_colour});
}

void PdfDevice::note_fill(GfxState* state, bool even_odd)
{
    if (ignored() || state->getFillOpacity() <= 0.01)
        return;
    ++order_;
    refresh_colours(state);
    const bool opaque = state->getFillOpacity() > 0.99 && state->getBlendMode() == gfxBlendNormal;
    const GfxPath* path = state->getPath();
    std::vector<Shape> shapes;
    for (int i = 0; i < path->getNumSubpaths(); ++i) {
        const GfxSubpath& part = *path->getSubpath(i);
        operators_ += static_cast<std::size_t>(part.getNumPoints());
        if (part.getNumPoints() >= 2) {
            const Shape shape = shape_of(state, part);
            if (is_finite(shape.box))
                shapes.push_back(shape);
        }
    }
    // A frame: an outer rectangle with an inner one cut out of it
    if (shapes.size() == 2 && shapes[0].rectangle && shapes[1].rectangle &&
        (even_odd || shapes[0].backwards != shapes[1].backwards)) {
        const Box& a = shapes[0].box;
        const Box& b = shapes[1].box;
        if (contains(a, b) || contains(b, a)) {
            const Box& outer = contains(a, b) ? a : b;
            const Box& inner = contains(a, b) ? b : a;
            const Box sides[] = {{outer.left, outer.top, outer.right, inner.top},
                                 {outer.left, inner.bottom, outer.right, outer.bottom},
                                 {outer.left, inner.top, inner.left, inner.bottom},
                                 {inner.right, inner.top, outer.right, inner.bottom}};
            shapes.clear();
            for (const Box& side : sides)
                shapes.push_back({.box = side, .rectangle = true});
        }
    }
    for (const auto& shape : shapes) {
        const float thin = std::min(shape.box.width(), shape.box.height());
        const float length = std::max(shape.box.width(), shape.box.height());
        if (shape.rectangle)
            note_area(state, shape.box, opaque, true);
        else if (shape.curved && shapes.size() == 1 && thin >= 4 && length <= kSmallShape &&
                 length <= 2 * thin)
            note_area(state, shape.box, opaque, false);
    }
}

void PdfDevice::fill(GfxState* state)
{
    note_fill(state, false);
}
void PdfDevice::eoFill(GfxState* state)
{
    note_fill(state, true);
}

void PdfDevice::note_unknown_area(GfxState* state, const Box& box)
{
    const Box seen = common(box, clip_box(state));
    if (!seen.empty() && areas_.size() < limits_.page_rules)
        areas_.push_back({.box = seen, .order = ++order_, .opaque = false, .one_colour = false});
}

bool PdfDevice::tilingPatternFill(GfxState* state, Gfx*, Catalog*, GfxTilingPattern*, const double*, int, int,
                                  int, int, double, double)
{
    if (!ignored())
        note_unknown_area(state, {0, 0, page_.width, page_.height});
    return true;
}

bool PdfDevice::shaded(GfxState* state, bool has_colours, std::uint32_t colour)
{
    if (ignored())
        return true;
    if (!has_colours) {
        note_unknown_area(state, {0, 0, page_.width, page_.height});
        return true;
    }
    ++order_;
    colours_stale_ = true;
    fill_colour_ = colour;
    const Box clip = clip_box(state);
    if (page_.fills.size() < limits_.page_rules && !clip.empty()) {
        page_.fills.push_back({clip, colour});
        areas_.push_back(
            {.box = clip, .colour = colour, .order = order_, .opaque = false, .one_colour = false});
    }
    return true;
}

bool PdfDevice::functionShadedFill(GfxState* state, GfxFunctionShading*)
{
    return shaded(state, false, 0);
}

namespace
{

// The colour in the middle of a gradient.
std::uint32_t middle_colour(GfxUnivariateShading& shading)
{
    GfxColor colour;
    clearGfxColor(&colour);
    shading.getColor((shading.getDomain0() + shading.getDomain1()) / 2, &colour);
    GfxRGB rgb{};
    shading.getColorSpace()->getRGB(&colour, &rgb);
    return packed(rgb, 1);
}

}  // namespace

bool PdfDevice::axialShadedFill(GfxState* state, GfxAxialShading* shading, double, double)
{
    return shaded(state, true, middle_colour(*shading));
}
bool PdfDevice::radialShadedFill(GfxState* state, GfxRadialShading* shading, double, double)
{
    return shaded(state, true, middle_colour(*shading));
}
bool PdfDevice::gouraudTriangleShadedFill(GfxState* state, GfxGouraudTriangleShading*)
{
    return shaded(state, false, 0);
}
bool PdfDevice::patchMeshShadedFill(GfxState* state, GfxPatchMeshShading*)
{
    return shaded(state, false, 0);
}

// Images

void PdfDevice::note_image(GfxState* state, int width, int height, bool is_mask)
{
    if (ignored() || state->getFillOpacity() <= 0.01)
        return;
    ++order_;
    Box box{1e30F, 1e30F, -1e30F, -1e30F};
    for (const auto& [x, y] : {std::pair{0, 0}, {1, 0}, {0, 1}, {1, 1}}) {
        const Point corner = on_page(state, x, y);
        box = {std::min(box.left, corner.x), std::min(box.top, corner.y), std::max(box.right, corner.x),
               std::max(box.bottom, corner.y)};
    }
    if (!is_finite(box))
        return;
    const float thin = std::min(box.width(), box.height());
    const float length = std::max(box.width(), box.height());
    if (thin <= kThinRule && length >= 5 * thin && length > 5) {  // an image of a line
        refresh_colours(state);
        note_area(state, box, false, true);
        return;
    }
    const Box seen = common(box, clip_box(state));
    if (seen.empty())
        return;
    if (is_mask && width == 1 && height == 1) {  // one dot, stretched: how some exports paint areas
        refresh_colours(state);
        note_area(state, box, false, true);
        return;
    }
    if (page_.images.size() < limits_.page_images)
        page_.images.push_back({seen, width, height});
    if (areas_.size() < limits_.page_rules)
        areas_.push_back({.box = seen,
                          .order = order_,
                          .opaque = !is_mask && state->getFillOpacity() > 0.99 && clip_is_rectangle_.back(),
                          .one_colour = false});
}

void PdfDevice::drawImageMask(GfxState* state, Object*, Stream* stream, int width, int height, bool, bool,
                              bool is_inline)
{
    if (is_inline)
        skip_inline_data(stream, width, height, 1);
    note_image(state, width, height, true);
}

void PdfDevice::drawImage(GfxState* state, Object*, Stream* stream, int width, int height,
                          GfxImageColorMap* colours, bool, const int* mask_colours, bool is_inline)
{
    if (is_inline)
        skip_inline_data(stream, width, height, colours->getNumPixelComps() * colours->getBits());
    note_image(state, width, height, mask_colours != nullptr);
}

void PdfDevice::drawMaskedImage(GfxState* state, Object*, Stream*, int width, int height, GfxImageColorMap*,
                                bool, Stream*, int, int, bool, bool)
{
    note_image(state, width, height, true);
}

void PdfDevice::drawSoftMaskedImage(GfxState* state, Object*, Stream*, int width, int height,
                                    GfxImageColorMap*, bool, Stream*, int, int, GfxImageColorMap*, bool)
{
    note_image(state, width, height, true);
}

void PdfDevice::setSoftMaskFromImageMask(GfxState*, Object*, Stream* stream, int width, int height, bool,
                                         bool is_inline, double*)
{
    if (is_inline)
        skip_inline_data(stream, width, height, 1);
}

void PdfDevice::unsetSoftMaskFromImageMask(GfxState*, double*) {}

void PdfDevice::beginForm(Ref)
{
    if (++forms_ % kFormsPerLook == 0)
        is_over_limit(this);
}

void PdfDevice::beginTransparencyGroup(GfxState*, const double*, GfxColorSpace*, bool, bool,
                                       bool for_soft_mask)
{
    group_is_mask_.push_back(for_soft_mask);
    mask_depth_ += for_soft_mask ? 1 : 0;
}

void PdfDevice::endTransparencyGroup(GfxState*)
{
    if (group_is_mask_.empty())
        return;
    mask_depth_ -= group_is_mask_.back() ? 1 : 0;
    group_is_mask_.pop_back();
}

}  // namespace domesday
