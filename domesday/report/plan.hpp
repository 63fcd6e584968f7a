// How much there is to read, and how long that would take.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace domesday
{

struct Plan {
    std::size_t files = 0;        // members of zip files count, the zip files do not
    std::size_t passed_over = 0;  // no documents
    std::size_t unreadable = 0;   // would be quarantined, or could not be opened
    std::size_t copies = 0;       // of documents that are counted already
    std::size_t documents = 0;
    std::size_t pages = 0;
    std::size_t judged = 0;  // pages of PDFs that were looked at
    double printed = 0;      // pages of PDFs with text of their own, by those looked at
    double pictures = 0;     // pages of PDFs to be read from their pictures, likewise
    std::uint64_t dump_bytes = 0;
};

// Seconds of processor time, measured with `time domesday ingest -j0` over samples/: 60 pages of PDFs with
// text took 0.10, 8 scanned pages 5.4, 0.43 MiB of dumps 0.16. Denser scans and slower machines take several
// times that.
struct Pace {
    double printed_page = 0.002;
    double picture_page = 0.7;
    double dump_mebibyte = 0.4;
};

double core_hours(const Plan& plan, const Pace& pace = {});

std::string plan_text(const Plan& plan);
std::string plan_json(const Plan& plan);

}  // namespace domesday
