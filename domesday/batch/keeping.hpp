// A reading goes into the store together with what follows from it: its findings, and the findings of later
// registers that now have another predecessor. One transaction: all of it or nothing, so that the findings in
// the store always follow from what the store holds, in whatever order documents arrive.
#pragma once

#include <functional>
#include <string_view>

#include "schema/store.hpp"

namespace domesday
{

// What the checks say of a document, its registers compared with their predecessors in the store.
std::vector<Finding> findings_of(const Store& store, const ParsedDocument& content, std::string_view name,
                                 std::string_view sha256);

// Adds a reading as the document's next revision.
StoredDocument keep(Store& store, Run& run, const DocumentFile& file, const Extraction& reading,
                    const ReadConditions& conditions);

// These bytes stand at this path, too. A name that goes before the document's becomes its name, and with it
// may come another period.
void keep_path(Store& store, Run& run, const StoredDocument& document, const DocumentFile& file);

// Changes what the store holds of one document, in one transaction with what follows from it.
void change_document(Store& store, Run& run, std::string_view sha256,
                     const std::function<void(StoreChange&)>& make);

// Runs the checks again over a stored document. True: its findings changed.
bool check_again(Store& store, Run& run, const StoredDocument& document);

}  // namespace domesday
