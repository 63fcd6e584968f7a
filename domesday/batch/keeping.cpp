#include "domesday/batch/keeping.hpp"

#include <utility>

namespace domesday
{
namespace
{

bool set_findings(StoreChange& change, const Store& store, const StoredDocument& document)
{
    const auto loaded = store.load(document);
    return change.set_findings(document,
                               findings_of(store, loaded.reading.content, document.name, document.sha256));
}

}  // namespace

std::vector<Finding> findings_of(const Store& store, const ParsedDocument& content, std::string_view name,
                                 std::string_view sha256)
{
    std::vector<std::optional<PreviousRegister>> previous;
    for (const auto& reg : content.registers)
        previous.push_back(store.previous_of(reg, name, sha256));
    CheckInput input{.document = content};
    for (const auto& reg : previous)
        input.previous.push_back(reg ? &*reg : nullptr);
    return findings_for(input);
}

StoredDocument keep(Store& store, Run& run, const DocumentFile& file, const Extraction& reading,
                    const ReadConditions& conditions)
{
    std::vector<StoredDocument> followers;
    if (const auto before = store.find_by_hash(file.sha256)) {
        const auto loaded = store.load(*before);
        followers = store.following(loaded.reading.content.registers, before->name, before->sha256);
    }
    StoreChange change{store, run};
    StoredDocument document = change.add(file, reading, conditions);
    if (!reading.failure)
        change.set_findings(document, findings_of(store, reading.content, document.name, document.sha256));
    for (auto& follower : store.following(reading.content.registers, document.name, document.sha256))
        followers.push_back(std::move(follower));
    for (const auto& follower : followers)
        set_findings(change, store, follower);
    change.commit();
    return document;
}

bool check_again(Store& store, Run& run, const StoredDocument& document)
{
    const auto loaded = store.load(document);
    const auto findings = findings_of(store, loaded.reading.content, document.name, document.sha256);
    if (findings == loaded.findings)
        return false;
    StoreChange change{store, run};
    const bool changed = change.set_findings(document, findings);
    change.commit();
    return changed;
}

}  // namespace domesday
