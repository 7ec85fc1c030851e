// Where the next surgeries help most, against every candidate tried by itself.
#include "runs/study/access/place.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "support/complaint.hpp"
#include "support/tiny_inputs.hpp"

using study::PlaceAim;

namespace {

/// Eight places in a row, 20 km apart; the practices of every second one are taken away, so that ways are
/// long.
study::AccessStudy sparse_country() {
    data::InputSet set;
    set.figures = support::tiny_inputs(8, 500);
    data::RoadCache cache{std::filesystem::path()};
    return {std::move(set), {}, 1000, 1, geo::Minutes{120}, cache};
}

study::AccessState without_every_second(study::AccessStudy& study) {
    const auto now = study.now();
    study::AccessChange change;
    for (std::uint32_t p = 1; p < 8; p += 2) change.removed.push_back(geo::PracticeId{p});
    return study.with(change, now);
}

/// The aim of a state, computed from its indices alone.
double aim_of(const study::AccessStudy& study, const study::AccessState& state, const study::PlaceWish& wish,
              double level) {
    const auto& minutes = state.index("minutes_nearest_with_gp").value;
    const auto& lists = state.index("fca_enhanced_gaussian").value;
    double sum = 0;
    for (std::uint32_t c = 0; c < study.grid.size(); ++c) {
        if (!wish.area.empty() &&
            std::find(wish.area.begin(), wish.area.end(), study.municipality(c)) == wish.area.end())
            continue;
        if (wish.aim == PlaceAim::minutes) sum += study.people[c] * minutes[c];
        if (wish.aim == PlaceAim::beyond) sum += study.people[c] * (minutes[c] > wish.beyond_minutes);
        if (wish.aim == PlaceAim::shortage) sum += study.people[c] * std::max(0.0, level - lists[c]) / 1e4;
    }
    return sum;
}

}  // namespace

TEST_CASE("The first place is never worse than any candidate tried as a new practice",
          "[study][access][place][fast]") {
    auto study = sparse_country();
    const auto now = without_every_second(study);
    for (const auto aim : {PlaceAim::minutes, PlaceAim::beyond, PlaceAim::shortage})
        for (const bool north : {false, true}) {
            study::PlaceWish wish{.places = 3, .lists = 2, .aim = aim, .beyond_minutes = 15};
            if (north)
                wish.area = {model::MunicipalityId{5}, model::MunicipalityId{6}, model::MunicipalityId{7}};
            const auto placed = study::place(study, now, {}, wish);
            REQUIRE_FALSE(placed.places.empty());
            const auto candidates = study::place_candidates(study, now, wish);
            CHECK(candidates.size() == placed.candidates);
            CHECK(candidates.size() >= 3);
            CHECK(placed.before == Approx(aim_of(study, now, wish, placed.level)));
            double best = 0;
            study::AccessChange change;
            for (std::uint32_t p = 1; p < 8; p += 2) change.removed.push_back(geo::PracticeId{p});
            for (const auto& candidate : candidates) {
                change.added = {{candidate, wish.lists}};
                best = std::max(
                    best, placed.before - aim_of(study, study.with(change, study.now()), wish, placed.level));
            }
            INFO(study::place_aims[static_cast<std::size_t>(aim)]);
            CHECK(best > 0);
            CHECK(placed.places[0].gain == Approx(best).epsilon(1e-5));
            // All of them together give what they promise.
            change.added.clear();
            for (const auto& one : placed.places) change.added.push_back({one.place, wish.lists});
            CHECK(placed.after ==
                  Approx(aim_of(study, study.with(change, study.now()), wish, placed.level)).margin(1e-3));
        }
}

TEST_CASE("More places help more, and the first stays the first", "[study][access][place][fast]") {
    auto study = sparse_country();
    const auto now = without_every_second(study);
    study::PlaceWish one{.places = 1}, two{.places = 2}, four{.places = 4};
    const auto first = study::place(study, now, {}, one), pair = study::place(study, now, {}, two),
               all = study::place(study, now, {}, four);
    CHECK(pair.places[0].place == first.places[0].place);  // who can build one alone builds the same
    CHECK(first.after > pair.after);
    CHECK(pair.after > all.after);
    CHECK(all.places.size() == 4);
    for (std::size_t k = 1; k < all.places.size(); ++k) CHECK(all.places[k].gain <= all.places[0].gain);
}

TEST_CASE("An area without a candidate is refused", "[study][access][place][fast]") {
    auto study = sparse_country();
    const auto now = study.now();
    study::PlaceWish wish{.near_minutes = 0};
    CHECK_THAT(support::complaint([&] { study::place(study, now, {}, wish); }),
               Catch::Contains("no road node of the area has people within 0 minutes"));
}
