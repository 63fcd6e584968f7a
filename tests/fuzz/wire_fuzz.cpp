// Any bytes as a message from a worker that was taken over: refused with a std::runtime_error, or a value
// that is the same after being sent again.
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string_view>

#include "domesday/batch/wire.hpp"
#include "tests/fuzz/require.hpp"

using namespace domesday;

namespace
{

template <class Decode>
void check(std::string_view payload, const Decode& decode)
{
    try {
        const std::string bytes = encode(decode(payload));
        require(encode(decode(bytes)) == bytes);
    } catch (const std::runtime_error&) {
        return;  // refused
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    const std::string_view payload{reinterpret_cast<const char*>(bytes), size};
    check(payload, reading_from);
    check(payload, failure_from);
    check(payload, request_from);
    check(payload, member_from);
    check(payload, fault_from);
    return 0;
}
