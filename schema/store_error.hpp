// Trouble with the store itself, as opposed to an input: it stops the run.
#pragma once

#include <stdexcept>
#include <string>

namespace domesday
{

class StoreError : public std::runtime_error
{
public:
    // `found`: what is the matter with `store`; `advice`: what became of the data or what to do.
    StoreError(std::string store, std::string found_, std::string advice_)
        : std::runtime_error(store + ": " + found_ + (advice_.empty() ? "" : "\n  " + advice_)),
          path(std::move(store)),
          found(std::move(found_)),
          advice(std::move(advice_))
    {
    }

    std::string path, found, advice;
};

}  // namespace domesday
