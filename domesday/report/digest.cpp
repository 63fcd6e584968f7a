#include "domesday/report/digest.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "schema/series.hpp"

namespace domesday
{
namespace
{

std::string title_of(const Entry& entry)
{
    const auto title = entry.texts.find(Field::title);
    return title == entry.texts.end() ? "" : title->second.text;
}

std::vector<ScoreChange> score_changes(const Entry& before, const Entry& after)
{
    std::vector<ScoreChange> changes;
    for (const auto& [stage, score] : after.scores) {
        const auto earlier = before.scores.find(stage);
        if (earlier != before.scores.end() && earlier->second.value != score.value)
            changes.push_back({stage, earlier->second.value, score.value});
    }
    return changes;
}

// An id that stands twice in one register tells nothing: neither is compared.
std::map<std::string, const Entry*> by_id(const Register& reg)
{
    std::map<std::string, const Entry*> entries;
    for (const auto& entry : reg.entries)
        if (entry.id && !entries.emplace(*entry.id, &entry).second)
            entries[*entry.id] = nullptr;
    return entries;
}

std::vector<EntryChange> changes_between(const Register& before, const Register& after)
{
    using What = EntryChange::What;
    std::vector<EntryChange> changes;
    const auto earlier = by_id(before), now = by_id(after);
    for (const auto& entry : after.entries) {
        if (!entry.id || now.at(*entry.id) == nullptr)
            continue;
        const auto found = earlier.find(*entry.id);
        const std::string title = title_of(entry);
        if (found == earlier.end()) {
            changes.push_back({.what = What::added, .id = *entry.id, .title = title});
        } else if (found->second == nullptr) {
            continue;
        } else if (title_likeness(title_of(*found->second), title) < kSameTitle) {
            changes.push_back({.what = What::retitled,
                               .id = *entry.id,
                               .title = title,
                               .title_before = title_of(*found->second)});
        } else if (auto scores = score_changes(*found->second, entry); !scores.empty()) {
            changes.push_back(
                {.what = What::rescored, .id = *entry.id, .title = title, .scores = std::move(scores)});
        }
    }
    for (const auto& entry : before.entries)
        if (entry.id && !now.contains(*entry.id) && earlier.at(*entry.id) != nullptr)
            changes.push_back({.what = What::gone, .id = *entry.id, .title = title_of(entry)});
    return changes;
}

RegisterNews news_of(const Store& store, const NewRegister& found, const Register& reg)
{
    RegisterNews news{.document = found.document.name,
                      .publisher = reg.organisation ? reg.organisation->text : "",
                      .title = reg.title ? reg.title->text : "",
                      .period = found.period,
                      .entries = reg.entries.size()};
    const auto previous = store.previous_of(reg, found.document.name, found.document.sha256);
    if (!previous)
        return news;
    news.before = previous->document_name;
    if (const auto period = period_of(previous->content, previous->document_name))
        news.period_before = period_text(*period);
    news.changes = changes_between(previous->content, reg);
    return news;
}

std::vector<RegisterNews> register_news(const Store& store, std::int64_t since)
{
    std::vector<RegisterNews> news;
    std::int64_t loaded_document = 0;
    LoadedDocument loaded;
    for (const auto& found : registers_since(store, since)) {
        if (std::exchange(loaded_document, found.document.document) != found.document.document)
            loaded = store.load(found.document);
        const auto& registers = loaded.reading.content.registers;
        if (found.position < registers.size())
            news.push_back(news_of(store, found, registers[found.position]));
    }
    return news;
}

std::vector<std::string> texts(const std::vector<int>& periods)
{
    std::vector<std::string> texts;
    for (const int period : periods)
        texts.push_back(period_text(period));
    return texts;
}

void add_overdue(Digest& digest, const Store& store, std::chrono::sys_days as_of, std::chrono::days grace)
{
    const Publishers all = publishers(store);
    digest.without_publisher = all.registers_without_publisher;
    digest.without_quarter = all.registers_without_quarter;
    for (const auto& [publisher, periods] : all.publishers) {
        const auto rhythm = rhythm_of(periods);
        if (!rhythm) {
            ++(periods.size() < 2 ? digest.single : digest.unsteady);
            continue;
        }
        const auto missing = missing_periods(periods, *rhythm, as_of, grace);
        if (!missing.due.empty() || !missing.between.empty())
            digest.overdue.push_back({.publisher = publisher,
                                      .due = texts(missing.due),
                                      .between = texts(missing.between),
                                      .latest = period_text(periods.back()),
                                      .rhythm = *rhythm,
                                      .registers = periods.size()});
    }
}

std::string number(const std::optional<double>& value)
{
    if (!value)
        return "none";
    char text[32];
    const auto [end, error] = std::to_chars(std::begin(text), std::end(text), *value);
    return {text, end};
}

std::string in_one_line(std::string text)
{
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

std::string counted(std::size_t count, const std::string& one, const std::string& many)
{
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

std::string line_of(const EntryChange& change)
{
    using What = EntryChange::What;
    const std::string head = "    " + change.id + " " + in_one_line(change.title);
    switch (change.what) {
        case What::added:
            return head + ": new";
        case What::gone:
            return head + ": no longer in the register";
        case What::retitled:
            return head + ": the id had another title, " + in_one_line(change.title_before);
        case What::rescored:
            break;
    }
    std::string scores;
    for (const auto& [stage, before, after] : change.scores)
        scores += (scores.empty() ? "" : ", ") + std::string(to_string(stage)) + " " + number(before) +
                  " to " + number(after);
    return head + ": " + scores;
}

std::string text_of(const RegisterNews& news)
{
    std::string text = "  " +
                       (news.publisher.empty() ? "no publisher printed" : in_one_line(news.publisher)) +
                       ", " + (news.period.empty() ? "period not known" : news.period) + ": " +
                       counted(news.entries, "entry", "entries") + " (" + in_one_line(news.document) + ")\n";
    if (news.before.empty())
        return text + "    no earlier register of this series in the store\n";
    text += "    against " + news.period_before + " (" + in_one_line(news.before) + "): " +
            (news.changes.empty() ? "no entry added, gone or scored otherwise"
                                  : counted(news.changes.size(), "change", "changes")) +
            "\n";
    for (const auto& change : news.changes)
        text += "  " + line_of(change) + "\n";
    return text;
}

std::string rhythm_text(const Rhythm& rhythm)
{
    return rhythm.step == 1   ? "every quarter"
           : rhythm.step == 2 ? "every second quarter"
           : rhythm.step == 4 ? "once a year"
                              : "every " + std::to_string(rhythm.step) + " quarters";
}

// "2018/19 Q3, 2018/19 Q4" or, of many, the first, the last and how many.
std::string list_of(const std::vector<std::string>& periods)
{
    constexpr std::size_t kMost = 4;
    if (periods.size() > kMost)
        return periods.front() + " to " + periods.back() + " (" + std::to_string(periods.size()) +
               " registers)";
    std::string text;
    for (const auto& period : periods)
        text += (text.empty() ? "" : ", ") + period;
    return text;
}

std::string text_of(const OverdueRegister& overdue)
{
    std::string text = "  " + in_one_line(overdue.publisher) + ": ";
    if (!overdue.due.empty())
        text += list_of(overdue.due) + " " + (overdue.due.size() == 1 ? "has" : "have") + " not come";
    if (!overdue.between.empty())
        text += (overdue.due.empty() ? "" : "; ") + std::string("missing in between: ") +
                list_of(overdue.between);
    const auto& [step, agreeing, gaps] = overdue.rhythm;
    return text + "\n    latest " + overdue.latest + "; " + rhythm_text(overdue.rhythm) + ", by " +
           std::to_string(agreeing) + " of " +
           counted(static_cast<std::size_t>(gaps), "interval", "intervals") + " between " +
           std::to_string(overdue.registers) + " registers\n";
}

std::string unsaid_text(const Digest& digest)
{
    std::string text;
    const auto add = [&text](std::size_t count, const std::string& one, const std::string& many) {
        if (count > 0)
            text += (text.empty() ? "  nothing is said of " : ", ") + counted(count, one, many);
    };
    add(digest.single, "publisher with one register", "publishers with one register");
    add(digest.unsteady, "publisher without a steady rhythm", "publishers without a steady rhythm");
    add(digest.without_publisher, "register that prints no publisher", "registers that print no publisher");
    add(digest.without_quarter, "register without a quarter", "registers without a quarter");
    return text.empty() ? "" : text + "\n";
}

using Json = nlohmann::ordered_json;

Json json_of(const std::optional<double>& value)
{
    return value ? Json(*value) : Json(nullptr);
}

Json json_of(const EntryChange& change)
{
    static const std::map<EntryChange::What, std::string> names{{EntryChange::What::added, "added"},
                                                                {EntryChange::What::gone, "gone"},
                                                                {EntryChange::What::retitled, "retitled"},
                                                                {EntryChange::What::rescored, "rescored"}};
    Json json{{"change", names.at(change.what)}, {"id", change.id}, {"title", change.title}};
    if (change.what == EntryChange::What::retitled)
        json["title_before"] = change.title_before;
    for (const auto& [stage, before, after] : change.scores)
        json["scores"].push_back(
            {{"stage", to_string(stage)}, {"before", json_of(before)}, {"after", json_of(after)}});
    return json;
}

Json json_of(const RegisterNews& news)
{
    Json json{{"document", news.document},
              {"publisher", news.publisher},
              {"title", news.title},
              {"period", news.period},
              {"entries", news.entries},
              {"before", news.before},
              {"period_before", news.period_before}};
    json["changes"] = Json::array();
    for (const auto& change : news.changes)
        json["changes"].push_back(json_of(change));
    return json;
}

}  // namespace

Digest digest_of(const Store& store, const std::vector<RunRecord>& runs, std::int64_t since,
                 std::chrono::sys_days as_of, std::chrono::days grace)
{
    Digest digest{.since = since, .as_of = day_text(as_of), .grace_days = static_cast<int>(grace.count())};
    for (const auto& run : runs) {
        if (run.id < since)
            continue;
        if (digest.runs++ == 0)
            digest.since_started_at = run.started_at;
    }
    digest.registers = register_news(store, since);
    digest.findings = findings_since(store, since);
    digest.failures = failures_since(store, since);
    add_overdue(digest, store, as_of, grace);
    return digest;
}

std::string digest_text(const Digest& digest)
{
    std::string text = digest.runs == 0
                           ? "no run changed the store since then\n"
                           : counted(digest.runs, "run", "runs") + " since " + digest.since_started_at +
                                 " (run " + std::to_string(digest.since) + ")\n";
    text += "\nnew registers: " + std::to_string(digest.registers.size()) + "\n";
    for (const auto& news : digest.registers)
        text += text_of(news);
    text += "\nnew findings: " + std::to_string(digest.findings.size()) + "\n";
    for (const auto& finding : digest.findings)
        text += "  " + std::string(to_string(finding.severity)) + "  " + in_one_line(finding.document) +
                ": " + in_one_line(finding.message) + "  [" + finding.check + "]\n";
    text += "\ncould not be read: " + std::to_string(digest.failures.size()) + "\n";
    for (const auto& [document, failure] : digest.failures)
        text += "  " + in_one_line(document) +
                (failure.page > 0 ? ", page " + std::to_string(failure.page) : "") + ": " +
                in_one_line(failure.found) + "  [" + failure.reason + "]\n";
    text += "\nexpected and not here on " + digest.as_of + ": " + std::to_string(digest.overdue.size()) +
            (digest.overdue.size() == 1 ? " publisher" : " publishers") + " (due " +
            std::to_string(digest.grace_days) + " days after the quarter's end)\n";
    for (const auto& overdue : digest.overdue)
        text += text_of(overdue);
    return text + unsaid_text(digest);
}

std::string digest_json(const Digest& digest)
{
    Json json{{"since_run", digest.since},
              {"since", digest.since_started_at},
              {"runs", digest.runs},
              {"as_of", digest.as_of},
              {"grace_days", digest.grace_days}};
    json["registers"] = Json::array();
    for (const auto& news : digest.registers)
        json["registers"].push_back(json_of(news));
    json["findings"] = Json::array();
    for (const auto& finding : digest.findings)
        json["findings"].push_back({{"document", finding.document},
                                    {"sha256", finding.sha256},
                                    {"check", finding.check},
                                    {"severity", to_string(finding.severity)},
                                    {"entry", finding.entry ? Json(*finding.entry) : Json(nullptr)},
                                    {"message", finding.message}});
    json["failures"] = Json::array();
    for (const auto& [document, failure] : digest.failures)
        json["failures"].push_back({{"document", document},
                                    {"reason", failure.reason},
                                    {"page", failure.page > 0 ? Json(failure.page) : Json(nullptr)},
                                    {"found", failure.found},
                                    {"advice", failure.advice}});
    json["overdue"] = Json::array();
    for (const auto& overdue : digest.overdue)
        json["overdue"].push_back({{"publisher", overdue.publisher},
                                   {"due", overdue.due},
                                   {"between", overdue.between},
                                   {"latest", overdue.latest},
                                   {"every_quarters", overdue.rhythm.step},
                                   {"agreeing_intervals", overdue.rhythm.agreeing},
                                   {"intervals", overdue.rhythm.gaps}});
    json["not_judged"] = {{"publishers_with_one_register", digest.single},
                          {"publishers_without_rhythm", digest.unsteady},
                          {"registers_without_publisher", digest.without_publisher},
                          {"registers_without_quarter", digest.without_quarter}};
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace domesday
