#include "extractor/document/pdf_symbols.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace domesday
{
namespace
{

struct Symbol {
    SymbolFont font;
    std::uint8_t code;
    char32_t character;
};

// After the mapping files that come with the fonts (Symbol: Adobe's symbol.txt; the others: Unicode's
// L2/11-052 and L2/12-130). Only what registers use: arrows, bullets, ticks, boxes, comparisons.
constexpr auto kSymbols = std::to_array<Symbol>({
    {SymbolFont::symbol, 0xA3, U'≤'},     {SymbolFont::symbol, 0xAB, U'↔'},
    {SymbolFont::symbol, 0xAC, U'←'},     {SymbolFont::symbol, 0xAD, U'↑'},
    {SymbolFont::symbol, 0xAE, U'→'},     {SymbolFont::symbol, 0xAF, U'↓'},
    {SymbolFont::symbol, 0xB0, U'°'},     {SymbolFont::symbol, 0xB1, U'±'},
    {SymbolFont::symbol, 0xB3, U'≥'},     {SymbolFont::symbol, 0xB4, U'×'},
    {SymbolFont::symbol, 0xB7, U'•'},     {SymbolFont::symbol, 0xB8, U'÷'},
    {SymbolFont::symbol, 0xB9, U'≠'},     {SymbolFont::symbol, 0xBB, U'≈'},
    {SymbolFont::symbol, 0xBC, U'…'},     {SymbolFont::symbol, 0xDB, U'⇔'},
    {SymbolFont::symbol, 0xDC, U'⇐'},     {SymbolFont::symbol, 0xDD, U'⇑'},
    {SymbolFont::symbol, 0xDE, U'⇒'},     {SymbolFont::symbol, 0xDF, U'⇓'},
    {SymbolFont::symbol, 0xE0, U'◊'},     {SymbolFont::wingdings, 0x6C, U'●'},
    {SymbolFont::wingdings, 0x6D, U'❍'},  {SymbolFont::wingdings, 0x6E, U'■'},
    {SymbolFont::wingdings, 0x6F, U'□'},  {SymbolFont::wingdings, 0x71, U'❑'},
    {SymbolFont::wingdings, 0x72, U'❒'},  {SymbolFont::wingdings, 0x73, U'⬧'},
    {SymbolFont::wingdings, 0x74, U'⧫'},  {SymbolFont::wingdings, 0x75, U'◆'},
    {SymbolFont::wingdings, 0x76, U'❖'},  {SymbolFont::wingdings, 0x77, U'⬥'},
    {SymbolFont::wingdings, 0x9E, U'·'},  {SymbolFont::wingdings, 0x9F, U'•'},
    {SymbolFont::wingdings, 0xA1, U'○'},  {SymbolFont::wingdings, 0xA4, U'◉'},
    {SymbolFont::wingdings, 0xA7, U'▪'},  {SymbolFont::wingdings, 0xA8, U'◻'},
    {SymbolFont::wingdings, 0xAB, U'★'},  {SymbolFont::wingdings, 0xD5, U'⌫'},
    {SymbolFont::wingdings, 0xD7, U'◀'},  {SymbolFont::wingdings, 0xD8, U'➢'},
    {SymbolFont::wingdings, 0xDF, U'←'},  {SymbolFont::wingdings, 0xE0, U'→'},
    {SymbolFont::wingdings, 0xE1, U'↑'},  {SymbolFont::wingdings, 0xE2, U'↓'},
    {SymbolFont::wingdings, 0xE3, U'↖'},  {SymbolFont::wingdings, 0xE4, U'↗'},
    {SymbolFont::wingdings, 0xE5, U'↙'},  {SymbolFont::wingdings, 0xE6, U'↘'},
    {SymbolFont::wingdings, 0xE7, U'←'},  {SymbolFont::wingdings, 0xE8, U'→'},
    {SymbolFont::wingdings, 0xE9, U'↑'},  {SymbolFont::wingdings, 0xEA, U'↓'},
    {SymbolFont::wingdings, 0xEB, U'↖'},  {SymbolFont::wingdings, 0xEC, U'↗'},
    {SymbolFont::wingdings, 0xED, U'↙'},  {SymbolFont::wingdings, 0xEE, U'↘'},
    {SymbolFont::wingdings, 0xEF, U'⇦'},  {SymbolFont::wingdings, 0xF0, U'⇨'},
    {SymbolFont::wingdings, 0xF1, U'⇧'},  {SymbolFont::wingdings, 0xF2, U'⇩'},
    {SymbolFont::wingdings, 0xF3, U'⬄'},  {SymbolFont::wingdings, 0xF4, U'⇳'},
    {SymbolFont::wingdings, 0xFB, U'✗'},  {SymbolFont::wingdings, 0xFC, U'✓'},
    {SymbolFont::wingdings, 0xFD, U'☒'},  {SymbolFont::wingdings, 0xFE, U'☑'},
    {SymbolFont::wingdings2, 0x4F, U'✗'}, {SymbolFont::wingdings2, 0x50, U'✓'},
    {SymbolFont::wingdings2, 0x51, U'☒'}, {SymbolFont::wingdings2, 0x52, U'☑'},
    {SymbolFont::wingdings2, 0x97, U'●'}, {SymbolFont::wingdings2, 0x98, U'●'},
    {SymbolFont::wingdings2, 0xA1, U'■'}, {SymbolFont::wingdings2, 0xA3, U'□'},
    {SymbolFont::wingdings3, 0x21, U'←'}, {SymbolFont::wingdings3, 0x22, U'→'},
    {SymbolFont::wingdings3, 0x23, U'↑'}, {SymbolFont::wingdings3, 0x24, U'↓'},
    {SymbolFont::wingdings3, 0x25, U'↖'}, {SymbolFont::wingdings3, 0x26, U'↗'},
    {SymbolFont::wingdings3, 0x27, U'↙'}, {SymbolFont::wingdings3, 0x28, U'↘'},
    {SymbolFont::wingdings3, 0x31, U'↔'}, {SymbolFont::wingdings3, 0x32, U'↕'},
    {SymbolFont::wingdings3, 0x66, U'←'}, {SymbolFont::wingdings3, 0x67, U'→'},
    {SymbolFont::wingdings3, 0x68, U'↑'}, {SymbolFont::wingdings3, 0x69, U'↓'},
    {SymbolFont::wingdings3, 0x6A, U'↖'}, {SymbolFont::wingdings3, 0x6B, U'↗'},
    {SymbolFont::wingdings3, 0x6C, U'↙'}, {SymbolFont::wingdings3, 0x6D, U'↘'},
    {SymbolFont::wingdings3, 0x6E, U'↔'}, {SymbolFont::wingdings3, 0x6F, U'↕'},
    {SymbolFont::wingdings3, 0x70, U'▲'}, {SymbolFont::wingdings3, 0x71, U'▼'},
    {SymbolFont::wingdings3, 0x72, U'△'}, {SymbolFont::wingdings3, 0x73, U'▽'},
    {SymbolFont::wingdings3, 0x74, U'◀'}, {SymbolFont::wingdings3, 0x75, U'▶'},
    {SymbolFont::wingdings3, 0x76, U'◁'}, {SymbolFont::wingdings3, 0x77, U'▷'},
    {SymbolFont::wingdings3, 0x7C, U'◀'}, {SymbolFont::wingdings3, 0x7D, U'▶'},
    {SymbolFont::wingdings3, 0x7E, U'▲'}, {SymbolFont::wingdings3, 0x80, U'▼'},
    {SymbolFont::wingdings3, 0x81, U'▲'}, {SymbolFont::wingdings3, 0x82, U'▼'},
    {SymbolFont::wingdings3, 0x83, U'◀'}, {SymbolFont::wingdings3, 0x84, U'▶'},
    {SymbolFont::webdings, 0x33, U'◀'},   {SymbolFont::webdings, 0x34, U'▶'},
    {SymbolFont::webdings, 0x35, U'▲'},   {SymbolFont::webdings, 0x36, U'▼'},
    {SymbolFont::webdings, 0x61, U'✓'},   {SymbolFont::webdings, 0x6E, U'●'},
    {SymbolFont::webdings, 0x72, U'✗'},
});

}  // namespace

SymbolFont symbol_font_of(std::string_view font_name)
{
    std::string name;
    for (const char c : font_name.substr(font_name.find('+') == 6 ? 7 : 0))
        if (std::isalnum(static_cast<unsigned char>(c)))
            name += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (name.starts_with("wingdings2"))
        return SymbolFont::wingdings2;
    if (name.starts_with("wingdings3"))
        return SymbolFont::wingdings3;
    if (name.starts_with("wingdings"))
        return SymbolFont::wingdings;
    if (name.starts_with("webdings"))
        return SymbolFont::webdings;
    if (name == "symbol" || name == "symbolmt" || name.starts_with("symbolbold") ||
        name.starts_with("symbolregular"))
        return SymbolFont::symbol;
    return SymbolFont::none;
}

std::optional<char32_t> symbol_from_code(SymbolFont font, char32_t code)
{
    const bool is_private = code >= 0xF020 && code <= 0xF0FF;
    if (is_private)
        code -= 0xF000;
    if (font == SymbolFont::none)
        font = !is_private ? font : code == 0xB7 ? SymbolFont::symbol : SymbolFont::wingdings;
    const auto* found = std::find_if(kSymbols.begin(), kSymbols.end(), [&](const Symbol& symbol) {
        return symbol.font == font && symbol.code == code;
    });
    if (found == kSymbols.end())
        return std::nullopt;
    return found->character;
}

}  // namespace domesday
