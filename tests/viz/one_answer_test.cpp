// Compare, map, page and exports give one answer of the same files.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>

#include "data/area_figures.hpp"
#include "data/kept_runs.hpp"
#include "data/own_areas.hpp"
#include "support/made_snapshot.hpp"
#include "support/program.hpp"
#include "viz/compare/comparison_report.hpp"
#include "viz/export/table.hpp"
#include "viz/map/map_view.hpp"
#include "viz/report/packed_array.hpp"
#include "viz/report/report.hpp"
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

/// What the page knows of differences: half their intervals, and whether chance may have made them.
class PageDoubt {
public:
    PageDoubt(const ordered_json& table, const std::vector<model::Area>& areas, std::size_t places,
              std::size_t times)
        : unit(std::pow(10, -table.at("decimals").get<int>())),
          areas_(areas),
          places_(places),
          times_(times),
          halves_(numbers_of(table.at("scaled"))),
          doubts_(numbers_of(table.at("doubt"))) {}

    double unit;

    std::size_t row_of(const model::Area& area) const {
        if (area.kind == model::AreaKind::municipality) return area.members.front().value;
        return places_ + static_cast<std::size_t>(place_of(area) - areas_.begin());
    }
    double half(std::size_t row, std::size_t k) const {
        const auto stored = halves_[row * times_ + k];
        return (stored < 0 ? -1 - stored : stored) * unit;
    }
    bool doubtful_alone(std::size_t row, std::size_t k) const { return halves_[row * times_ + k] < 0; }
    /// Of a municipality judged together with the area's others.
    bool doubtful(std::uint32_t m, std::size_t k, const model::Area& among) const {
        if (among.kind == model::AreaKind::municipality) return doubtful_alone(m, k);
        const auto bit = std::count_if(areas_.begin(), place_of(among), [&](const model::Area& area) {
            return std::binary_search(area.members.begin(), area.members.end(), model::MunicipalityId{m});
        });
        return (doubts_[m * times_ + k] >> bit & 1) != 0;
    }

private:
    std::vector<model::Area>::const_iterator place_of(const model::Area& wanted) const {
        return std::find_if(areas_.begin(), areas_.end(), [&](const model::Area& area) {
            return area.kind == wanted.kind && area.number == wanted.number;
        });
    }
    const std::vector<model::Area>& areas_;
    std::size_t places_, times_;
    std::vector<std::int32_t> halves_, doubts_;
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

    model::Area area(const std::string& name) const { return data::area_names(files[0]).find(name); }

    /// Of large areas, all tell the mean over draws of their municipalities' sums.
    void agree_on_areas(const std::string& name) const {
        INFO(name);
        const auto& info = files[1].indicator(name);
        const int last = files[1].kept.times.back();
        const std::size_t k = files[1].kept.times.size() - 1, times = files[1].kept.times.size();
        viz::CompareRequest asked;
        asked.indicator = name;
        const auto report = viz::compare_files(files, asked);
        const auto& compared = report.scenarios[0];
        const auto areas = model::large_areas(files[1].municipalities);
        const auto page = viz::spread_json(files[1], &files[0], {}, areas);
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
    }

    /// Holds the four to each other at the last month of all, in an area.
    void agree_on(const std::string& name, const std::string& where = "Norge") const {
        INFO(name << " in " << where);
        const auto& info = files[0].indicator(name);
        const int last = files[0].kept.times.back();
        const std::size_t k = files[0].kept.times.size() - 1, times = files[0].kept.times.size();
        const std::size_t places = files[0].municipalities.size();
        const double close = info.is_ratio ? 0.01 : 0.2;  // as finely as files and pages hold means

        viz::CompareRequest asked;
        asked.indicator = name;
        asked.area = area(where);
        const auto report = viz::compare_files(files, asked);
        const auto& compared = report.scenarios[0];
        CHECK(compared.paired == paired);
        const auto changes = viz::changes_in(report, compared, report.ranked);
        const auto held = changes.held();

        viz::MapRequest shown;
        shown.indicators = {name};
        shown.area = area(where);
        const auto map = viz::map_view(std::span(files).subspan(1), &files[0], shown);

        const auto areas = model::large_areas(files[0].municipalities);
        const PageDoubt page(viz::spread_json(files[1], &files[0], {}, areas).at("paired").at(name), areas,
                             places, times);
        const auto here = viz::mean_values_json(files[1], {}), there = viz::mean_values_json(files[0], {});
        const auto here_means = means_of(here.at(name).at("value")),
                   there_means = means_of(there.at(name).at("value"));
        const std::size_t columns = here_means.size() / places;

        const auto tables = viz::export_tables(files, {.indicators = {name}, .area = area(where)});
        CHECK(tables[0].rows.size() == changes.all.size());

        for (std::size_t i = 0; i < changes.all.size(); ++i) {
            const auto row = changes.all[i];
            const auto m = report.areas[compared.figures[row].area].members.front();
            INFO(files[0].municipalities.name[m]);
            CHECK(tables[0].rows[i] == m.value);
            const auto& difference = compared.figures[row].difference;
            if (std::isnan(files[0].values(name, last)[m.value])) continue;
            const bool holds = std::find(held.begin(), held.end(), row) != held.end();
            const bool doubtful = difference.width() > 0 && !holds;
            CHECK(map.panels[0].values[m.value] == Approx(difference.mean).margin(close));
            CHECK((map.panels[0].uncertain[m.value] != 0) == doubtful);
            CHECK(page.doubtful(m.value, k, report.area()) == doubtful);
            CHECK(page.half(m.value, k) == Approx(difference.width() / 2).margin(page.unit));
            CHECK(here_means[(m.value + 1) * columns - 1] - there_means[(m.value + 1) * columns - 1] ==
                  Approx(difference.mean).margin(close));
            CHECK(tables[1].value(0, 0, m.value) - tables[0].value(0, 0, m.value) ==
                  Approx(difference.mean).margin(close));
        }
        const auto& whole = report.figure(compared, report.ranked).difference;
        const auto place = page.row_of(report.area());
        CHECK(page.half(place, k) == Approx(whole.width() / 2).margin(page.unit));
        CHECK(page.doubtful_alone(place, k) == (whole.width() > 0 && !whole.is_change()));
        CHECK(tables[1].columns[0].of_area[0] - tables[0].columns[0].of_area[0] ==
              Approx(whole.mean).margin(close * static_cast<double>(changes.all.size())));
    }
};

}  // namespace

TEST_CASE("Compare, map, page and exports agree on files of the same draws", "[viz][one-answer][norway]") {
    const Answers same({0, 1, 2, 3, 4}, {0, 1, 2, 3, 4});
    CHECK(!same.note);
    for (const char* name : {"percent_without_gp", "patients_without_gp"}) {
        same.agree_on(name);
        same.agree_on_areas(name);
    }
}

TEST_CASE("Compare, map, page and exports agree on files of some draws in common",
          "[viz][one-answer][norway]") {
    const Answers some({0, 1, 2, 3, 4}, {2, 3, 4, 5, 6, 7});
    CHECK(some.note == "only the 3 draws that all files have are used: plain.nc has 5, better.nc has 6");
    CHECK(some.files[1].replicates == 3);
    for (const char* name : {"percent_without_gp", "patients_without_gp"}) {
        some.agree_on(name);
        some.agree_on_areas(name);
    }
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
    CHECK_THAT(apart.note.value(), Catch::Contains("no draw is in all files"));
    CHECK(!apart.paired);
    for (const char* name : {"percent_without_gp", "patients_without_gp"}) {
        apart.agree_on(name);
        apart.agree_on_areas(name);
    }
}

TEST_CASE("Compare, map, page and exports judge an area's municipalities together, and one by itself",
          "[viz][one-answer][areas][norway]") {
    const Answers same({0, 1, 2, 3, 4}, {0, 1, 2, 3, 4}), apart({0, 1, 2, 3, 4}, {10, 11, 12, 13, 14});
    for (const char* where : {"Rogaland", "Nordland", "Helse Vest", "Helgeland hospital area", "centrality 6",
                              "Stavanger", "Sandnes"})
        for (const auto* files : {&same, &apart}) files->agree_on("percent_without_gp", where);
    // It matters: some who do not hold in the nation hold in the area, or the other way round.
    const auto judged = [&](const std::string& where) {
        viz::MapRequest shown;
        shown.area = same.area(where);
        return viz::map_view(std::span(same.files).subspan(1), &same.files[0], shown).panels[0].uncertain;
    };
    const auto nation = judged("Norge");
    bool differs = false;
    for (const char* where : {"Rogaland", "Nordland", "Helse Vest"}) {
        const auto here = judged(where);
        for (const auto m : same.area(where).members) differs = differs || here[m.value] != nation[m.value];
    }
    CHECK(differs);
}

TEST_CASE("Maps side by side, the page and exports show the draws that all files have",
          "[viz][one-answer][norway]") {
    const Answers some({0, 1, 2, 3, 4}, {2, 3, 4, 5, 6, 7});
    const auto maps = viz::map_view(some.files, nullptr, {});
    const auto tables = viz::export_tables(some.files, {.indicators = {"percent_without_gp"}});
    for (std::size_t f = 0; f < 2; ++f)
        for (std::uint32_t m = 0; m < some.files[f].municipalities.size(); ++m) {
            const double value = tables[f].value(0, 0, m);
            if (!std::isnan(value)) CHECK(maps.panels[f].values[m] == value);
        }
    CHECK_THAT(maps.spec.subtitle, Catch::Contains("gjennomsnitt av 3 mulige framtider"));
    viz::MapRequest film;
    film.film = true;
    CHECK(viz::map_view(some.files, nullptr, film).panels.size() == 2 * 3);  // the months that are known
}

TEST_CASE("Compare, map, page and exports tell of one draw in common as one of many possible futures",
          "[viz][one-answer][norway]") {
    const Answers one({0, 1, 2}, {2, 3});
    CHECK(one.note == "only the 1 draw that all files have is used: plain.nc has 3, better.nc has 2");
    const auto report = viz::compare_files(one.files, {});
    CHECK(report.scenarios[0].futures() == 1);
    CHECK(viz::changes_in(report, report.scenarios[0], report.ranked).changed.empty());
    CHECK_THAT(viz::summary(report, report.scenarios[0], viz::Language::english)[1],
               Catch::Contains("one of many possible futures"));
    const auto map = viz::map_view(std::span(one.files).subspan(1), &one.files[0], {});
    CHECK(map.panels[0].uncertain.empty());
    CHECK_THAT(map.spec.subtitle, Catch::Contains("én av mange mulige framtider"));
    const auto tables = viz::export_tables(one.files, {.indicators = {"percent_without_gp"}});
    for (const auto& table : tables) CHECK(table.snapshot->replicates == 1);
    const auto page = viz::report_page(one.files, {"", {}});
    CHECK(page.find("\"replicates\":1") != std::string::npos);
    CHECK(page.find("\"spread\":{") == std::string::npos);
}
