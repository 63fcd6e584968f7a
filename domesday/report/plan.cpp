#include "domesday/report/plan.hpp"

#include <array>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace domesday
{
namespace
{

std::string fixed(double value, const char* format)
{
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), format, value);
    return text.data();
}

double mebibytes(const Plan& plan)
{
    return static_cast<double>(plan.dump_bytes) / (1 << 20);
}

std::string counted(std::size_t count, const char* one, const char* many)
{
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

}  // namespace

double core_hours(const Plan& plan, const Pace& pace)
{
    return (plan.printed * pace.printed_page + plan.pictures * pace.picture_page +
            mebibytes(plan) * pace.dump_mebibyte) /
           3600;
}

std::string plan_text(const Plan& plan)
{
    const Pace pace;
    std::string text = counted(plan.files, "file", "files") + ": " +
                       counted(plan.documents, "document", "documents") + ", " +
                       counted(plan.copies, "copy", "copies") + ", " + std::to_string(plan.unreadable) +
                       " that cannot be read; " + std::to_string(plan.passed_over) + " passed over\n";
    text += counted(plan.pages, "page", "pages") + ": about " + fixed(plan.printed, "%.0f") +
            " of PDFs with text, about " + fixed(plan.pictures, "%.0f") +
            " that need text recognition (told by " + std::to_string(plan.judged) + " of them), dumps of " +
            fixed(mebibytes(plan), "%.1f") + " MiB\n";
    text += "about " + fixed(core_hours(plan), "%.3f") + " core-hours, at " +
            fixed(pace.printed_page, "%.3f") + " s a page with text, " + fixed(pace.picture_page, "%.1f") +
            " s a recognised one, " + fixed(pace.dump_mebibyte, "%.2f") +
            " s a MiB of dump (processor time, measured on samples/; dense scans take several times that)\n";
    return text;
}

std::string plan_json(const Plan& plan)
{
    const Pace pace;
    const nlohmann::ordered_json json{{"files", plan.files},
                                      {"documents", plan.documents},
                                      {"copies", plan.copies},
                                      {"unreadable", plan.unreadable},
                                      {"passed_over", plan.passed_over},
                                      {"pages", plan.pages},
                                      {"pages_judged", plan.judged},
                                      {"pages_with_text", std::llround(plan.printed)},
                                      {"pages_to_recognise", std::llround(plan.pictures)},
                                      {"dump_bytes", plan.dump_bytes},
                                      {"core_hours", std::round(core_hours(plan) * 10000) / 10000},
                                      {"seconds_per_page_with_text", pace.printed_page},
                                      {"seconds_per_recognised_page", pace.picture_page},
                                      {"seconds_per_mebibyte_of_dump", pace.dump_mebibyte}};
    return json.dump(1) + "\n";
}

}  // namespace domesday
