// Years with the same GP, counted every January, and what goes with them.
#include "model/indicators/rows.hpp"
#include "model/parameters.hpp"

namespace model::indicators {
namespace {

template <std::size_t group>
double patients_of_group(const MonthView& v, MunicipalityId m) {
    return v.world.continuity.patients[group][m];
}

double patients_of_all_groups(const MonthView& v, MunicipalityId m) {
    double patients = 0;
    for (const auto& column : v.world.continuity.patients) patients += column[m];
    return patients;
}

/// Patients weighted by their odds of an outcome.
template <auto odds>
double weighted(const MonthView& v, MunicipalityId m) {
    const auto& params = v.params.continuity;
    return weighted_patients(v.world.continuity, continuity_weights(params, params.*odds), m);
}

constexpr Count continuity_counts[] = {
    {.row = 58,
     .info = {.name = "continuity_patients",
              .unit = "persons",
              .long_name = "Patients on GP lists last January",
              .long_name_no = "Listeinnbyggere i alt sist januar"},
     .of_municipality = patients_of_all_groups},
    {.row = 59,
     .info = {.name = "continuity_no_gp",
              .unit = "persons",
              .long_name = "Patients without a GP last January",
              .long_name_no = "Listeinnbyggere uten fast lege sist januar"},
     .of_municipality = patients_of_group<0>},
    {.row = 60,
     .info = {.name = "continuity_1",
              .unit = "persons",
              .long_name = "Patients in their first year with the same GP last January",
              .long_name_no = "Listeinnbyggere i første år med samme fastlege sist januar"},
     .of_municipality = patients_of_group<1>},
    {.row = 61,
     .info = {.name = "continuity_2_3",
              .unit = "persons",
              .long_name = "Patients in their second or third year with the same GP last January",
              .long_name_no = "Listeinnbyggere i andre eller tredje år med samme fastlege sist januar"},
     .of_municipality = patients_of_group<2>},
    {.row = 62,
     .info = {.name = "continuity_4_5",
              .unit = "persons",
              .long_name = "Patients in their fourth or fifth year with the same GP last January",
              .long_name_no = "Listeinnbyggere i fjerde eller femte år med samme fastlege sist januar"},
     .of_municipality = patients_of_group<3>},
    {.row = 63,
     .info = {.name = "continuity_6_10",
              .unit = "persons",
              .long_name = "Patients in their sixth to tenth year with the same GP last January",
              .long_name_no = "Listeinnbyggere i sjette til tiende år med samme fastlege sist januar"},
     .of_municipality = patients_of_group<4>},
    {.row = 64,
     .info = {.name = "continuity_11_15",
              .unit = "persons",
              .long_name = "Patients in their 11th to 15th year with the same GP last January",
              .long_name_no = "Listeinnbyggere i 11. til 15. år med samme fastlege sist januar"},
     .of_municipality = patients_of_group<5>},
    {.row = 65,
     .info = {.name = "continuity_over_15",
              .unit = "persons",
              .long_name = "Patients in their 16th year or later with the same GP last January",
              .long_name_no = "Listeinnbyggere i 16. år eller senere med samme fastlege sist januar"},
     .of_municipality = patients_of_group<6>},
    {.row = 66,
     .info = {.name = "weighted_out_of_hours",
              .unit = "persons",
              .long_name = "Patients weighted by their odds of an out-of-hours visit",
              .long_name_no = "Listeinnbyggere vektet med odds for legevaktbesøk"},
     .of_municipality = weighted<&ContinuityParams::out_of_hours>},
    {.row = 67,
     .info = {.name = "weighted_acute_admission",
              .unit = "persons",
              .long_name = "Patients weighted by their odds of an acute admission",
              .long_name_no = "Listeinnbyggere vektet med odds for akuttinnleggelse"},
     .of_municipality = weighted<&ContinuityParams::acute_admission>},
    {.row = 68,
     .info = {.name = "weighted_death",
              .unit = "persons",
              .long_name = "Patients weighted by their odds of death",
              .long_name_no = "Listeinnbyggere vektet med odds for død"},
     .of_municipality = weighted<&ContinuityParams::death>},
    {.row = 69,
     .info = {.name = "expected_out_of_hours",
              .unit = "visits per year",
              .long_name = "Out-of-hours visits expected from years with the same GP",
              .long_name_no = "Forventede legevaktbesøk ut fra år med samme fastlege"},
     .of_municipality =
         [](const MonthView& v, MunicipalityId m) {
             return expected_outcomes(v.params.continuity, v.params.continuity.out_of_hours,
                                      v.params.continuity.out_of_hours_a_year, v.world.continuity, m);
         }},
    {.row = 70,
     .info = {.name = "expected_deaths",
              .unit = "deaths per year",
              .long_name = "Deaths expected from years with the same GP, all ages alike",
              .long_name_no = "Forventede dødsfall ut fra år med samme fastlege, uten hensyn til alder"},
     .of_municipality =
         [](const MonthView& v, MunicipalityId m) {
             return expected_outcomes(v.params.continuity, v.params.continuity.death,
                                      v.params.continuity.deaths_a_year / 1000, v.world.continuity, m);
         }},
};

constexpr Ratio continuity_ratios[] = {
    {.row = 28,
     .info = {.name = "percent_continuity_1",
              .unit = "%",
              .long_name = "Share of patients in their first year with the same GP",
              .long_name_no = "Andel i første år med samme fastlege",
              .numerator = "continuity_1",
              .denominator = "continuity_patients",
              .scale = 100,
              .decimals = 1,
              .menu = {Heading::continuity, 10}}},
    {.row = 29,
     .info = {.name = "percent_continuity_2_3",
              .unit = "%",
              .long_name = "Share of patients in their second or third year with the same GP",
              .long_name_no = "Andel i andre eller tredje år med samme fastlege",
              .numerator = "continuity_2_3",
              .denominator = "continuity_patients",
              .scale = 100,
              .decimals = 1,
              .menu = {Heading::continuity, 20}}},
    {.row = 30,
     .info = {.name = "percent_continuity_4_5",
              .unit = "%",
              .long_name = "Share of patients in their fourth or fifth year with the same GP",
              .long_name_no = "Andel i fjerde eller femte år med samme fastlege",
              .numerator = "continuity_4_5",
              .denominator = "continuity_patients",
              .scale = 100,
              .decimals = 1,
              .menu = {Heading::continuity, 30}}},
    {.row = 31,
     .info = {.name = "percent_continuity_6_10",
              .unit = "%",
              .long_name = "Share of patients in their sixth to tenth year with the same GP",
              .long_name_no = "Andel i sjette til tiende år med samme fastlege",
              .numerator = "continuity_6_10",
              .denominator = "continuity_patients",
              .scale = 100,
              .decimals = 1,
              .menu = {Heading::continuity, 40}}},
    {.row = 32,
     .info = {.name = "percent_continuity_11_15",
              .unit = "%",
              .long_name = "Share of patients in their 11th to 15th year with the same GP",
              .long_name_no = "Andel i 11. til 15. år med samme fastlege",
              .numerator = "continuity_11_15",
              .denominator = "continuity_patients",
              .scale = 100,
              .decimals = 1,
              .menu = {Heading::continuity, 50}}},
    {.row = 33,
     .info = {.name = "percent_continuity_over_15",
              .unit = "%",
              .long_name = "Share of patients in their 16th year or later with the same GP",
              .long_name_no = "Andel i 16. år eller senere med samme fastlege",
              .numerator = "continuity_over_15",
              .denominator = "continuity_patients",
              .scale = 100,
              .decimals = 1,
              .menu = {Heading::continuity, 60}}},
    {.row = 34,
     .info = {.name = "out_of_hours_index",
              .unit = "index, 100 = all in their first year",
              .long_name = "Out-of-hours visits that go with continuity",
              .long_name_no = "Legevaktbesøk etter kontinuitet",
              .numerator = "weighted_out_of_hours",
              .denominator = "continuity_patients",
              .scale = 100,
              .decimals = 1,
              .menu = {Heading::continuity, 70}}},
    {.row = 35,
     .info = {.name = "acute_admission_index",
              .unit = "index, 100 = all in their first year",
              .long_name = "Acute admissions that go with continuity",
              .long_name_no = "Akuttinnleggelser etter kontinuitet",
              .numerator = "weighted_acute_admission",
              .denominator = "continuity_patients",
              .scale = 100,
              .decimals = 1,
              .menu = {Heading::continuity, 80}}},
    {.row = 36,
     .info = {.name = "death_index",
              .unit = "index, 100 = all in their first year",
              .long_name = "Deaths that go with continuity",
              .long_name_no = "Dødsfall etter kontinuitet",
              .numerator = "weighted_death",
              .denominator = "continuity_patients",
              .scale = 100,
              .decimals = 1,
              .menu = {Heading::continuity, 90}}},
};

}  // namespace

Subject continuity() {
    return {continuity_counts, continuity_ratios};
}

}  // namespace model::indicators
