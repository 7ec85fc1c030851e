// An area alone: a run that leaves the rest of the country out.
#include "data/only_area.hpp"

#include <catch2/catch.hpp>
#include <numeric>

#include "data/compared_runs.hpp"
#include "data/own_areas.hpp"
#include "data/snapshot_reader.hpp"
#include "geo/base/threads.hpp"
#include "model/audit.hpp"
#include "model/measures/eligible.hpp"
#include "model/rest_of_country.hpp"
#include "model/start/neighbours.hpp"
#include "model/start/part.hpp"
#include "model/start/part_params.hpp"
#include "runs/study/draw_file.hpp"
#include "runs/study/run_file.hpp"
#include "support/complaint.hpp"
#include "support/places.hpp"
#include "support/program.hpp"
#include "support/small_country.hpp"

using model::MunicipalityId;
using support::ScratchFolder;

namespace {

constexpr std::uint32_t places = 6, people = 2000;

/// A country one can draw of six municipalities, and the run of some of them alone.
struct Alone {
    ScratchFolder folder;
    data::Scenario whole_scenario =
        data::read_scenario(support::write_small_country(folder.path(), places, people, 14));
    data::InputSet whole = data::read_input_set(whole_scenario.inputs);
    data::Scenario scenario = whole_scenario;
    data::InputSet set = whole;
    std::vector<std::string> remarks;

    explicit Alone(const std::vector<std::string>& names) {
        whole_scenario.params.area_alone.shared_percent = scenario.params.area_alone.shared_percent = 1;
        data::keep_only(data::area_names(scenario, set).together(names, "--only"), scenario, set, remarks);
    }
    std::filesystem::path path(const char* name) const { return folder.path() / name; }
    std::string bytes(const char* name) const {
        study::simulate_into(path(name), scenario, set);
        return support::text_of(path(name));
    }
};

std::int64_t at(const model::MonthTable& table, const char* count, std::uint32_t m) {
    return table.at(model::count_row(count), MunicipalityId{m});
}

}  // namespace

TEST_CASE("An area alone begins with its people and lists as the tables have them", "[study][only][fast]") {
    const Alone only({"0102", "0105"});
    const auto nation = study::simulate(only.whole_scenario, only.whole);
    const auto alone = study::simulate(only.scenario, only.set);
    const auto& first = alone.tables.front();
    REQUIRE(first.municipalities == 2);
    for (const char* count :
         {"population", "patients", "patients_without_gp", "lists_total", "lists_without_gp"})
        for (const auto& [row, in_nation] : {std::pair{0U, 1U}, {1U, 4U}}) {
            INFO(count);
            CHECK(at(first, count, row) == at(nation.tables.front(), count, in_nation));
        }
    for (const auto m : {0U, 1U}) CHECK(at(first, "population", m) == people);
}

TEST_CASE("People of an area alone come and go over its border, and none is lost", "[study][only][fast]") {
    const Alone only({"0102", "0105"});
    const auto run = study::simulate(only.scenario, only.set);
    CHECK(model::audit(run.world).empty());
    for (std::size_t t = 1; t < run.tables.size(); ++t)
        for (const auto m : {0U, 1U}) {
            const auto& now = run.tables[t];
            CHECK(at(now, "population", m) - at(run.tables[t - 1], "population", m) ==
                  at(now, "births", m) - at(now, "deaths", m) + at(now, "moved_in", m) -
                      at(now, "moved_out", m) + at(now, "immigrated", m) - at(now, "emigrated", m));
        }
    CHECK(run.border.in > 0);
    CHECK(run.border.out > 0);
}

TEST_CASE("The town that stands for the rest has the people who make the moves across the border",
          "[model][only][fast]") {
    const Alone only({"0101"});
    const auto& part = data::simulated(only.set);
    const auto& rest = *part.rest;
    REQUIRE(part.municipalities.size() == 2);  // nobody goes to a GP 20 km away
    CHECK(rest.told == 1);
    CHECK(rest.around == 0);
    // With one municipality inside, all who move go to the town, which is as large.
    CHECK(std::accumulate(part.population.persons.begin(), part.population.persons.end(), 0U) == 2 * people);
    CHECK(rest.attraction[1] > 0);
    CHECK(rest.attraction[2] > 0);
    CHECK(rest.attraction[0] == 0);
    CHECK(rest.people == Approx(2.0 / places));
    CHECK(rest.market == Approx(2.0 / places).epsilon(0.3));
    CHECK(rest.mean_list == Approx(1).epsilon(0.01));
    CHECK(part.lists.lists_with_gp[rest.town] == 2);
    CHECK(part.lists.lists_without_gp[rest.town] == 1);
}

TEST_CASE("Who lives far from her GP on the first day is about the same in an area alone as in the nation",
          "[study][only][norway]") {
    auto scenario = data::read_scenario(support::baseline);
    scenario.months = 1;
    auto set = data::read_input_set(scenario.inputs);
    const auto county = set.figures.municipalities.county;
    const auto nation = study::simulate(scenario, set).tables.front();
    std::vector<std::string> remarks;
    data::keep_only(data::area_names(scenario, set).together(std::vector<std::string>{"Vestfold"}, "--only"),
                    scenario, set, remarks);
    const auto alone = study::simulate(scenario, set).tables.front();
    REQUIRE(alone.municipalities == 6);
    // Oslo and Drammen share patients with it and are partly outside: to fit them takes many rounds.
    for (const char* count : {"over_30_minutes", "over_60_minutes", "seeking"}) {
        double of_nation = 0, of_area = 0;
        for (std::uint32_t m = 0; m < nation.municipalities; ++m)
            if (county[MunicipalityId{m}] == "Vestfold")
                of_nation += static_cast<double>(at(nation, count, m));
        for (std::uint32_t m = 0; m < alone.municipalities; ++m)
            of_area += static_cast<double>(at(alone, count, m));
        INFO(count);
        CHECK(of_area == Approx(of_nation).epsilon(0.12));
    }
}

TEST_CASE("Municipalities that share patients with an area are simulated and not told of",
          "[model][only][fast]") {
    Alone only({"0101"});
    auto near = only.whole.figures;
    near.practices.place[model::PracticeId{1}] = {5'000, 500};  // the neighbour's practice, close to the area
    const std::vector<MunicipalityId> area{{0}};
    const model::Column<MunicipalityId, std::int32_t> residents(places, people);
    const auto& choice = only.scenario.params.gp_choice;
    const auto& some = only.scenario.params.area_alone;
    CHECK(model::around(only.whole.figures, residents, area, choice, some).empty());
    CHECK(model::around(near, residents, area, choice, some) == std::vector<MunicipalityId>{{1}});
    model::Remarks remarks;
    const auto part = model::part_of(near, area, only.whole_scenario.params,
                                     model::Month::of(only.scenario.start), 14, remarks);
    CHECK(part.inputs.rest->told == 1);
    CHECK(part.inputs.rest->around == 1);
    CHECK(part.inputs.municipalities.number.values() == std::vector<std::string>{"0101", "0102", "9999"});
}

TEST_CASE("An area alone has the same bytes on 1 and 8 threads", "[study][only][fast]") {
    const Alone only({"0102", "0105"});
    const auto with = [&](unsigned threads, const char* name) {
        const geo::ThreadLimit limit(threads);
        return only.bytes(name);
    };
    CHECK(with(8, "eight.nc") == with(1, "one.nc"));
}

TEST_CASE("All municipalities alone are the nation, to the last byte", "[study][only][fast]") {
    Alone all({"0101", "0102", "0103", "0104", "0105", "0106"});
    CHECK(!all.set.simulated);
    const auto alone = all.bytes("alone.nc");
    all.scenario = all.whole_scenario;
    all.set = all.whole;
    CHECK(all.bytes("nation.nc") == alone);
}

TEST_CASE("The file of an area alone says what it is of, and is compared with nothing else",
          "[study][only][fast]") {
    const Alone only({"0102", "0105"}), other({"0103", "0105"});
    only.bytes("alone.nc");
    other.bytes("other.nc");
    study::simulate_into(only.path("nation.nc"), only.whole_scenario, only.whole);
    std::vector<data::Snapshot> files;
    files.push_back(data::read_snapshot(only.path("alone.nc")));
    files.push_back(data::read_snapshot(only.path("nation.nc")));
    files.push_back(data::read_snapshot(other.path("other.nc")));
    const auto& file = files.front();
    CHECK(file.municipalities.number.values() == std::vector<std::string>{"0102", "0105"});
    CHECK(file.municipalities.alone.name == "Place 1, Place 4");
    // The county and the region reach beyond it: no figure of theirs is in the file.
    CHECK(file.municipalities.alone.cut == std::vector<std::string>{"01", "Helse Region"});
    const auto areas = model::large_areas(file.municipalities);
    CHECK(model::name_en(areas.front()) == "Place 1, Place 4");
    CHECK(model::name_no(areas.front()) == "Place 1, Place 4");
    const std::vector<std::int32_t> inhabitants(2, people);
    for (const auto& area : model::areas(file.municipalities, inhabitants)) {
        CHECK((area.kind == model::AreaKind::nation || area.kind == model::AreaKind::centrality ||
               area.kind == model::AreaKind::size || area.kind == model::AreaKind::municipality));
        // Classes are of the area's municipalities only, and are found by their plain names too.
        if (area.kind != model::AreaKind::centrality && area.kind != model::AreaKind::size) continue;
        CHECK_THAT(model::name_en(area), Catch::EndsWith(" in Place 1, Place 4"));
        CHECK_THAT(model::name_no(area), Catch::EndsWith(" i Place 1, Place 4"));
        const model::AreaNames names(file.municipalities, inhabitants, {});
        for (const auto& name : {model::name_en(area), model::name_no(area),
                                 area.kind == model::AreaKind::size ? area.name : "sentralitet " + area.name})
            CHECK(names.find(name).members == area.members);
    }
    REQUIRE(file.lists);
    for (const auto m : file.lists->municipality) CHECK(m.value < 2);

    const auto refused = [&](std::size_t a, std::size_t b) {
        std::vector<data::Snapshot> pair;
        pair.push_back(std::move(files[a]));
        pair.push_back(std::move(files[b]));
        const auto text = support::complaint([&] { data::common_ground(pair, std::nullopt); });
        files[a] = std::move(pair[0]);
        files[b] = std::move(pair[1]);
        return text;
    };
    CHECK_THAT(refused(0, 1), Catch::Contains("is of all of the country") &&
                                  Catch::Contains("is of Place 1, Place 4 alone") &&
                                  Catch::Contains("run both with the same --only"));
    CHECK_THAT(refused(0, 2), Catch::Contains("is of Place 2, Place 4 alone"));
}

TEST_CASE("An area alone keeps its draws apart from the nation's", "[study][only][fast]") {
    const Alone only({"0102"}), other({"0103"});
    const auto nation = study::draw_identity(only.whole_scenario, only.whole, 1);
    CHECK(study::draw_identity(only.scenario, only.set, 1) != nation);
    CHECK(study::draw_identity(other.scenario, other.set, 1) !=
          study::draw_identity(only.scenario, only.set, 1));
}

TEST_CASE("An area alone goes on where it was stopped, with its border", "[study][only][fast]") {
    const Alone only({"0102", "0105"});
    const auto unbroken = study::simulate(only.scenario, only.set);
    const auto file = only.path("draw");
    geo::StopSource source;
    study::Watch watch;
    watch.stop = source.token();
    watch.progress = [&](std::string_view, int done, int) {
        if (done == 5) source.ask();
    };
    study::simulate(only.scenario, only.set, watch, {}, geo::build_hierarchy, {file, 0});
    auto kept = study::read_draw(file, study::draw_identity(only.scenario, only.set, only.scenario.seed));
    REQUIRE(kept);
    CHECK(kept->run.months_done() == 5);
    const auto resumed = study::simulate(only.scenario, only.set, {}, {}, geo::build_hierarchy,
                                         {file, 0, std::move(kept->run)});
    CHECK(resumed.tables == unbroken.tables);
    CHECK(resumed.border.in == unbroken.border.in);
    CHECK(resumed.border.out == unbroken.border.out);
}

TEST_CASE("An area that is not there, or a start in the past, is refused with what was expected",
          "[study][only][fast]") {
    CHECK_THAT(support::complaint([] { Alone({"Nowhere"}); }),
               Catch::Contains("--only") && Catch::Contains("no area is called 'Nowhere'"));
    CHECK_THAT(support::complaint([] {
                   Alone only({"0101", "0102", "0103", "0104", "0105", "0106"});
                   only.scenario.start = std::chrono::year{2020} / std::chrono::January;
                   data::keep_only(data::area_names(only.scenario, only.set)
                                       .together(std::vector<std::string>{"0101"}, "--only"),
                                   only.scenario, only.set, only.remarks);
               }),
               Catch::Contains("expected run.start = \"2026-01\""));
}

TEST_CASE("What a scenario gives in numbers for the nation is the part's", "[model][only][fast]") {
    Alone only({"0101"});
    auto params = only.whole_scenario.params;
    model::Measure measure;
    measure.name = "grant";
    measure.until = model::Month{32'000};
    measure.budget_nok = 6'000'000;
    measure.effects.push_back({model::Lever::candidates, 60, {}, "test"});
    measure.effects.push_back({model::Lever::hiring_grant, 100'000, {}, "test"});
    measure.costs.push_back(
        {model::CostUnit::year, 3'000'000, model::Payer::state, {}, "test", model::Lever::candidates});
    params.measures.push_back(measure);
    model::GpLeaves here{{0}, {}, 1}, elsewhere{{3}, {}, 1};
    here.practice = elsewhere.practice = model::none<model::PracticeId>;
    params.events.push_back({model::Month{1513}, model::Month{1514}, here, "here"});
    params.events.push_back({model::Month{1513}, model::Month{1514}, elsewhere, "elsewhere"});
    model::Remarks remarks;
    const std::vector<MunicipalityId> area{{0}};
    const auto part =
        model::part_of(only.whole.figures, area, params, model::Month::of(only.scenario.start), 14, remarks);
    const auto& scaled = part.params.measures.front();
    CHECK(scaled.budget_nok == Approx(2'000'000));  // the town holds as many lists as the municipality
    CHECK(scaled.effects[0].amount == Approx(60 * part.inputs.rest->market));
    CHECK(scaled.effects[1].amount == 100'000);
    CHECK(scaled.costs.front().nok == Approx(1'000'000));
    REQUIRE(part.params.events.size() == 1);
    CHECK(part.params.events.front().words == "here");
    CHECK_THAT(remarks, Catch::VectorContains(std::string("left out, as it happens elsewhere: elsewhere")));
}

TEST_CASE("Municipalities drawn by lot are drawn in an area alone as in the nation", "[model][only][fast]") {
    const Alone only({"0102", "0105"});
    model::Measure measure;
    measure.name = "pilot";
    measure.where.drawn = 3;
    measure.until = model::Month{32'000};
    measure.budget_nok = 6'000'000;
    measure.effects.push_back({model::Lever::lis1_posts, 12, {}, "test"});
    auto params = only.whole_scenario.params;
    params.measures.push_back(measure);
    model::Remarks remarks;
    const std::vector<MunicipalityId> area{{1}, {4}};
    const auto part =
        model::part_of(only.whole.figures, area, params, model::Month::of(only.scenario.start), 14, remarks);
    const auto held = [](const model::Inputs& inputs, const model::Measure& drawn, std::uint64_t seed) {
        const auto n = inputs.municipalities.size();
        const model::PlaceFigures figures{model::Column<MunicipalityId, std::int32_t>(n, people),
                                          std::vector<std::uint32_t>(n, 2), std::vector<std::uint32_t>(n)};
        const auto rows = inputs.rest ? inputs.rest->row_in_nation : std::vector<std::uint32_t>();
        return model::eligible(inputs.municipalities, figures, drawn, model::Seed{seed}, rows);
    };
    int inside = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const auto nation = held(only.whole.figures, measure, seed);
        const auto alone = held(part.inputs, part.params.measures.front(), seed);
        int here = 0;
        for (const auto& [row, in_nation] : {std::pair{0U, 1U}, {1U, 4U}}) {
            CHECK(alone[MunicipalityId{row}] == nation[MunicipalityId{in_nation}]);
            here += alone[MunicipalityId{row}];
        }
        CHECK(!alone[part.inputs.rest->town]);
        inside += here;
        // Each of the three drawn has a third, as all have as many lists.
        const auto own = model::params_of_draw(part.params, part.inputs, model::Seed{seed}).measures.front();
        CHECK(own.budget_nok == Approx(2'000'000 * here));
        CHECK(own.effects.front().amount == Approx(4 * here));
    }
    CHECK(inside > 10);
    CHECK(inside < 30);
}

TEST_CASE("What a measure inside the area gives and may cost is whole", "[model][only][fast]") {
    const Alone only({"0102", "0105"});
    auto params = only.whole_scenario.params;
    model::Measure measure;
    measure.name = "local";
    measure.until = model::Month{32'000};
    measure.budget_nok = 6'000'000;
    measure.where.municipalities = {"0105"};
    measure.effects.push_back({model::Lever::lis1_posts, 12, {}, "test"});
    params.measures.push_back(measure);
    params.measures.push_back(measure);
    params.measures.back().where.municipalities = {"0101"};
    params.measures.push_back(measure);
    params.measures.back().where.municipalities.clear();
    params.measures.back().where.percent_vacant_over = 99;  // nobody's on the first day
    model::Remarks remarks;
    const std::vector<MunicipalityId> area{{1}, {4}};
    const auto part =
        model::part_of(only.whole.figures, area, params, model::Month::of(only.scenario.start), 14, remarks);
    const auto& [inside, outside, later] =
        std::tie(part.params.measures[0], part.params.measures[1], part.params.measures[2]);
    CHECK(inside.budget_nok == 6'000'000);
    CHECK(inside.effects.front().amount == 12);
    CHECK(outside.budget_nok == 0);
    CHECK(outside.effects.front().amount == 0);
    CHECK(later.budget_nok > 0);
    CHECK(later.budget_nok < 6'000'000);
}
