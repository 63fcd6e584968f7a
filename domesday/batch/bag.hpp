// A BagIt 1.0 bag (RFC 8493) of what the store holds: original files, exports, checksums, and what was done
// when.
//
//   bagit.txt  bag-info.txt  manifest-sha256.txt  tagmanifest-sha256.txt
//   data/originals/<sha-256>-<name>   the bytes that were read
//   data/originals-missing.csv        those that are not in the bag, and why; only if there are any
//   data/exports/registers.json  data/exports/<table>.csv
//   metadata/events.json              the runs as PREMIS events
//
// The same store with the same originals gives the same bytes.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "domesday/batch/originals.hpp"
#include "schema/store.hpp"

namespace domesday
{

struct BagSummary {
    struct Missing {
        std::string name, sha256;
        std::vector<OriginalPlace> places{};  // where it was seen, and what stands there now
    };
    std::size_t originals = 0, files = 0;
    std::vector<Missing> missing{};
};

// The bag could not be written: where, and what the system says.
class BagError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

// `folder` is made; it must not be there yet, or be empty. `version`: of domesday. A bag that could not be
// finished is not left behind. Throws BagError.
BagSummary write_bag(const Store& store, const std::string& folder, std::string_view version);

// A file name of letters, digits and . _ - only, at most 100 bytes, with what it ended in.
std::string harmless_file_name(std::string_view name);

}  // namespace domesday
