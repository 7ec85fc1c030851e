// CSV tables: the first byte says which.
#include "data/read_lists.hpp"
#include "data/read_municipalities.hpp"
#include "data/read_population.hpp"
#include "data/sweep_plan.hpp"
#include "fuzz/input.hpp"
#include "support/tiny_inputs.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size == 0) return 0;
    static const auto municipalities = support::tiny_inputs(3, 100).municipalities;
    return fuzz::must_end_well([&] {
        const auto file = fuzz::file_of("t.csv", fuzz::text_of(bytes + 1, size - 1));
        switch (bytes[0] % 5) {
            case 0:
                data::read_design_csv(file);
                break;
            case 1:
                data::read_lists(file, {}, 2025, municipalities);
                break;
            case 2:
                data::read_list_series(file, {}, municipalities);
                break;
            case 3:
                data::read_municipalities(file, {});
                break;
            default:
                data::read_population(file, {}, municipalities);
        }
    });
}
