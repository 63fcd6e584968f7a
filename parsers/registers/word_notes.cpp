#include "parsers/registers/word_notes.hpp"

#include <functional>

namespace domesday
{

WordNotes::Key WordNotes::key_of(const Place& place)
{
    if (place.line > 0)
        return {.page = place.page, .line = place.line, .x = static_cast<float>(place.begin), .y = 0};
    return {.page = place.page, .line = 0, .x = place.box.left, .y = place.box.top};
}

std::size_t WordNotes::Hash::operator()(const Key& key) const
{
    std::size_t hash = std::hash<int>{}(key.page);
    for (const std::size_t part :
         {std::hash<int>{}(key.line), std::hash<float>{}(key.x), std::hash<float>{}(key.y)})
        hash = (hash ^ part) * 1099511628211U;
    return hash;
}

void WordNotes::add(std::span<const Word> words, const WordNote& note)
{
    if (words.empty())
        return;
    const std::size_t index = notes_.size();
    notes_.push_back(note);
    for (const auto& word : words)
        of_word_.insert_or_assign(key_of(word.place), index);
}

void WordNotes::add(const std::vector<Place>& places, const WordNote& note)
{
    if (places.empty())
        return;
    const std::size_t index = notes_.size();
    notes_.push_back(note);
    for (const auto& place : places)
        of_word_.insert_or_assign(key_of(place), index);
}

const WordNote* WordNotes::find(const Place& place) const
{
    const auto found = of_word_.find(key_of(place));
    return found == of_word_.end() ? nullptr : &notes_[found->second];
}

}  // namespace domesday
