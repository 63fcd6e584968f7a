// The vocabulary: what headings, stages, axis words, ids and movement words look like. Data, not code:
// vocabulary/*.tsv is compiled in, --vocabulary FILE adds to it.
//
// A line is kind<TAB>canonical<TAB>surface[<TAB>note]; '#' begins a comment. Matching folds case, width,
// dashes, spaces and look-alike letters (Unicode TS 39 skeletons); values keep their letters.
#pragma once

#include <string>
#include <string_view>

namespace domesday
{

// The compiled-in files, one after the other.
std::string_view default_vocabulary_text();

class Vocabulary
{
public:
    static Vocabulary standard();  // the compiled-in files
};

}  // namespace domesday
