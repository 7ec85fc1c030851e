// What follows when GPs leave; years with the same GP, counted every January, and what is associated with
// them.
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

FollowUp follow_up_of(const ListView& l) {
    return follow_up(l.month.world, l.list, l.terms, l.month.params.workload.weeks_a_year);
}

/// Out-of-hours visits a year of the list's patients with extensive needs that follow-up spares.
double spared(const ListView& l) {
    return l.month.out_of_hours * l.month.params.follow_up.contacts_ratio *
           extensive_patients(l.month.world, l.list) * follow_up_of(l).spared;
}

double out_of_hours(const MonthView& v, MunicipalityId m) {
    const double more = (v.params.follow_up.contacts_ratio - 1) * v.world.residents.extensive.people[m];
    return v.out_of_hours * (v.world.residents.people[m] + more) +
           12 * v.params.continuity.out_of_hours_lost_gp / 1000 * flow<&Flows::lost_gp>(v, m);
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
              .long_name = "Out-of-hours visits expected from needs, follow-up and GPs who leave",
              .long_name_no = "Forventede legevaktbesøk ut fra behov, oppfølging og fastleger som slutter",
              .headline = true},
     .of_municipality = out_of_hours,
     .of_gp = [](const ListView& l) { return -spared(l); }},
    {.row = 70,
     .info =
         {.name = "expected_deaths",
          .unit = "deaths per year",
          .long_name = "Deaths associated with years with the same GP, all ages alike: no effect",
          .long_name_no =
              "Dødsfall som samvarierer med år med samme fastlege, uten hensyn til alder: ingen virkning"},
     .of_municipality =
         [](const MonthView& v, MunicipalityId m) {
             return expected_outcomes(v.params.continuity, v.params.continuity.death,
                                      v.params.continuity.deaths_a_year / 1000, v.world.continuity, m);
         }},
    {.row = 92,
     .info = {.name = "patients_lost_gp",
              .unit = "persons",
              .long_name = "Patients whose GP left the list in the month before",
              .long_name_no = "Listeinnbyggere som mistet fastlegen i måneden før",
              .menu = {Heading::continuity, 2},
              .headline = true},
     .of_municipality = flow<&Flows::lost_gp>},
    {.row = 93,
     .info = {.name = "extra_gp_contacts",
              .unit = "visits per year",
              .long_name = "GP contacts more in the year after because a GP left in the month before",
              .long_name_no = "Flere fastlegekontakter det neste året fordi fastleger sluttet i måneden før",
              .menu = {Heading::continuity, 4},
              .headline = true},
     .of_municipality =
         [](const MonthView& v, MunicipalityId m) {
             return v.params.continuity.gp_contacts_lost_gp / 1000 * flow<&Flows::lost_gp>(v, m);
         }},
    {.row = 94,
     .info = {.name = "planned_hospital_people",
              .unit = "persons",
              .long_name = "Residents weighted by planned hospital contacts that follow when GPs leave",
              .long_name_no =
                  "Innbyggere vektet med planlagte sykehuskontakter som følger når fastleger slutter"},
     .of_municipality =
         [](const MonthView& v, MunicipalityId m) {
             return v.world.residents.people[m] +
                    12 * v.params.continuity.planned_hospital_lost_gp / 100 * flow<&Flows::lost_gp>(v, m);
         }},
    {.row = 95,
     .info = {.name = "spared_out_of_hours",
              .unit = "visits per year",
              .long_name = "Out-of-hours visits spared by follow-up of patients with extensive needs",
              .long_name_no = "Legevaktbesøk spart ved oppfølging av brukere med omfattende behov",
              .menu = {Heading::needs, 75},
              .headline = true},
     .of_gp = spared},
    {.row = 96,
     .info = {.name = "follow_up_hours",
              .unit = "hours per year",
              .long_name = "Hours of follow-up for patients with extensive needs beyond consultations",
              .long_name_no = "Timer til oppfølging av brukere med omfattende behov utenom konsultasjoner",
              .menu = {Heading::needs, 85},
              .headline = true},
     .of_gp =
         [](const ListView& l) { return extensive_patients(l.month.world, l.list) * follow_up_of(l).hours; }},
    {.row = 97,
     .info = {.name = "travel_hours",
              .unit = "hours per year",
              .long_name = "Hours patients travel by car to and from consultations",
              .long_name_no = "Timer pasienter reiser med bil til og fra konsultasjoner",
              .menu = {Heading::travel, 60},
              .headline = true},
     .of_list =
         [](const ListView& l) {
             const double there = 1 - electronic_share(l.month.params.workload, l.month.world.month, l.terms);
             return l.asked * there * 2 / 60 * static_cast<double>(l.month.world.minutes_per_member[l.list]);
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
              .long_name = "Out-of-hours visits associated with continuity: no effect",
              .long_name_no = "Legevaktbesøk som samvarierer med kontinuitet: ingen virkning",
              .numerator = "weighted_out_of_hours",
              .denominator = "continuity_patients",
              .scale = 100,
              .decimals = 1,
              .menu = {Heading::associations, 10}}},
    {.row = 35,
     .info = {.name = "acute_admission_index",
              .unit = "index, 100 = all in their first year",
              .long_name = "Acute admissions associated with continuity: no effect",
              .long_name_no = "Akuttinnleggelser som samvarierer med kontinuitet: ingen virkning",
              .numerator = "weighted_acute_admission",
              .denominator = "continuity_patients",
              .scale = 100,
              .decimals = 1,
              .menu = {Heading::associations, 20}}},
    {.row = 36,
     .info = {.name = "death_index",
              .unit = "index, 100 = all in their first year",
              .long_name = "Deaths associated with continuity: no effect",
              .long_name_no = "Dødsfall som samvarierer med kontinuitet: ingen virkning",
              .numerator = "weighted_death",
              .denominator = "continuity_patients",
              .scale = 100,
              .decimals = 1,
              .menu = {Heading::associations, 30}}},
    {.row = 37,
     .info = {.name = "planned_hospital_index",
              .unit = "index, 100 = nobody's GP left",
              .long_name = "Planned hospital contacts that follow when GPs leave",
              .long_name_no = "Planlagte sykehuskontakter som følger når fastleger slutter",
              .numerator = "planned_hospital_people",
              .denominator = "population",
              .scale = 100,
              .decimals = 2,
              .menu = {Heading::continuity, 6}}},
};

}  // namespace

Subject continuity() {
    return {continuity_counts, continuity_ratios};
}

}  // namespace model::indicators
