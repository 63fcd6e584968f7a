// The key to scores as a map: which entries stand in which cell, and where they are to go.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>

#include "domesday/report/bundle/html.hpp"
#include "domesday/report/bundle/parts.hpp"
#include "domesday/report/text.hpp"
#include "parsers/checks/wording.hpp"

namespace domesday
{
namespace
{

constexpr int kCellWidth = 116, kAxisWidth = 150, kLineHeight = 17, kAxisHeight = 40, kIdsPerLine = 3;

struct CellAt {
    std::size_t impact = 0, likelihood = 0;  // from 0
    bool by_number = false;                  // only the number tells: no other cell has it
    bool operator<(const CellAt& other) const
    {
        return std::pair{impact, likelihood} < std::pair{other.impact, other.likelihood};
    }
};

std::optional<CellAt> cell_with(const Matrix& matrix, double number)
{
    std::optional<CellAt> found;
    for (std::size_t i = 0; i < matrix.scores.size(); ++i)
        for (std::size_t j = 0; j < matrix.scores[i].size(); ++j) {
            if (matrix.scores[i][j] != number)
                continue;
            if (found)
                return std::nullopt;
            found = CellAt{i, j, true};
        }
    return found;
}

std::optional<CellAt> cell_of(const Matrix& matrix, const Score& score)
{
    if (score.likelihood && score.impact && *score.likelihood >= 1 && *score.impact >= 1 &&
        static_cast<std::size_t>(*score.likelihood) <= matrix.likelihood.size() &&
        static_cast<std::size_t>(*score.impact) <= matrix.impact.size())
        return CellAt{static_cast<std::size_t>(*score.impact) - 1,
                      static_cast<std::size_t>(*score.likelihood) - 1, false};
    return score.value ? cell_with(matrix, *score.value) : std::nullopt;
}

// The stage an entry stands in today and the one it is to reach, as far as the register has them.
struct Way {
    std::size_t entry = 0;  // position in the register
    std::optional<CellAt> from{}, to{};
    bool has_aim = false;  // the register gives one, wherever that is
};

Way way_of(const Matrix& matrix, const Entry& entry, std::size_t position)
{
    Way way{.entry = position};
    for (const Stage stage : {Stage::current, Stage::inherent})
        if (const auto score = entry.scores.find(stage); !way.from && score != entry.scores.end())
            way.from = cell_of(matrix, score->second);
    for (const Stage stage : {Stage::residual, Stage::target})
        if (const auto score = entry.scores.find(stage); !way.to && score != entry.scores.end()) {
            way.to = cell_of(matrix, score->second);
            way.has_aim = true;
        }
    return way;
}

// One hue from pale to full by the share of the key's highest score: a register's own bands are rarely
// printed.
std::string shade(double share)
{
    const auto mix = [&](int pale, int full) {
        return static_cast<int>(std::lround(pale + (full - pale) * std::clamp(share, 0.0, 1.0)));
    };
    char text[8];
    std::snprintf(text, sizeof text, "#%02x%02x%02x", mix(255, 240), mix(250, 150), mix(238, 90));
    return text;
}

class Map
{
public:
    explicit Map(const Register& reg) : register_(reg), matrix_(*reg.matrix)
    {
        for (std::size_t i = 0; i < reg.entries.size(); ++i)
            ways_.push_back(way_of(matrix_, reg.entries[i], i));
        std::size_t most = 0;
        for (const auto& way : ways_)
            if (way.from)
                most = std::max(most, ++in_cell_[*way.from]);
        const int lines = static_cast<int>((most + kIdsPerLine - 1) / kIdsPerLine);
        cell_height_ = std::max(54, 26 + lines * kLineHeight);
        in_cell_.clear();
    }

    std::string html()
    {
        return "<details class=\"map\" open><summary>Heat map: the register's own key, entries where they "
               "stand, arrows to where they are to be</summary>\n" +
               drawing() + table() + "</details>\n";
    }

private:
    int left_of(std::size_t likelihood) const
    {
        return kAxisWidth + static_cast<int>(likelihood) * kCellWidth;
    }
    int top_of(std::size_t impact) const
    {
        return static_cast<int>(matrix_.impact.size() - 1 - impact) * cell_height_;
    }
    static std::string text_at(int x, int y, std::string_view css, const std::string& text)
    {
        return "<text" + attribute("x", std::to_string(x)) + attribute("y", std::to_string(y)) +
               attribute("class", css) + ">" + escaped(text) + "</text>";
    }

    std::string cells() const
    {
        double highest = 0;
        for (const auto& row : matrix_.scores)
            for (const double score : row)
                highest = std::max(highest, score);
        std::string svg;
        for (std::size_t i = 0; i < matrix_.scores.size(); ++i)
            for (std::size_t j = 0; j < matrix_.scores[i].size(); ++j) {
                const double score = matrix_.scores[i][j];
                svg += "<rect" + attribute("x", std::to_string(left_of(j))) +
                       attribute("y", std::to_string(top_of(i))) +
                       attribute("width", std::to_string(kCellWidth)) +
                       attribute("height", std::to_string(cell_height_)) +
                       attribute("fill", shade(highest > 0 ? score / highest : 0)) + " class=\"cell\"/>" +
                       text_at(left_of(j) + kCellWidth - 5, top_of(i) + 14, "score", number_text(score));
            }
        return svg;
    }

    std::string axes() const
    {
        std::string svg;
        for (std::size_t i = 0; i < matrix_.impact.size(); ++i) {
            // a level with a risk's and an opportunity's name takes two lines
            const std::string& name = matrix_.impact[i];
            const auto slash = name.find(" / ");
            const int middle = top_of(i) + cell_height_ / 2 + (slash == std::string::npos ? 4 : -4);
            svg += text_at(kAxisWidth - 8, middle, "impact", one_line(name.substr(0, slash), 22));
            if (slash != std::string::npos)
                svg += text_at(kAxisWidth - 8, middle + 15, "impact", one_line(name.substr(slash + 1), 22));
        }
        const int bottom = static_cast<int>(matrix_.impact.size()) * cell_height_;
        for (std::size_t j = 0; j < matrix_.likelihood.size(); ++j)
            svg += text_at(left_of(j) + kCellWidth / 2, bottom + 16, "likelihood",
                           one_line(matrix_.likelihood[j], 18));
        return svg;
    }

    struct Point {
        int x = 0, y = 0;
    };

    Point next_place(const CellAt& cell)
    {
        const int slot = static_cast<int>(in_cell_[cell]++);
        return {left_of(cell.likelihood) + 20 + slot % kIdsPerLine * 36,
                top_of(cell.impact) + 32 + slot / kIdsPerLine * kLineHeight};
    }

    std::string arrow(const Point& from, const CellAt& to, std::size_t entry) const
    {
        // to a place of its own in the cell, so that arrows to one cell do not lie on each other
        const int x = left_of(to.likelihood) + 20 + static_cast<int>(entry * 29 % 76);
        const int y = top_of(to.impact) + cell_height_ - 8;
        return "<line" + attribute("x1", std::to_string(from.x)) +
               attribute("y1", std::to_string(from.y + 3)) + attribute("x2", std::to_string(x)) +
               attribute("y2", std::to_string(y)) + " class=\"way\" marker-end=\"url(#tip)\"/>";
    }

    std::string entries()
    {
        std::string arrows, names;
        for (const auto& way : ways_) {
            if (!way.from)
                continue;
            const Point at = next_place(*way.from);
            const Entry& entry = register_.entries[way.entry];
            if (way.to && (way.to->impact != way.from->impact || way.to->likelihood != way.from->likelihood))
                arrows += arrow(at, *way.to, way.entry);
            names += "<a href=\"#" + entry_anchor(way.entry) + "\">" +
                     text_at(at.x, at.y, way.from->by_number ? "id by-number" : "id",
                             entry.id ? one_line(*entry.id, 8) : std::to_string(way.entry + 1)) +
                     "</a>";
        }
        return arrows + names;
    }

    std::string drawing()
    {
        const int width = kAxisWidth + static_cast<int>(matrix_.likelihood.size()) * kCellWidth + 2;
        const int height = static_cast<int>(matrix_.impact.size()) * cell_height_ + kAxisHeight;
        return "<svg viewBox=\"0 0 " + std::to_string(width) + " " + std::to_string(height) +
               "\" role=\"group\" aria-label=\"Heat map; the table below says the same\">"
               "<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" "
               "markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\"/></marker></defs>" +
               cells() + axes() + entries() + "</svg>\n";
    }

    std::string words(const std::optional<CellAt>& cell) const
    {
        if (!cell)
            return "not on the map: neither words nor number tell its cell";
        return words_of_levels(matrix_, static_cast<int>(cell->impact) + 1,
                               static_cast<int>(cell->likelihood) + 1) +
               " (" + number_text(matrix_.scores[cell->impact][cell->likelihood]) + ")" +
               (cell->by_number ? ", by its number alone" : "");
    }

    std::string table() const
    {
        std::string html =
            "<details><summary>The same as a table</summary><table><thead><tr><th scope=\"col\">Entry</th>"
            "<th scope=\"col\">stands at</th><th scope=\"col\">is to reach</th></tr></thead><tbody>";
        for (const auto& way : ways_)
            html += "<tr><th scope=\"row\"><a href=\"#" + entry_anchor(way.entry) + "\">" +
                    escaped(entry_name(register_.entries[way.entry])) + "</a></th><td>" +
                    escaped(words(way.from)) + "</td><td>" +
                    (way.has_aim ? escaped(words(way.to)) : "not given") + "</td></tr>";
        return html + "</tbody></table></details>\n";
    }

    const Register& register_;
    const Matrix& matrix_;
    std::vector<Way> ways_;
    std::map<CellAt, std::size_t> in_cell_;
    int cell_height_ = 0;
};

bool is_whole(const Matrix& matrix)
{
    return !matrix.impact.empty() && !matrix.likelihood.empty() &&
           matrix.scores.size() == matrix.impact.size() &&
           std::all_of(matrix.scores.begin(), matrix.scores.end(),
                       [&](const auto& row) { return row.size() == matrix.likelihood.size(); });
}

}  // namespace

std::string heat_map(const Register& reg)
{
    return reg.matrix && is_whole(*reg.matrix) ? Map{reg}.html() : std::string{};
}

}  // namespace domesday
