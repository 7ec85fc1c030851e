#pragma once
#include <filesystem>
#include <span>
#include <string>

#include "data/snapshot_reader.hpp"
#include "geo/boundaries.hpp"
#include "support/program.hpp"

namespace support {

/// Three squares of 100 km side by side, from (0, 6 500 000) eastwards.
geo::Boundaries three_squares();

/// Writes a snapshot file one can work out by hand, from January 2026 to February 2027 (14 time points). Its
/// municipalities are three_squares():
///
/// | row | number | name | county | patients | without a GP at time t |
/// | 0 | 0301 | Vest | 03 Oslo | 800 | 10 t: 1.25 t per cent |
/// | 1 | 1804 | Midt - Guovddáš | 18 Nordland - Nordlánnda | 400 | 40: ten per cent |
/// | 2 | 1806 | Øst | 18 | 0 | 0: no percentage |
///
/// Squares of 1 km at the start and the end hold minutes_own_practice: 4 and 5 in Vest, 40 and 50 in Midt.
/// Seed 7, titles "Tiny" and "Liten", one input with the attribution "Makers of tests".
void write_tiny_snapshot(const std::filesystem::path& path);

/// The file, written and read, in a folder of its own.
struct TinySnapshot {
    ScratchFolder folder;
    data::Snapshot snapshot = another("tiny.nc");
    /// The same file under another name.
    data::Snapshot another(const std::string& name) const;
    /// The file of write_tiny_ensemble.
    data::Snapshot ensemble(const std::string& name, bool better) const;
    std::span<const data::Snapshot> one() const { return {&snapshot, 1}; }
};

/// The same without squares as the mean of three replicates, seeds 7 to 9. With `better`, 50 fewer are
/// without a GP in Vest from time 6 on in each, and 4 more, 4 fewer or as many in Midt.
void write_tiny_ensemble(const std::filesystem::path& path, bool better);

}  // namespace support
