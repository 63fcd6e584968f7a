// The one exception for input that cannot be read: which file, which page, why, and what to do about it.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace domesday
{

// Why a document could not be read, as it is stored and counted. Part of the output format.
enum class Reason {
    empty,
    not_a_document,  // neither a PDF nor text: "not-a-pdf" when it was called .pdf
    encrypted,
    damaged,
    page_too_large,
    too_large,   // the file, a line, a table: over a limit of ours
    unreadable,  // no permission, a folder or device, a disk that fails
    changing,    // still being written
    vanished,    // there when the folder was listed, gone when it was to be read
    limit_memory,
    limit_time,
    crashed,
};

std::string_view to_string(Reason reason);  // "empty", "not-a-pdf", "encrypted", ...

struct InputPlace {
    std::string source;  // as the user named it
    int page = 0;        // from 1; 0: the whole file
};

class InputError : public std::runtime_error
{
public:
    // `found`: what is the matter ("not a PDF, it starts with \"<html\""); `advice`: what to do about it.
    InputError(InputPlace place, Reason reason, std::string found, std::string advice = {});

    InputPlace place;
    Reason reason;
    std::string found;
    std::string advice;
};

}  // namespace domesday
