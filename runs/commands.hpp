#pragma once
#include <stdexcept>

#include "runs/arguments.hpp"

namespace runs {

/// Nothing is wrong, but not now: the program says it and exits 75.
struct TryAgain : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Each returns the exit code: 0 done, 75 stopped before the end but resumable; errors are thrown.
int run(const RunArguments& arguments);
int init(const InitArguments& arguments);
int validate(const ValidateArguments& arguments);  ///< 1 if a figure is outside its tolerance
int map(const MapArguments& arguments);
int access(const AccessArguments& arguments);
int report(const ReportArguments& arguments);
int export_files(const ExportArguments& arguments);
int compare(const CompareArguments& arguments);
int info(const InfoArguments& arguments);
int prepare(const PrepareArguments& arguments);
int sweep(const SweepArguments& arguments);  ///< 1 if a run cannot be done, 75 if some are not done yet
int sensitivity(const SensitivityArguments& arguments);

}  // namespace runs
