// A snapshot that is sealed whatever is in it: what somebody could make who knows how.
#include "data/snapshot_reader.hpp"

#include "data/detail/seal.hpp"
#include "fuzz/input.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return fuzz::must_end_well([&] {
        const auto file = fuzz::file_of("x.nc", fuzz::text_of(bytes, size));
        data::detail::seal(file);
        const auto snapshot = data::read_snapshot(file);
        for (const auto& indicator : snapshot.indicators) {
            snapshot.values(indicator.name);
            if (snapshot.has_quantiles(indicator.name)) snapshot.quantile(indicator.name, 5);
        }
        for (const auto& name : snapshot.kept.counts) snapshot.replicate_values(name);
    });
}
