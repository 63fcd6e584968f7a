// The HTML fragments that some dumps keep in their cells: tags and entities.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace domesday
{

enum class TagKind : std::uint8_t {
    block,       // <p>, <li>, <ul>, <td> ...: an item begins or ends
    line_break,  // <br>
    inline_text  // <i>, <b>, <span> ...: says nothing about where words end
};

struct Tag {
    TagKind kind = TagKind::inline_text;
    std::size_t bytes = 0;
};

// The tag that begins at text[0] == '<'; nothing for "<5%" or "<name of school>".
std::optional<Tag> tag_at(std::string_view text);

struct Entity {
    char32_t code_point = 0;
    std::size_t bytes = 0;
};

// The entity that begins at text[0] == '&', named or numeric, with its semicolon.
std::optional<Entity> entity_at(std::string_view text);

}  // namespace domesday
