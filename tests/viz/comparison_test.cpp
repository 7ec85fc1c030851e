#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <limits>
#include <nlohmann/json.hpp>

#include "geo/base/error.hpp"
#include "support/program.hpp"
#include "viz/compare/comparison_json.hpp"
#include "viz/compare/comparison_picture.hpp"
#include "viz/compare/comparison_report.hpp"
#include "viz/svg_canvas.hpp"

using namespace viz;

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// The nation and one municipality, one indicator, with this difference in both.
ComparisonReport report(model::Estimate difference, model::CostComparison costs,
                        std::size_t replicates = 30) {
    ComparisonReport r;
    r.reference = "baseline";
    r.first_month = std::chrono::year{2026} / std::chrono::January;
    r.month = std::chrono::year{2036} / std::chrono::January;
    r.indicators = {{"patients_without_gp", "persons", "Patients on lists without a GP",
                     "Listeinnbyggere på lister uten fast lege", "patients_without_gp", "", 1}};
    r.areas = {{model::AreaKind::nation, "", "Norge", {{0}}},
               {model::AreaKind::municipality, "5610", "Karasjok, \"K\"", {{0}}}};
    r.scenarios.push_back({"grant", true, replicates, replicates, {}, std::move(costs)});
    for (const std::uint32_t area : {0U, 1U})
        r.scenarios[0].figures.push_back({area, 0, 5000, 5000 + difference.mean, difference, difference});
    return r;
}

model::CostComparison costs(model::Estimate money, model::Estimate effect,
                            std::optional<model::Estimate> ratio) {
    model::CostComparison c;
    c.by_payer = {{"state", 1e9, 1e9 + money.mean, money}, {"municipality", 1e9, 1e9, {0, 0, 0}}};
    c.effects = {
        {model::Effect::persons_with_gp, effect, std::nullopt, {}, {}},
        {model::Effect::years_with_gp, effect, ratio, {{10, 2e6}, {12, 3e6}}, {{0, 0}, {100'000, 0.25}}}};
    return c;
}

bool says(const ComparisonReport& r, Language language, const std::string& text) {
    const auto lines = summary(r, r.scenarios[0], language);
    for (const auto& line : lines) UNSCOPED_INFO(line);
    return std::any_of(lines.begin(), lines.end(),
                       [&](const std::string& line) { return line.find(text) != std::string::npos; });
}

}  // namespace

TEST_CASE("Of few people a figure that is not nothing is never shown as 0", "[viz][areas][fast]") {
    const auto gained =
        report({-0.3, -0.5, -0.1}, costs({2e4, 1e4, 3e4}, {0.3, 0.1, 0.5}, {{0.04, 0.02, 0.06}}));
    CHECK(says(gained, Language::english, "0.30 (0.10 to 0.50)"));
    CHECK(says(gained, Language::english, "0.020 (0.010 to 0.030)"));
    CHECK(says(gained, Language::norwegian, "0,040"));
    const auto unclear = report({-0.1, -0.5, 0.4}, costs({0, 0, 0}, {0, -0.5, 0.4}, std::nullopt));
    CHECK(says(unclear, Language::english, "(−0.50 to 0.40)"));
}

TEST_CASE("A difference that cannot be told from chance is called so, and has no price", "[viz][fast]") {
    const auto r = report({-20, -90, 50}, costs({1e6, -2e6, 4e6}, {3, -5, 11}, std::nullopt));
    CHECK(says(r, Language::english, "no detectable difference (−90 to 50)"));
    CHECK(says(r, Language::norwegian, "ingen påviselig forskjell (−90 til 50)"));
    CHECK(says(r, Language::english, "The state: no detectable difference"));
    CHECK(says(r, Language::english, "so no cost per unit is given"));
    CHECK(says(r, Language::english, "no detectable difference in any of 1 municipalities"));
    CHECK(!says(r, Language::english, "each costs"));
}

TEST_CASE("A change is told with its bounds, who pays, and what a unit costs", "[viz][fast]") {
    const auto r = report({-1500, -2000, -1000},
                          costs({3e6, 2e6, 4e6}, {1200, 1000, 1400}, model::Estimate{2500, 2000, 3100}));
    CHECK(says(r, Language::english, "5,000 → 3,500; 1,500 (1,000 to 2,000) lower"));
    CHECK(says(r, Language::english, "The state pays 3.0 (2.0 to 4.0) more, NOK million"));
    CHECK(says(
        r, Language::english,
        "1,200 (1,000 to 1,400) more person-years with a GP; each costs NOK 2,500 in all (2,000 to 3,100)"));
    CHECK(says(r, Language::norwegian, "Staten betaler 3,0 (2,0 til 4,0) mer, millioner kroner"));
    CHECK(says(r, Language::english, "1 of 1 municipalities change"));
}

TEST_CASE("Nothing changed at all is said as such, and single runs say that they cannot tell",
          "[viz][fast]") {
    const auto same = report({0, 0, 0}, costs({0, 0, 0}, {0, 0, 0}, std::nullopt));
    CHECK(says(same, Language::english, "no difference at all"));
    CHECK(says(same, Language::norwegian, "ingen forskjell i det hele tatt"));
    const auto single = report({-20, unknown, unknown},
                               costs({1e6, unknown, unknown}, {3, unknown, unknown}, std::nullopt), 1);
    CHECK(says(single, Language::english, "--replicates 30"));
    CHECK(says(single, Language::english, "one of many possible futures"));
    CHECK(says(single, Language::norwegian, "én av mange mulige framtider"));
    CHECK(says(single, Language::english, "difference −20"));
    CHECK(!says(single, Language::english, "detectable"));
}

TEST_CASE("Of a single run beside many it is told which is single", "[viz][fast]") {
    auto r = report({-20, unknown, unknown},
                    costs({1e6, unknown, unknown}, {3, unknown, unknown}, std::nullopt), 1);
    auto& grant = r.scenarios.front();
    const auto name = [&] {
        return std::get<std::string>(headline_sheet(r, Language::english).rows.front().front());
    };
    const auto picture = [&] {
        SvgCanvas canvas(1200, 680);
        draw_plane(canvas, r, Language::english);
        return canvas.finish();
    };
    grant.paired = false;
    grant.replicates_b = 30;
    CHECK(says(r, Language::english, "baseline was run once"));
    CHECK(says(r, Language::norwegian, "baseline er kjørt én gang"));
    CHECK(name() == "grant (baseline: one of many possible futures)");
    CHECK(support::count_of(picture(), "baseline: one of many possible futures; grant: mean of 30") == 1);
    std::swap(grant.replicates_a, grant.replicates_b);
    CHECK(says(r, Language::english, "grant was run once"));
    CHECK(name() == "grant (one of many possible futures)");
}

TEST_CASE("Tables keep figures unchanged, quote what needs it and leave unknown bounds empty",
          "[viz][fast]") {
    const auto r = report({-20.125, unknown, unknown},
                          costs({1e6, unknown, unknown}, {3, unknown, unknown}, std::nullopt), 1);
    const auto text = csv_text(figures_sheet(r, Language::english));
    CHECK(text ==
          "scenario,month,futures,area_kind,area_number,area,indicator,unit,mean_reference,mean,difference,"
          "low_90,"
          "high_90,p_value,change,rank,holds_among_all\n"
          "grant,2036-01,1,nation,,Norway,patients_without_gp,persons,5000,4979.875,-20.125,,,,,,\n"
          "grant,2036-01,1,municipality,5610,\"Karasjok, "
          "\"\"K\"\"\",patients_without_gp,persons,5000,4979.875,-20.125,,,,,,\n");
    const auto changed = report({-20.5, -30, -10}, costs({1e6, 0, 2e6}, {3, 1, 5}, model::Estimate{1, 1, 1}));
    const auto figures = figures_sheet(changed, Language::english);
    const auto rank = figures.heads.size() - 2;
    CHECK(figures.rows[0][rank] != Cell(1.0));  // the nation has no rank
    CHECK(figures.rows[1][rank] == Cell(1.0));
    CHECK(figures.rows[0].back() == Cell(std::string()));
    CHECK(figures.rows[1].back() == Cell(std::string("no")));  // its p-value is unknown
    const auto shown = terminal_text(ranking_sheet(changed, Language::norwegian), 1);
    CHECK(shown.find("Plass") != std::string::npos);
    CHECK(shown.find("-20.5") != std::string::npos);
    const auto small = terminal_text({"Small", {"Value"}, {{-0.0029}, {0.25}, {1e-17}, {12345.6}}}, 2);
    CHECK(small == " Value\n-0.003\n  0.25\n  0.00\n 12346\n");
}

TEST_CASE(
    "Scenarios side by side: the largest gain first, each with its bounds, no price where none is known",
    "[viz][fast]") {
    auto r = report({-20, -30, -10}, costs({3e6, 2e6, 4e6}, {3, 1, 5}, model::Estimate{2500, 2000, 3100}));
    r.scenarios.push_back(
        report({0, -30, 30}, costs({1e6, 0, 2e6}, {7, -1, 15}, std::nullopt)).scenarios.front());
    r.scenarios.back().name = "team";
    CHECK(
        overview_markdown(r, Language::english) ==
        "Against baseline: differences with 90 % intervals, 2026-01 to 2036-01.\n\n"
        "| Scenario | More people with a GP at the end | Lists without a GP | Municipalities that change, "
        "of them held among all | "
        "State pays, NOK million | Municipalities pay, NOK million | NOK per person-year with a GP | "
        "The same without savings on locums | The same as --discount and --tax-cost say | "
        "What is saved, NOK million, and where its price stands |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"
        "| team | 7 (−1 to 15) |  | 0, 0 | 1 (0 to 2) | 0 (0 to 0) | – | – | – | – |\n"
        "| grant | 3 (1 to 5) |  | 1, 0 | 3 (2 to 4) | 0 (0 to 0) | 2,500 (2,000 to 3,100) | – | – | – |\n");
    CHECK(overview_sheet(r, Language::norwegian).rows[1][6] ==
          Cell("2\u202f500 (2\u202f000 til 3\u202f100)"));
}

TEST_CASE("Every table and picture of a single run says that it is one of many possible futures",
          "[viz][fast]") {
    auto r = report({-20, unknown, unknown},
                    costs({1e6, unknown, unknown}, {3, unknown, unknown}, std::nullopt), 1);
    const auto markdown = overview_markdown(r, Language::english);
    CHECK(
        markdown.starts_with("Against baseline: differences in one of many possible futures, which may be "
                             "chance, 2026-01 to 2036-01."));
    CHECK(markdown.find("90 %") == std::string::npos);
    CHECK(markdown.find("| grant (one of many possible futures) | 3 |  | – |") != std::string::npos);
    for (const auto& sheet : {overview_sheet(r, Language::norwegian), headline_sheet(r, Language::norwegian),
                              costs_sheet(r, Language::norwegian), plane_sheet(r, Language::norwegian),
                              acceptability_sheet(r, Language::norwegian)}) {
        REQUIRE(!sheet.rows.empty());
        CHECK(sheet.rows.front().front() == Cell(std::string("grant (én av mange mulige framtider)")));
    }
    const auto picture = [&] {
        SvgCanvas canvas(1200, 680);
        draw_plane(canvas, r, Language::english);
        return canvas.finish();
    };
    CHECK(picture().find("2026-01–2036-01 · one of many possible futures") != std::string::npos);
    // Beside one that is known.
    r.scenarios.push_back(
        report({-20, -30, -10}, costs({1e6, 0, 2e6}, {3, 1, 5}, std::nullopt)).scenarios.front());
    r.scenarios.back().name = "team";
    CHECK(picture().find("grant: one of many possible futures; team: mean of 30 possible futures") !=
          std::string::npos);
    const auto both = overview_markdown(r, Language::english);
    CHECK(both.find("differences with 90 % intervals") != std::string::npos);
    CHECK(both.find("| grant (one of many possible futures) |") != std::string::npos);
    CHECK(both.find("| team |") != std::string::npos);
    r.scenarios.erase(r.scenarios.begin());
    CHECK(picture().find("future") == std::string::npos);
}

TEST_CASE("A comparison's workbook is the same bytes every time and is a zip file", "[viz][fast]") {
    const auto r = report({-20, -30, -10}, costs({1e6, 0, 2e6}, {3, 1, 5}, model::Estimate{1, 1, 1}));
    const auto bytes = comparison_xlsx(r, Language::norwegian);
    CHECK(bytes.substr(0, 2) == "PK");
    CHECK(bytes == comparison_xlsx(r, Language::norwegian));
    CHECK(bytes != comparison_xlsx(r, Language::english));
}

TEST_CASE("The plane shows every replicate and names the scenario", "[viz][fast]") {
    const auto r = report({-20, -30, -10}, costs({1e6, 0, 2e6}, {3, 1, 5}, model::Estimate{1, 1, 1}));
    SvgCanvas canvas(1200, 680);
    draw_plane(canvas, r, Language::english);
    const auto svg = canvas.finish();
    CHECK(svg.find("grant") != std::string::npos);
    CHECK(svg.find("More person-years with a GP") != std::string::npos);
    CHECK(svg.find("baseline") != std::string::npos);
}

TEST_CASE("Areas are called as people call them", "[viz][fast]") {
    const auto named = [](model::AreaKind kind, const char* name, Language language) {
        return name_of({kind, "", name, {}}, language);
    };
    using enum model::AreaKind;
    CHECK(named(nation, "Norge", Language::english) == "Norway");
    CHECK(named(centrality, "6", Language::norwegian) == "sentralitet 6");
    CHECK(named(size, "50000 and over", Language::norwegian) == "50000 og over innbyggere");
    CHECK(named(size, "50000 and over", Language::english) == "50000 and over inhabitants");
    CHECK(named(size, "under 2000", Language::norwegian) == "under 2000 innbyggere");
    CHECK(named(municipality, "Alta", Language::english) == "Alta");
}

TEST_CASE("Every sentence about who pays and what it gives is said in both languages", "[viz][fast]") {
    auto c = costs({-3e6, -4e6, -2e6}, {-1200, -1400, -1000}, std::nullopt);
    c.by_payer[1].difference = {2e6, 1e6, 3e6};
    c.by_payer.push_back({"total", 2e9, 2e9, {0, 0, 0}});
    c.effects[0] = {model::Effect::persons_with_gp, {9, 5, 13}, model::Estimate{-50, -90, -10}, {}, {}};
    const auto r = report({1500, 1000, 2000}, c);
    CHECK(says(r, Language::english, "5,000 → 6,500; 1,500 (1,000 to 2,000) higher."));
    CHECK(says(r, Language::norwegian, "1\u202f500 (1\u202f000 til 2\u202f000) høyere."));
    CHECK(says(r, Language::english, "The state pays 3.0 (2.0 to 4.0) less, NOK million."));
    CHECK(says(r, Language::norwegian, "Staten betaler 3,0 (2,0 til 4,0) mindre, millioner kroner."));
    CHECK(says(r, Language::english, "The municipalities pay 2.0 (1.0 to 3.0) more, NOK million."));
    CHECK(says(r, Language::norwegian, "Begge til sammen: ingen forskjell i det hele tatt."));
    CHECK(says(r, Language::english, "9 (5 to 13) more people with a GP at the end; and costs go down."));
    CHECK(
        says(r, Language::norwegian, "1\u202f200 (1\u202f000 til 1\u202f400) færre personår med fastlege."));
}

TEST_CASE("Replicates are said to be paired or not", "[viz][fast]") {
    auto r = report({-20, -90, 50}, costs({1e6, -2e6, 4e6}, {3, -5, 11}, std::nullopt));
    CHECK(says(r, Language::english, "30 replicates, paired by seed; in brackets 90 % intervals."));
    r.scenarios[0].paired = false;
    r.scenarios[0].replicates_b = 20;
    CHECK(says(r, Language::norwegian, "30 og 20 trekninger, ikke parvis; i parentes 90 %-intervaller."));
}

TEST_CASE("Costs are a table of payers, effects and what a unit costs where that is known", "[viz][fast]") {
    const auto r =
        report({-20, -30, -10}, costs({3e6, 2e6, 4e6}, {3, 1, 5}, model::Estimate{2500, 2000, 3100}));
    const auto sheet = costs_sheet(r, Language::norwegian);
    CHECK(sheet.name == "Kostnader");
    REQUIRE(sheet.rows.size() == 2 + 2 * 2);
    CHECK(sheet.rows[0][1] == Cell("state"));
    CHECK(sheet.rows[0][5] == Cell(3e6));
    CHECK(sheet.rows[2][2] == Cell("persons"));
    CHECK(sheet.rows[5][1] == Cell("cost_per_person_years_with_gp"));
    CHECK(sheet.rows[5][5] == Cell(2500.0));
    CHECK(std::isnan(std::get<double>(sheet.rows[3][5])));
    CHECK(plane_sheet(r, Language::english).rows.size() == 2);
    CHECK(acceptability_sheet(r, Language::english).rows[1][3] == Cell(0.25));
    CHECK(headline_sheet(r, Language::english).rows[0].back() == Cell("yes"));
}

TEST_CASE("As JSON a comparison has both languages, and null where a bound is unknown", "[viz][fast]") {
    const auto r = report({-20, unknown, unknown},
                          costs({1e6, unknown, unknown}, {3, unknown, unknown}, std::nullopt), 1);
    const auto j = to_json(r);
    CHECK(j["reference"] == "baseline");
    CHECK(j["first_month"] == "2026-01");
    const auto& scenario = j["scenarios"][0];
    CHECK(scenario["summary"]["no"][0] == "grant mot baseline, 2036-01.");
    CHECK(scenario["summary"]["en"][0] == "grant against baseline, 2036-01.");
    CHECK(scenario["figures"][1]["area"] == "Karasjok, \"K\"");
    CHECK(scenario["figures"][1]["difference"] == -20);
    CHECK(scenario["figures"][1]["low"].is_null());
}

TEST_CASE("What has no price is named with its levers and amounts", "[viz][fast]") {
    auto without = costs({1e6, -2e6, 4e6}, {3, -5, 11}, std::nullopt);
    without.not_priced = {{"former-gps", {"returns_percent 10"}},
                          {"campaign", {"appeal 1", "exit_percent -2"}}};
    const auto r = report({-20, -90, 50}, without);
    const std::string named = "former-gps (returns_percent 10); campaign (appeal 1, exit_percent -2)";
    CHECK(says(r, Language::english, "Not priced, so no cost per unit is given: " + named));
    CHECK(says(r, Language::norwegian, named));
    const auto told = to_json(r)["scenarios"][0]["costs"]["not_priced"];
    REQUIRE(told.size() == 2);
    CHECK(told[1]["measure"] == "campaign");
    CHECK(told[1]["amounts"][1] == "exit_percent -2");
}

TEST_CASE("A plane needs costs, and is written as its extension says", "[viz][fast]") {
    auto r = report({-20, -30, -10}, costs({1e6, 0, 2e6}, {3, 1, 5}, model::Estimate{1, 1, 1}));
    const support::ScratchFolder folder;
    draw_plane(folder.path() / "a.svg", r, Language::norwegian);
    const auto svg = support::text_of(folder.path() / "a.svg");
    CHECK(svg.find("Mot baseline, 2026-01–2036-01") != std::string::npos);
    CHECK(svg.find("Lønner det seg?") != std::string::npos);
    r.scenarios[0].costs.reset();
    CHECK_THROWS_WITH(draw_plane(folder.path() / "b.svg", r, Language::norwegian),
                      Catch::Contains("no costs"));
    CHECK(!std::filesystem::exists(folder.path() / "b.svg"));
}
