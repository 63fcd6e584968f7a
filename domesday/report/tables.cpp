#include "domesday/report/tables.hpp"

namespace domesday
{
namespace
{

bool is_leader(const Word& word)
{
    return word.text.size() >= 4 && word.text.find_first_not_of('.') == std::string::npos;
}

}  // namespace

std::string text_without_leaders(const std::vector<Word>& words)
{
    std::vector<Word> kept;
    for (const auto& word : words)
        if (!is_leader(word))
            kept.push_back(word);
    return plain_text(kept);
}

}  // namespace domesday
