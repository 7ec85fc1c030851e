#include "viz/map/map_uncertainty.hpp"

#include <catch2/catch.hpp>

#include "support/tiny_snapshot.hpp"

using namespace viz;
using namespace std::chrono;

namespace {

model::Area everywhere(const data::Snapshot& file) {
    return model::large_areas(file.municipalities).front();
}

}  // namespace

TEST_CASE("A difference is doubted where chance may have made it, not where all runs agree", "[viz][fast]") {
    const support::TinySnapshot tiny;
    const auto plain = tiny.ensemble("plain.nc", false), better = tiny.ensemble("better.nc", true);
    const auto& share = better.indicator("percent_without_gp");

    const auto known = doubt_of(better, plain, share, 2027y / January, everywhere(plain));
    CHECK(known.reason == Doubt::Reason::none);
    // Vest: 50 fewer in every run; Midt: more, fewer or as many; Øst: nobody.
    CHECK(known.uncertain == std::vector<std::uint8_t>{0, 1, 0});
    CHECK(doubt_of(plain, plain, share, 2027y / January, everywhere(plain)).uncertain ==
          std::vector<std::uint8_t>{0, 0, 0});

    const auto between = doubt_of(better, plain, share, 2026y / June, everywhere(plain));
    CHECK(between.reason == Doubt::Reason::month_not_kept);
    CHECK(between.uncertain.empty());
}

TEST_CASE("Nothing is known of the luck in a single run", "[viz][fast]") {
    const support::TinySnapshot tiny;
    const auto& one = tiny.snapshot;
    const auto doubt = doubt_of(one, tiny.ensemble("many.nc", false), one.indicator("percent_without_gp"),
                                2027y / January, everywhere(one));
    CHECK(doubt.reason == Doubt::Reason::single_runs);
    CHECK(doubt.uncertain.empty());
}
