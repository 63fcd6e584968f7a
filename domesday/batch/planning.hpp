// What a run over these paths would have to read, before anything runs.
#pragma once

#include "domesday/batch/ingest.hpp"
#include "domesday/report/plan.hpp"

namespace domesday
{

// `run_jobs` gives each document's Survey (Reading::survey). Bytes that come twice are one document.
Plan plan_of(const std::vector<std::string>& paths, const ReadOptions& read, bool allow_unsandboxed,
             const JobRunner& run_jobs);

}  // namespace domesday
