// How findings name what they compare: one wording for all checks.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "parsers/register.hpp"

namespace domesday
{

// "12", "21.42": as printed, in any locale.
std::string number_text(double number);

// The entry's id, or the beginning of its title where the register prints no ids.
std::string name_of(const Entry& entry);

// "16 (Major/Possible)", "12", "Major/Possible"; empty for an empty cell.
std::string printed_score(const Score& score);
std::string printed_score(const Mention& mention);

// Where the score stands; its factors' places where it has no cell of its own.
std::vector<Place> places_of(const Score& score);

// "the register, residual score of CR6": `text` as printed, with its places.
Fact fact_of(const Entry& entry, Stage stage, const Score& score);

// "the key to scores, Major/Possible": the cell of these levels (from 1).
Fact key_fact(const Matrix& matrix, int impact, int likelihood);

// "the key to scores": every cell's place.
Fact key_fact(const Matrix& matrix);

// "Major/Possible": the key's own words for these levels (from 1).
std::string words_of_levels(const Matrix& matrix, int impact, int likelihood);

// "the report's text on CR6".
Fact fact_of(const Mention& mention);

// The lower of two readings' confidences.
Confidence lower(Confidence a, Confidence b);

// ", a reading that is not certain": what a message adds where the score it rests on is unsure; else empty.
std::string doubt_of(Confidence confidence);

// A number on a page that was read without certainty, or not read although digits stand there. A dump's
// letters are what they are: never doubtful.
bool is_doubtful(const Score& score);

// Every (entry, stage, score) of the document, in printed order.
struct ScoreAt {
    const Register* content;
    const Entry* entry;
    Stage stage;
    const Score* score;
};
std::vector<ScoreAt> scores_of(const ParsedDocument& document);

using ScoresById = std::map<std::string, std::vector<ScoreAt>>;
ScoresById scores_by_id(const ParsedDocument& document);

// A finding about one score, without its two facts.
Finding finding_about(const ScoreAt& at);

}  // namespace domesday
