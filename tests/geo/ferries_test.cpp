#include "geo/ferries.hpp"

#include <catch2/catch.hpp>

#include "support/complaint.hpp"

using Catch::Contains;
using support::complaint;

namespace {

/// A road layer of ferries with these names, a line each.
geo::RoadLines layer(const std::vector<std::string>& names) {
    geo::RoadLines roads;
    for (const auto& name : names) {
        roads.from.push_back(0);
        roads.to.push_back(1);
        roads.road_class.push_back(geo::RoadClass::car_ferry);
        roads.name.push_back(name);
    }
    return roads;
}

const std::vector<std::string> nordland{
    "Hamarøy–Narvik E 6",     "Hamarøy–Narvik E 6 2", "Hamarøy–Lødingen rv. 85",
    "Leirfjord–Nesna fv. 17", "Levanger fv. 774",     "Træna fv. 836",
    "Lurøy–Træna fv. 836",    "Røst–Værøy rv. 80",    "Bodø–Røst rv. 80"};
const std::vector<geo::Crossing> crossings{
    {"Bognes–Skarberget", {"Hamarøy–Narvik E 6"}, "E 6"},
    {"Levang–Nesna", {"Leirfjord–Nesna fv. 17"}, "fv. 17"},
    {"Bodø–Røst–Værøy", {"Røst–Værøy rv. 80", "Bodø–Røst rv. 80"}, "rv. 80"},
    {"Nowhere–Here", {"Not in the layer"}, ""}};

}  // namespace

TEST_CASE("A ferry is found by its quays, its municipalities or its road, in either direction",
          "[geo][ferries][fast]") {
    const auto roads = layer(nordland);
    const geo::Ferries ferries(roads, crossings);
    for (const char* called : {"Bognes-Skarberget", "skarberget – BOGNES", "Bognes–Skarberget E6",
                               "Hamarøy–Narvik E 6", "narvik-hamaroy e6", "Skarberget"}) {
        INFO(called);
        const auto& ferry = ferries.find(called, "--close-ferry");
        CHECK(ferry.name == "Bognes–Skarberget");
        CHECK(ferries.lines_of(ferry) == std::vector<std::uint32_t>{0});
    }
    CHECK(ferries.find("Hamarøy–Narvik E 6 2", "x").lines.front() == "Hamarøy–Narvik E 6 2");
    CHECK(ferries.find("Træna fv. 836", "x").name == "Træna fv. 836");
    CHECK(ferries.find("Træna-Lurøy", "x").name == "Lurøy–Træna fv. 836");
    // A crossing of several lines closes them all, each line of it has its own name still.
    CHECK(ferries.lines_of(ferries.find("Værøy-Røst-Bodø", "x")).size() == 2);
    CHECK(ferries.lines_of(ferries.find("Bodø-Røst", "x")).size() == 1);
}

TEST_CASE("Part of a word never closes another ferry", "[geo][ferries][fast]") {
    const auto roads = layer(nordland);
    const geo::Ferries ferries(roads, crossings);
    CHECK(ferries.find("Levang", "x").name == "Levang–Nesna");
    CHECK(ferries.find("Levanger", "x").name == "Levanger fv. 774");
    CHECK_THAT(complaint([&] { ferries.find("Leva", "--close-ferry"); }),
               Contains("--close-ferry: no ferry 'Leva'"));
    CHECK_THAT(complaint([&] { ferries.find("", "--close-ferry"); }), Contains("no ferry ''"));
}

TEST_CASE("A name of several ferries lists them, a mistyped one is answered with what was meant",
          "[geo][ferries][fast]") {
    const auto roads = layer(nordland);
    const geo::Ferries ferries(roads, crossings);
    CHECK_THAT(complaint([&] { ferries.find("E6", "x"); }),
               Contains("Bognes–Skarberget (Hamarøy–Narvik E 6); Hamarøy–Narvik E 6 2"));
    CHECK_THAT(complaint([&] { ferries.find("Bognes-Skarbergett", "x"); }),
               Contains("did you mean Bognes–Skarberget (Hamarøy–Narvik E 6)?"));
    CHECK_THAT(complaint([&] { ferries.find("Atlantis", "x"); }), Contains("legekart list ferries"));
}
