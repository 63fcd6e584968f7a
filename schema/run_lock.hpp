// One run at a time writes a store: a lock that the system releases when its holder ends, however it ends.
#pragma once

#include <string>

namespace domesday
{

class RunLock
{
public:
    // Takes the lock of the store at `path`, a file "<path>-lock" beside it that says who holds it and since
    // when (`started_at`). Throws StoreError with the holder's line when another run has it.
    RunLock(const std::string& path, const std::string& started_at);
    ~RunLock();
    RunLock(const RunLock&) = delete;
    RunLock& operator=(const RunLock&) = delete;

private:
    std::string file_;
    int descriptor_ = -1;
};

}  // namespace domesday
