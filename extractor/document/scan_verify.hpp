// The text layer of a page against its picture (`--ocr verify`), at the places that matter.
//
// Each word of the text layer that stands at a place asked about is cut out of the picture and read there, on
// its own. Only what the picture says clearly counts: several readings, larger and smaller, that agree and
// are sure. A word of which that cannot be said is counted as unread and is no difference; nor are letters
// that look alike (O and 0).
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "extractor/document/page.hpp"
#include "extractor/document/reader.hpp"
#include "extractor/document/scan_engine.hpp"

namespace domesday
{

// How a page was read: its places are those of a page that was turned and straightened so.
struct PageFrame {
    int number = 0;
    bool from_picture = false;
    std::int16_t turned = 0;
    float skew = 0;
};

struct LayerDifference {
    std::size_t asked = 0;  // which of the places asked about
    std::string text_layer{};
    std::string picture{};  // empty: nothing stands there
    Place text_layer_place{}, picture_place{};
    bool from_picture = false;  // the page was read from its picture, not from its text layer
    bool operator==(const LayerDifference&) const = default;
};

struct LayerComparison {
    std::vector<LayerDifference> differences{};
    std::size_t words = 0, unread = 0;
    std::vector<std::string> notes{};  // pages that could not be compared, and why
};

// `places` are of pages in `frames`. Throws InputError where the source or the recognition models cannot be
// opened; a page of which no picture can be made is a note.
LayerComparison compare_layers(const Source& source, const ReadOptions& options,
                               std::span<const PageFrame> frames, std::span<const Place> places);

// The steps of compare_layers, for tests.

// A word of the text layer, or a line of them, and where its picture is to be looked at.
struct LayerWords {
    std::size_t asked = 0;
    std::string text{};
    Place place{};     // in the text layer
    Box in_picture{};  // on the upright page
    int rotation = 0;  // of the letters there, as Word::rotation
};

std::vector<LayerWords> words_to_compare(const Page& layer, const PageFrame& frame,
                                         std::span<const Place> places);

// `known`: words that the document uses at such places, folded; a reading that is one of them is no
// misreading.
void compare_with_picture(RecognitionEngine& engine, const PagePicture& picture, const PageFrame& frame,
                          std::span<const LayerWords> words, const std::set<std::string>& known,
                          LayerComparison& comparison);

// Could a picture of `text` be read as `reading` by mistake: the same but for case, signs, and letters that
// look like digits? Two digits never look alike.
bool looks_like(const std::string& text, const std::string& reading);

// Another word or number than `text`, not the same one misread in a letter.
bool says_otherwise(const std::string& text, const std::string& reading, const std::set<std::string>& known);

std::string folded_for_picture(const std::string& text);

}  // namespace domesday
