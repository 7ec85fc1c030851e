#include "model/indicators.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "geo/base/error.hpp"
#include "model/workload.hpp"
#include "model/world.hpp"

namespace model {
namespace {

/// Rows of the registry; the order is the order in files.
enum Row : std::size_t {
    population,
    patients,
    patients_with_gp,
    patients_without_gp,
    patients_with_locum,
    on_no_list,
    seeking,
    waiting,
    over_30_minutes,
    over_60_minutes,
    lists,
    lists_with_gp,
    lists_without_gp,
    lists_with_locum,
    lists_vacant_over_1_year,
    open_lists,
    places_with_gp,
    free_places,
    women_gps,
    specialists,
    salaried_lists,
    births,
    deaths,
    moved_in,
    moved_out,
    immigrated,
    emigrated,
    joined_list,
    switched,
    gps_left,
    gps_hired,
    gps_moved,
    new_posts,
    closed_lists,
    consultations,
    gp_hours_week,
    gp_income,
    capitation,
    rows
};

constexpr std::array<CountInfo, rows> count_infos{{
    {"population", "persons", "Residents", "Innbyggere"},
    {"patients", "persons", "Patients on GP lists", "Listeinnbyggere i alt"},
    {"patients_with_gp", "persons", "Patients on lists with a GP", "Listeinnbyggere på lister med fast lege"},
    {"patients_without_gp", "persons", "Patients on lists without a GP",
     "Listeinnbyggere på lister uten fast lege"},
    {"patients_with_locum", "persons", "Patients on lists without a GP but with a locum",
     "Listeinnbyggere på lister uten fast lege, med vikar"},
    {"on_no_list", "persons", "Residents on no list", "Innbyggere uten plass på noen fastlegeliste"},
    {"seeking", "persons", "Residents who ask for a place and wait",
     "Innbyggere som venter på plass på en liste"},
    {"waiting", "persons", "People on the waiting lists of lists here",
     "Personer på venteliste til fastlege i kommunen"},
    {"over_30_minutes", "persons", "Residents more than 30 minutes from their practice",
     "Innbyggere over 30 minutter fra legekontoret"},
    {"over_60_minutes", "persons", "Residents more than 60 minutes from their practice",
     "Innbyggere over 60 minutter fra legekontoret"},
    {"lists_total", "lists", "GP lists", "Fastlegelister i alt"},
    {"lists_with_gp", "lists", "Lists with a GP", "Fastlegelister med fast lege"},
    {"lists_without_gp", "lists", "Lists without a GP", "Fastlegelister uten fast lege"},
    {"lists_with_locum", "lists", "Lists without a GP but with a locum",
     "Fastlegelister uten fast lege, med vikar"},
    {"lists_vacant_over_1_year", "lists", "Lists without a GP for over one year",
     "Fastlegelister uten fast lege i over ett år"},
    {"open_lists", "lists", "Lists with a GP and more than 20 free places",
     "Åpne fastlegelister (over 20 ledige plasser)"},
    {"places_with_gp", "places", "Places on lists with a GP (sum of caps)",
     "Plasser på lister med fast lege (sum listetak)"},
    {"free_places", "places", "Free places on lists with a GP", "Ledige plasser på lister med fast lege"},
    {"women_gps", "doctors", "Women among GPs", "Kvinnelige fastleger"},
    {"specialists", "doctors", "Specialists among GPs", "Fastleger med spesialitet i allmennmedisin"},
    {"salaried_lists", "lists", "Lists with a salaried GP", "Fastlegelister med fastlønnet lege"},
    {"births", "persons", "Births in the month before", "Fødte i måneden før"},
    {"deaths", "persons", "Deaths in the month before", "Døde i måneden før"},
    {"moved_in", "persons", "Moved in from other municipalities in the month before",
     "Innflyttet fra andre kommuner i måneden før"},
    {"moved_out", "persons", "Moved out to other municipalities in the month before",
     "Utflyttet til andre kommuner i måneden før"},
    {"immigrated", "persons", "Immigrated in the month before", "Innvandret i måneden før"},
    {"emigrated", "persons", "Emigrated in the month before", "Utvandret i måneden før"},
    {"joined_list", "persons", "Residents who got a place on a list in the month before",
     "Innbyggere som fikk plass på liste i måneden før"},
    {"switched", "persons", "Residents who changed list in the month before",
     "Innbyggere som byttet fastlegeliste i måneden før"},
    {"gps_left", "doctors", "GPs who left the scheme in the month before",
     "Fastleger som sluttet i ordningen i måneden før"},
    {"gps_hired", "doctors", "New GPs who took a list in the month before",
     "Nye fastleger som begynte i måneden før"},
    {"gps_moved", "doctors", "GPs who came from another list in the month before",
     "Fastleger som kom fra en annen liste i måneden før"},
    {"new_posts", "lists", "New lists created in the month before", "Nye hjemler i måneden før"},
    {"closed_lists", "lists", "Lists closed in the month before", "Nedlagte hjemler i måneden før"},
    {"consultations", "consultations per month", "GP consultations asked for",
     "Etterspurte konsultasjoner hos fastlege"},
    {"gp_hours_week", "hours per week", "Hours worked by GPs", "Fastlegenes arbeidstimer per uke"},
    {"gp_income", "1000 NOK per year, 2020 prices", "Income of GPs before tax",
     "Fastlegenes inntekt før skatt"},
    {"capitation", "NOK per month, 2023 rates", "Capitation paid by the municipality",
     "Basistilskudd utbetalt av kommunen"},
}};

static_assert(!count_infos.back().name.empty(), "a row of the registry is missing");

constexpr std::array<RatioInfo, 12> ratio_infos{{
    {"percent_without_gp", "%", "Share of patients on lists without a GP",
     "Andel listeinnbyggere uten fast lege", "patients_without_gp", "patients", 100},
    {"percent_vacant_lists", "%", "Share of lists without a GP", "Andel fastlegelister uten fast lege",
     "lists_without_gp", "lists_total", 100},
    {"percent_open_lists", "%", "Share of lists with more than 20 free places", "Andel åpne fastlegelister",
     "open_lists", "lists_total", 100},
    {"percent_on_no_list", "%", "Share of residents on no list", "Andel innbyggere uten plass på liste",
     "on_no_list", "population", 100},
    {"percent_over_30_minutes", "%", "Share of residents more than 30 minutes from their practice",
     "Andel innbyggere over 30 minutter fra legekontoret", "over_30_minutes", "population", 100},
    {"percent_over_60_minutes", "%", "Share of residents more than 60 minutes from their practice",
     "Andel innbyggere over 60 minutter fra legekontoret", "over_60_minutes", "population", 100},
    {"mean_list_length", "patients per list", "Mean length of lists with a GP", "Gjennomsnittlig listelengde",
     "patients_with_gp", "lists_with_gp", 1},
    {"reserve_capacity_index", "%", "Places per 100 patients on lists with a GP", "Reservekapasitet",
     "places_with_gp", "patients_with_gp", 100},
    {"percent_women_gps", "%", "Share of women among GPs", "Andel kvinnelige fastleger", "women_gps",
     "lists_with_gp", 100},
    {"gps_per_1000", "GPs per 1000 residents", "GPs per 1000 residents", "Fastleger per 1000 innbyggere",
     "lists_with_gp", "population", 1000},
    {"mean_gp_hours_week", "hours per GP per week", "Mean working week of GPs",
     "Fastlegenes gjennomsnittlige arbeidsuke", "gp_hours_week", "lists_with_gp", 1},
    {"mean_gp_income", "1000 NOK per GP per year, 2020 prices", "Mean income of GPs before tax",
     "Fastlegenes gjennomsnittsinntekt før skatt", "gp_income", "lists_with_gp", 1},
}};

}  // namespace

std::span<const CountInfo> counts() {
    return count_infos;
}
std::span<const RatioInfo> ratios() {
    return ratio_infos;
}

std::size_t count_row(std::string_view name) {
    std::string known;
    for (std::size_t i = 0; i < rows; ++i) {
        if (count_infos[i].name == name) return i;
        known += fmt::format("{}{}", i ? ", " : "", count_infos[i].name);
    }
    throw geo::InputError(fmt::format("unknown count '{}'; known: {}", name, known));
}

MonthTable tabulate(const World& world, const WorkParams& work) {
    const auto n = world.setting.municipalities.size();
    MonthTable table{n, std::vector<std::int32_t>(rows * n, 0)};
    const auto put = [&](Row row, const Column<MunicipalityId, std::int32_t>& column) {
        std::copy(column.begin(), column.end(), table.values.begin() + static_cast<std::ptrdiff_t>(row * n));
    };
    put(population, world.residents.people);
    put(on_no_list, world.residents.on_no_list);
    put(seeking, world.residents.seeking);
    put(over_30_minutes, world.residents.over_30);
    put(over_60_minutes, world.residents.over_60);
    put(births, world.flows.births);
    put(deaths, world.flows.deaths);
    put(moved_in, world.flows.moved_in);
    put(moved_out, world.flows.moved_out);
    put(immigrated, world.flows.immigrated);
    put(emigrated, world.flows.emigrated);
    put(joined_list, world.flows.joined_list);
    put(switched, world.flows.switched);
    put(gps_moved, world.flows.gps_moved);
    put(closed_lists, world.flows.closed_lists);
    put(gps_left, world.flows.gps_left);
    put(gps_hired, world.flows.gps_hired);
    put(new_posts, world.flows.new_posts);

    for (std::uint32_t l = 0; l < world.lists.size(); ++l) {
        const ListId list{l};
        if (world.lists.closed[list]) continue;
        const auto m = world.lists.municipality[list];
        const auto add = [&](Row row, double value) {
            table.at(row, m) += static_cast<std::int32_t>(std::lround(value));
        };
        const double members = world.lists.members[list];
        const double asked = members * static_cast<double>(world.consultations_per_member[list]);
        add(lists, 1);
        add(waiting, world.lists.waiting[list]);
        add(patients, members);
        add(consultations, asked / 12);
        if (!world.lists.salaried[list]) add(capitation, members * work.capitation_nok / 12);
        if (world.lists.vacant(list)) {
            add(lists_without_gp, 1);
            add(patients_without_gp, members);
            add(lists_vacant_over_1_year, world.month - world.lists.since[list] > 12);
            if (!world.lists.locum[list]) continue;
            add(lists_with_locum, 1);
            add(patients_with_locum, members);
            continue;
        }
        const auto doctor = world.lists.doctor[list];
        add(lists_with_gp, 1);
        add(patients_with_gp, members);
        add(open_lists, world.lists.free_places(list) > 20);
        add(places_with_gp, world.lists.cap[list]);
        add(free_places, world.lists.free_places(list));
        add(women_gps, static_cast<Sex>(world.doctors.sex[doctor]) == Sex::female);
        add(specialists, world.doctors.specialist[doctor]);
        add(salaried_lists, world.lists.salaried[list]);
        add(gp_hours_week, static_cast<double>(world.work.hours_week[list]));
        add(gp_income, static_cast<double>(world.work.income_nok[list]) / 1000);
    }
    return table;
}

}  // namespace model
