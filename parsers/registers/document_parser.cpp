#include "parsers/registers/document_parser.hpp"

namespace domesday
{

struct DocumentParser::State {
};

DocumentParser::DocumentParser(const Vocabulary&) : state_(std::make_unique<State>()) {}
DocumentParser::~DocumentParser() = default;
DocumentParser::DocumentParser(DocumentParser&&) noexcept = default;
DocumentParser& DocumentParser::operator=(DocumentParser&&) noexcept = default;

void DocumentParser::add(PageLayout&&) {}

ParsedDocument DocumentParser::finish()
{
    return {};
}

}  // namespace domesday
