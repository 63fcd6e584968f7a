// Small PDFs for tests, written from their content streams.
#pragma once

#include <string>
#include <vector>

namespace domesday
{

struct TinyPage {
    std::string content{};                            // operators; fonts /F1 Helvetica, /F2 Helvetica-Bold
    std::string entries = "/MediaBox [0 0 200 100]";  // more of the page's dictionary
};

struct TinyPdf {
    std::vector<TinyPage> pages{};
    std::string catalog{};               // more of the catalog's dictionary
    std::string fonts{};                 // more of the font dictionary: "/F3 9 0 R"
    std::vector<std::string> objects{};  // further objects, numbered from 10: "<< /Type /Font ... >>"
    bool broken_table = false;           // the cross-reference table points nowhere
};

std::string written(const TinyPdf& pdf);

// A stream object of these bytes, for TinyPdf::objects.
std::string stream_object(const std::string& entries, const std::string& bytes);

}  // namespace domesday
