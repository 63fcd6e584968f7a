#include "parsers/registers/flat_columns.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <limits>
#include <map>
#include <set>
#include <unordered_set>

namespace domesday
{

namespace
{

constexpr std::size_t kLongestHeading = 8;  // words
constexpr std::size_t kLongestRun = 80;     // words of consecutive heading lines
// A page with fewer different headings prints no table's head: prose has "Risk" and "Score" side by side, the
// narrowest registers of the samples have seven columns.
constexpr std::size_t kFewestHeadings = 4;

struct Hit {
    std::size_t line = 0;  // its first
    Heading heading;
    std::string printed;
    bool stacked = false;  // others beside it, the rest of it maybe on the line below
};

// Lines that hold nothing but headings, one after the other without a blank line.
struct Run {
    std::size_t first = 0, last = 0;  // lines
    int page = 0;                     // counted from 0 by page starts
    std::vector<Hit> hits;
    double coverage = 0;  // share of the words that are part of a heading
    bool trusted = false;
};

// The words of all headings and their beginnings and endings, which narrow columns leave over.
class HeadingWords
{
public:
    explicit HeadingWords(const Vocabulary& vocabulary)
    {
        for (const std::string_view kind : {"heading", "stage", "measure", "previous", "noise"})
            for (const auto& term : vocabulary.terms(kind))
                add(term.surface);
    }

    bool knows(const FlatWord& word) const
    {
        std::string part;
        bool any = false;
        for (const char c : word.word->text + " ") {
            if (std::isdigit(static_cast<unsigned char>(c)))
                return false;  // an id
            if (std::isalpha(static_cast<unsigned char>(c))) {
                part += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
            } else if (c != '(' && c != ')' && !part.empty()) {  // "Consequence(s)" is one word
                if (!whole_.contains(part) && !(part.size() >= 3 && parts_.contains(part)))
                    return false;
                any = true;
                part.clear();
            }
        }
        return any;
    }

private:
    void add(std::string_view surface)
    {
        std::string word;
        for (std::size_t i = 0; i <= surface.size(); ++i) {
            const char c = i < surface.size() ? surface[i] : ' ';
            if (std::isalpha(static_cast<unsigned char>(c))) {
                word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
            } else if (!word.empty()) {
                if (whole_.insert(word).second && word.size() > 7)
                    for (std::size_t n = 3; n < word.size(); ++n) {
                        parts_.insert(word.substr(0, n));
                        parts_.insert(word.substr(word.size() - n));
                    }
                word.clear();
            }
        }
    }

    std::unordered_set<std::string> whole_, parts_;
};

bool has_letters(const FlatWord& word)
{
    return word.upper || word.lower;
}

double heading_share(const FlatDocument& document, const FlatLine& line,
                     const std::vector<std::uint8_t>& known)
{
    double all = 0, share = 0;
    for (const auto& word : document.words_of(line)) {
        if (!has_letters(word) || (word.length <= 2 && !known[word.id]))
            continue;
        all += word.length;
        if (known[word.id])
            share += word.length;
    }
    return all > 0 ? share / all : 0;
}

bool is_term_in_noise(std::string_view text, const Vocabulary& vocabulary)
{
    for (int k = 0; k < 4; ++k) {
        if (vocabulary.find("heading", text))
            return true;
        const auto space = text.find(' ');
        if (space == std::string_view::npos || !vocabulary.find("noise", text.substr(0, space)))
            break;
        text.remove_prefix(space + 1);
    }
    for (int k = 0; k < 4; ++k) {
        const auto space = text.rfind(' ');
        if (space == std::string_view::npos || !vocabulary.find("noise", text.substr(space + 1)))
            return false;
        text = text.substr(0, space);
        if (vocabulary.find("heading", text))
            return true;
    }
    return false;
}

// What a run of words means as one heading; none if it is none, or more than one.
std::optional<Heading> one_heading(const std::string& text, std::size_t words, const Vocabulary& vocabulary)
{
    if (text.ends_with(" of") || text.ends_with(" and") || text.ends_with(" &"))
        return std::nullopt;
    auto heading = vocabulary.find_heading(text);
    if (!heading || heading->loose)
        return std::nullopt;
    if (heading->part == Part::field || heading->part == Part::id) {
        // One word may hold two names of one thing ("Effect/Consequence"); words of noise around a heading
        // change nothing: "Corporate Risk Description", "Description of Risk".
        if (words == 1 || is_term_in_noise(text, vocabulary))
            return heading;
        return std::nullopt;
    }
    // A single letter is a column of its own below a stage: "L", "I", "Score".
    if (words > 1)
        for (std::size_t k = 0; k < text.size(); ++k)
            if (text[k] != ' ' && (k == 0 || text[k - 1] == ' ') &&
                (k + 1 == text.size() || text[k + 1] == ' '))
                return std::nullopt;
    // "Score Score" is two columns.
    if (words > 4)
        return std::nullopt;
    for (std::size_t at = text.find(' '); at != std::string::npos; at = text.find(' ', at + 1)) {
        const auto next = text.substr(at + 1, text.find(' ', at + 1) - at - 1);
        if (text.find(next) < at)
            return std::nullopt;
    }
    return heading;
}

// Splits words into headings so that as few words as possible belong to none.
std::vector<Hit> headings_in(const FlatDocument& document,
                             const std::vector<std::pair<std::size_t, std::size_t>>& words,
                             const Vocabulary& vocabulary, double& unmatched)
{
    struct Step {
        double cost = std::numeric_limits<double>::max();
        std::size_t from = 0;
        std::optional<Heading> heading{};
    };
    std::vector<Step> steps(words.size() + 1);
    steps[0].cost = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto& word = document.words[words[i].first];
        const double alone = word.bar || !has_letters(word) ? 0.0 : word.length <= 2 ? 0.8 : 2.0;
        if (steps[i].cost + alone < steps[i + 1].cost)
            steps[i + 1] = {steps[i].cost + alone, i, std::nullopt};
        if (!word.upper && word.word->text != "#")
            continue;
        std::string text;
        for (std::size_t n = 1; n <= kLongestHeading && i + n <= words.size(); ++n) {
            const auto& next = document.words[words[i + n - 1].first];
            if (next.bar)
                break;
            if (n > 1)
                text += ' ';
            text += next.word->text;
            const auto heading = one_heading(text, n, vocabulary);
            if (!heading)
                continue;
            const double cost =
                steps[i].cost + (n == 1 && next.length <= 2 ? 0.6 : 1.0) + (heading->bare ? 0.4 : 0.0) +
                (heading->part == Part::field || heading->part == Part::id ? 0.0 : 0.05 * double(n));
            if (cost < steps[i + n].cost)
                steps[i + n] = {cost, i, heading};
        }
    }
    std::vector<Hit> hits;
    double matched = 0, all = 0;
    for (std::size_t at = words.size(); at > 0; at = steps[at].from) {
        const auto& step = steps[at];
        double letters = 0;
        std::string printed;
        for (auto i = step.from; i < at; ++i) {
            const auto& word = document.words[words[i].first];
            if (has_letters(word))
                letters += word.length;
            printed += (printed.empty() ? "" : " ") + word.word->text;
        }
        all += letters;
        if (!step.heading)
            continue;
        matched += letters;
        hits.push_back({words[step.from].second, *step.heading, printed});
    }
    std::reverse(hits.begin(), hits.end());
    unmatched = all > 0 ? 1 - matched / all : 1;
    return hits;
}

std::vector<std::pair<std::size_t, std::size_t>> words_of_lines(const FlatDocument& document,
                                                                std::size_t first, std::size_t last)
{
    std::vector<std::pair<std::size_t, std::size_t>> words;
    for (auto l = first; l < last && words.size() < kLongestRun; ++l)
        for (auto w = document.lines[l].first; w < document.lines[l].last && words.size() < kLongestRun; ++w)
            words.emplace_back(w, l);
    return words;
}

void read_run(const FlatDocument& document, Run& run, const Vocabulary& vocabulary)
{
    double unmatched = 1;
    run.hits = headings_in(document, words_of_lines(document, run.first, run.last), vocabulary, unmatched);
    run.coverage = 1 - unmatched;
    if (run.last - run.first < 2 || unmatched < 0.05)
        return;
    // The lines may be stacked: the columns' words side by side. Then each line reads for itself.
    std::vector<Hit> stacked;
    double left = 0;
    for (auto l = run.first; l < run.last; ++l) {
        double part = 1;
        auto hits = headings_in(document, words_of_lines(document, l, l + 1), vocabulary, part);
        left += part / double(run.last - run.first);
        std::move(hits.begin(), hits.end(), std::back_inserter(stacked));
    }
    if (stacked.size() >= run.hits.size() || left < unmatched)
        run.hits = std::move(stacked);
    const bool beside = std::any_of(run.hits.begin(), run.hits.end(), [&](const Hit& hit) {
        return std::count_if(run.hits.begin(), run.hits.end(),
                             [&](const Hit& other) { return other.line == hit.line; }) >= 3;
    });
    for (auto& hit : run.hits)
        hit.stacked = beside;
}

// Where a column usually stands, for headings whose place among the others was lost.
int usual_rank(const Heading& heading)
{
    if (heading.part == Part::id)
        return 0;
    if (heading.part == Part::field) {
        switch (heading.field) {
            case Field::title:
                return 10;
            case Field::description:
                return 20;
            case Field::type:
                return 30;
            case Field::causes:
                return 40;
            case Field::consequences:
                return 50;
            case Field::controls:
                return 70;
            case Field::control_owner:
                return 75;
            case Field::mitigations:
                return 90;
            case Field::mitigation_owner:
                return 92;
            case Field::progress:
                return 95;
            case Field::owner:
                return 120;
            case Field::target_date:
                return 130;
            case Field::direction:
                return 150;
            default:
                return 140;
        }
    }
    const int part = heading.part == Part::likelihood ? 0 : heading.part == Part::impact ? 1 : 2;
    switch (heading.stage.value_or(Stage::current)) {
        case Stage::inherent:
            return 60 + part;
        case Stage::current:
            return 80 + part;
        case Stage::residual:
            return 100 + part;
        case Stage::target:
            return 110 + part;
    }
    return 140;
}

bool same_column(const Heading& a, const Heading& b)
{
    return a.part == b.part && a.stage == b.stage && a.previous == b.previous &&
           (a.part != Part::field || a.field == b.field);
}

bool is_measure(const Heading& heading)
{
    return heading.part == Part::score || heading.part == Part::likelihood || heading.part == Part::impact;
}

// Bare stages ("Current Risk") span the L, I and Score that follow somewhere later, group by group.
void spread_stages(std::vector<Hit>& hits)
{
    std::vector<std::size_t> spans;
    std::vector<std::vector<Hit>> groups;
    std::vector<Hit> rest;
    for (auto& hit : hits) {
        const auto& heading = hit.heading;
        if (is_measure(heading) && !heading.stage && !heading.previous) {
            const bool begins =
                groups.empty() || std::any_of(groups.back().begin(), groups.back().end(),
                                              [&](const Hit& h) { return h.heading.part == heading.part; });
            if (begins)
                groups.emplace_back();
            groups.back().push_back(hit);
        }
    }
    for (std::size_t i = 0; i < hits.size(); ++i)
        if (hits[i].heading.bare && (hits[i].heading.stage || hits[i].heading.previous))
            spans.push_back(i);
    if (spans.empty() || groups.empty())
        return;
    for (std::size_t i = 0; i < hits.size(); ++i) {
        const auto& heading = hits[i].heading;
        if (is_measure(heading) && !heading.stage && !heading.previous)
            continue;
        const auto span = std::find(spans.begin(), spans.end(), i);
        if (span == spans.end()) {
            rest.push_back(hits[i]);
            continue;
        }
        const auto group = static_cast<std::size_t>(span - spans.begin());
        if (group >= groups.size()) {
            rest.push_back(hits[i]);
            continue;
        }
        for (auto hit : groups[group]) {
            hit.heading.stage = heading.stage;
            hit.heading.basis = heading.basis;
            hit.heading.previous = heading.previous;
            hit.printed = hits[i].printed + " " + hit.printed;
            rest.push_back(hit);
        }
    }
    for (std::size_t g = spans.size(); g < groups.size(); ++g)
        for (const auto& hit : groups[g])
            rest.push_back(hit);
    hits = std::move(rest);
}

// A measure without a stage goes with the stage named before it that lacks it ("Current Risk", "L", "I").
void pass_on_stages(std::vector<Hit>& hits)
{
    std::optional<Heading> last;
    for (std::size_t i = 0; i < hits.size(); ++i) {
        auto& heading = hits[i].heading;
        if (!is_measure(heading) || heading.previous)
            continue;
        if (heading.stage) {
            if (!heading.bare || heading.part == Part::score)
                last = heading;
            continue;
        }
        if (!last)
            continue;
        const bool taken =
            std::any_of(hits.begin(), hits.begin() + static_cast<std::ptrdiff_t>(i), [&](const Hit& h) {
                return h.heading.part == heading.part && h.heading.stage == last->stage && !h.heading.bare;
            });
        if (taken || heading.part == Part::score)
            continue;
        heading.stage = last->stage;
        heading.basis = last->basis;
    }
}

// A score without a stage is today's; a second one is what is left after the actions.
void name_stages(std::vector<FlatColumn>& columns)
{
    const auto taken = [&](Part part, Stage stage) {
        return std::any_of(columns.begin(), columns.end(), [&](const FlatColumn& c) {
            return c.heading.part == part && c.heading.stage == stage;
        });
    };
    for (auto& column : columns) {
        if (!column.is_number() || column.heading.stage || column.heading.previous)
            continue;
        const auto part = column.heading.part;
        const bool first = !taken(part, Stage::current);
        column.heading.stage = first ? Stage::current : Stage::residual;
    }
}

std::vector<FlatColumn> columns_from_hits(std::vector<Hit> hits)
{
    spread_stages(hits);
    pass_on_stages(hits);
    std::vector<FlatColumn> columns;
    const auto is_there = [&](const Heading& heading) {
        return std::any_of(columns.begin(), columns.end(),
                           [&](const FlatColumn& c) { return same_column(c.heading, heading); });
    };
    const auto has_field = [&](Field field) {
        return std::any_of(hits.begin(), hits.end(), [&](const Hit& h) {
            return h.heading.part == Part::field && h.heading.field == field && !h.heading.bare;
        });
    };
    // "Description" is what the risk is called, where no column is its title.
    if (!has_field(Field::title))
        for (auto& hit : hits)
            if (hit.heading.part == Part::field && hit.heading.field == Field::description)
                hit.heading.field = Field::title;
    const bool has_title = has_field(Field::title);
    const bool has_id =
        std::any_of(hits.begin(), hits.end(), [](const Hit& h) { return h.heading.part == Part::id; });
    // Hits of one line keep their order; a line below fills in by where its columns usually stand.
    std::size_t scores = 0;
    std::size_t line = hits.empty() ? 0 : hits.front().line;
    std::size_t longest = line, length = 0;
    const bool stacked = std::any_of(hits.begin(), hits.end(), [](const Hit& hit) { return hit.stacked; });
    if (stacked) {
        std::map<std::size_t, std::size_t> lengths;
        for (const auto& hit : hits)
            if (hit.stacked)
                ++lengths[hit.line];
        for (const auto& [at, count] : lengths)
            if (count > length)
                length = count, longest = at;
        std::stable_sort(hits.begin(), hits.end(), [&](const Hit& a, const Hit& b) {
            return (!a.stacked || a.line == longest) > (!b.stacked || b.line == longest);
        });
    }
    for (auto& hit : hits) {
        auto heading = hit.heading;
        if (heading.part == Part::field && heading.bare && (has_title || !has_id))
            continue;
        if (heading.part == Part::score && heading.bare)
            heading.bare = false;
        const bool anonymous = is_measure(heading) && !heading.stage && !heading.previous;
        if (anonymous && hit.stacked && hit.line != longest) {
            // The word "Score" under another line's headings: of the stages named there, or of two more
            // columns.
            ++scores;
            heading.stage = scores == 1 ? Stage::current : Stage::residual;
        }
        if (is_there(heading) && !(anonymous && !heading.stage))
            continue;
        const FlatColumn column{heading, hit.printed};
        if (!hit.stacked || hit.line == longest) {
            columns.push_back(column);
            continue;
        }
        const auto after = std::find_if(columns.begin(), columns.end(), [&](const FlatColumn& c) {
            return usual_rank(c.heading) > usual_rank(heading);
        });
        columns.insert(after, column);
    }
    name_stages(columns);
    std::vector<FlatColumn> unique;
    for (const auto& column : columns)
        if (std::none_of(unique.begin(), unique.end(),
                         [&](const FlatColumn& c) { return same_column(c.heading, column.heading); }))
            unique.push_back(column);
    const auto id = std::find_if(unique.begin(), unique.end(), [](const FlatColumn& c) { return c.is_id(); });
    if (id != unique.end())
        std::rotate(unique.begin(), id, id + 1);
    return unique;
}

std::size_t different(const std::vector<Hit>& hits)
{
    std::vector<Heading> seen;
    for (const auto& hit : hits)
        if (std::none_of(seen.begin(), seen.end(),
                         [&](const Heading& h) { return same_column(h, hit.heading); }))
            seen.push_back(hit.heading);
    return seen.size();
}

// "CO1 Opportunity to": a row, though its other words are those of headings.
bool begins_with_id(std::span<const FlatWord> words)
{
    if (words.empty() || words[0].number)
        return false;
    const auto& text = words[0].word->text;
    const auto is_digit = [](unsigned char c) { return std::isdigit(c) != 0; };
    return has_letters(words[0]) && std::any_of(text.begin(), text.end(), is_digit);
}

std::vector<Run> heading_runs(const FlatDocument& document, const std::vector<std::uint8_t>& known,
                              const std::vector<bool>& title_words)
{
    std::vector<Run> runs;
    int page = -1;
    bool open = false;
    for (std::size_t l = 0; l < document.lines.size(); ++l) {
        const auto& line = document.lines[l];
        if (line.page_start)
            ++page;
        // The rest of a word that a narrow column broke goes on with its heading.
        const bool rest = open && line.blank_before == 0 && line.last == line.first + 1 && line.length <= 3 &&
                          document.words[line.first].lower;
        const auto words = document.words_of(line);
        const bool title =
            std::any_of(words.begin(), words.end(), [&](const FlatWord& w) { return title_words[w.id]; });
        const bool id = begins_with_id(words);
        const bool heading =
            !line.dropped && !title && !id && (rest || heading_share(document, line, known) >= 0.6);
        if (!heading || line.blank_before > 0 || line.page_start)
            open = false;
        if (!heading)
            continue;
        if (!open)
            runs.push_back({.first = l, .last = l, .page = page});
        runs.back().last = l + 1;
        open = true;
    }
    return runs;
}

// Columns that registers have and other tables rarely.
bool is_core(const Hit& hit)
{
    if (hit.heading.part != Part::field)
        return hit.heading.part != Part::id;
    switch (hit.heading.field) {
        case Field::title:
            return !hit.heading.bare;
        case Field::consequences:
        case Field::controls:
        case Field::mitigations:
        case Field::owner:
            return true;
        default:
            return false;
    }
}

bool knows_hits(const std::set<std::string>& known, const Run& run)
{
    return std::all_of(run.hits.begin(), run.hits.end(),
                       [&](const Hit& hit) { return known.contains(match_key(hit.printed)); });
}

// A single heading may be a word of a cell. It is trusted among others without a line between them, or where
// it prints what was trusted elsewhere.
void trust_runs(std::vector<Run>& runs)
{
    std::set<std::string> known;
    for (std::size_t i = 0; i < runs.size();) {
        std::size_t end = i + 1, hits = runs[i].hits.size();
        while (end < runs.size() && runs[end].first == runs[end - 1].last && runs[end].page == runs[i].page)
            hits += runs[end++].hits.size();
        std::size_t core = 0;
        for (auto k = i; k < end; ++k)
            core +=
                static_cast<std::size_t>(std::count_if(runs[k].hits.begin(), runs[k].hits.end(), is_core));
        for (; i < end; ++i) {
            runs[i].trusted = hits >= 3 && core >= 1;
            if (runs[i].trusted)
                for (const auto& hit : runs[i].hits)
                    known.insert(match_key(hit.printed));
        }
    }
    // A heading that no others stand beside is one where many pages print it.
    std::map<std::string, int> times;
    int pages = 0;
    for (const auto& run : runs) {
        pages = std::max(pages, run.page + 1);
        if (run.coverage > 0.95 && run.hits.size() == 1 && is_core(run.hits.front()))
            ++times[match_key(run.hits.front().printed)];
    }
    for (const auto& [text, count] : times)
        if (pages >= 4 && count * 2 >= pages && count <= pages + 1)
            known.insert(text);
    for (auto& run : runs)
        run.trusted = run.trusted || (run.coverage > 0.9 && knows_hits(known, run));
    std::erase_if(runs, [](const Run& run) { return !run.trusted; });
}

// One printing of a table's head: the headings of one page, or of that part of a page where a table begins.
struct Head {
    std::size_t line = 0;
    int page = 0;
    Kind kind = Kind::risk;
    std::vector<Hit> hits;
};

std::vector<Head> heads_from_runs(const std::vector<Run>& runs)
{
    std::vector<Head> heads;
    for (const auto& run : runs) {
        // One word tells for all that stand together.
        const bool opportunity = std::any_of(run.hits.begin(), run.hits.end(), [](const Hit& hit) {
            return hit.heading.kind == Kind::opportunity;
        });
        const auto kind = opportunity ? Kind::opportunity : Kind::risk;
        for (const auto& hit : run.hits) {
            const bool opens = hit.heading.part == Part::id;
            const bool turns = !heads.empty() && heads.back().page == run.page && heads.back().kind != kind &&
                               (opportunity || opens);
            if (heads.empty() || heads.back().page != run.page || turns)
                heads.push_back({.line = hit.line, .page = run.page, .kind = kind});
            auto& head = heads.back();
            if (opportunity)
                head.kind = Kind::opportunity;
            head.hits.push_back(hit);
        }
    }
    return heads;
}

// A word of a cell may read as a heading; the real ones are repeated with the others.
void drop_rare(std::vector<Head>& heads)
{
    for (const auto kind : {Kind::risk, Kind::opportunity}) {
        const auto of_kind =
            std::count_if(heads.begin(), heads.end(), [&](const Head& h) { return h.kind == kind; });
        if (of_kind < 3)
            continue;
        const auto is_rare = [&](const Hit& hit) {
            const auto with = std::count_if(heads.begin(), heads.end(), [&](const Head& head) {
                return head.kind == kind &&
                       std::any_of(head.hits.begin(), head.hits.end(),
                                   [&](const Hit& h) { return same_column(h.heading, hit.heading); });
            });
            return with * 3 < of_kind;
        };
        std::vector<std::vector<Hit>> kept;
        for (const auto& head : heads) {
            kept.emplace_back();
            for (const auto& hit : head.hits)
                if (head.kind != kind || !is_rare(hit))
                    kept.back().push_back(hit);
        }
        for (std::size_t i = 0; i < heads.size(); ++i)
            heads[i].hits = std::move(kept[i]);
    }
}

}  // namespace

std::vector<FlatTable> flat_tables(FlatDocument& document, const Vocabulary& vocabulary)
{
    const HeadingWords heading_words(vocabulary);
    std::vector<std::uint8_t> known(document.ids.count(), 2);
    for (const auto& word : document.words)
        if (known[word.id] == 2)
            known[word.id] = word.id != 0 && heading_words.knows(word) ? 1 : 0;

    std::vector<bool> title_words(document.ids.count(), false);  // "Register"
    for (const auto& term : vocabulary.terms("title"))
        if (const auto id =
                document.ids.find(std::string_view(term.surface).substr(term.surface.rfind(' ') + 1)))
            title_words[id] = known[id] == 0;

    auto runs = heading_runs(document, known, title_words);
    for (auto& run : runs)
        read_run(document, run, vocabulary);
    std::erase_if(runs, [](const Run& run) { return run.coverage < 0.5 || run.hits.empty(); });
    trust_runs(runs);
    auto heads = heads_from_runs(runs);

    std::erase_if(heads, [](const Head& head) { return different(head.hits) < kFewestHeadings; });
    drop_rare(heads);

    std::vector<FlatTable> tables;
    std::set<int> pages;
    for (const auto& head : heads) {
        if (different(head.hits) < kFewestHeadings)
            continue;
        pages.insert(head.page);
        FlatTable table{.columns = columns_from_hits(head.hits), .first_line = head.line, .kind = head.kind};
        if (!tables.empty() && tables.back().kind == table.kind) {
            if (table.columns.size() > tables.back().columns.size())
                tables.back().columns = std::move(table.columns);
            continue;
        }
        tables.push_back(std::move(table));
    }
    std::vector<bool> lexicon(document.ids.count(), false);
    for (const auto& run : runs) {
        if (!pages.contains(run.page))
            continue;
        for (auto l = run.first; l < run.last; ++l) {
            document.lines[l].dropped = true;
            for (const auto& word : document.words_of(document.lines[l]))
                lexicon[word.id] = true;
        }
    }
    // What is left of a broken heading: lines beside a dropped one, of the same words.
    for (int pass = 0; pass < 2; ++pass)
        for (std::size_t l = 0; l < document.lines.size(); ++l) {
            auto& line = document.lines[l];
            if (line.dropped)
                continue;
            const auto near = [&](std::size_t other) {
                const auto& there = document.lines[other];
                return there.dropped && there.page == line.page && std::abs(there.number - line.number) <= 2;
            };
            const bool beside = (l > 0 && near(l - 1)) || (l + 1 < document.lines.size() && near(l + 1));
            const auto words = document.words_of(line);
            line.dropped = beside && words.size() <= 4 &&
                           std::all_of(words.begin(), words.end(), [&](const FlatWord& w) {
                               return !w.number && !w.level && (w.id == 0 || lexicon[w.id]);
                           });
        }
    return tables;
}

}  // namespace domesday
