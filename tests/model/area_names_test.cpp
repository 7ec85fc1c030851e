#include "model/area_names.hpp"

#include <catch2/catch.hpp>

#include <set>

#include "data/input_set.hpp"
#include "model/hospital_areas.hpp"
#include "support/complaint.hpp"
#include "support/places.hpp"

using namespace model;

namespace {

/// Five municipalities in three counties; two are called Herøy.
Municipalities five_places() {
    Municipalities m;
    m.number = std::vector<std::string>{"0301", "1515", "1804", "1818", "5610"};
    m.name = std::vector<std::string>{"Oslo", "Herøy", "Bodø", "Herøy", "Karasjok - Kárášjohka"};
    m.county_number = std::vector<std::string>{"03", "15", "18", "18", "56"};
    m.county = std::vector<std::string>{"Oslo", "Møre og Romsdal", "Nordland - Nordlánnda",
                                        "Nordland - Nordlánnda", "Finnmark"};
    m.health_region = std::vector<std::string>{"Sør-Øst", "Midt-Norge", "Nord", "Nord", "Nord"};
    m.centrality = std::vector<std::uint8_t>{1, 5, 3, 6, 6};
    m.centrality_index = std::vector<std::uint16_t>(5, 500);
    m.land_km2 = std::vector<float>(5, 100);
    m.centre = std::vector<geo::Point>(5);
    return m;
}
const std::vector<std::int32_t> five_people{700'000, 9000, 53'000, 1800, 2500};

std::vector<std::uint32_t> rows_of(const Area& area) {
    std::vector<std::uint32_t> result;
    for (const auto m : area.members) result.push_back(m.value);
    return result;
}
using AreaRows = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE("An area is found by number or name, in any case and without marks", "[model][areas][fast]") {
    const AreaNames names(five_places(), five_people);
    const auto found = [&](const char* called) { return rows_of(names.find(called)); };
    for (const char* nation : {"Norge", "norway", "Noreg"}) CHECK(found(nation) == AreaRows{0, 1, 2, 3, 4});
    for (const char* county : {"18", "Nordland", "nordland fylke", "NORDLAND COUNTY", "nordlannda"})
        CHECK(found(county) == AreaRows{2, 3});
    for (const char* town : {"1804", "Bodø", "bodo", "BODOE", "Bodø kommune", "bodo (nordland)"})
        CHECK(found(town) == AreaRows{2});
    for (const char* sami : {"Karasjok", "karasjohka", "Kárášjohka", "Karasjok - Kárášjohka"})
        CHECK(found(sami) == AreaRows{4});
    CHECK(found("Herøy (Nordland)") == AreaRows{3});
    CHECK(found("301") == AreaRows{0});  // as a spreadsheet writes 0301
    CHECK(found("Helse Nord") == AreaRows{2, 3, 4});
    for (const char* hospital :
         {"Helgeland", "helgeland sykehusområde", "Helgeland hospital area", "helsefellesskap Helgeland"})
        CHECK(found(hospital) == AreaRows{3});
    CHECK(found("Nordland hospital area") == AreaRows{2});  // not the county
    CHECK(found("sentralitet 6") == AreaRows{3, 4});
    CHECK(found("Centrality 6") == AreaRows{3, 4});
    CHECK(found("under 2000") == AreaRows{3});
    CHECK(found("2000-4999 innbyggere") == AreaRows{4});
}

TEST_CASE("An area is found by numbers of other years' borders", "[model][areas][fast]") {
    const AreaNames names(five_places(), five_people);
    CHECK(rows_of(names.find("5437")) == AreaRows{4});  // Karasjok, 2020-23
    CHECK(rows_of(names.find("2021")) == AreaRows{4});  // until 2019
    const std::vector<std::string> troms_and_finnmark{"54"}, both{"5437", "0301"};
    CHECK(rows_of(names.together(troms_and_finnmark)) == AreaRows{4});
    CHECK(rows_of(names.together(both)) == AreaRows{0, 4});
    CHECK(names.together(troms_and_finnmark).name == "Karasjok - Kárášjohka");
    const std::vector<std::string> without_zero{"301"};
    CHECK(rows_of(names.together(without_zero)) == AreaRows{0});
    CHECK_THAT(support::complaint([&] { names.find("1899"); }), Catch::Contains("no area is called '1899'"));

    auto old = five_places();
    old.number = std::vector<std::string>{"0301", "1515", "1507", "1818", "5437"};
    const AreaNames old_names(old, five_people);
    CHECK(rows_of(old_names.find("1508")) == AreaRows{2});  // Ålesund and Haram were one
    CHECK(rows_of(old_names.find("1580")) == AreaRows{2});
}

TEST_CASE("A name that is wrong or of several places is refused with what helps", "[model][areas][fast]") {
    const AreaNames names(five_places(), five_people);
    const auto said = [&](const char* called) { return support::complaint([&] { names.find(called); }); };
    CHECK(said("Nordlnd") == "--area: no area is called 'Nordlnd'; did you mean Nordland?");
    CHECK_THAT(said("helgland"), Catch::Contains("did you mean Helgeland"));
    CHECK_THAT(said("Atlantis"), Catch::Contains("'Atlantis'") && Catch::Contains("expected"));
    CHECK(said("Herøy") ==
          "--area: 'Herøy' is the name of 2 municipalities: 1515 Herøy, 1818 Herøy; give the number");
    CHECK_THAT(support::complaint([&] { AreaNames(five_places()).find("under 2000"); }),
               Catch::Contains("no area"));
}

TEST_CASE("Several areas are one, each municipality once", "[model][areas][fast]") {
    const AreaNames names(five_places(), five_people);
    const auto together = [&](std::vector<std::string> called) { return names.together(called); };
    CHECK(together({}).kind == AreaKind::nation);
    CHECK(together({"nordland"}).kind == AreaKind::county);
    const auto both = together({"Karasjok", "18", "Bodø"});
    CHECK(rows_of(both) == AreaRows{2, 3, 4});
    CHECK(both.name == "Karasjok, Nordland, Bodø");
    CHECK(both.kind == AreaKind::own);
}

TEST_CASE("Own areas are groups of any other areas, with a name nobody else has", "[model][areas][fast]") {
    const std::vector<OwnArea> own{{"Kysten", {"1515", "herøy (nordland)"}, "a.csv:2"},
                                   {"Nord og kyst", {"Kysten", "Finnmark"}, "a.csv:4"}};
    const AreaNames names(five_places(), five_people, own);
    CHECK(rows_of(names.find("kysten")) == AreaRows{1, 3});
    CHECK(rows_of(names.find("NORD OG KYST")) == AreaRows{1, 3, 4});
    CHECK(names.all().back().number == "Nord og kyst");
    const auto said = [](OwnArea area) {
        return support::complaint([&] { AreaNames(five_places(), five_people, std::vector{area}); });
    };
    CHECK(said({"Nordland", {"Bodø"}, "a.csv:2"}) == "a.csv:2: 'Nordland' is the name of another area");
    CHECK_THAT(said({"Kysten", {"Bodi"}, "a.csv:2"}),
               Catch::Contains("a.csv:2: no area is called 'Bodi'; did you mean Bodø"));
    CHECK_THAT(said({"Kysten", {}, "a.csv:2"}), Catch::Contains("has no place"));
}

TEST_CASE("Every area of Norway is found by its own name, and each municipality has one hospital area",
          "[model][areas][norway]") {
    const auto set = data::read_input_set(support::in_tree("data/norway"));
    const auto& m = set.figures.municipalities;
    const AreaNames names(m, std::vector<std::int32_t>(m.size(), 1000));
    std::set<std::string_view> hospitals;
    std::size_t in_hospital_areas = 0;
    for (const auto& area : names.all()) {
        INFO(area.name);
        if (area.kind == AreaKind::municipality) {
            CHECK(names.find(area.number).members == area.members);
            CHECK(
                names.find(norwegian_name(area.name) + " (" + m.county[area.members.front()] + ")").members ==
                area.members);
        } else {
            CHECK(names.find(name_en(area)).members == area.members);
            CHECK(names.find(name_no(area)).members == area.members);
        }
        if (area.kind == AreaKind::hospital_area) in_hospital_areas += area.members.size();
    }
    CHECK(in_hospital_areas == 357);
    CHECK(names.find("Helgeland").members.size() == 18);
    CHECK(names.find("UNN").members.size() == 24);
}
