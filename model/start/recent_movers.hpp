#pragma once
// Who has moved shortly before the first day and is still on a list from where she lived.
#include <vector>

#include "model/gp_choice.hpp"
#include "model/rng.hpp"
#include "model/world.hpp"

namespace model {

struct Params;

/// Someone who moved in from another municipality and kept her list.
struct RecentMover {
    PersonId person;
    CellId before;        ///< where she lived when she got her list
    std::int16_t months;  ///< since she moved
    bool seeks;           ///< still looks for a list nearer than 30 minutes
    bool waits;           ///< stands in the line of one that is full
    bool operator==(const RecentMover&) const = default;
};

/// What has become of a search for a list, by the rules of gp_choice and what is open on the first day.
struct Search {
    double open = 0;     ///< how much the open lists in reach draw
    double staying = 0;  ///< how much the own list draws: 0 out of reach

    /// Chances that one who asks gets another list, and that she finds her own best and waits for a full one.
    double finds() const { return open > 0 ? open / (open + staying) : 0; }
    double settles() const { return staying > 0 ? staying / (open + staying) : 0; }
    /// Chance to have asked neither with success nor in vain `months` after the move.
    double undecided(int months, const ChoiceParams& params) const;
    /// Chance that she has settled with her old list and still has it.
    double settled(int months, const ChoiceParams& params) const;
};

/// How much open lists draw the people of each square: row CellId.
Column<CellId, double> open_lists_draw(const World& world, const Params& params);

/// People who have moved here from another municipality within the last years and are still on a list from
/// before, ordered by person. Whether and when she moved follows from the rates of moving by age; from where,
/// from the rows of destinations read backwards; whether she kept the list, from the rules of gp_choice:
/// within 30 minutes until she wants another, farther until a search or her place in a line succeeds (with
/// the open lists of the first day). `patients`: per practice. Lists need their length in `members`, and
/// their GPs.
std::vector<RecentMover> recent_movers(const World& world, const std::vector<double>& patients,
                                       const Column<CellId, double>& open_draw, const Params& params,
                                       Seed seed);

}  // namespace model
