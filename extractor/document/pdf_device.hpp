// Poppler's output device that draws nothing: it notes what a page paints, and where.
//
// The only users are pdf_document.cpp and pdf_render.cpp; the header needs Poppler's own headers, which
// follow no stable API. Checked against 22.12 (Debian 12).
#pragma once

#include <OutputDev.h>
#include <poppler-config.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "extractor/document/page.hpp"
#include "extractor/document/pdf_document.hpp"
#include "extractor/document/pdf_symbols.hpp"
#include "extractor/document/pdf_words.hpp"

class GfxFont;

namespace domesday
{

class PdfDevice final : public OutputDev
{
public:
    explicit PdfDevice(const PdfLimits& limits);
    ~PdfDevice() override;

    // What was painted since the last call, as the page `number`.
    Page take_page(int number);

    // The time of a page begins now.
    void start_clock();

    // Over a limit: the rest of the page is not wanted. A callback of Poppler's, `device` is a PdfDevice.
    static bool is_over_limit(void* device);
    bool time_is_over() const { return over_time_; }

    bool upsideDown() override { return true; }
    bool useDrawChar() override { return true; }
    bool interpretType3Chars() override { return false; }
    bool useTilingPatternFill() override { return true; }
    // Once over a limit, forms are no longer opened: forms in forms can multiply without painting anything
    bool useDrawForm() override { return over_limit_; }
    bool useShadedFills(int type) override { return type >= 1 && type <= 7; }

    void startPage(int number, GfxState* state, XRef* xref) override;
    void saveState(GfxState* state) override;
    void restoreState(GfxState* state) override;
    void updateAll(GfxState* state) override;
    void updateCTM(GfxState* state, double, double, double, double, double, double) override;
    void updateFillColorSpace(GfxState* state) override;
    void updateStrokeColorSpace(GfxState* state) override;
    void updateFillColor(GfxState* state) override;
    void updateStrokeColor(GfxState* state) override;
    void updateFillOpacity(GfxState* state) override;
    void updateStrokeOpacity(GfxState* state) override;
    void updateFont(GfxState* state) override;
    void updateTextMat(GfxState* state) override;
    void updateCharSpace(GfxState* state) override;
    void updateRender(GfxState* state) override;
    void updateHorizScaling(GfxState* state) override;

    void stroke(GfxState* state) override;
    void fill(GfxState* state) override;
    void eoFill(GfxState* state) override;
    bool tilingPatternFill(GfxState* state, Gfx* gfx, Catalog* catalog, GfxTilingPattern* pattern,
                           const double* matrix, int x0, int y0, int x1, int y1, double x_step,
                           double y_step) override;
    bool functionShadedFill(GfxState* state, GfxFunctionShading* shading) override;
    bool axialShadedFill(GfxState* state, GfxAxialShading* shading, double t_min, double t_max) override;
    bool radialShadedFill(GfxState* state, GfxRadialShading* shading, double s_min, double s_max) override;
    bool gouraudTriangleShadedFill(GfxState* state, GfxGouraudTriangleShading* shading) override;
    bool patchMeshShadedFill(GfxState* state, GfxPatchMeshShading* shading) override;
    void clip(GfxState* state) override;
    void eoClip(GfxState* state) override;
    void clipToStrokePath(GfxState* state) override;

    void beginStringOp(GfxState* state) override;
    void drawChar(GfxState* state, double x, double y, double dx, double dy, double origin_x, double origin_y,
                  CharCode code, int bytes, const Unicode* unicode, int length) override;
    void beginActualText(GfxState* state, const GooString* text) override;
    void endActualText(GfxState* state) override;

    void drawImageMask(GfxState* state, Object* ref, Stream* stream, int width, int height, bool invert,
                       bool interpolate, bool is_inline) override;
    void drawImage(GfxState* state, Object* ref, Stream* stream, int width, int height,
                   GfxImageColorMap* colours, bool interpolate, const int* mask_colours,
                   bool is_inline) override;
    void drawMaskedImage(GfxState* state, Object* ref, Stream* stream, int width, int height,
                         GfxImageColorMap* colours, bool interpolate, Stream* mask, int mask_width,
                         int mask_height, bool mask_invert, bool mask_interpolate) override;
    void drawSoftMaskedImage(GfxState* state, Object* ref, Stream* stream, int width, int height,
                             GfxImageColorMap* colours, bool interpolate, Stream* mask, int mask_width,
                             int mask_height, GfxImageColorMap* mask_colours, bool mask_interpolate) override;
    void setSoftMaskFromImageMask(GfxState* state, Object* ref, Stream* stream, int width, int height,
                                  bool invert, bool is_inline, double* base_matrix) override;
    void unsetSoftMaskFromImageMask(GfxState* state, double* base_matrix) override;

    void beginForm(Ref id) override;
    void beginTransparencyGroup(GfxState* state, const double* box, GfxColorSpace* blending, bool isolated,
                                bool knockout, bool for_soft_mask) override;
    void endTransparencyGroup(GfxState* state) override;

private:
    struct FontFacts {
        std::shared_ptr<GfxFont> font;  // keeps the address from being given to another font
        float ascent = 0.75F, descent = -0.25F;
        float size_factor = 1;
        bool bold = false, italic = false, vertical = false, type3 = false;
        bool codes_are_glyphs = false;  // no Unicode map and no encoding: the codes say nothing
        SymbolFont symbols = SymbolFont::none;
        std::array<signed char, 256>
            mapped{};  // 8-bit fonts without Unicode map: 0 not yet asked, 1 yes, -1 no
    };
    struct Bar {  // an area, mostly a thin one
        Box box;  // cut to what is seen
        std::uint32_t colour = 0;
        bool opaque = false;
        bool one_colour = true;
        bool stroked = false;
    };
    struct StyledLetter {
        LetterStyle style;
        Letter letter;
    };
    struct ActualText {
        std::u32string text;
        std::vector<StyledLetter> letters;
    };

    FontFacts& facts_of(const std::shared_ptr<GfxFont>& font);
    void refresh_style(GfxState* state);
    void refresh_colours(GfxState* state);
    bool is_mapped(FontFacts& facts, CharCode code) const;
    void add_letters(const Letter& whole, const Unicode* unicode, int length, FontFacts& facts,
                     CharCode code);
    void add_letter(const Letter& letter);
    void paint_as_printed();
    bool is_clipped(GfxState* state, float x, float y) const;
    Box clip_box(GfxState* state) const;
    void note_rule(GfxState* state, float x0, float y0, float x1, float y1, float thickness);
    void add_bar(const Bar& bar, bool is_level);
    static bool stacks(const Bar& bar, const Bar& next);
    void settle_bars();
    void add_area(const Bar& area);
    void note_area(GfxState* state, const Box& box, bool opaque, bool is_rectangle);
    void note_fill(GfxState* state, bool even_odd);
    void note_image(GfxState* state, int width, int height, bool is_mask);
    void note_unknown_area(GfxState* state, const Box& box);
    bool shaded(GfxState* state, bool has_colours, std::uint32_t colour);
    bool ignored() const { return mask_depth_ > 0 || over_limit_; }
    void note_clip(GfxState* state);

    PdfLimits limits_;
    Page page_;
    WordBuilder words_;
    std::vector<Rule> pieces_;
    std::vector<Box> dots_;
    std::vector<Bar> waiting_bars_;
    std::vector<PaintedArea> areas_;
    std::unordered_map<const GfxFont*, FontFacts> fonts_;
    FontFacts* facts_ = nullptr;
    std::unique_ptr<ActualText> actual_text_;
    std::vector<bool> group_is_mask_;
    std::vector<bool> clip_is_rectangle_{true};
    std::uint32_t fill_colour_ = 0, stroke_colour_ = 0;
    std::uint32_t unmapped_letters_ = 0;
    int mask_depth_ = 0;
    int order_ = 0;
    std::size_t operators_ = 0;
    std::size_t forms_ = 0;
    std::chrono::nanoseconds deadline_{};
    bool begins_string_ = true;
    bool style_stale_ = true, colours_stale_ = true;
    bool over_limit_ = false, over_time_ = false;
};

}  // namespace domesday
