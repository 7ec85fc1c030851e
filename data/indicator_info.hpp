#pragma once
// What a file says of an indicator: a row of the registry as its attributes.
#include <string>
#include <vector>

#include "model/indicators.hpp"

namespace data {

/// One indicator of a file: a count, scale × numerator / denominator of two counts, or a value that cannot be
/// added up over municipalities.
struct IndicatorInfo {
    std::string name, unit, long_name, long_name_no;
    bool is_ratio = false;
    std::string numerator = {}, denominator = {};  ///< names of counts; empty for a count
    double scale = 1;
    bool is_value = false;
    bool is_mean = false;  ///< a count that is the mean over replicates, so no whole number
    std::string unit_no = {};
    model::Decimals decimals = {};
    std::string group = {}, group_no = {};  ///< heading in a menu of indicators
    int menu_place = 0;                     ///< sorts the whole menu; equal ones keep the file's order
    bool leads = false;                     ///< the report page has it month by month
    bool at_kept_times = false;  ///< a mean that is known at the start, every January and the last month only
    bool interval = false;       ///< shown with intervals where there are several runs
    bool headline = false;       ///< a count that is kept of every run, and compared
    bool cost = false;           ///< a count of money that comparisons list
    /// In the balance of cost and effect: "lack", "state" or "municipality" (model::Balance); or empty.
    std::string balance = {};
    std::vector<std::string> sum_of = {};  ///< two counts whose sum it is; or none

    /// A count of one run.
    bool is_whole() const { return !is_ratio && !is_value && !is_mean; }
    bool operator==(const IndicatorInfo&) const = default;
};

/// A quantity per municipality that is no count and no ratio of counts, so it cannot be added up: a median, a
/// catchment index.
struct ValueInfo {
    std::string name, unit, long_name, long_name_no;
    model::Decimals decimals = 2;
    model::Menu menu = {};
};

/// Rows as files have them. Units are spelt as in files (file_unit).
IndicatorInfo described(const model::CountInfo& count);
IndicatorInfo described(const model::RatioInfo& ratio);
IndicatorInfo described(const ValueInfo& value);

}  // namespace data
