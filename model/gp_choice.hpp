#pragma once
// Which list a person asks for.
#include <optional>

#include "model/list_capacity.hpp"
#include "model/params.hpp"
#include "model/rng.hpp"
#include "model/world.hpp"

namespace model {

struct ChoiceParams {
    double travel_deterrence = 0.20;
    int wishes_a_month = 3;
};

template <class P, class Visit>
requires std::same_as<std::remove_const_t<P>, ChoiceParams>
void visit_fields(P& p, Visit&& visit) {
    visit(
        "travel_deterrence", p.travel_deterrence,
        Field{"per minute", 0, 2,
              "assumption: at 5 minutes more a practice is asked for 63 % less; GP choice is more local than "
              "out-of-hours use, which halves at 43 km (Raknes 2013), and distance dominates it (Godager "
              "2012)"});
    visit("wishes_a_month", p.wishes_a_month,
          Field{"wishes", 1, 10, "rule of 2001: three wishes; 91.7 % got one of three (Government, 2004)"});
}

/// Open lists of each practice: with a GP and a free place.
std::vector<std::uint32_t> open_lists_by_practice(const World& world);

/// How much each practice in reach of a square draws its people: open lists × exp(-deterrence × minutes),
/// summed up along the travel table's row. `decay` by tenth of a minute. Overwrites `up_to`; the last entry
/// is 0 if none in reach is open.
void attraction(const World& world, CellId home, const std::vector<std::uint32_t>& open_lists,
                const std::vector<float>& decay, std::vector<double>& up_to);

/// The list a person asks for: a practice in reach in proportion to its attraction (multinomial logit), then
/// one of its open lists. Nothing if none is open or the one chosen is her own. `turn` counts her wishes this
/// month.
std::optional<Request> wish(const World& world, PersonId person, const std::vector<std::uint32_t>& open_lists,
                            const std::vector<double>& up_to, Seed seed, std::uint32_t turn);

/// Everyone who seeks asks up to `wishes_a_month` times; each time the free places go by lot.
void choose_lists(World& world, const ChoiceParams& params, Seed seed);

/// exp(-deterrence × minutes) for every tenth of a minute a table can hold up to its longest time.
std::vector<float> decay_by_tenth(const geo::TravelTable& travel, double per_minute);

}  // namespace model
