// Access of places of one's own, through the library.
#include "runs/study/access/own.hpp"

#include <catch2/catch.hpp>

#include "support/complaint.hpp"
#include "support/program.hpp"

using Catch::Contains;
using support::complaint;

namespace {

/// Two places of 30 and 10 people, one practice of 2 lists; from the second no way is given.
struct TwoPlaces {
    support::ScratchFolder folder;
    study::OwnWords words;
    TwoPlaces() {
        words.people = folder.file("people.csv", "id,people\na,30\nb,10\n").string();
        words.supply = folder.file("supply.csv", "id,lists\np,2\n").string();
        words.costs = folder.file("costs.csv", "place,practice,minutes\na,p,12\n").string();
    }
};

}  // namespace

TEST_CASE("Sums of own access are over those who have the index", "[study][access][fast]") {
    const TwoPlaces two;
    const auto access = study::own_access(two.words, {}, {});
    const auto summary = study::summary_of(access);
    CHECK(summary.people == 40);
    CHECK(summary.supply == 2);
    REQUIRE(summary.indices.size() == access.indices.size());
    bool seen = false;
    for (std::size_t i = 0; i < access.indices.size(); ++i) {
        if (access.indices[i].name != "minutes_nearest") continue;
        seen = true;
        CHECK(summary.indices[i].value == 12);
        CHECK(summary.indices[i].without == 10);
    }
    CHECK(seen);
}

TEST_CASE("A setting that changes nothing for own places is refused", "[study][access][fast]") {
    const TwoPlaces two;
    const auto said = [&](const char* key, const char* value) {
        study::AccessSettings settings;
        settings.set(key, value);
        return complaint([&] { study::own_access(two.words, settings, {}); });
    };
    CHECK(said("access.near_minutes", "20") == "no complaint");
    CHECK_THAT(said("roads.european_km_h", "70"),
               Contains("changes nothing for travel times that are given"));
    CHECK_THAT(said("access.farthest_road_m", "900"), Contains("changes nothing"));
    CHECK_THAT(said("initial.cell_m", "500"), Contains("changes nothing"));
}
