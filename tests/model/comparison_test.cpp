#include "model/compare/comparison.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "geo/base/error.hpp"
#include "model/compare/cost_effect.hpp"
#include "model/rng.hpp"

using namespace model;

namespace {

using Values = std::vector<double>;
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

Municipalities three_places() {
    Municipalities m;
    m.number = std::vector<std::string>{"0301", "5601", "5610"};
    m.name = std::vector<std::string>{"Oslo", "Alta", "Karasjok"};
    m.county_number = std::vector<std::string>{"03", "56", "56"};
    m.county = std::vector<std::string>{"Oslo", "Finnmark", "Finnmark"};
    m.health_region = std::vector<std::string>(3, "");
    m.centrality = std::vector<std::uint8_t>{1, 4, 6};
    return m;
}

/// `replicates` × three places of one value, with seeds from 1.
struct RunMaker {
    ComparedRun run;
    explicit RunMaker(std::string name, std::size_t replicates) {
        run.name = std::move(name);
        run.municipalities = 3;
        for (std::size_t r = 0; r < replicates; ++r) run.seeds.push_back(static_cast<std::int64_t>(r) + 1);
    }
    /// Value of municipality m in replicate r.
    template <class Value>
    RunMaker& with(const std::string& count, const Value& value) {
        run.counts.push_back(count);
        if (count.starts_with("cost_")) run.costs.push_back(count);
        auto& values = run.values.emplace_back();
        auto& totals = run.totals.emplace_back();
        for (std::size_t r = 0; r < run.seeds.size(); ++r)
            for (int m = 0; m < 3; ++m) {
                values.push_back(static_cast<std::int32_t>(value(static_cast<int>(r), m)));
                totals.push_back(12 * std::int64_t{values.back()});
            }
        return *this;
    }
};

const ComparedIndicator people{"people", "persons", "Residents", "Innbyggere", "people", "", 1};
const ComparedIndicator share{"share", "%", "Share", "Andel", "without", "people", 100};

}  // namespace

TEST_CASE("A paired difference has Student's interval, worked by hand", "[model][fast]") {
    // Differences 1, 2, 3: mean 2, standard error 1 / sqrt(3), t with 2 degrees of freedom 2.919986.
    const auto d = paired_difference(Values{1, 2, 3}, Values{2, 4, 6});
    CHECK(d.mean == 2);
    CHECK(d.low == Approx(2 - 2.919986 / std::sqrt(3.0)).epsilon(1e-6));
    CHECK(d.high == Approx(2 + 2.919986 / std::sqrt(3.0)).epsilon(1e-6));
    CHECK(d.is_change());
    // A replicate without a figure is left out with its partner.
    CHECK(paired_difference(Values{1, 2, nothing, 3}, Values{2, 4, 100, 6}) == d);
}

TEST_CASE("An unpaired difference has an interval no narrower than Welch's, worked by hand",
          "[model][fast]") {
    // As many on both sides: variances of the means 11/12 and 11/3, 9 degrees of freedom.
    const Values ten{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, twice{2, 4, 6, 8, 10, 12, 14, 16, 18, 20};
    CHECK(unpaired_difference(ten, twice).mean == 5.5);
    CHECK(unpaired_difference(ten, twice).width() / 2 == Approx(1.8331 * std::sqrt(55.0 / 12)).epsilon(1e-3));
    CHECK(unpaired_p_value(ten, twice) > 0.029);
    CHECK(unpaired_p_value(ten, twice) < 0.0315);
    const auto d = unpaired_difference(Values{1, 2, 3}, Values{2, 4, 6});
    CHECK(d.mean == 2);
    CHECK(d.width() / 2 == Approx(2.920 * std::sqrt(5.0 / 3)).epsilon(1e-3));
    CHECK(!d.is_change());
    // Two that happen to be alike: one spread for both has a variance of 82.5 / 10, 1 degree of freedom.
    const auto alike = unpaired_difference(ten, Values{1, 1});
    CHECK(alike.mean == -4.5);
    CHECK(alike.width() / 2 == Approx(6.3138 * std::sqrt(8.25 * 0.6)).epsilon(1e-3));
    CHECK(unpaired_difference(Values{1, 1, 1, 1}, Values{3, 3}) == Estimate{2, 2, 2});
}

TEST_CASE("p-values are those of the same t-tests, worked by hand", "[model][fast]") {
    // t = 2 sqrt(3) with 2 degrees of freedom: p = 1 - t / sqrt(2 + t^2) = 1 - sqrt(12 / 14).
    CHECK(paired_p_value(Values{1, 2, 3}, Values{2, 4, 6}) == Approx(1 - std::sqrt(12.0 / 14)));
    // t = 2 / sqrt(5/3) = 1.549 with 2 degrees of freedom: p = 1 - t / sqrt(2 + t^2).
    CHECK(unpaired_p_value(Values{1, 2, 3}, Values{2, 4, 6}) == Approx(1 - std::sqrt(2.4 / 4.4)));
    CHECK(paired_p_value(Values{1, 2}, Values{1, 2}) == 1);
    CHECK(paired_p_value(Values{1, 2}, Values{2, 3}) == 0);
    CHECK(std::isnan(paired_p_value(Values{1}, Values{2})));
}

TEST_CASE("Judged together, tests hold up to the last p under its step", "[model][fast]") {
    // Steps at 10 % over five tests: 0.02 0.04 0.06 0.08 0.10. The third is over its step, the fourth is not.
    const Values p{0.5, 0.011, nothing, 0.079, 0.065, 0.03};
    CHECK(hold_together(p, 0.10) == std::vector<std::uint8_t>{0, 1, 0, 1, 1, 1});
    CHECK(hold_together(Values{0.03, 0.9}, 0.05) == std::vector<std::uint8_t>{0, 0});
    CHECK(hold_together(Values{0, 1}, 0.05) == std::vector<std::uint8_t>{1, 0});
    CHECK(hold_together(Values{}, 0.05).empty());
}

TEST_CASE("Municipalities are judged together with each other only", "[model][fast]") {
    const auto all = areas(three_places(), std::vector<std::int32_t>{1, 1, 1});
    const auto first = static_cast<std::uint32_t>(all.size()) - 3;
    const Estimate change{-2, -3, -1}, none{0, -1, 1};
    std::vector<ComparedFigure> figures{{0, 0, 1, 1, change, change, 0.0}};  // the nation
    for (std::uint32_t m = 0; m < 3; ++m) {
        figures.push_back({first + m, 0, 1, 1, m < 2 ? change : none, none, m == 0 ? 0.02 : 0.09});
        figures.push_back({first + m, 1, 1, 1, change, none, 0.0});  // another indicator
    }
    const auto rows = municipalities_of(figures, all, all[0], 0);
    CHECK(rows == std::vector<std::size_t>{1, 3, 5});
    const auto changed = changed_among(figures, rows);
    CHECK(changed == std::vector<std::size_t>{1, 3});
    CHECK(hold_together(figures, rows, changed) == std::vector<std::uint8_t>{1, 1});
    figures[1].p_value = 0.034;  // 0.034 and 0.09 of three: over the first step, at or under the third
    CHECK(hold_together(figures, rows, changed) == std::vector<std::uint8_t>{1, 1});
    figures[5].p_value = 0.9;  // now the second step is 0.067
    CHECK(hold_together(figures, rows, changed) == std::vector<std::uint8_t>{0, 0});

    // Of Finnmark only its two, judged by themselves.
    const auto finnmark = municipalities_of(figures, all, all[2], 0);
    REQUIRE(all[2].name == "Finnmark");
    CHECK(finnmark == std::vector<std::size_t>{3, 5});
    CHECK(changed_among(figures, finnmark) == std::vector<std::size_t>{3});
}

TEST_CASE("One run has a difference but no interval, and none where nothing is defined", "[model][fast]") {
    const auto d = paired_difference(Values{5}, Values{7});
    CHECK(d.mean == 2);
    CHECK(!d.has_interval());
    CHECK(!d.is_change());
    CHECK(std::isnan(paired_difference(Values{nothing}, Values{1}).mean));
    CHECK(!unpaired_difference(Values{5}, Values{7, 8}).has_interval());
}

TEST_CASE("Without a difference nine intervals in ten cover zero", "[model][fast]") {
    constexpr int experiments = 2000;
    int paired = 0, unpaired = 0;
    for (std::uint32_t e = 0; e < experiments; ++e) {
        Values a, b;
        for (std::uint32_t r = 0; r < 12; ++r) {
            Draw draw(Seed{3}, Stream::bootstrap, e, Month{1}, r);
            a.push_back(draw.normal());
            b.push_back(draw.normal());
        }
        paired += !paired_difference(a, b).is_change();
        unpaired += !unpaired_difference(a, b).is_change();
    }
    const double tolerance = 4 * std::sqrt(experiments * 0.9 * 0.1);
    CHECK(std::abs(paired - 0.9 * experiments) < tolerance);
    CHECK(std::abs(unpaired - 0.9 * experiments) < tolerance);
}

TEST_CASE("One scenario under unlike seeds holds nothing against itself, however few the draws of one side",
          "[model][fast]") {
    // Municipalities in which nothing happens in most draws, as in small ones.
    constexpr std::uint32_t places = 100, experiments = 40;
    for (const std::uint32_t few : {2, 5, 9, 10, 15, 30}) {
        int with_findings = 0;
        for (std::uint32_t e = 0; e < experiments; ++e) {
            std::vector<double> p_values;
            for (std::uint32_t m = 0; m < places; ++m) {
                Values here, there;
                for (std::uint32_t r = 0; r < 30 + few; ++r) {
                    Draw draw(Seed{5}, Stream::bootstrap, e * places + m,
                              Month{static_cast<std::int16_t>(few)}, r);
                    (r < 30 ? here : there).push_back(draw.uniform() < 0.6 ? 0 : 20 * draw.uniform());
                }
                p_values.push_back(unpaired_p_value(here, there));
            }
            const auto held = hold_together(p_values, false_discoveries);
            with_findings += std::any_of(held.begin(), held.end(), [](auto h) { return h != 0; });
        }
        INFO(few);
        CHECK(with_findings <= 4);  // a tenth
    }
}

TEST_CASE("Areas are the nation, counties, classes that have someone, and municipalities", "[model][fast]") {
    const auto all = areas(three_places(), std::vector<std::int32_t>{700'000, 21'000, 2'500});
    std::vector<std::string> names;
    for (const auto& area : all) names.push_back(area.name);
    CHECK(names == std::vector<std::string>{"Norge", "Oslo", "Finnmark", "Finnmark", "Oslo", "1", "4", "6",
                                            "2000-4999", "20000-49999", "50000 and over", "Oslo", "Alta",
                                            "Karasjok"});
    CHECK(all[2].members == std::vector<MunicipalityId>{{1}, {2}});
    CHECK(all[8].members == std::vector<MunicipalityId>{{2}});
    CHECK(all.front().members.size() == 3);
    CHECK(name_en(all[0]) == "Norway");
    CHECK(name_en(all[3]) == "Finnmark hospital area");
    CHECK(name_no(all[4]) == "Oslo sykehusområde");
    CHECK(name_en(all[6]) == "centrality 4");
    CHECK(name_no(all[6]) == "sentralitet 4");
    CHECK(name_no(all[10]) == "50000 og over innbyggere");
    CHECK(name_no(all[12]) == "Alta");
}

TEST_CASE("Large areas are the nation, counties, hospital areas and classes, and have no municipality alone",
          "[model][fast]") {
    const auto large = large_areas(three_places());
    std::vector<std::string> kinds;
    for (const auto& area : large) kinds.emplace_back(area.kind_name());
    CHECK(kinds == std::vector<std::string>{"nation", "county", "county", "hospital_area", "hospital_area",
                                            "centrality", "centrality", "centrality"});
    CHECK(large[1].number == "03");
}

TEST_CASE("Each run's own ratio is undefined where it counts nobody", "[model][fast]") {
    const auto own = own_ratio(Values{1, 3}, Values{4, 0}, 100);
    CHECK(own[0] == 25);
    CHECK(std::isnan(own[1]));
    CHECK_THROWS(own_ratio(Values{1}, Values{1, 2}, 1));
}

TEST_CASE("Replicates are paired by seed, whatever their order", "[model][fast]") {
    const auto pairs = pair_by_seed(std::vector<std::int64_t>{5, 6, 7}, std::vector<std::int64_t>{9, 7, 5});
    CHECK(pairs.a == std::vector<std::uint32_t>{0, 2});
    CHECK(pairs.b == std::vector<std::uint32_t>{2, 1});
    CHECK(pair_by_seed(std::vector<std::int64_t>{1}, std::vector<std::int64_t>{2}).a.empty());
    // Some seeds in common are none: means over pairs would not be those of the files.
    CHECK(pair_same_seeds(std::vector<std::int64_t>{5, 6, 7}, std::vector<std::int64_t>{9, 7, 5}).a.empty());
    CHECK(pair_same_seeds(std::vector<std::int64_t>{5, 7}, std::vector<std::int64_t>{5, 6, 7}).b.empty());
    const auto same = pair_same_seeds(std::vector<std::int64_t>{5, 6}, std::vector<std::int64_t>{6, 5});
    CHECK(same.a == std::vector<std::uint32_t>{0, 1});
    CHECK(same.b == std::vector<std::uint32_t>{1, 0});
}

TEST_CASE("A ratio's figures have the ratio of mean counts as their mean, worked by hand", "[model][fast]") {
    const auto run = RunMaker("a", 2)
                         .with("people", [](int r, int m) { return m == 2 && r == 1 ? 0 : 100 * (m + 1); })
                         .with("without", [](int, int m) { return 10 * m; })
                         .run;
    const auto all = areas(three_places(), std::vector<std::int32_t>{1, 1, 1});
    const std::vector<std::uint32_t> rows{0, 1};
    // 30 of 600 and 30 of 300: the ratio is 60 of 900, and 30 is 10 fewer or more than that of each, of 450.
    const auto nation = series(run, share, all[0], rows);
    CHECK(nation[0] == Approx(100 * (60.0 / 900 - 10.0 / 450)));
    CHECK(nation[1] == Approx(100 * (60.0 / 900 + 10.0 / 450)));
    CHECK(mean(nation) == Approx(100 * 60.0 / 900));
    // Nobody lives there in one of the draws: 20 of 300 and 20 of nobody are 40 of 300.
    CHECK(mean(series(run, share, all.back(), rows)) == Approx(100 * 40.0 / 300));
    // Nobody in any of the draws.
    CHECK(std::isnan(series(run, share, all.back(), std::vector<std::uint32_t>{1})[0]));
    CHECK(series(run, people, all[0], rows) == Values{600, 300});
    const ComparedIndicator unknown{"x", "", "", "", "x", "", 1};
    CHECK_THROWS_AS(series(run, unknown, all[0], rows), geo::InputError);
}

TEST_CASE("A ratio that all replicates share has no spread, whatever they divide", "[model][fast]") {
    const auto same = linearised_ratio(Values{1, 7, 1000}, Values{3, 21, 3000}, 100);
    CHECK(same == Values(3, same[0]));
    CHECK(same[0] == Approx(100.0 / 3));
    CHECK_THROWS_AS(linearised_ratio(Values{1}, Values{1, 2}, 1), std::logic_error);
}

TEST_CASE("Nine intervals in ten of a ratio cover it, also where few people vary much", "[model][fast]") {
    // 150 people give or take 30, a fifth of them without a GP give or take 10: the ratio of means is 0.2.
    constexpr int experiments = 2000;
    int covered = 0;
    for (std::uint32_t e = 0; e < experiments; ++e) {
        Values without, residents;
        for (std::uint32_t r = 0; r < 30; ++r) {
            Draw draw(Seed{5}, Stream::bootstrap, e, Month{2}, r);
            residents.push_back(std::round(150 + 30 * draw.normal()));
            without.push_back(std::round(0.2 * residents.back() + 10 * draw.normal()));
        }
        const auto d = paired_difference(Values(30, 20), linearised_ratio(without, residents, 100));
        CHECK(d.mean == Approx(100 * mean(without) / mean(residents) - 20).margin(1e-9));
        covered += !d.is_change();
    }
    CHECK(std::abs(covered - 0.9 * experiments) < 4 * std::sqrt(experiments * 0.9 * 0.1));
}

TEST_CASE("A scenario compared with itself differs by exactly zero everywhere, with no width",
          "[model][fast]") {
    const auto run = RunMaker("a", 7)
                         .with("people", [](int r, int m) { return 1000 + 37 * r * r + m; })
                         .with("without", [](int r, int m) { return 13 * r + m; })
                         .run;
    const std::vector indicators{people, share};
    const auto all = areas(three_places(), std::vector<std::int32_t>{1, 1, 1});
    for (const auto& figure : compare(run, run, indicators, all, pair_by_seed(run.seeds, run.seeds))) {
        CHECK(figure.difference == Estimate{0, 0, 0});
        CHECK(figure.unpaired.width() > 0);
        CHECK(figure.mean_a == figure.mean_b);
    }
}

TEST_CASE("Pairing narrows the interval by the luck that is shared", "[model][fast]") {
    // Luck of 100 r in both, a difference of 5 and a little luck of its own: ±1.
    const auto maker = [](int effect) {
        return RunMaker("x", 8)
            .with("people",
                  [effect](int r, int m) { return 1000 * (m + 1) + 100 * r + effect * (5 + r % 2); })
            .run;
    };
    const auto a = maker(0), b = maker(1);
    const auto all = areas(three_places(), std::vector<std::int32_t>{1, 1, 1});
    const std::vector indicators{people};
    const auto figures = compare(a, b, indicators, all, pair_by_seed(a.seeds, b.seeds));
    const auto gain = pairing_gain(figures, all, 0);
    CHECK(gain.nation < 0.01);
    CHECK(gain.median_municipality == Approx(gain.nation).epsilon(1e-9));
    CHECK(figures[0].difference.is_change());
    CHECK(!figures[0].unpaired.is_change());
    CHECK(changed_among(figures, municipalities_of(figures, all, all[0], 0)).size() == 3);
    // Without pairing every replicate counts and the interval is the wide one.
    const auto wide = compare(a, b, indicators, all, {});
    CHECK(wide[0].difference == figures[0].unpaired);
    CHECK(changed_among(wide, municipalities_of(wide, all, all[0], 0)).empty());
}

TEST_CASE("Municipalities that change are ranked by the size of the difference", "[model][fast]") {
    const auto a = RunMaker("a", 3).with("people", [](int, int) { return 100; }).run;
    const auto b =
        RunMaker("b", 3).with("people", [](int, int m) { return m == 0   ? 100
                                                                : m == 1 ? 107
                                                                         : 80; }).run;
    const auto all = areas(three_places(), std::vector<std::int32_t>{1, 1, 1});
    const std::vector indicators{people};
    const auto figures = compare(a, b, indicators, all, pair_by_seed(a.seeds, b.seeds));
    const auto ranked = changed_among(figures, municipalities_of(figures, all, all[0], 0));
    REQUIRE(ranked.size() == 2);
    CHECK(all[figures[ranked[0]].area].name == "Karasjok");
    CHECK(figures[ranked[0]].difference.mean == -20);
    CHECK(all[figures[ranked[1]].area].name == "Alta");
}

namespace {

Area all_three() {
    return large_areas(three_places()).front();
}

/// 100 people in each of three places; `without` of them without a GP, and costs in 1000 NOK a month.
ComparedRun costed(const std::string& name, std::size_t replicates, int without, int state, int municipality,
                   int measures) {
    RunMaker maker(name, replicates);
    maker.with("population", [](int, int) { return 100; })
        .with("patients_without_gp", [&](int r, int) { return without + r; })
        .with("on_no_list", [](int, int) { return 2; })
        .with("over_30_minutes", [](int, int) { return 3; })
        .with("cost_state", [&](int r, int) { return state + r; })
        .with("cost_municipality", [&](int, int) { return municipality; });
    if (measures >= 0) maker.with("cost_measures_state", [&](int, int) { return measures; });
    return maker.run;
}

}  // namespace

TEST_CASE("Counts and costs of an area are the sums over its municipalities, draw by draw",
          "[model][areas][fast]") {
    const auto uneven = [](const char* name, int more) {
        RunMaker maker(name, 4);
        int salt = 0;
        for (const char* count : {"population", "patients_without_gp", "on_no_list", "over_30_minutes",
                                  "cost_state", "cost_municipality"})
            maker.with(count, [&, s = ++salt](int r, int m) {
                return 100 + 17 * m + 5 * r * m + s * r + more * m * s;
            });
        return maker.run;
    };
    const auto a = uneven("a", 0), b = uneven("b", 3);
    const auto pairs = pair_by_seed(a.seeds, b.seeds);
    const auto all = areas(three_places(), std::vector<std::int32_t>{1, 1, 1});
    const std::vector<std::uint32_t> rows{0, 1, 2, 3};
    const ComparedIndicator without{"patients_without_gp", "persons", "", "", "patients_without_gp", "", 1};
    for (const auto& area : all) {
        INFO(area.kind_name() << " " << area.name);
        const auto costs = compare_costs(a, b, pairs, area);
        const auto whole = series(b, without, area, rows);
        std::vector<PlanePoint> plane(4, {0, 0});
        Values sums(4, 0.0);
        double state = 0;
        for (const auto m : area.members) {
            const Area one{AreaKind::municipality, "", "", {m}};
            const auto part = compare_costs(a, b, pairs, one);
            const auto count = series(b, without, one, rows);
            state += part->by_payer[0].difference.mean;
            for (std::size_t r = 0; r < 4; ++r) {
                plane[r].effect += part->effects[0].plane[r].effect;
                plane[r].cost += part->effects[0].plane[r].cost;
                sums[r] += count[r];
            }
        }
        CHECK(whole == sums);
        CHECK(costs->effects[0].plane == plane);
        CHECK(costs->by_payer[0].difference.mean == Approx(state));
    }
}

TEST_CASE("One more person-year with a GP costs what both payers pay more, by hand", "[model][fast]") {
    // 12 months, three places. B: 10 fewer without a GP in each: 30 person-years more with a GP. State: 5
    // more, municipality: 1 more a month in each: 36 × 6 000 NOK = 216 000 NOK; 7 200 NOK per person-year.
    const auto a = costed("a", 6, 20, 50, 10, -1), b = costed("b", 6, 10, 55, 11, -1);
    const auto costs = compare_costs(a, b, pair_by_seed(a.seeds, b.seeds), all_three());
    REQUIRE(costs);
    REQUIRE(costs->by_payer.size() == 3);
    CHECK(costs->by_payer[0].difference.mean == 36 * 5'000);
    CHECK(costs->by_payer[1].difference.mean == 36 * 1'000);
    CHECK(costs->by_payer[2].difference == Estimate{216'000, 216'000, 216'000});
    const auto& persons = costs->effects[0];
    CHECK(persons.effect == Estimate{30, 30, 30});
    REQUIRE(persons.cost_per_unit);
    CHECK(persons.cost_per_unit->mean == 7'200);
    const auto& years = costs->effects[1];
    CHECK(years.effect.mean == Approx(30));
    REQUIRE(years.cost_per_unit);
    CHECK(years.cost_per_unit->low == Approx(7'200));
    CHECK(years.cost_per_unit->high == Approx(7'200));
    CHECK(years.plane.size() == 6);
    for (const auto& point : years.acceptability)
        CHECK(point.chance == (point.willingness > 7'200 ? 1 : point.willingness < 7'200 ? 0 : 0.5));
    // Nobody lives nearer: no detectable difference, no ratio.
    CHECK(costs->effects[2].effect == Estimate{0, 0, 0});
    CHECK(!costs->effects[2].cost_per_unit);
}

TEST_CASE("A cost per unit has Fieller's interval and a chance of being worth it, worked by hand",
          "[model][fast]") {
    // Effects of 1, 2, 3 and costs of 2, 3, 7 in each of three places; NOK of 12 months over persons: a
    // factor of 12 000. Means 2 and 4, variances of the means 1/3 and 7/3, covariance 5/6, t^2 with 2
    // degrees 8.5263: the roots of (4 - t^2 / 3) r^2 - 2 (8 - 5/6 t^2) r + 16 - 7/3 t^2.
    const auto maker = [](const std::string& name, const Values& without, const Values& cost) {
        const auto of = [](const Values& values) {
            return [values](int r, int) { return values[static_cast<std::size_t>(r)]; };
        };
        const auto none = [](int, int) { return 0; };
        return RunMaker(name, 3)
            .with("population", [](int, int) { return 100; })
            .with("patients_without_gp", of(without))
            .with("on_no_list", none)
            .with("over_30_minutes", none)
            .with("cost_state", of(cost))
            .with("cost_municipality", none)
            .run;
    };
    const auto a = maker("a", {9, 9, 9}, {5, 5, 5}), b = maker("b", {8, 7, 6}, {7, 8, 12});
    const auto costs = compare_costs(a, b, pair_by_seed(a.seeds, b.seeds), all_three());
    REQUIRE(costs);
    const auto& persons = costs->effects[0];
    REQUIRE(persons.cost_per_unit);
    CHECK(persons.cost_per_unit->mean == Approx(2 * 12'000));
    CHECK(persons.cost_per_unit->low == Approx(-1.21742 * 12'000).epsilon(1e-4));
    CHECK(persons.cost_per_unit->high == Approx(2.76289 * 12'000).epsilon(1e-4));
    // At a price of nothing it is worth it if costs fall: t = 4 / sqrt(7/3), half of p = 1 - t / sqrt(2 +
    // t^2).
    CHECK(persons.acceptability.front().chance == Approx(0.06006).epsilon(1e-3));
    // At a very high price it is as sure as that there is a gain at all.
    CHECK(persons.acceptability.back().chance ==
          Approx(1 - paired_p_value(Values{0, 0, 0}, Values{1, 2, 3}) / 2).epsilon(0.01));
    // All the luck is b's, so nothing is lost by not sharing any.
    const auto apart = compare_costs(a, b, {}, all_three());
    REQUIRE(apart);
    CHECK(apart->effects[0].plane.size() == 3);
    REQUIRE(apart->effects[0].cost_per_unit);
    CHECK(apart->effects[0].cost_per_unit->low == Approx(persons.cost_per_unit->low));
    CHECK(apart->effects[0].cost_per_unit->high == Approx(persons.cost_per_unit->high));
}

TEST_CASE("What measures cost is part of what the state pays, not paid twice", "[model][fast]") {
    const auto a = costed("a", 3, 20, 50, 10, 0), b = costed("b", 3, 20, 54, 10, 4);
    const auto costs = compare_costs(a, b, pair_by_seed(a.seeds, b.seeds), all_three());
    REQUIRE(costs);
    CHECK(costs->by_payer[0].difference.mean == 36 * 4'000);
    CHECK(costs->by_payer[1].difference.mean == 0);
    CHECK(costs->by_payer[2].difference.mean == 36 * 4'000);
    REQUIRE(costs->parts.size() == 3);
    CHECK(costs->parts[2].name == "cost_measures_state");
    CHECK(costs->parts[2].difference.mean == 36 * 4'000);
    for (const auto& effect : costs->effects) CHECK(!effect.cost_per_unit);
}

TEST_CASE("A loss of people with a GP has no price", "[model][fast]") {
    const auto a = costed("a", 5, 10, 50, 10, -1), b = costed("b", 5, 20, 40, 10, -1);
    const auto costs = compare_costs(a, b, pair_by_seed(a.seeds, b.seeds), all_three());
    REQUIRE(costs);
    CHECK(costs->effects[0].effect.is_change());
    CHECK(!costs->effects[0].cost_per_unit);
}

TEST_CASE("One run each has costs but neither intervals nor a curve; missing counts have no costs",
          "[model][fast]") {
    const auto a = costed("a", 1, 20, 50, 10, -1), b = costed("b", 1, 10, 55, 11, -1);
    const auto costs = compare_costs(a, b, pair_by_seed(a.seeds, b.seeds), all_three());
    REQUIRE(costs);
    CHECK(costs->by_payer[2].difference.mean == 216'000);
    CHECK(!costs->by_payer[2].difference.has_interval());
    CHECK(!costs->effects[0].cost_per_unit);
    CHECK(costs->effects[0].acceptability.empty());
    const auto bare = RunMaker("a", 3).with("population", [](int, int) { return 100; }).run;
    CHECK(!compare_costs(bare, bare, pair_by_seed(bare.seeds, bare.seeds), all_three()));
}

TEST_CASE("Discount, tax cost and what locums save stand beside what is paid, by hand", "[model][fast]") {
    // Two stretches, of 1 and 12 months: middles at half a month and 7 months. B costs 100 (000 NOK) more in
    // each place in the first stretch and 200 in the second, of which locums 30 less and 10 less; 12 and 24
    // person-months more with a GP in each.
    const auto made = [](bool b) {
        RunMaker maker("run", 3);
        const auto with = [&](const std::string& count, std::int64_t first, std::int64_t second) {
            maker.with(count, [](int, int) { return 0; });
            auto& run = maker.run;
            for (auto& total : run.totals.back()) total = first + second;
            auto& stretches = run.stretches.emplace_back();
            for (std::size_t r = 0; r < run.seeds.size(); ++r)
                for (const auto sum : {first, second}) stretches.insert(stretches.end(), 3, sum);
        };
        with("population", 0, 0);
        with("patients_without_gp", b ? 100 - 12 : 100, b ? 100 - 24 : 100);
        with("on_no_list", 0, 0);
        with("over_30_minutes", 0, 0);
        with("cost_state", b ? 600 : 500, b ? 700 : 500);
        with("cost_municipality", 50, 50);
        with("cost_locums", b ? 20 : 50, b ? 40 : 50);
        maker.run.stretch_ends = {1, 13};
        maker.run.first_month = Month::of(std::chrono::year{2026} / std::chrono::December);
        maker.run.state_monthly = maker.run.municipality_monthly = std::vector<double>(14 * 3, b ? 2 : 1);
        return maker.run;
    };
    const auto a = made(false), b = made(true);
    const auto pairs = pair_by_seed(a.seeds, b.seeds);
    CHECK(compare_costs(a, b, pairs, all_three())->valued.size() == 1);
    const auto costs = compare_costs(a, b, pairs, all_three(), {4, 20});
    REQUIRE(costs);
    REQUIRE(costs->valued.size() == 4);
    CHECK(costs->effects[1].cost_per_unit->mean == Approx(300'000 / 3.0));
    const auto of = [&](Valued how) {
        for (const auto& cost : costs->valued)
            if (cost.how == how) return cost;
        throw std::logic_error("not valued so");
    };
    CHECK(of(Valued::without_locums).total.difference.mean == Approx(3 * 340'000));
    CHECK(of(Valued::without_locums).cost_per_year->mean == Approx(340'000 / 3.0));
    CHECK(of(Valued::with_tax_cost).cost_per_year->mean == Approx(1.2 * 300'000 / 3.0));
    const double first = std::pow(1.04, -1 / 24.0), second = std::pow(1.04, -14 / 24.0);
    const double discounted = (100'000 * first + 200'000 * second) / (first + 2 * second);
    CHECK(of(Valued::discounted).total.difference.mean == Approx(3 * (100'000 * first + 200'000 * second)));
    CHECK(of(Valued::discounted).cost_per_year->mean == Approx(discounted));
    CHECK(of(Valued::discounted_with_tax_cost).cost_per_year->mean == Approx(1.2 * discounted));
    // By year: what is paid before the first January and after it.
    REQUIRE(costs->years.size() == 2);
    CHECK(costs->years[0].first == a.first_month + 1);
    CHECK(costs->years[1].first == a.first_month + 2);
    CHECK(costs->years[1].last == a.first_month + 13);
    CHECK(costs->years[0].by_payer[0].difference.mean == 3 * 100'000);
    CHECK(costs->years[1].by_payer[2].difference.mean == 3 * 200'000);
    // Thirteen months from January on are five quarters.
    REQUIRE(costs->quarters.size() == 5);
    CHECK(costs->quarters[0].by_payer[0].difference.mean == 3 * 3'000);
    CHECK(costs->quarters[4].by_payer[2].difference.mean == 3 * 2'000);
    CHECK_FALSE(costs->quarters[0].by_payer[0].difference.has_interval());
}

TEST_CASE("What has no price has no cost per person, unless both have it", "[model][fast]") {
    auto a = costed("a", 6, 20, 50, 10, -1), b = costed("b", 6, 10, 55, 11, -1);
    b.not_priced = {{"appeal-campaign", {"appeal 0.1"}}};
    const auto pairs = pair_by_seed(a.seeds, b.seeds);
    const auto costs = compare_costs(a, b, pairs, all_three());
    CHECK(costs->not_priced == b.not_priced);
    for (const auto& effect : costs->effects) {
        CHECK_FALSE(effect.cost_per_unit);
        CHECK(effect.plane.empty());
        CHECK(effect.acceptability.empty());
    }
    a.not_priced = b.not_priced;
    CHECK(compare_costs(a, b, pairs, all_three())->effects[0].cost_per_unit);
    // The same measure with another amount, or elsewhere, costs something else, and nobody knows what.
    a.not_priced[0].amounts = {"appeal 0.2"};
    const auto both = compare_costs(a, b, pairs, all_three());
    CHECK(both->not_priced == std::vector<NotPriced>{a.not_priced[0], b.not_priced[0]});
    CHECK_FALSE(both->effects[0].cost_per_unit);
    a.not_priced = b.not_priced;
    a.not_priced[0].where_and_when = "centrality_from 5";
    CHECK_FALSE(compare_costs(a, b, pairs, all_three())->effects[0].cost_per_unit);
}
