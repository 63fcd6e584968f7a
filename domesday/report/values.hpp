// Every value of a document's registers, one after the other, in the order of the document.
#pragma once

#include <vector>

#include "schema/decision.hpp"

namespace domesday
{

struct ValueAt {
    ValueSubject subject;
    const Register* reg = nullptr;
    const Entry* entry = nullptr;  // nullptr: of the register itself
    const Value* value = nullptr;  // its text is not empty
};

// Borrowed from `content`, which must outlive them.
std::vector<ValueAt> values_of(const ParsedDocument& content);

}  // namespace domesday
