#include "domesday/report/decided.hpp"

#include <catch2/catch.hpp>

#include "tests/support/made_documents.hpp"

using namespace domesday;

namespace
{

// Revision 2 of a document with these entries.
LoadedDocument reading_of(std::vector<Entry> entries)
{
    LoadedDocument loaded{.document = {.revision = 2}};
    loaded.reading.content.registers = {made_register("Ellanport", "2019/20", 1, std::move(entries))};
    return loaded;
}

// Made on revision 1, where the entry stood at this position.
Decision decision_on(std::string id, std::string title, std::size_t position, std::string field,
                     std::string extracted)
{
    return {.revision = 1,
            .value = {0, position, std::move(field)},
            .identifier = id.empty() ? std::nullopt : std::optional{std::move(id)},
            .title = std::move(title),
            .extracted = std::move(extracted),
            .verdict = Verdict::agree,
            .who = "A. Auditor",
            .when = "2026-02-13T10:00:00.000Z"};
}

JudgedDecision judged(const LoadedDocument& loaded, const Decision& decision)
{
    return Decided{loaded, {decision}}.all().front();
}

}  // namespace

TEST_CASE("a decision follows its entry to another place in a newer reading", "[report][decided]")
{
    const auto loaded =
        reading_of({made_entry("CR9", "New above", 9, 6, 5), made_entry("CR1", "Flood", 16, 12, 6)});

    const Decided decided{loaded, {decision_on("CR1", "Flood", 0, "scores.residual", "12")}};

    CHECK(decided.of(ValueSubject{0, 1, "scores.residual"}) != nullptr);
    CHECK(decided.of(ValueSubject{0, 0, "scores.residual"}) == nullptr);
    CHECK(decided.all().front().is_carried);
}

TEST_CASE("a decision is not carried over to a text that is another now, and says which", "[report][decided]")
{
    const auto loaded = reading_of({made_entry("CR1", "Flood", 16, 12, 6)});
    auto decision = decision_on("CR1", "Flood", 0, "scores.residual", "16");

    CHECK(judged(loaded, decision).standing == JudgedDecision::Standing::not_carried);
    CHECK(judged(loaded, decision).why_not == "the text is now \"12\"");
    decision.verdict = Verdict::wrong;
    decision.right_value = "12";
    CHECK(judged(loaded, decision).why_not == "the text is now what was decided");
}

TEST_CASE("another risk under the same id does not take a decision over", "[report][decided]")
{
    const auto loaded =
        reading_of({made_entry("CR9", "x", 1, 1, 5), made_entry("CR1", "Drought", 16, 12, 6)});

    const auto standing = judged(loaded, decision_on("CR1", "Flood", 0, "scores.residual", "12")).standing;

    CHECK(standing == JudgedDecision::Standing::not_carried);
}

TEST_CASE("of two entries that are alike neither takes a decision over unless it stands where it stood",
          "[report][decided]")
{
    const auto loaded =
        reading_of({made_entry("CR1", "Flood", 16, 12, 5), made_entry("CR1", "Flood", 16, 12, 6)});

    CHECK(judged(loaded, decision_on("CR1", "Flood", 1, "scores.residual", "12")).now.entry == 1U);
    CHECK(judged(loaded, decision_on("CR1", "Flood", 7, "scores.residual", "12")).standing ==
          JudgedDecision::Standing::not_carried);
}

TEST_CASE("an entry without an id is known by its title", "[report][decided]")
{
    Entry entry = made_entry("", "Flood", 16, 12, 5);
    entry.id.reset();
    const auto loaded = reading_of({made_entry("CR1", "Flood", 1, 1, 4), entry});

    CHECK(judged(loaded, decision_on("", "Flood", 0, "scores.residual", "12")).now.entry == 1U);
    CHECK(judged(loaded, decision_on("", "Drought", 1, "scores.residual", "12")).standing ==
          JudgedDecision::Standing::not_carried);
}

TEST_CASE("of several decisions about one value the latest holds, whoever made it", "[report][decided]")
{
    const auto loaded = reading_of({made_entry("CR1", "Flood", 16, 12, 6)});
    auto first = decision_on("CR1", "Flood", 0, "scores.residual", "12");
    auto later = first;
    later.verdict = Verdict::question;
    later.who = "B. Auditor";

    const Decided decided{loaded, {first, later}};

    CHECK(decided.all().front().standing == JudgedDecision::Standing::superseded);
    REQUIRE(decided.of(ValueSubject{0, 0, "scores.residual"}) != nullptr);
    CHECK(decided.of(ValueSubject{0, 0, "scores.residual"})->who == "B. Auditor");
}

TEST_CASE("a decision about a finding holds as long as the checks find the same", "[report][decided]")
{
    auto loaded = reading_of({made_entry("CO1", "Flood", 16, 12, 6)});
    loaded.findings = full_findings();
    Decision decision{
        .revision = 1, .finding = subject_of(loaded.findings.front()), .verdict = Verdict::agree};

    CHECK(judged(loaded, decision).standing == JudgedDecision::Standing::holds);
    decision.finding->expected = "15";
    CHECK(judged(loaded, decision).standing == JudgedDecision::Standing::not_carried);
}

TEST_CASE("a field that was not read can be decided about, an unknown one cannot", "[report][decided]")
{
    const auto loaded = reading_of({made_entry("CR1", "Flood", 16, 12, 6)});
    const auto find = [&](std::size_t reg, std::optional<std::size_t> entry, const char* field) {
        return find_value(loaded.reading.content, {reg, entry, field});
    };

    CHECK(find(0, 0, "title")->text == "Flood");
    CHECK(find(0, 0, "scores.current.likelihood")->text.empty());
    CHECK(find(0, 0, "scores.target")->text.empty());
    CHECK(find(0, std::nullopt, "register.organisation")->text == "Ellanport");
    CHECK(find(0, 0, "scores") == nullptr);
    CHECK(find(0, 0, "scores.current.colour") == nullptr);
    CHECK(find(0, 0, "scores.never") == nullptr);
    CHECK(find(0, 0, "register.title") == nullptr);
    CHECK(find(0, std::nullopt, "title") == nullptr);
    CHECK(find(0, 1, "title") == nullptr);
    CHECK(find(1, std::nullopt, "register.title") == nullptr);
}
