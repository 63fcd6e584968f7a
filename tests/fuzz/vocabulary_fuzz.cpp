// Any bytes as a vocabulary file: refused with an InputError, or its words are found again and label no more
// of a text than there is.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "extractor/document/error.hpp"
#include "parsers/text/vocabulary.hpp"
#include "tests/fuzz/require.hpp"

using namespace domesday;

namespace
{

void look_up(const Vocabulary& vocabulary, std::string_view text)
{
    if (const auto label = vocabulary.find_label(text))
        require(label->length <= text.size());
    (void)vocabulary.find_heading(text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    static const Vocabulary standard = Vocabulary::standard();
    const std::string_view text{reinterpret_cast<const char*>(bytes), size};
    look_up(standard, text.substr(0, 300));
    Vocabulary vocabulary;
    try {
        vocabulary.add_text(text, "fuzz");
    } catch (const InputError&) {
        return 0;  // refused, with the line
    }
    for (const char* kind : {"heading", "stage", "id", "movement", "scale"})
        for (const auto& term : vocabulary.terms(kind)) {
            require(!term.key.empty() && vocabulary.find(kind, term.surface) != nullptr);
            look_up(vocabulary, term.surface);
        }
    look_up(vocabulary, text.substr(0, 300));
    return 0;
}
