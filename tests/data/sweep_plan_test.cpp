// From a plan to its table of runs.
#include "data/sweep_plan.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <map>

#include "geo/base/error.hpp"

namespace {

data::Factor range(double low, double high) {
    data::Factor factor;
    factor.key = "x";
    factor.low = low;
    factor.high = high;
    return factor;
}

/// A file of this text that goes with the object.
struct TextFile {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("legekart-plan-" + std::to_string(::getpid()));
    explicit TextFile(const std::string& text) { std::ofstream(path) << text; }
    ~TextFile() { std::filesystem::remove(path); }
};

}  // namespace

TEST_CASE("A factor's range is stretched evenly, in the logarithm, or over whole numbers", "[data][fast]") {
    auto factor = range(1, 100);
    CHECK(factor.at(0) == "1");
    CHECK(factor.at(1) == "100");
    CHECK(factor.at(0.25) == "25.75");
    factor.logarithmic = true;
    CHECK(std::stod(factor.at(0.5)) == Approx(10));
    auto whole = range(3, 5);
    whole.whole = true;
    std::map<std::string, int> times;
    for (int i = 0; i < 300; ++i) ++times[whole.at((i + 0.5) / 300)];
    CHECK(times == std::map<std::string, int>{{"3", 100}, {"4", 100}, {"5", 100}});
    CHECK(whole.at(0) == "3");
    CHECK(whole.at(1) == "5");
}

TEST_CASE("A grid is expanded by levels and by values, its replicates side by side", "[data][fast]") {
    data::SweepPlan plan;
    plan.factors = {range(0, 1), range(0, 0)};
    plan.factors[0].levels = 3;
    plan.factors[1].key = "y";
    plan.factors[1].values = {"low", "high"};
    plan.replicates = 2;
    plan.first_seed = 7;
    const auto design = data::expand(plan);
    REQUIRE(design.rows.size() == 12);
    using Values = std::vector<std::string>;
    CHECK(design.rows[0].values == Values{"0", "low"});
    CHECK(design.rows[1].values == Values{"0", "low"});
    CHECK(design.rows[5].values == Values{"0.5", "low"});
    CHECK(design.rows[11].values == Values{"1", "high"});
    CHECK(design.rows[5].point == 2);
    CHECK(design.rows[5].seed == 8);
    plan.settings = {{"run.months", "24"}};
    CHECK(data::overrides_of(plan, design.rows[5]) ==
          data::Overrides{{"run.months", "24"}, {"x", "0.5"}, {"y", "low"}, {"run.seed", "8"}});
}

TEST_CASE("A design comes back from its table, commas and quotes in place", "[data][fast]") {
    data::SweepDesign design{{"a", "b,c"},
                             {{0, 0, 1, {"1.5", "say \"yes\", or no"}}, {1, 1, 18, {"", "[1, 2]"}}}};
    const TextFile file(data::design_csv(design));
    CHECK(data::read_design_csv(file.path) == design);
    const TextFile damaged(data::design_csv(design) + "1,1,1,x,y\n");
    CHECK_THROWS_WITH(data::read_design_csv(damaged.path), Catch::Contains(":4: run 1, expected 2"));
    const TextFile word("run,point,seed,a\n0,0,one,1\n");
    CHECK_THROWS_WITH(data::read_design_csv(word.path),
                      Catch::Contains(":2: 'one', expected a whole number"));
}
