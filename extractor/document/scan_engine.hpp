// Text recognition of one line of a picture at a time: Tesseract's line recogniser, without its page layout.
//
// Whole pages are never given to Tesseract: its layout analysis joins neighbouring columns of a table and
// drops lone digits. Lines and cells are found by scan_picture.hpp instead, at no more cost. One engine, one
// thread; making one costs a tenth of a second.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "extractor/document/scan_picture.hpp"

namespace domesday
{

struct RecognisedWord {
    std::string text;  // UTF-8, no white space, never empty
    PixelBox box;
    int confidence = 0;   // per cent, Tesseract's own: of the least sure letter
    std::string other{};  // what a second look read, where it differs
    bool operator==(const RecognisedWord&) const = default;
};

class RecognitionEngine
{
public:
    // `languages`: names of Tesseract models joined by '+'. Throws InputError naming the Debian package of a
    // model that is not installed. Models are looked for in TESSDATA_PREFIX, then in Debian's folder.
    explicit RecognitionEngine(const std::string& languages);
    ~RecognitionEngine();
    RecognitionEngine(RecognitionEngine&&) noexcept;
    RecognitionEngine& operator=(RecognitionEngine&&) noexcept;

    // The picture that line() reads from; it is copied.
    void look_at(const Pix& grey, double dpi);

    // The words of one line; none where nothing could be read. `letters`: the only characters expected, empty
    // for any.
    std::vector<RecognisedWord> line(const PixelBox& box, const std::string& letters = {});

    // The same without finding the line within the box again: another way to the same letters.
    std::vector<RecognisedWord> raw_line(const PixelBox& box, const std::string& letters = {});

private:
    struct Loaded;
    std::unique_ptr<Loaded> loaded_;
};

// What decides the readings besides the picture: version and models. Loads nothing.
std::string recognition_identity(const std::string& languages);

// Throws InputError as an engine of these languages would; loads nothing.
void require_models(const std::string& languages);

}  // namespace domesday
