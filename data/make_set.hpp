#pragma once
// An input set from whatever there is: official files, new figures, other borders.
#include <filesystem>
#include <vector>

#include "data/carry_borders.hpp"
#include "data/prepare.hpp"
#include "data/renew.hpp"

namespace data {

/// What a set is made of: a manifest and its sources, or a set there is, with new figures or other borders.
struct SetSources {
    std::filesystem::path manifest;              ///< empty: from a set there is
    std::vector<std::filesystem::path> folders;  ///< of the manifest's files; none: the manifest's own
    std::filesystem::path base;                  ///< the set there is; empty: the embedded Norway
    NewFigures figures;
    OtherBorders borders;
};

struct MadeSet {
    Prepared prepared;
    /// What says how the set was made: its manifest; that of the set it was renewed from, which still names
    /// the other files; empty on other borders.
    std::filesystem::path manifest;
    /// What was read. A manifest and the ferries.csv beside it are none: they are written again as they are.
    std::vector<std::filesystem::path> read;
};

/// Throws InputError if nothing is asked for, or both a manifest and a set there is, if the year of lists is
/// given and no lists, and as prepare, renew and carry_to_borders do; geo::Stopped if asked to stop between
/// two steps.
MadeSet make_set(const SetSources& sources, const geo::StopToken& stop = {});

/// Writes it, with its manifest and checksums. Throws InputError if it would be written over what it was made
/// of.
void write_made_set(const std::filesystem::path& folder, const MadeSet& made);

}  // namespace data
