#pragma once
#include "data/replicate_store.hpp"
#include "data/snapshot_writer.hpp"
#include "model/compare/ensemble_sums.hpp"

namespace data {

/// One replicate as the store keeps it. Shape: headline counts × time points × municipalities.
std::vector<std::int32_t> replicate_record(std::span<const model::MonthTable> tables,
                                           std::span<const std::size_t> headline);

/// Writes the file of an ensemble. `rows[i]` is the record of the replicate with head.seeds[i]; records are
/// of replicate_record with the headline counts of head.counts. Bytes depend on content only. Memory: 64 MB
/// at most beside the sums, whatever the number of replicates.
void write_ensemble(const std::filesystem::path& path, SnapshotHead head, const model::EnsembleSums& sums,
                    const ReplicateStore& store, std::span<const std::size_t> rows,
                    std::span<const model::Measure> measures = {});

/// Costs as the file keeps them: sums over `replicates` of times × measures × payers, 1000 NOK.
MeasureCosts costs_of(std::span<const model::Measure> measures, std::span<const std::int64_t> sums,
                      int replicates);

}  // namespace data
