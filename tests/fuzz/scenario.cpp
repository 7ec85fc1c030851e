#include "data/scenario.hpp"

#include "fuzz/input.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return fuzz::must_end_well(
        [&] { data::read_scenario(fuzz::file_of("s.toml", fuzz::text_of(bytes, size))); });
}
