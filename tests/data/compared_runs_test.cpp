#include "data/compared_runs.hpp"

#include <catch2/catch.hpp>

#include "data/tiny_ensemble.hpp"
#include "geo/base/error.hpp"
#include "support/program.hpp"

using namespace tiny_ensemble;
using support::ScratchFolder;

namespace {

std::vector<data::Snapshot> opened(const ScratchFolder& folder, const std::vector<std::string>& names) {
    std::vector<data::Snapshot> files;
    for (const auto& name : names) files.push_back(data::read_snapshot(folder.path() / name));
    return files;
}

}  // namespace

TEST_CASE("Headline figures of two files are compared at the last month both keep", "[data][fast]") {
    const ScratchFolder folder;
    write(folder.path() / "a.nc", {0, 1, 2});
    write(folder.path() / "b.nc", {0, 1, 2, 3}, 2, 8);
    const auto files = opened(folder, {"a.nc", "b.nc"});
    const auto ground = data::common_ground(files, std::nullopt);
    CHECK(ground.month == std::chrono::year{2027} / std::chrono::January);
    CHECK(ground.counts == std::vector<std::string>{"population", "on_no_list", "cost_state"});
    REQUIRE(ground.indicators.size() == 4);
    CHECK(ground.indicators.back().name == "percent_on_no_list");
    CHECK(ground.inhabitants == std::vector<std::int32_t>{1000, 0});

    const auto a = data::read_compared(files[0], ground), b = data::read_compared(files[1], ground);
    CHECK(a.name == "a");
    CHECK(a.seeds == std::vector<std::int64_t>{7, 8, 9});
    CHECK(a.costs == std::vector<std::string>{"cost_state"});
    // 10 r + t people at t = 26; over 26 months 260 r + 26 × 27 / 2.
    CHECK(a.values[a.row("on_no_list")] == std::vector<std::int32_t>{26, 0, 36, 1, 46, 2});
    CHECK(a.totals[a.row("on_no_list")] == std::vector<std::int64_t>{351, 0, 611, 26, 871, 52});
    const auto pairs = model::pair_by_seed(a.seeds, b.seeds);
    CHECK(pairs.a == std::vector<std::uint32_t>{1, 2});
    CHECK(pairs.b == std::vector<std::uint32_t>{0, 1});

    // A year earlier, summed to then.
    const auto earlier = data::common_ground(files, std::chrono::year{2026} / std::chrono::January);
    const auto then = data::read_compared(files[0], earlier);
    CHECK(then.values[1] == std::vector<std::int32_t>{14, 0, 24, 1, 34, 2});
    CHECK(then.totals[1][2] == 14 * 10 + 14 * 15 / 2);
}

TEST_CASE("A file says which levers and amounts of its measures have no price", "[data][fast]") {
    const ScratchFolder folder;
    std::vector<model::ParameterRow> rows;
    const auto row = [&](const char* name, double value) {
        rows.push_back({name, value, "1", 0, 1e6, "test"});
    };
    row("gp_exit.base", 0.05);
    row("measure.posts.from", 202'601);
    row("measure.former-gps.from", 202'601);
    row("measure.former-gps.centrality_from", 5);
    row("measure.former-gps.returns_percent[2026-01]", 10);
    row("measure.former-gps.gp_year_grant[2026-01]", 1000);
    row("measure.former-gps.cost[year, state, gp_year_grant, 2026-01]", 5);
    row("measure.former-gps.not_priced[returns_percent, 2026-01]", 10);
    row("measure.former-gps.not_priced[exit_percent, 2027-01]", -2.5);
    write(folder.path() / "a.nc", {0, 1}, 0, 7, {}, rows);
    const auto files = opened(folder, {"a.nc"});
    const auto run = data::read_compared(files[0], data::common_ground(files, std::nullopt));
    REQUIRE(run.not_priced.size() == 1);
    const auto& measure = run.not_priced[0];
    CHECK(measure.name == "former-gps");
    CHECK(measure.amounts == std::vector<std::string>{"returns_percent 10", "exit_percent -2.5"});
    CHECK_THAT(measure.where_and_when, Catch::Contains("centrality_from 5") &&
                                           !Catch::Contains("gp_year_grant") && !Catch::Contains("posts"));
}

TEST_CASE("Files that cannot be compared are refused with the reason", "[data][fast]") {
    const ScratchFolder folder;
    write(folder.path() / "a.nc", {0, 1});
    auto later = head(0), elsewhere = head(0);
    later.first_month += std::chrono::months{1};
    elsewhere.municipalities.number[model::MunicipalityId{1}] = "5501";
    auto brief = head(0);
    brief.months = 1;
    for (const auto& [name, given] :
         {std::pair{"later.nc", later}, {"elsewhere.nc", elsewhere}, {"brief.nc", brief}}) {
        data::SnapshotWriter writer(folder.path() / name, given);
        for (int t = 0; t <= given.months; ++t) writer.write_month(t, month_table(1, t));
        writer.finish();
    }
    const auto refused = [&](const std::string& other, auto month) {
        const auto files = opened(folder, {"a.nc", other});
        try {
            data::common_ground(files, month);
        } catch (const geo::InputError& error) {
            return std::string(error.what());
        }
        return std::string("not refused");
    };
    using Month = std::optional<std::chrono::year_month>;
    CHECK_THAT(refused("later.nc", Month{}), Catch::Contains("begins in 2024-12"));
    CHECK_THAT(refused("elsewhere.nc", Month{}), Catch::Contains("other municipalities"));
    CHECK_THAT(refused("brief.nc", Month{}), Catch::Contains("no month in common but the start, 2024-11"));
    CHECK_THAT(refused("a.nc", Month{std::chrono::year{2025} / std::chrono::March}),
               Catch::Contains("one of 2024-11, 2025-01, 2026-01, 2027-01"));
}
