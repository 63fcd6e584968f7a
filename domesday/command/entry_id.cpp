#include "domesday/command/entry_id.hpp"

#include "parsers/text/ids.hpp"

namespace domesday
{

std::string entry_id(std::string_view typed)
{
    const auto id = find_id(typed);
    return id ? id->text() : std::string{typed};
}

bool is_named(const StoredDocument& document, std::string_view name)
{
    constexpr std::size_t kShortestHash = 8;
    return name.empty() || document.name == name ||
           (name.size() >= kShortestHash && std::string_view{document.sha256}.substr(0, name.size()) == name);
}

}  // namespace domesday
