// Any text as what a store holds of places and lists, which may be a stranger's: read without trouble, and
// the same after being written once.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "domesday/batch/shard.hpp"
#include "schema/places.hpp"
#include "schema/series.hpp"
#include "tests/fuzz/require.hpp"

using namespace domesday;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    const std::string_view text{reinterpret_cast<const char*>(bytes), size};
    const auto places = places_from_text(text);
    const auto written = text_from_places(places);
    require(text_from_places(places_from_text(written.value_or(""))) == written);
    const auto list = list_from_text(text);
    require(list_from_text(text_from_list(list).value_or("")) == list || list.empty());
    if (const auto period = period_from_name(text))
        require(*period >= 19901 && *period < 21005);
    if (const auto shard = shard_from(text))
        require(shard->index >= 0 && shard->index < shard->count);
    return 0;
}
