#include "data/read_measure.hpp"
#include "fuzz/input.hpp"
#include "model/parameters.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return fuzz::must_end_well([&] {
        const data::TomlFile none("", "none");
        data::read_measure(fuzz::file_of("m.toml", fuzz::text_of(bytes, size)), none.root().table("measure"),
                           model::Params{}.money.price_index());
    });
}
