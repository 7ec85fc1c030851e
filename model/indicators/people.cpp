// Who lives where, and who came and went.
#include "model/indicators/rows.hpp"
#include "model/parameters.hpp"

namespace model::indicators {
namespace {

template <std::size_t age>
double of_age(const MonthView& v, MunicipalityId m) {
    return v.world.residents.by_age[age][m];
}

constexpr Count people_counts[] = {
    {.row = 0,
     .info = {.name = "population",
              .unit = "persons",
              .long_name = "Residents",
              .long_name_no = "Innbyggere",
              .menu = {Heading::population, 10},
              .leads = true,
              .headline = true,
              .sweep_place = 1},
     .of_municipality = residents<&ResidentTotals::people>},
    {.row = 20,
     .info = {.name = "births",
              .unit = "persons",
              .long_name = "Births in the month before",
              .long_name_no = "Fødte i måneden før",
              .menu = {Heading::population, 20}},
     .of_municipality = flow<&Flows::births>},
    {.row = 21,
     .info = {.name = "deaths",
              .unit = "persons",
              .long_name = "Deaths in the month before",
              .long_name_no = "Døde i måneden før",
              .menu = {Heading::population, 30}},
     .of_municipality = flow<&Flows::deaths>},
    {.row = 22,
     .info = {.name = "moved_in",
              .unit = "persons",
              .long_name = "Moved in from other municipalities in the month before",
              .long_name_no = "Innflyttet fra andre kommuner i måneden før",
              .menu = {Heading::population, 40}},
     .of_municipality = flow<&Flows::moved_in>},
    {.row = 23,
     .info = {.name = "moved_out",
              .unit = "persons",
              .long_name = "Moved out to other municipalities in the month before",
              .long_name_no = "Utflyttet til andre kommuner i måneden før",
              .menu = {Heading::population, 50}},
     .of_municipality = flow<&Flows::moved_out>},
    {.row = 24,
     .info = {.name = "immigrated",
              .unit = "persons",
              .long_name = "Immigrated in the month before",
              .long_name_no = "Innvandret i måneden før",
              .menu = {Heading::population, 60}},
     .of_municipality = flow<&Flows::immigrated>},
    {.row = 25,
     .info = {.name = "emigrated",
              .unit = "persons",
              .long_name = "Emigrated in the month before",
              .long_name_no = "Utvandret i måneden før",
              .menu = {Heading::population, 70}},
     .of_municipality = flow<&Flows::emigrated>},
    {.row = 75,
     .info = {.name = "people_0_19",
              .unit = "persons",
              .long_name = "Residents aged 0-19 on the last 1 January",
              .long_name_no = "Innbyggere 0-19 år siste 1. januar",
              .menu = {Heading::population, 12}},
     .of_municipality = of_age<0>},
    {.row = 76,
     .info = {.name = "people_20_66",
              .unit = "persons",
              .long_name = "Residents aged 20-66 on the last 1 January",
              .long_name_no = "Innbyggere 20-66 år siste 1. januar",
              .menu = {Heading::population, 14}},
     .of_municipality = of_age<1>},
    {.row = 85,
     .info = {.name = "people_67_79",
              .unit = "persons",
              .long_name = "Residents aged 67-79 on the last 1 January",
              .long_name_no = "Innbyggere 67-79 år siste 1. januar",
              .menu = {Heading::population, 16}},
     .of_municipality = of_age<2>},
    {.row = 86,
     .info = {.name = "people_80_over",
              .unit = "persons",
              .long_name = "Residents aged 80 and over on the last 1 January",
              .long_name_no = "Innbyggere 80 år og eldre siste 1. januar",
              .menu = {Heading::population, 18}},
     .of_municipality = of_age<3>},
};

}  // namespace

Subject people() {
    return {people_counts, {}};
}

}  // namespace model::indicators
