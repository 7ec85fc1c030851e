// Road files: the first byte says of which kind.
#include "data/read_road_file.hpp"
#include "fuzz/input.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size == 0) return 0;
    constexpr const char* names[] = {"r.osm", "r.osm.pbf", "r.geojson"};
    return fuzz::must_end_well([&] {
        data::read_road_file(fuzz::file_of(names[bytes[0] % 3], fuzz::text_of(bytes + 1, size - 1)));
    });
}
