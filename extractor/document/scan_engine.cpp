#include "extractor/document/scan_engine.hpp"

#include <omp.h>
#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "extractor/document/error.hpp"

namespace domesday
{

namespace
{

constexpr std::string_view kDebianFolder = "/usr/share/tesseract-ocr/5/tessdata";

std::filesystem::path model_folder()
{
    const char* given = std::getenv("TESSDATA_PREFIX");
    return given && *given ? std::filesystem::path(given) : std::filesystem::path(kDebianFolder);
}

std::filesystem::path model_file(const std::string& language)
{
    return model_folder() / (language + ".traineddata");
}

std::vector<std::string> parts_of(const std::string& languages)
{
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= languages.size();) {
        const auto end = std::min(languages.find('+', begin), languages.size());
        parts.push_back(languages.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

// A language's name becomes part of a path: nothing but letters, digits and '_' is one.
bool is_language_name(const std::string& name)
{
    const auto fits = [](unsigned char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    };
    return !name.empty() && name.size() <= 40 && std::all_of(name.begin(), name.end(), fits);
}

std::string debian_package(std::string language)
{
    std::replace(language.begin(), language.end(), '_', '-');
    std::transform(language.begin(), language.end(), language.begin(),
                   [](unsigned char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return "tesseract-ocr-" + language;
}

void require_model(const std::string& language)
{
    if (!is_language_name(language))
        throw InputError({}, Reason::unreadable,
                         "\"" + language + "\" is no name of a language for recognition",
                         "give names such as eng or eng+cym");
    std::error_code error;
    if (!std::filesystem::is_regular_file(model_file(language), error))
        throw InputError({}, Reason::unreadable,
                         "the model \"" + language + "\" for text recognition is not installed",
                         "install the Debian package " + debian_package(language));
}

bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

std::vector<RecognisedWord> words_of(tesseract::TessBaseAPI& api)
{
    std::vector<RecognisedWord> words;
    if (api.Recognize(nullptr) != 0)
        return words;
    const std::unique_ptr<tesseract::ResultIterator> found(api.GetIterator());
    if (!found)
        return words;
    do {
        const std::unique_ptr<char[]> text(found->GetUTF8Text(tesseract::RIL_WORD));
        if (!text)
            continue;
        RecognisedWord word{.text = text.get()};
        std::erase_if(word.text, is_space);
        if (word.text.empty())
            continue;
        auto& box = word.box;
        found->BoundingBox(tesseract::RIL_WORD, &box.left, &box.top, &box.right, &box.bottom);
        word.confidence = static_cast<int>(std::clamp(found->Confidence(tesseract::RIL_WORD), 0.f, 100.f));
        words.push_back(std::move(word));
    } while (found->Next(tesseract::RIL_WORD));
    return words;
}

}  // namespace

struct RecognitionEngine::Loaded {
    tesseract::TessBaseAPI api;
    std::string letters;
    PixPtr picture;

    void expect(const std::string& expected)
    {
        if (expected == letters)
            return;
        api.SetVariable("tessedit_char_whitelist", expected.c_str());
        letters = expected;
    }

    // False where no part of the box is in the picture.
    bool aim_at(const PixelBox& box, const std::string& expected)
    {
        const int left = std::max(0, box.left), top = std::max(0, box.top);
        const int right = std::min(pixGetWidth(picture.get()), box.right);
        const int bottom = std::min(pixGetHeight(picture.get()), box.bottom);
        if (right - left < 3 || bottom - top < 3)
            return false;
        expect(expected);
        api.SetRectangle(left, top, right - left, bottom - top);
        return true;
    }
};

namespace
{

// Tesseract splits a line's work over four threads that wait for each other in a busy loop: several times the
// processor time for the same result. With no active level of parallel regions there is one thread, as with
// OMP_THREAD_LIMIT=1, which can only be set before the program starts.
void use_one_thread()
{
    omp_set_max_active_levels(0);
}

}  // namespace

RecognitionEngine::RecognitionEngine(const std::string& languages) : loaded_(std::make_unique<Loaded>())
{
    require_models(languages);
    use_one_thread();
    if (loaded_->api.Init(model_folder().c_str(), languages.c_str(), tesseract::OEM_LSTM_ONLY) != 0)
        throw InputError(
            {}, Reason::unreadable, "the models \"" + languages + "\" could not be loaded",
            "install the Debian package " + debian_package(parts_of(languages).front()) + " again");
    // white print on dark areas has been turned before; a second try of each doubtful line costs as much
    // again
    loaded_->api.SetVariable("tessedit_do_invert", "0");
}

RecognitionEngine::~RecognitionEngine() = default;
RecognitionEngine::RecognitionEngine(RecognitionEngine&&) noexcept = default;
RecognitionEngine& RecognitionEngine::operator=(RecognitionEngine&&) noexcept = default;

void RecognitionEngine::look_at(const Pix& grey, double dpi)
{
    loaded_->api.SetImage(const_cast<Pix*>(&grey));
    loaded_->api.SetSourceResolution(std::clamp(static_cast<int>(dpi + 0.5), 70, 2400));
    loaded_->picture.reset(pixClone(const_cast<Pix*>(&grey)));
}

std::vector<RecognisedWord> RecognitionEngine::line(const PixelBox& box, const std::string& letters)
{
    if (!loaded_->aim_at(box, letters))
        return {};
    // the line is found again within the box, and grains of dirt beside it are left out
    loaded_->api.SetPageSegMode(tesseract::PSM_SINGLE_LINE);
    auto words = words_of(loaded_->api);
    // a lone digit or dash is sometimes taken for dirt
    return words.empty() ? raw_line(box, letters) : words;
}

std::vector<RecognisedWord> RecognitionEngine::raw_line(const PixelBox& box, const std::string& letters)
{
    if (!loaded_->aim_at(box, letters))
        return {};
    loaded_->api.SetPageSegMode(tesseract::PSM_RAW_LINE);
    return words_of(loaded_->api);
}

void require_models(const std::string& languages)
{
    for (const auto& language : parts_of(languages))
        require_model(language);
}

std::string recognition_identity(const std::string& languages)
{
    std::string identity = std::string("tesseract ") + tesseract::TessBaseAPI::Version();
    for (const auto& language : parts_of(languages)) {
        std::error_code error;
        const auto size = std::filesystem::file_size(model_file(language), error);
        identity += " " + language + ":" + std::to_string(error ? 0 : size);
    }
    return identity;
}

}  // namespace domesday
