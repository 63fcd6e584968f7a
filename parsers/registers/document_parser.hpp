// Page layouts -> what the document says. Pages are added as they come; only what may belong to a register,
// a cover report or a key to scores is kept, so memory does not grow with the pages that are none of these.
#pragma once

#include <memory>

#include "extractor/layout/grid.hpp"
#include "parsers/register.hpp"

namespace domesday
{

class Vocabulary;

class DocumentParser
{
public:
    // `vocabulary` is borrowed and must outlive the parser.
    explicit DocumentParser(const Vocabulary& vocabulary);
    ~DocumentParser();
    DocumentParser(DocumentParser&&) noexcept;
    DocumentParser& operator=(DocumentParser&&) noexcept;

    void add(PageLayout&& page);
    ParsedDocument finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace domesday
