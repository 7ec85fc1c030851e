#pragma once
#include "data/detail/netcdf.hpp"
#include "data/snapshot.hpp"
#include "model/areas.hpp"

namespace data::detail {

/// The group /run: scenario, parameters, seed, inputs, versions. A file whose dimension `run` has the name
/// gives the group another.
void write_run(NcWriter& file, const Provenance& run, const std::string& group = "/run");
Provenance read_run(const NcReader& file);

/// The group /lists. Throws std::logic_error if the columns differ in length.
void write_lists(NcWriter& file, const SnapshotLists& lists);
/// Nothing if the file has no such group. Throws InputError on a municipality or state that does not exist.
std::optional<SnapshotLists> read_lists(const NcReader& file, std::uint32_t municipalities);

/// The group /costs; not written if there are no measures. Throws std::logic_error if the columns differ in
/// length. `alone`: what the file's municipalities are, if they were simulated alone.
void write_costs(NcWriter& file, const MeasureCosts& costs, const model::AreaAlone& alone);
/// None if the file has no such group.
MeasureCosts read_costs(const NcReader& file);

}  // namespace data::detail
