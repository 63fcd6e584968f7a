#include "tests/unit/support/tiny_pdf.hpp"

#include <cstdio>
#include <map>

namespace domesday
{
namespace
{

constexpr int kFirstFurtherObject = 10;

std::map<int, std::string> objects_of(const TinyPdf& pdf)
{
    std::map<int, std::string> objects;
    int next = kFirstFurtherObject;
    for (const auto& object : pdf.objects)
        objects[next++] = object;
    std::string kids;
    for (const auto& page : pdf.pages) {
        const int content = next++, number = next++;
        objects[content] = stream_object("", page.content);
        const bool has_content = page.entries.find("/Contents") != std::string::npos;
        objects[number] =
            "<< /Type /Page /Parent 2 0 R /Resources << /Font 3 0 R /XObject << /X1 10 0 R >> >> " +
            page.entries + (has_content ? "" : " /Contents " + std::to_string(content) + " 0 R") + " >>";
        kids += std::to_string(number) + " 0 R ";
    }
    objects[1] = "<< /Type /Catalog /Pages 2 0 R " + pdf.catalog + " >>";
    objects[2] = "<< /Type /Pages /Kids [ " + kids + "] /Count " + std::to_string(pdf.pages.size()) + " >>";
    objects[3] = "<< /F1 4 0 R /F2 5 0 R " + pdf.fonts + " >>";
    objects[4] = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";
    objects[5] = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>";
    return objects;
}

}  // namespace

std::string stream_object(const std::string& entries, const std::string& bytes)
{
    return "<< /Length " + std::to_string(bytes.size()) + " " + entries + " >>\nstream\n" + bytes +
           "\nendstream";
}

std::string written(const TinyPdf& pdf)
{
    std::string file = "%PDF-1.7\n";
    std::map<int, std::size_t> places;
    const auto objects = objects_of(pdf);
    for (const auto& [number, object] : objects) {
        places[number] = file.size();
        file += std::to_string(number) + " 0 obj\n" + object + "\nendobj\n";
    }
    const std::size_t table = file.size() + (pdf.broken_table ? 5000 : 0);
    const int size = objects.rbegin()->first + 1;
    file += "xref\n0 " + std::to_string(size) + "\n0000000000 65535 f \n";
    for (int number = 1; number < size; ++number) {
        char line[32];
        std::snprintf(line, sizeof line, "%010zu %05d %c \n", places[number], places[number] ? 0 : 65535,
                      places[number] ? 'n' : 'f');
        file += line;
    }
    file += "trailer\n<< /Root 1 0 R /Size " + std::to_string(size) + " >>\nstartxref\n" +
            std::to_string(table) + "\n%%EOF\n";
    return file;
}

}  // namespace domesday
