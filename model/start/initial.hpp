#pragma once
// The world on the first day, from the official figures.
#include <vector>

#include "model/parameters.hpp"
#include "model/rng.hpp"
#include "model/start/setting.hpp"
#include "model/world.hpp"

namespace model {

/// Homes, ages and sexes of everyone on 1 January of `start`'s year: municipality × age × sex exactly as the
/// table, cells by largest remainder of their weights. Also draws each person's month of death, `horizon`
/// months ahead. Throws InputError if the table lacks the year or a municipality with people has no cell.
void settle_people(World& world, const Inputs& inputs, const Params& params, Seed seed, int horizon);

/// Lists per practice and municipality exactly as the list table: numbers, patients (as lengths in `length`),
/// places, open lists. Where the table contradicts itself the capacity is kept and the rest named in
/// `remarks`. Returns the length each list shall have.
Column<ListId, std::uint32_t> found_lists(World& world, const Inputs& inputs, const ListTable& table,
                                          const Params& params, Seed seed, Remarks& remarks);

/// Caps of one municipality's lists with a GP, `lots` in drawn order: they sum to `places`, and just `open`
/// of them leave more than 20 places free, if any caps can do both; otherwise the sum holds. `extra` in (0,1)
/// spreads the free places.
std::vector<std::uint32_t> share_places(const std::vector<std::uint32_t>& lengths, std::uint64_t places,
                                        std::uint32_t open, const std::vector<double>& extra);

/// Puts people on lists: iterative proportional fitting of cells × practices with weights exp(-deterrence ×
/// minutes) to the cells' people and the practices' list lengths (Deming and Stephan 1940), rounded without
/// bias so that every list gets exactly its length; people left over are on no list. Recent movers count
/// where they lived before (recent_movers.hpp). Returns those of them who stand in a line.
std::vector<PersonId> fill_lists(World& world, const Column<ListId, std::uint32_t>& length,
                                 const Params& params, Seed seed, Remarks& remarks);

/// A GP for each list with one; the others are shunned, the longer they have stood without.
void staff_lists(World& world, const Column<ListId, std::uint8_t>& has_gp, const Params& params, Seed seed);

/// Standard score per municipality of having had few patients without a GP, beside others of as many lists,
/// in the seven years up to 31 December `year`; NaN where none is published. `lists`: of each municipality.
std::vector<double> coverage_history(const Inputs& inputs, const std::vector<std::uint32_t>& lists, int year);

/// The doctors' market of the months before the first day: notices and signatures that take effect from then
/// on. Nobody leaves or begins before it.
void sign_before_first_day(World& world, const Params& params, Seed seed);

/// All of it, on 1 January. `start`: January after the list table's year, or after a year of the list series
/// (list_table.hpp). Targets are made up to the 1 January after `horizon` months.
/// Throws geo::Stopped if asked to stop between two steps.
World make_world(Setting setting, const Inputs& inputs, const Params& params, Seed seed, Month start,
                 int horizon, Remarks& remarks, const geo::StopToken& stop = {});
/// The same in a setting of its own.
World make_world(const Inputs& inputs, const Params& params, Seed seed, Month start, int horizon,
                 Remarks& remarks, const geo::OrderOf& order_of = geo::build_hierarchy);

}  // namespace model
