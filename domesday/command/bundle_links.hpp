// Addresses of values and findings in a report's folder, for the links of a workbook that lies beside it.
#pragma once

#include <map>
#include <string>

#include "domesday/report/register_json.hpp"

namespace domesday
{

class BundleLinks
{
public:
    // `folder` as it is named in the links: relative to where the workbook will lie, or absolute.
    // `base`: the folder that a relative one counts from.
    BundleLinks(std::string folder, std::string base) : folder_(std::move(folder)), base_(std::move(base)) {}

    // Empty where the folder has no such page.
    std::string of_value(const DocumentReport& document, const ValueSubject& subject);
    std::string of_finding(const DocumentReport& document, std::size_t position);

    bool has_found_any() const { return has_found_any_; }

private:
    std::string to(const std::string& page, const std::string& anchor);

    std::string folder_, base_;
    std::map<std::string, bool> pages_;  // whether they are there
    bool has_found_any_ = false;
};

}  // namespace domesday
