#pragma once
#include "model/params.hpp"

namespace model {

/// What is simulated around an area that is simulated alone (part.hpp).
struct AreaAloneParams {
    double shared_percent = 0.3;
    double minutes_per_km = 1.3;
};

template <class P, class Visit>
requires std::same_as<std::remove_const_t<P>, AreaAloneParams>
void visit_fields(P& p, Visit&& visit) {
    visit(
        "shared_percent", p.shared_percent,
        Field{"% of a municipality's people, or of the area's, on lists across the border, from which on it "
              "is simulated too",
              0, 100,
              "assumption: smaller takes longer and has travel nearer to the nation's run; sweep 0.1 to 1"});
    visit("minutes_per_km", p.minutes_per_km,
          Field{"minutes by road per km in a straight line", 0.1, 10,
                "assumption: 60 km/h on roads a third longer than the line; sweep 1 to 2"});
}

}  // namespace model
