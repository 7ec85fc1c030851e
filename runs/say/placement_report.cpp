#include <fmt/format.h>

#include "runs/say/access_report.hpp"

namespace runs {
namespace {

/// What a place makes smaller, in the words of a table.
struct AimWords {
    const char *what, *unit;
};
AimWords words_of(study::PlaceAim aim) {
    switch (aim) {
        case study::PlaceAim::minutes:
            return {"minutes to the nearest practice with a GP", "person-minutes"};
        case study::PlaceAim::beyond:
            return {"people farther from it than the limit", "people"};
        case study::PlaceAim::shortage:
            return {"lists that people under the nation's mean lack of it", "lists"};
    }
    return {"", ""};
}

}  // namespace

Json placement_json(const study::AccessStudy& study, const model::Area& area, const study::PlaceWish& wish,
                    const study::Placement& placement) {
    const auto& m = study.figures().municipalities;
    Json j{{"aim", study::place_aims[static_cast<std::size_t>(wish.aim)]},
           {"unit", words_of(wish.aim).unit},
           {"area", model::name_en(area)},
           {"people", placement.people},
           {"lists_each", wish.lists},
           {"candidates", placement.candidates},
           {"before", placement.before},
           {"after", placement.after},
           {"seconds", placement.seconds}};
    if (wish.aim == study::PlaceAim::beyond) j["beyond_minutes"] = wish.beyond_minutes;
    if (wish.aim == study::PlaceAim::shortage) j["level_lists_per_10000"] = placement.level;
    j["places"] = Json::array();
    for (const auto& one : placement.places)
        j["places"].push_back({{"x", one.place.east_m},
                               {"y", one.place.north_m},
                               {"municipality", m.number[one.municipality]},
                               {"name", m.name[one.municipality]},
                               {"people_near", one.people_near},
                               {"gain", one.gain},
                               {"people_shorter", one.people_shorter}});
    return j;
}

void print_placement(const study::AccessStudy& study, const model::Area& area, const study::PlaceWish& wish,
                     const study::Placement& placement) {
    const auto words = words_of(wish.aim);
    fmt::print("\nwhere {} new {} of {:g} {} help most: {}\n", wish.places,
               wish.places == 1 ? "surgery" : "surgeries", wish.lists, wish.lists == 1 ? "list" : "lists",
               words.what);
    if (wish.aim == study::PlaceAim::beyond) fmt::print("limit: {:g} minutes\n", wish.beyond_minutes);
    if (wish.aim == study::PlaceAim::shortage)
        fmt::print("the nation's mean: {:.2f} lists per 10 000 people (E2SFCA)\n", placement.level);
    fmt::print("{}, {} people; {} road nodes with people within {:g} minutes, {:.2f} s\n",
               model::name_en(area), placement.people, placement.candidates, wish.near_minutes,
               placement.seconds);
    if (placement.places.empty()) {
        fmt::print("no place would help\n");
        return;
    }
    fmt::print("{:>2}  {:<22} {:>8} {:>8} {:>12} {:>16} {:>14}\n", "", "municipality", "east", "north",
               "people near", words.unit, "shorter way");
    int number = 0;
    for (const auto& one : placement.places)
        fmt::print("{:>2}  {:<22} {:>8.0f} {:>8.0f} {:>12} {:>16} {:>14}\n", ++number,
                   study.figures().municipalities.name[one.municipality], one.place.east_m, one.place.north_m,
                   one.people_near,
                   fmt::format("-{:.{}f}", one.gain, wish.aim == study::PlaceAim::shortage ? 2 : 0),
                   wish.aim == study::PlaceAim::shortage ? "" : std::to_string(one.people_shorter));
    const auto people = std::max<double>(1, static_cast<double>(placement.people));
    if (wish.aim == study::PlaceAim::minutes)
        fmt::print("mean {:.3f} -> {:.3f} minutes\n", placement.before / people, placement.after / people);
    else
        fmt::print("{:.{}f} -> {:.{}f} {}\n", placement.before, wish.aim == study::PlaceAim::shortage ? 2 : 0,
                   placement.after, wish.aim == study::PlaceAim::shortage ? 2 : 0, words.unit);
}

}  // namespace runs
