#include "data/ensemble_file.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "data/detail/netcdf.hpp"
#include "data/kept_runs.hpp"
#include "data/snapshot_reader.hpp"
#include "data/tiny_ensemble.hpp"
#include "geo/base/error.hpp"
#include "geo/base/threads.hpp"
#include "model/areas.hpp"
#include "model/compare/ensemble_sums.hpp"
#include "support/places.hpp"
#include "support/program.hpp"

namespace {

using support::ScratchFolder;

using namespace tiny_ensemble;

}  // namespace

TEST_CASE("The file of an ensemble holds means and quantiles over replicates", "[data][fast]") {
    const ScratchFolder folder;
    write(folder.path() / "e.nc", {0, 1, 2, 3, 4});
    const auto s = data::read_snapshot(folder.path() / "e.nc");
    CHECK(s.replicates == 5);
    CHECK(s.indicator("population").is_mean);
    for (const int t : {0, 1, 11, months})                                 // population leads pages
        CHECK(s.values("population", t) == std::vector<float>{1000, 40});  // (0 + 4 × 50) / 5
    CHECK(s.has_all_months(s.indicator("population")));
    CHECK_FALSE(s.has_all_months(s.indicator("on_no_list")));
    CHECK(std::isnan(s.values("on_no_list", 11)[0]));
    CHECK(std::isnan(s.quantile("on_no_list", 5, 11)[0]));
    for (const int t : {0, 2, 14, months}) {
        INFO(t);
        CHECK(s.values("on_no_list", t) == std::vector<float>{20.0F + static_cast<float>(t), 2});
        CHECK(s.values("births", t)[0] == static_cast<float>(t));
        // The ratio of the means, not the mean of the ratios.
        CHECK(s.values("percent_on_no_list", t)[0] == Approx(100 * (20.0 + t) / 1000).epsilon(1e-5));
        CHECK(s.values("percent_on_no_list", t)[1] == Approx(100 * 2.0 / 40).epsilon(1e-5));
        // 0, 10, 20, 30, 40 people: 5 % at place 0.2.
        CHECK(s.quantile("on_no_list", 5, t)[0] == Approx(2.0 + t).epsilon(1e-5));
        CHECK(s.quantile("on_no_list", 95, t)[0] == Approx(38.0 + t).epsilon(1e-5));
        // Replicate 0 has nobody there, so no share: 2, 4, 6, 8 %.
        CHECK(s.quantile("percent_on_no_list", 5, t)[1] == Approx(2.3).epsilon(1e-5));
        CHECK(s.quantile("percent_on_no_list", 95, t)[1] == Approx(7.7).epsilon(1e-5));
    }
    CHECK(s.quantile("cost_state", 95).size() == 2 * (months + 1));
    CHECK(s.amounts("on_no_list")[0] == 20);
    CHECK(!s.has_quantiles("births"));
    CHECK_THROWS_AS(s.quantile("births", 5), geo::InputError);
    CHECK_THROWS_WITH(s.counts("population"), Catch::Contains("mean over replicates"));
    const data::detail::NcReader file(folder.path() / "e.nc");
    CHECK(file.text("/population", "cell_methods") == "replicate: mean");
    CHECK(file.text("/on_no_list", "ancillary_variables") == "on_no_list_p05 on_no_list_p95");
    CHECK(file.number<std::int32_t>("/", "replicates") == 5);
    CHECK(file.read<float>("/on_no_list_final", {2}) == std::vector<float>{46, 2});
    CHECK(file.read<float>("/on_no_list_change", {2}) == std::vector<float>{26, 0});
}

TEST_CASE("Each replicate's headline counts come back exactly, and their sums between Januaries",
          "[data][fast]") {
    const ScratchFolder folder;
    write(folder.path() / "e.nc", {0, 1, 2});
    const auto s = data::read_snapshot(folder.path() / "e.nc");
    CHECK(s.kept.seeds == std::vector<std::int64_t>{7, 8, 9});
    CHECK(s.kept.times == std::vector{0, 2, 14, 26});
    CHECK(s.kept.counts == std::vector<std::string>{"population", "on_no_list", "cost_state"});
    const auto values = s.replicate_values("on_no_list"), sums = s.replicate_sums("on_no_list");
    REQUIRE(values.size() == 3U * 4 * 2);
    for (int r = 0; r < 3; ++r) {
        const auto at = [&](const std::vector<std::int32_t>& table, int k) {
            return table[static_cast<std::size_t>((r * 4 + k) * 2)];
        };
        CHECK(at(values, 0) == 10 * r);
        CHECK(at(values, 1) == 10 * r + 2);
        CHECK(at(values, 3) == 10 * r + 26);
        CHECK(at(sums, 0) == 0);
        CHECK(at(sums, 1) == 2 * 10 * r + 1 + 2);
        CHECK(at(sums, 2) == 12 * 10 * r + 12 * (3 + 14) / 2);
        CHECK(at(sums, 3) == 12 * 10 * r + 12 * (15 + 26) / 2);
    }
    CHECK_THROWS_WITH(s.replicate_values("births"),
                      Catch::Contains("it keeps population, on_no_list, cost_state"));
}

TEST_CASE("Means of the large areas and their quantiles over runs stand in the file", "[data][fast]") {
    const ScratchFolder folder;
    write(folder.path() / "e.nc", {0, 1, 2, 3, 4});
    const data::detail::NcReader file(folder.path() / "e.nc");
    CHECK(file.read_text("/areas/kind", {9}) ==
          std::vector<std::string>{"nation", "county", "county", "health_region", "health_region",
                                   "hospital_area", "hospital_area", "centrality", "centrality"});
    CHECK(file.read_text("/areas/number", {9}) == std::vector<std::string>{"", "03", "56", "Helse Nord",
                                                                           "Helse Sør-Øst", "Finnmark",
                                                                           "Oslo", "1", "6"});
    CHECK(file.read_text("/areas/name", {9})[0] == "Norway");
    CHECK(file.read_text("/areas/name", {9})[5] == "Finnmark hospital area");
    CHECK(file.read_text("/areas/name_no", {9})[8] == "sentralitet 6");
    CHECK(file.read<std::uint8_t>("/areas/member", {9, 2}) ==
          std::vector<std::uint8_t>{1, 1, 1, 0, 0, 1, 0, 1, 1, 0, 0, 1, 1, 0, 1, 0, 0, 1});
    REQUIRE(file.size("/areas/kept_time") == 4);
    const auto means = file.read<double>("/areas/on_no_list", {9, 4}),
               low = file.read<double>("/areas/on_no_list_p05", {9, 4}),
               high = file.read<double>("/areas/on_no_list_p95", {9, 4}),
               share = file.read<double>("/areas/percent_on_no_list", {9, 4}),
               share_high = file.read<double>("/areas/percent_on_no_list_p95", {9, 4});
    // At the last month, 26, run r has 10 r + 26 people on no list in Oslo and r in Karasjok: 26 to 70.
    CHECK(means[3] == 48);
    CHECK(low[3] == Approx(28.2));
    CHECK(high[3] == Approx(67.8));
    CHECK(share[3] == Approx(100 * 48.0 / 1040));
    // Karasjok, centrality 6: 50 people but in run 0, where nobody lives: 2, 4, 6, 8 %.
    CHECK(share[8 * 4 + 3] == Approx(5));
    CHECK(share_high[8 * 4 + 3] == Approx(7.7));
    CHECK(!file.has("/areas/population"));  // has no interval
}

TEST_CASE("Areas in the file are those its kept runs give", "[data][fast]") {
    const ScratchFolder folder;
    write(folder.path() / "e.nc", {0, 1, 2, 3, 4});
    const auto s = data::read_snapshot(folder.path() / "e.nc");
    const data::detail::NcReader file(folder.path() / "e.nc");
    const auto areas = model::large_areas(s.municipalities);
    const std::size_t times = s.kept.times.size();
    for (const auto* name : {"on_no_list", "percent_on_no_list"}) {
        const data::KeptRuns runs(s, s.indicator(name));
        const auto low = file.read<double>(std::string("/areas/") + name + "_p05", {areas.size(), times});
        for (std::size_t a = 0; a < areas.size(); ++a)
            for (std::size_t k = 0; k < times; ++k) {
                std::vector<std::size_t> members;
                for (const auto m : areas[a].members) members.push_back(m.value);
                CHECK(low[a * times + k] == model::known_quantile(runs.own(members, k, runs.all()), 0.05));
            }
    }
}

TEST_CASE("A single run is read as an ensemble of one", "[data][fast]") {
    const ScratchFolder folder;
    {
        data::SnapshotWriter writer(folder.path() / "r.nc", head(0));
        for (int t = 0; t <= months; ++t) writer.write_month(t, month_table(2, t));
        writer.finish();
    }
    write(folder.path() / "e.nc", {0, 1, 2});
    const auto single = data::read_snapshot(folder.path() / "r.nc"),
               many = data::read_snapshot(folder.path() / "e.nc");
    CHECK(single.replicates == 1);
    CHECK(single.kept.seeds == std::vector<std::int64_t>{7});
    CHECK(single.kept.times == many.kept.times);
    CHECK(single.indicator("population").is_whole());
    CHECK(!single.has_quantiles("population"));
    for (const auto& name : many.kept.counts) {
        const auto same_as_the_third = [&](const std::vector<std::int32_t>& one,
                                           const std::vector<std::int32_t>& all) {
            return std::equal(one.begin(), one.end(), all.begin() + 16, all.end());
        };
        CHECK(same_as_the_third(single.replicate_values(name), many.replicate_values(name)));
        CHECK(same_as_the_third(single.replicate_sums(name), many.replicate_sums(name)));
    }
}

TEST_CASE("An ensemble's bytes depend neither on who finishes first nor on threads", "[data][fast]") {
    const ScratchFolder folder;
    write(folder.path() / "a.nc", {0, 1, 2, 3});
    const auto bytes = support::text_of(folder.path() / "a.nc");
    write(folder.path() / "b.nc", {3, 1, 0, 2});
    CHECK(support::text_of(folder.path() / "b.nc") == bytes);
    for (const unsigned threads : {1U, 2U, 8U}) {
        const geo::ThreadLimit limit(threads);
        write(folder.path() / "c.nc", {0, 1, 2, 3});
        CHECK(support::text_of(folder.path() / "c.nc") == bytes);
    }
    // Nothing of the scratch files is left.
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 3);
}

TEST_CASE("Other programs read an ensemble with no glue", "[data]") {
    const ScratchFolder folder;
    const auto file = folder.path() / "e.nc";
    write(file, {0, 1, 2, 3, 4});
    const auto outcome =
        support::shell("/usr/bin/python3 " + support::in_tree("tests/data/read_ensemble_by_others.py") + " " +
                       file.string());
    INFO(outcome.err);
    CHECK(outcome.exit_code == 0);
}

TEST_CASE("A broken group of replicates is refused in a sentence", "[data][fast]") {
    const ScratchFolder folder;
    const auto file = folder.path() / "e.nc";
    auto twice = head(2);
    twice.seeds[1] = twice.seeds[0];
    twice.months = 0;
    const auto headline = model::headline_counts(counts);
    data::ReplicateStore store(folder.path(), headline.size() * 2);
    model::EnsembleSums sums;
    const std::vector<model::MonthTable> tables{month_table(1, 0)};
    for (const std::size_t r : {0U, 1U}) {
        store.put(r, data::replicate_record(tables, headline));
        sums.add(tables);
    }
    const std::vector<std::size_t> rows{0, 1};
    data::write_ensemble(file, twice, sums, store, rows);
    CHECK_THROWS_WITH(data::read_snapshot(file), Catch::Contains("holds a seed twice"));
}
