#pragma once
#include "runs/commands/arguments.hpp"

namespace runs {

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
