#pragma once
// All there is to know of an indicator, and the table of a month.
#include <cstdint>
#include <string_view>
#include <vector>

#include "model/ids.hpp"

namespace model {

/// Digits after the point that an indicator is shown with: as many as a planner would say.
struct Decimals {
    int single;                                                           ///< of one run
    int mean;                                                             ///< of the mean of several
    constexpr Decimals(int of_all = 0) : single(of_all), mean(of_all) {}  // NOLINT: a number is enough
    constexpr Decimals(int of_single, int of_mean) : single(of_single), mean(of_mean) {}
    bool operator==(const Decimals&) const = default;
};

/// Headings of the menu of indicators, in its order.
enum class Heading : std::uint8_t {
    coverage,
    needs,
    travel,
    lists,
    doctors,
    work,
    money,
    continuity,
    population,
    access,
    parts,
    associations,  ///< not effects: reports and pages leave them out
};
struct HeadingName {
    std::string_view name, name_no;
};
HeadingName name_of(Heading heading);

/// Where the menu has an indicator: under which heading, and its place there. Those without a place come
/// last, in the order of the file.
struct Menu {
    Heading heading = Heading::parts;
    int place = 0;
    /// One number to sort all indicators by.
    constexpr int order() const { return 1000 * (static_cast<int>(heading) + 1) + (place ? place : 999); }
};

/// What a count is in the balance of cost and effect over a whole period.
enum class Balance : std::uint8_t {
    none,
    lack,          ///< people short of a GP, counted once a month
    state,         ///< all that the state pays, 1000 NOK a month
    municipality,  ///< all that municipalities pay, 1000 NOK a month
};
/// "lack", "state", "municipality"; empty for none.
std::string_view name_of(Balance balance);

/// A whole number per municipality and month. Counts add up over municipalities; ratios are made from sums.
struct CountInfo {
    std::string_view name;          ///< snake_case, the name in files
    std::string_view unit;          ///< "persons", "lists", ...; model/units.hpp has its Norwegian
    std::string_view long_name;     ///< English
    std::string_view long_name_no;  ///< Norwegian, the official term where there is one
    Decimals decimals = {};
    Menu menu = {};
    bool leads = false;               ///< the report page has it month by month
    bool monthly = false;             ///< so has the file of an ensemble, as it has what leads
    bool interval = false;            ///< shown with intervals where there are several runs
    bool headline = false;            ///< kept of every run of an ensemble, and compared
    bool cost = false;                ///< money that comparisons list; a headline too
    Balance balance = Balance::none;  ///< others than none are headlines too
    std::string_view sum_of = {};     ///< "a b" where it is the sum of two other counts
    int sweep_place = 0;              ///< place among a sweep's usual outputs, from 1; 0: not one of them
    std::string_view source = {};     ///< of a cost that can be saved: where its price stands
};

/// scale × numerator / denominator, undefined where the denominator is 0.
struct RatioInfo {
    std::string_view name, unit, long_name, long_name_no;
    std::string_view numerator, denominator;  ///< names of counts
    double scale;
    Decimals decimals = {};
    Menu menu = {};
    bool leads = false;     ///< as of a count
    bool interval = false;  ///< as of a count; its two counts are headlines
    int sweep_place = 0;    ///< as of a count
};

/// One month's counts. Shape: counts × municipalities, row-major.
struct MonthTable {
    std::uint32_t municipalities = 0;
    std::vector<std::int32_t> values;
    /// What each measure cost in all of them in the month, 1000 NOK of 2023. Shape: measures × payers,
    /// row-major.
    std::vector<std::int32_t> measure_costs{};

    std::int32_t& at(std::size_t count, MunicipalityId m) { return values[count * municipalities + m.value]; }
    std::int32_t at(std::size_t count, MunicipalityId m) const {
        return values[count * municipalities + m.value];
    }
    bool operator==(const MonthTable&) const = default;
};

}  // namespace model
