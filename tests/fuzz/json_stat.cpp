#include "data/read_population.hpp"
#include "fuzz/input.hpp"
#include "support/tiny_inputs.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const auto municipalities = support::tiny_inputs(3, 100).municipalities;
    return fuzz::must_end_well([&] {
        data::read_population_json_stat(fuzz::file_of("p.json", fuzz::text_of(bytes, size)), municipalities);
    });
}
