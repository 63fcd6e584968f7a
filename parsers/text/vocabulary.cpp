#include "parsers/text/vocabulary.hpp"

namespace domesday
{

Vocabulary Vocabulary::standard()
{
    return {};
}

}  // namespace domesday
