// Compare, map, page and exports give one answer of the same files.
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>

#include "data/area_figures.hpp"
#include "data/kept_runs.hpp"
#include "support/made_snapshot.hpp"
#include "support/program.hpp"
#include "viz/compare/comparison_report.hpp"
#include "viz/export/table.hpp"
#include "viz/map/map_view.hpp"
#include "viz/report/packed_array.hpp"
#include "viz/report/spread.hpp"

namespace {

using Draws = std::vector<std::uint32_t>;
using nlohmann::ordered_json;

std::vector<std::int32_t> numbers_of(const ordered_json& array) {
    return viz::unpacked({array.at("n"), array.at("planes"), array.at("steps"), array.at("data")});
}

/// Means as the page reads them: the middle of a step.
std::vector<double> means_of(const ordered_json& table) {
    const double unit = std::pow(10, -table.at("decimals").get<int>());
    std::vector<double> means;
    for (const auto step : numbers_of(table.at("step")))
        means.push_back(step == 0 ? 0 : (step > 0 ? step - 0.5 : step + 0.5) * unit);
    return means;
}

/// What the page knows of a difference: half its interval, and whether chance may have made it.
struct PageInterval {
    double half;
    bool doubtful;
};

/// Two files, made comparable, and everything that is told of them.
struct Answers {
    support::ScratchFolder folder;
    std::vector<data::Snapshot> files;
    std::optional<std::string> note;
    bool paired = true;

    Answers(const Draws& plain, const Draws& better) {
        support::make_ensemble(folder.path() / "plain.nc", false, plain);
        support::make_ensemble(folder.path() / "better.nc", true, better);
        for (const char* name : {"plain.nc", "better.nc"})
            files.push_back(data::read_snapshot(folder.path() / name));
        note = data::keep_common_draws(std::vector{&files[0], &files[1]});
        paired = model::pair_by_seed(files[0].kept.seeds, files[1].kept.seeds).a.size() ==
                 files[0].kept.seeds.size();
    }

    /// Holds the four to each other at the last month of all.
    void agree_on(const std::string& name) const {
        INFO(name);
        const auto& info = files[0].indicator(name);
        const int last = files[0].kept.times.back();
        const std::size_t k = files[0].kept.times.size() - 1, times = files[0].kept.times.size();
        const double close = info.is_ratio ? 0.01 : 0.2;  // as finely as files and pages hold means

        viz::CompareRequest asked;
        asked.unpaired = !paired;
        asked.indicator = name;
        const auto report = viz::compare_files(files, asked);
        const auto& compared = report.scenarios[0];
        const auto changes = viz::changes_in(report, compared, report.ranked);
        const auto held = changes.held();

        viz::MapRequest shown;
        shown.indicators = {name};
        const auto map = viz::map_view(std::span(files).subspan(1), &files[0], shown);

        const auto page =
            viz::spread_json(files[1], &files[0], {}, model::large_areas(files[0].municipalities));
        const auto halves = numbers_of(page.at("paired").at(name).at("scaled"));
        const double unit = std::pow(10, -page.at("paired").at(name).at("decimals").get<int>());
        const auto page_interval = [&](std::size_t place) {
            const auto stored = halves[place * times + k];
            return PageInterval{(stored < 0 ? -1 - stored : stored) * unit, stored < 0};
        };
        const auto here = viz::mean_values_json(files[1], {}), there = viz::mean_values_json(files[0], {});
        const auto here_means = means_of(here.at(name).at("value")),
                   there_means = means_of(there.at(name).at("value"));
        const std::size_t columns = here_means.size() / files[0].municipalities.size();

        const auto tables = viz::export_tables(files, {.indicators = {name}});

        for (std::size_t m = 0; m < files[0].municipalities.size(); ++m) {
            INFO(files[0].municipalities.name[model::MunicipalityId{static_cast<std::uint32_t>(m)}]);
            const auto row = changes.all[m];
            const auto& difference = compared.figures[row].difference;
            const auto own = files[0].values(name, last)[m];
            if (std::isnan(own)) continue;
            const bool holds = std::find(held.begin(), held.end(), row) != held.end();
            const bool doubtful = difference.width() > 0 && !holds;
            CHECK(map.panels[0].values[m] == Approx(difference.mean).margin(close));
            CHECK((map.panels[0].uncertain[m] != 0) == doubtful);
            CHECK(page_interval(m).doubtful == doubtful);
            CHECK(page_interval(m).half == Approx(difference.width() / 2).margin(unit));
            CHECK(here_means[(m + 1) * columns - 1] - there_means[(m + 1) * columns - 1] ==
                  Approx(difference.mean).margin(close));
            CHECK(tables[1].value(0, 0, static_cast<std::uint32_t>(m)) -
                      tables[0].value(0, 0, static_cast<std::uint32_t>(m)) ==
                  Approx(difference.mean).margin(close));
        }
        // Areas: everything tells the mean over draws of their municipalities' sums.
        const auto areas = model::large_areas(files[1].municipalities);
        const auto page_areas = means_of(page.at("areas").at(name));
        const double step = std::pow(10, -page.at("areas").at(name).at("decimals").get<int>());
        const std::size_t page_columns = page_areas.size() / areas.size();
        const auto counts = files[1].replicate_values(info.is_ratio ? info.numerator : info.name);
        for (std::size_t a = 0; a < areas.size(); ++a) {
            INFO(areas[a].name);
            const auto exported = viz::area_values(files[1], info, std::array{last}, areas[a]).front();
            const auto told = data::AreaFigures(files[1], info).at(areas[a].members, last);
            const auto& figure = compared.figures[a * report.indicators.size() + report.ranked];
            REQUIRE(report.areas[figure.area].number == areas[a].number);
            CHECK(exported == told);
            CHECK(figure.mean_b == Approx(told).epsilon(1e-12));
            CHECK(page_areas[(a + 1) * page_columns - 1] == Approx(told).margin(step));
            if (info.is_ratio) continue;
            std::int64_t sum = 0;
            const std::size_t draws = files[1].kept.seeds.size(), size = files[1].municipalities.size();
            for (std::size_t draw = 0; draw < draws; ++draw)
                for (const auto m : areas[a].members) sum += counts[(draw * times + k) * size + m.value];
            CHECK(told == static_cast<double>(sum) / static_cast<double>(draws));
        }
        // The nation, first of the areas.
        const auto& whole = report.figure(compared, report.ranked).difference;
        const auto nation = page_interval(files[0].municipalities.size());
        CHECK(nation.half == Approx(whole.width() / 2).margin(unit));
        CHECK(nation.doubtful == (whole.width() > 0 && !whole.is_change()));
    }
};

}  // namespace

TEST_CASE("Compare, map, page and exports agree on files of the same draws", "[viz][one-answer][norway]") {
    const Answers same({0, 1, 2, 3, 4}, {0, 1, 2, 3, 4});
    CHECK(!same.note);
    same.agree_on("percent_without_gp");
    same.agree_on("patients_without_gp");
}

TEST_CASE("Compare, map, page and exports agree on files of some draws in common",
          "[viz][one-answer][norway]") {
    const Answers some({0, 1, 2, 3, 4}, {2, 3, 4, 5, 6, 7});
    CHECK(some.note == "only the 3 draws that all files have are used: plain.nc has 5, better.nc has 6");
    CHECK(some.files[1].replicates == 3);
    some.agree_on("percent_without_gp");
    some.agree_on("patients_without_gp");
    // All six draws would give another answer.
    const Answers alone({2, 3, 4, 5, 6, 7}, {2, 3, 4, 5, 6, 7});
    CHECK(alone.files[1].values("patients_without_gp", 24) !=
          some.files[1].values("patients_without_gp", 24));
    // Between the kept months nothing is known of the draws in common, and no other answer is given.
    viz::MapRequest june;
    june.month = "2026-06";
    CHECK_THROWS_WITH(viz::map_view(std::span(some.files).subspan(1), &some.files[0], june),
                      Catch::Contains("known at 2026-01, 2027-01, 2028-01, not at 2026-06"));
}

TEST_CASE("Compare, map, page and exports agree on files of no draw in common", "[viz][one-answer][norway]") {
    const Answers apart({0, 1, 2, 3, 4}, {10, 11, 12, 13, 14});
    CHECK(!apart.note);
    CHECK(!apart.paired);
    apart.agree_on("percent_without_gp");
    apart.agree_on("patients_without_gp");
}
