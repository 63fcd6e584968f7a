// What runs brought, for people: new registers and how they differ from the quarter before, new findings,
// what could not be read, and registers that have not come.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "schema/nights.hpp"
#include "schema/rhythm.hpp"

namespace domesday
{

struct ScoreChange {
    Stage stage{};
    std::optional<double> before{}, after{};
};

struct EntryChange {
    enum class What {
        added,     // the id was not in the register before
        gone,      // it was, and is no more
        retitled,  // the id has another title: it may be another risk, so scores are not compared
        rescored,
    };
    What what{};
    std::string id, title;
    std::string title_before{};         // retitled
    std::vector<ScoreChange> scores{};  // rescored
};

struct RegisterNews {
    std::string document, publisher, title, period;
    std::size_t entries = 0;
    std::string before;  // the document with the register before it; "": none in the store
    std::string period_before;
    std::vector<EntryChange> changes{};  // in the order of the register, then those gone
};

struct OverdueRegister {
    std::string publisher;
    std::vector<std::string> due{};      // "2018/19 Q3", in order
    std::vector<std::string> between{};  // missing between others
    std::string latest;
    Rhythm rhythm{};
    std::size_t registers = 0;  // periods that the store holds
};

struct Digest {
    std::int64_t since = 0;  // this run and those after it
    std::string since_started_at;
    std::size_t runs = 0;
    std::string as_of;
    int grace_days = 0;
    std::vector<RegisterNews> registers{};
    std::vector<NewFinding> findings{};
    std::vector<NewFailure> failures{};
    std::vector<OverdueRegister> overdue{};  // by publisher
    // Of these nothing can be said: publishers with one period, those without a steady rhythm, registers that
    // print no publisher or no quarter.
    std::size_t single = 0, unsteady = 0, without_publisher = 0, without_quarter = 0;
};

Digest digest_of(const Store& store, const std::vector<RunRecord>& runs, std::int64_t since,
                 std::chrono::sys_days as_of, std::chrono::days grace);

std::string digest_text(const Digest& digest);
std::string digest_json(const Digest& digest);

}  // namespace domesday
