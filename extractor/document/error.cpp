#include "extractor/document/error.hpp"

#include <utility>

namespace domesday
{
namespace
{

std::string sentence(const InputPlace& place, const std::string& found, const std::string& advice)
{
    std::string text = place.source;
    if (place.page > 0)
        text += ", page " + std::to_string(place.page);
    text += ": " + found;
    if (!advice.empty())
        text += "\n  " + advice;
    return text;
}

}  // namespace

std::string_view to_string(Reason reason)
{
    switch (reason) {
        case Reason::empty:
            return "empty";
        case Reason::not_a_document:
            return "not-a-pdf";
        case Reason::encrypted:
            return "encrypted";
        case Reason::damaged:
            return "damaged";
        case Reason::page_too_large:
            return "page-too-large";
        case Reason::too_large:
            return "too-large";
        case Reason::unreadable:
            return "unreadable";
        case Reason::changing:
            return "changing";
        case Reason::vanished:
            return "vanished";
        case Reason::limit_memory:
            return "limit-memory";
        case Reason::limit_time:
            return "limit-time";
        case Reason::crashed:
            return "crashed";
    }
    return "unreadable";
}

InputError::InputError(InputPlace place_, Reason reason_, std::string found_, std::string advice_)
    : std::runtime_error(sentence(place_, found_, advice_)),
      place(std::move(place_)),
      reason(reason_),
      found(std::move(found_)),
      advice(std::move(advice_))
{
}

}  // namespace domesday
