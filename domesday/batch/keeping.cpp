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

std::vector<StoredDocument> followers_of(const Store& store, const std::optional<StoredDocument>& document)
{
    if (!document)
        return {};
    const auto loaded = store.load(*document);
    return store.following(loaded.reading.content.registers, document->name, document->sha256);
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
    auto followers = followers_of(store, store.find_by_hash(file.sha256));
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

void change_document(Store& store, Run& run, std::string_view sha256,
                     const std::function<void(StoreChange&)>& make)
{
    auto changed = followers_of(store, store.find_by_hash(sha256));
    StoreChange change{store, run};
    make(change);
    const auto document = store.find_by_hash(sha256);
    for (auto& follower : followers_of(store, document))
        changed.push_back(std::move(follower));
    if (document)
        changed.push_back(*document);
    for (const auto& each : changed)
        set_findings(change, store, each);
    change.commit();
}

void keep_path(Store& store, Run& run, const StoredDocument& document, const DocumentFile& file)
{
    const auto unchanged = store.find_unchanged(file.state);
    if (unchanged && unchanged->document == document.document)
        return;
    const auto add = [&](StoreChange& change) { change.add_path(document.document, file); };
    if (file.name < document.name)
        return change_document(store, run, document.sha256, add);
    StoreChange change{store, run};
    add(change);
    change.commit();
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
