// Letters of symbol fonts, whose codes are no Unicode: arrows, bullets, ticks.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace domesday
{

enum class SymbolFont : std::uint8_t { none, symbol, wingdings, wingdings2, wingdings3, webdings };

// By the font's name, without the subset's tag: "ABCDEF+Wingdings-Regular".
SymbolFont symbol_font_of(std::string_view font_name);

// The character that `code` (0x20 to 0xFF, also as U+F020 to U+F0FF) stands for in `font`; none when the
// character has no counterpart that means the same. In a font that is none of these, a private code is what
// word processors write for their list signs: Symbol's bullet, else Wingdings.
std::optional<char32_t> symbol_from_code(SymbolFont font, char32_t code);

}  // namespace domesday
