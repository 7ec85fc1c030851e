#pragma once
// The figures a world is made from: plain columns, no files. data/ reads them, make_world() uses them.
#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "geo/population_grid.hpp"
#include "geo/road_lines.hpp"
#include "model/ids.hpp"

namespace model {

inline constexpr int ages = 106;  ///< single years 0..104, and 105 and over
inline constexpr int sexes = 2;
enum class Sex : std::uint8_t { male = 0, female = 1 };

/// Of municipalities that were simulated alone: what they are together, and which groups of
/// municipalities reach beyond them.
struct AreaAlone {
    std::string name;              ///< empty: they are the nation's
    std::vector<std::string> cut;  ///< numbers of counties, names of health regions and hospital areas
    bool operator==(const AreaAlone&) const = default;
};

/// One row per municipality, ordered by official number.
struct Municipalities {
    Column<MunicipalityId, std::string> number;  ///< kommunenummer: four digits, leading zero kept
    Column<MunicipalityId, std::string> name;  ///< Norwegian name first, official Sami or Kven names after it
    Column<MunicipalityId, std::string> county_number;  ///< two digits
    Column<MunicipalityId, std::string> county;
    Column<MunicipalityId, std::string> health_region;
    Column<MunicipalityId, std::uint8_t> centrality;         ///< SSB class 1 (most central) .. 6
    Column<MunicipalityId, std::uint16_t> centrality_index;  ///< 0-1000
    Column<MunicipalityId, float> land_km2;
    Column<MunicipalityId, geo::Point> centre;  ///< its densest populated square
    AreaAlone alone;

    std::uint32_t size() const { return number.size(); }
    bool operator==(const Municipalities&) const = default;
};

/// Official residents on 1 January (SSB 07459).
struct PopulationTable {
    int first_year = 0;
    int years = 0;
    std::uint32_t municipalities = 0;
    /// years × municipalities × sexes × ages, row-major; persons.
    std::vector<std::uint16_t> persons;

    bool has(int year) const { return year >= first_year && year < first_year + years; }
    std::uint16_t at(int year, MunicipalityId m, Sex sex, int age) const {
        const auto row = static_cast<std::size_t>(year - first_year) * municipalities + m.value;
        return persons[(row * sexes + static_cast<std::size_t>(sex)) * ages + static_cast<std::size_t>(age)];
    }
    bool operator==(const PopulationTable&) const = default;
};

/// Official GP lists at the end of one year (SSB 12005). A municipality without lists of its own has zeros.
struct ListTable {
    int year = 0;  ///< figures are of 31 December
    Column<MunicipalityId, std::uint16_t> lists_with_gp;
    Column<MunicipalityId, std::uint16_t> lists_without_gp;
    Column<MunicipalityId, std::uint32_t> patients_with_gp;     ///< persons on lists with a GP
    Column<MunicipalityId, std::uint32_t> patients_without_gp;  ///< persons on lists without a GP
    Column<MunicipalityId, std::uint32_t> places_with_gp;  ///< sum of caps (listetak) over lists with a GP
    Column<MunicipalityId, std::uint16_t> open_lists;      ///< lists with more than 20 free places
    bool operator==(const ListTable&) const = default;
};

/// Official yearly series of three list figures (SSB 12005), municipality × year; NaN where not published.
struct ListSeries {
    int first_year = 0;
    int years = 0;
    std::uint32_t municipalities = 0;
    std::vector<float> percent_without_gp;      ///< of patients
    std::vector<float> mean_list_length;        ///< patients per list
    std::vector<float> reserve_capacity_index;  ///< places per 100 patients
    bool operator==(const ListSeries&) const = default;
};

/// Official national figures at the end of each year, one entry per year; NaN where not published.
struct NationalSeries {
    int first_year = 0;
    int years = 0;
    std::vector<float> lists_with_gp;
    std::vector<float> lists_without_gp;
    std::vector<float> patients_with_gp;          ///< persons on lists with a GP
    std::vector<float> patients_without_gp;       ///< persons on lists without a GP
    std::vector<float> mean_list_length;          ///< patients per list with a GP
    std::vector<float> mean_cap;                  ///< places per list with a GP
    std::vector<float> lists_vacant_over_1_year;  ///< lists
    std::vector<float> percent_salaried;          ///< of lists with a GP
    std::vector<float> percent_specialists;       ///< of GPs
    std::vector<float> percent_women;             ///< of GPs

    std::array<std::vector<float>*, 10> columns() {
        return {&lists_with_gp,       &lists_without_gp, &patients_with_gp,         &patients_without_gp,
                &mean_list_length,    &mean_cap,         &lists_vacant_over_1_year, &percent_salaried,
                &percent_specialists, &percent_women};
    }
    /// A column's figure at the end of `year`; NaN outside the series.
    float at(const std::vector<float>& column, int year) const {
        const bool has = year >= first_year && year < first_year + years;
        return has ? column[static_cast<std::size_t>(year - first_year)]
                   : std::numeric_limits<float>::quiet_NaN();
    }
    bool operator==(const NationalSeries&) const = default;
};

/// Surgery sites at postal-code precision. Lists per site are an estimate; their municipality sums are
/// official.
struct PracticeSites {
    Column<PracticeId, geo::Point> place;
    Column<PracticeId, MunicipalityId> municipality;
    Column<PracticeId, std::string> postcode;
    Column<PracticeId, std::uint16_t> gps_2011;          ///< GPs there in 2011
    Column<PracticeId, std::uint16_t> lists_with_gp;     ///< estimate for the list table's year
    Column<PracticeId, std::uint16_t> lists_without_gp;  ///< estimate for the list table's year

    std::uint32_t size() const { return place.size(); }
    bool operator==(const PracticeSites&) const = default;
};

/// Alternatives of a national projection.
enum class Alternative : std::uint8_t { main = 0, low = 1, high = 2 };

/// What Statistics Norway has projected: each municipality's residents in one vintage, and the nation by age
/// in several. Both are of 1 January and have both sexes together.
struct Projections {
    int municipal_vintage = 0;  ///< year of publication
    int first_year = 0;
    int years = 0;                                 ///< 0: no municipal table
    std::vector<std::uint32_t> municipal_persons;  ///< years × municipalities, row-major; all ages

    /// One entry per vintage, alternative, year and age group, ordered so. Groups follow one another: each
    /// ends where the next one of its year begins, the last one is open.
    std::vector<std::uint16_t> vintage;
    std::vector<Alternative> alternative;
    std::vector<std::uint16_t> year;
    std::vector<std::uint8_t> age_from;  ///< first age of the group
    std::vector<std::uint32_t> persons;

    bool empty() const { return years == 0 && vintage.empty(); }
    bool operator==(const Projections&) const = default;
};

struct RestOfCountry;

struct Inputs {
    Municipalities municipalities;
    PopulationTable population;
    PopulationTable population_ahead;  ///< a projection the user gives, on the same borders; 0 years: none
    Projections projections;
    ListTable lists;
    ListSeries list_series;
    NationalSeries national;
    geo::PopulationGrid grid;
    PracticeSites practices;
    geo::RoadLines roads;
    std::vector<geo::Crossing> crossings;       ///< ferries that people know by their quays
    std::shared_ptr<const RestOfCountry> rest;  ///< of an area alone (model/start/part.hpp); else none
    bool operator==(const Inputs&) const = default;
};

}  // namespace model
