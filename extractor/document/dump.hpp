// Text dump -> pages. The structure of a dump decides how it is read, not its name.
//
// A page of the dump that has parts of different kinds (a table with tabs, then one aligned by spaces) is
// given as several Pages of one number, in order.
// A form feed begins a page; without any, the whole dump is one page with Place::page 0. Lines count over the
// whole file and end at "\n" or "\r\n"; a form feed is a character of its line. HTML tags (<p>, <ul>, <li>,
// <i> ...) are no words: they say how words join. Entities are decoded, a word's place covers what was
// written. Controls and characters without a picture are left out of words. Text that was encoded twice
// ("â€“" for a dash) is put right. A word's text is otherwise the characters at its place, in NFC.
//
// Throws InputError: not_a_document (unknown encoding), too_large (see DumpLimits), empty (no words; pages
// without words may have been given before).
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "extractor/document/reader.hpp"

namespace domesday
{

struct DumpLimits {
    std::size_t bytes = 16u << 20;  // a pack of 1,000 pages has about 4 MiB
    std::size_t lines = 1'000'000;  // the same pack has about 60,000
    std::size_t pages = 20'000;
    std::size_t line_bytes = 1u << 20;  // a whole register in one line has about 100 KiB
    std::size_t columns = 1'000;        // the widest register we know has 19
};

DocumentInfo read_dump_pages(const Source& source, const ReadOptions& options,
                             const std::function<void(Page&&)>& take, const DumpLimits& limits);

DocumentInfo read_dump_pages(const Source& source, const ReadOptions& options,
                             const std::function<void(Page&&)>& take);

// The lines that places in a dump count: in UTF-8, without their ends. None where it cannot be decoded or has
// more than `limits` allow.
std::vector<std::string> lines_of_dump(const Source& source, const DumpLimits& limits = {});

}  // namespace domesday
