#include "domesday/command/one_of.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <utility>

#include "domesday/command/nearest.hpp"

namespace domesday
{

void require_one_of(CLI::Option* option, std::vector<std::string> words)
{
    option->check(CLI::Validator(
        [words = std::move(words)](const std::string& word) -> std::string {
            if (std::find(words.begin(), words.end(), word) != words.end())
                return {};
            const std::string nearest = nearest_word(word, words);
            if (!nearest.empty())
                return "'" + word + "' is not known; did you mean '" + nearest + "'?";
            std::string list;
            for (const auto& known : words)
                list += (list.empty() ? "" : ", ") + known;
            return "'" + word + "' is none of " + list;
        },
        ""));
}

}  // namespace domesday
