#include "data/area_figures.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "data/tiny_ensemble.hpp"
#include "model/areas.hpp"
#include "support/program.hpp"

TEST_CASE("An area's figure is the mean over draws of whole sums, not a sum of rounded means",
          "[data][areas][fast]") {
    const support::ScratchFolder folder;
    const auto path = folder.path() / "tiny.nc";
    tiny_ensemble::write(path, {0, 1, 2});
    const auto file = data::read_snapshot(path);
    const auto nation = model::large_areas(file.municipalities).front();
    const data::AreaFigures people(file, file.indicator("population"));
    const auto counts = file.replicate_values("population");
    const std::size_t times = file.kept.times.size();
    for (std::size_t k = 0; k < times; ++k) {
        std::int64_t sum = 0;
        for (std::size_t draw = 0; draw < 3; ++draw)
            for (const auto m : nation.members) sum += counts[(draw * times + k) * 2 + m.value];
        CHECK(people.at(nation.members, file.kept.times[k]) == static_cast<double>(sum) / 3);
    }
    CHECK(people.at(nation.members, 0) == 3100.0 / 3);  // the file's means are 1000 and 33.3334
    CHECK(data::nation_value(file, file.indicator("population"), 0) == 3100.0 / 3);
    // A ratio is one of sums; births are kept of no draw, and known at kept times only.
    const double last = file.kept.times.back();
    CHECK(data::nation_value(file, file.indicator("percent_on_no_list"), file.kept.times.back()) ==
          100 * (30 + 3 * last + 3) / 3100);
    CHECK(data::nation_value(file, file.indicator("births"), 14) == 16);
    CHECK(std::isnan(data::nation_value(file, file.indicator("births"), 7)));
    CHECK(data::nation_value(file, file.indicator("population"), 7) == Approx(3100.0 / 3).epsilon(1e-4));
    CHECK(std::isnan(data::AreaFigures(file, file.indicator("percent_on_no_list")).at({}, 0)));
}
