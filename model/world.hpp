#pragma once
// The state of the simulation: tables, one column per property. Rows are never removed, ids never reused.
#include <array>
#include <concepts>
#include <cstdint>
#include <memory>
#include <span>
#include <type_traits>
#include <vector>

#include "geo/population_grid.hpp"
#include "geo/travel_table.hpp"
#include "model/calendar.hpp"
#include "model/ids.hpp"
#include "model/inputs.hpp"
#include "model/measures/in_force.hpp"
#include "model/population_targets.hpp"
#include "model/rest_of_country.hpp"
#include "model/year_plan.hpp"

namespace model {

/// Why a person's row is not (or no longer) an inhabitant.
enum class Presence : std::uint8_t { here = 0, dead = 1, emigrated = 2 };

/// Inhabitants, past and present: 15 bytes a row.
struct People {
    Column<PersonId, Month> born;
    Column<PersonId, Month> joined;             ///< month of joining the present list
    Column<PersonId, CellId> home;              ///< last home after death or emigration
    Column<PersonId, std::uint16_t> list;       ///< row of Lists, or no_list
    Column<PersonId, std::uint16_t> waits_for;  ///< the list she stands on the waiting list of, or no_list
    Column<PersonId, std::uint8_t> sex;         ///< a Sex
    Column<PersonId, std::uint8_t> state;       ///< presence in bits 0-1, then the flags below
    /// Age from which her needs are extensive: completed years + 1, `never_extensive`, or 0 until the first
    /// month she is seen in.
    Column<PersonId, std::uint8_t> extensive_from;

    static constexpr std::uint16_t no_list = 0xFFFF;
    static constexpr std::uint8_t presence_mask = 3;
    static constexpr std::uint8_t seeks = 4;  ///< asks for a place on a list
    static constexpr std::uint8_t over_30 =
        8;  ///< on a list whose practice is more than 30 minutes from home
    static constexpr std::uint8_t over_60 = 16;
    static constexpr std::uint8_t extensive = 32;  ///< extensive needs: chronic, frail, several conditions
    static constexpr std::uint8_t never_extensive = 255;
    static constexpr std::uint8_t one_switch =
        64;  ///< switches of GP this calendar year are counted in bits 6-7

    std::uint32_t size() const { return born.size(); }
    bool here(PersonId p) const { return (state[p] & presence_mask) == 0; }
    bool has(PersonId p, std::uint8_t flag) const { return (state[p] & flag) != 0; }
    void set(PersonId p, std::uint8_t flag, bool on) {
        state[p] = static_cast<std::uint8_t>(on ? state[p] | flag : state[p] & ~flag);
    }
    int switches(PersonId p) const { return state[p] / one_switch; }
    void count_switch(PersonId p) { state[p] = static_cast<std::uint8_t>(state[p] + one_switch); }
    /// Completed years on the first of a month: who was born in January turns a year older in January, not on
    /// its first.
    int age(PersonId p, Month month) const { return (month - born[p] - 1) / 12; }
    bool operator==(const People&) const = default;
};

/// After the run's end: what lasts until then.
inline constexpr Month lasts{32'767};
inline constexpr Month not_drawn{-32'768};  ///< turn of a seeker that has not been drawn

/// Whether a list is one yet, or still.
enum class Standing : std::uint8_t { open = 0, closed = 1, announced = 2 };

/// GP lists (hjemler), with or without a GP.
struct Lists {
    Column<ListId, PracticeId> practice;
    Column<ListId, MunicipalityId> municipality;
    Column<ListId, std::uint16_t> cap;      ///< most patients it takes (listetak)
    Column<ListId, std::uint32_t> members;  ///< people on it now
    Column<ListId, DoctorId> doctor;        ///< its GP, or none while vacant
    Column<ListId, Month> since;            ///< month the present GP came, or the GP left
    Column<ListId, Month> leaves;           ///< month its GP will leave, or `lasts` while she gave no notice
    Column<ListId, DoctorId> next_gp;       ///< who has signed for it and not begun, or none
    Column<ListId, Month> next_from;        ///< month next_gp begins
    Column<ListId, std::uint8_t> shared;    ///< 1: a GP from nearby holds it beside her own; `since` tells
                                            ///< how long it has had none of its own
    Column<ListId, float> pay_offer;        ///< NOK a year the municipality pays its GP on top
    Column<ListId, float> popularity;       ///< factor on how much it draws patients
    Column<ListId, float> shunned;       ///< how much less it appeals than its luck says, standard deviations
    Column<ListId, std::uint8_t> locum;  ///< 1: vacant and covered by a locum
    Column<ListId, std::uint8_t> salaried;  ///< 1: salaried contract, 0: self-employed
    Column<ListId, std::uint8_t> standing;  ///< a Standing
    Column<ListId, std::uint8_t>
        admits;  ///< 1: takes newcomers while places last; a full list re-opens with 10 free
    Column<ListId, std::uint32_t> luck;  ///< address of its draws: the same list in every scenario
    /// Waiting list: people in the order they came; who found another place stays in line until her turn.
    Column<ListId, std::vector<PersonId>> line;
    Column<ListId, std::uint32_t> waiting;      ///< people on its waiting list now
    Column<ListId, std::uint32_t> line_served;  ///< how many of `line` have had their turn
    /// Months it has been vacant without a locum, at most 255.
    Column<ListId, std::uint8_t> uncovered_months;
    /// 1: vacant, but official figures count a GP.
    Column<ListId, std::uint8_t> unreported;

    std::uint32_t size() const { return practice.size(); }
    bool is(ListId l, Standing s) const { return static_cast<Standing>(standing[l]) == s; }
    bool vacant(ListId l) const { return doctor[l] == none<DoctorId> && is(l, Standing::open); }
    bool has_gp(ListId l) const { return doctor[l] != none<DoctorId>; }
    /// Announced, without a GP or soon to be, and nobody has signed for it.
    bool on_offer(ListId l) const {
        return !is(l, Standing::closed) && next_gp[l] == none<DoctorId> && (!has_gp(l) || leaves[l] != lasts);
    }
    /// Places under the cap of a list with a GP.
    std::uint32_t free_places(ListId l) const {
        return !has_gp(l) || members[l] >= cap[l] ? 0 : cap[l] - members[l];
    }
    /// A newcomer can join now.
    bool open(ListId l) const { return admits[l] && free_places(l) > 0; }
    bool operator==(const Lists&) const = default;
};

/// Where a doctor is.
enum class Post : std::uint8_t { on_list = 0, pool = 1, gone = 2, signed_up = 3 };

/// Doctors who hold, held or look for a list.
struct Doctors {
    Column<DoctorId, std::uint32_t> luck;  ///< address of her draws: the same doctor in every scenario
    Column<DoctorId, Month> born;
    Column<DoctorId, Month> started;             ///< month of the present or last contract
    Column<DoctorId, ListId> list;               ///< none unless on a list
    Column<DoctorId, ListId> next_list;          ///< the list she has signed for, or none
    Column<DoctorId, std::uint8_t> sex;          ///< a Sex
    Column<DoctorId, std::uint8_t> specialist;   ///< 1: specialist in general practice
    Column<DoctorId, std::uint8_t> post;         ///< a Post
    Column<DoctorId, std::uint8_t> home_county;  ///< row of Setting::counties: where she grew up or trained
    Column<DoctorId, Month> entered;             ///< month of her first contract in the scheme
    Column<DoctorId, float> desired_hours;       ///< hours a week she wants to work at most
    Column<DoctorId, float> desired_cap;         ///< patients she wants at most
    Column<DoctorId, std::uint8_t> alis;         ///< 1: in training with a supervised agreement (ALIS)
    Column<DoctorId, std::uint8_t>
        takes_grant;                           ///< 1: takes the hiring grant of her next or present contract
    Column<DoctorId, Month> bound_until;       ///< bound to her list by a hiring grant before this month
    Column<DoctorId, std::uint8_t> wants_out;  ///< 1: will leave the scheme when she is free to

    std::uint32_t size() const { return born.size(); }
    bool operator==(const Doctors&) const = default;
};

/// One doctor's time on one list.
struct Contract {
    DoctorId doctor{};
    ListId list{};
    Month began;
    Month ended;                   ///< after the run's end while it lasts
    std::uint8_t size = 0;         ///< row of size_classes when it began
    std::uint8_t left_scheme = 0;  ///< 1: she left the GP scheme with it
    std::uint8_t shared = 0;       ///< 1: held beside her own list, no contract of its own in statistics
    bool operator==(const Contract&) const = default;
};

/// Work and money of each list this month; a vacant list's are what a GP who took it would meet.
struct Work {
    Column<ListId, float> hours_week;           ///< hours a week the members' needs and duty ask of the GP
    Column<ListId, float> duty_hours_week;      ///< out-of-hours part of them
    Column<ListId, float> pressure;             ///< hours asked over hours offered; 1 is balance
    Column<ListId, float> days_to_appointment;  ///< expected, working days
    Column<ListId, float> income_nok;           ///< NOK a year before tax
    double mean_list = 0;                       ///< patients per list with a GP, all of the country
    bool operator==(const Work&) const = default;
};

/// Groups of residents by age: 0-19, 20-66, 67-79, 80 and over.
inline constexpr std::size_t broad_ages = 4;
constexpr std::size_t broad_age(int age) {
    return age < 20 ? 0 : age < 67 ? 1 : age < 80 ? 2 : 3;
}

/// Totals of residents per municipality of residence.
struct ResidentTotals {
    Column<MunicipalityId, std::int32_t> people;
    Column<MunicipalityId, std::int32_t> on_no_list;
    Column<MunicipalityId, std::int32_t> seeking;
    Column<MunicipalityId, std::int32_t> over_30, over_60;
    bool operator==(const ResidentTotals&) const = default;
};

/// Running totals, kept up to date by every event; audit() recounts them.
struct Residents : ResidentTotals {
    ResidentTotals extensive;  ///< of them people with extensive needs
    /// By the age they had on the last 1 January; children born since count as 0.
    std::array<Column<MunicipalityId, std::int32_t>, broad_ages> by_age;
    bool operator==(const Residents&) const = default;
};

/// Where each list's members live: running totals, kept by every event, so that no month needs to visit
/// people to know who is without a GP where. Shape: lists × municipalities, row-major; a list founded since
/// nobody joined one may have no row yet.
struct MemberHomes {
    std::uint32_t municipalities = 0;
    std::vector<std::uint16_t> all;
    std::vector<std::uint16_t> extensive;          ///< of them members with extensive needs
    std::vector<std::uint32_t> extensive_by_list;  ///< their sum over municipalities

    /// One entry per municipality; empty if the list has no row yet.
    std::span<const std::uint16_t> all_of(ListId list) const { return row(all, list); }
    std::span<const std::uint16_t> extensive_of(ListId list) const { return row(extensive, list); }
    std::uint32_t extensive_members(ListId list) const {
        return list.value < extensive_by_list.size() ? extensive_by_list[list.value] : 0;
    }
    /// Makes rows, with nobody in them, for lists that have none yet.
    void make_room(std::uint32_t lists) {
        all.resize(std::size_t{lists} * municipalities);
        extensive.resize(all.size());
        extensive_by_list.resize(lists);
    }
    bool operator==(const MemberHomes&) const = default;

private:
    std::span<const std::uint16_t> row(const std::vector<std::uint16_t>& table, ListId list) const {
        const auto begin = static_cast<std::size_t>(list.value) * municipalities;
        if (begin >= table.size()) return {};
        return std::span(table).subspan(begin, municipalities);
    }
};

/// Who may be on which list: everyone who was when it was laid out, and whoever joined since. Derived from
/// People::list when it is first asked for (member_index.hpp); those who left are passed over.
struct MemberIndex {
    std::vector<std::uint32_t> first;  ///< of each list in laid_out, and the end; empty: not laid out
    std::vector<PersonId> laid_out;
    std::vector<std::vector<PersonId>> joined;  ///< by list
    std::uint32_t joined_since = 0;

    void join(PersonId person, std::uint16_t list) {
        if (first.empty()) return;
        if (list >= joined.size()) joined.resize(list + std::size_t{1});
        joined[list].push_back(person);
        ++joined_since;
    }
};

/// Years with the same GP, of every patient, by municipality of the list; counted every January.
struct Continuity {
    static constexpr std::size_t groups =
        7;  ///< 0: on a list without a GP; then 1, 2-3, 4-5, 6-10, 11-15, over 15
    std::array<Column<MunicipalityId, std::int32_t>, groups> patients;
    bool operator==(const Continuity&) const = default;
};

/// What happened in the month just simulated, per municipality of residence (people) or of the list. Every
/// column begins with a zero for each municipality.
struct Flows {
    using Count = Column<MunicipalityId, std::int32_t>;
    std::uint32_t municipalities = 0;
    Count births{municipalities}, deaths{municipalities};
    Count moved_in{municipalities}, moved_out{municipalities};
    Count immigrated{municipalities}, emigrated{municipalities};
    Count joined_list{municipalities}, switched{municipalities};
    Count gps_left{municipalities}, gps_hired{municipalities}, gps_moved{municipalities};
    Count new_posts{municipalities}, closed_lists{municipalities};
    Count lost_gp{municipalities};  ///< patients whose GP left the list
    bool operator==(const Flows&) const = default;
};

/// Where each month's known deaths wait: bucket m holds the people who die in month first + m unless they
/// leave before.
struct DeathCalendar {
    Month first{};
    std::vector<std::vector<PersonId>> by_month;
    bool operator==(const DeathCalendar&) const = default;
};

/// Whose needs become extensive in the months to come: bucket k holds those of month first + k.
inline constexpr int onset_months = 12;
struct OnsetCalendar {
    using Months = std::array<std::vector<PersonId>, onset_months>;
    Month first{};
    std::uint32_t seen = 0;  ///< people below this row have been looked at
    Months by_month;
    bool operator==(const OnsetCalendar&) const = default;
};

/// Travel times from a month on, where events close ways.
struct TravelFrom {
    Month from{};
    std::shared_ptr<const geo::TravelTable> table;
};

/// Places and tables that no month changes, but for travel times where events close ways.
struct Setting {
    Municipalities municipalities;
    std::vector<std::string> counties;               ///< official numbers, ascending
    Column<MunicipalityId, std::uint8_t> county_of;  ///< row of counties
    geo::PopulationGrid cells;                       ///< homes; `people` are drawing weights
    Column<PracticeId, geo::Point> practice_place;
    Column<PracticeId, MunicipalityId> practice_municipality;
    geo::TravelTable travel;  ///< cells × practices
    /// Cells of municipality m are cell_of[first_cell[m] .. first_cell[m+1]), with running weights beside
    /// them.
    std::vector<std::uint32_t> first_cell;
    std::vector<CellId> cell_of;
    std::vector<std::uint32_t> weight_up_to;
    /// Running attraction of destinations: row o of municipalities × municipalities, last entry the row's
    /// sum.
    std::vector<float> destination_up_to;
    std::vector<float> attraction;  ///< the same by itself, not summed
    PopulationTargets targets;      ///< how many people shall live where on coming 1 Januaries
    /// Where a satellite surgery would stand, or none; its practice has no lists until a measure founds them.
    Column<MunicipalityId, PracticeId> satellite;
    PracticeId first_event_site{};        ///< practices of sites_of(), in their order; only with events
    std::vector<TravelFrom> travel_from;  ///< ascending; none where nothing closes
    std::shared_ptr<const geo::TravelTable> travel_first;  ///< the first day's, where something closes
    std::size_t travel_row = 0;  ///< whose times `travel` has: 0 the first day's, then rows of travel_from
    std::shared_ptr<const RestOfCountry> rest;  ///< of an area alone; else none

    /// Municipalities that are told of: all, or those of the area that is simulated alone.
    std::uint32_t told() const { return rest ? rest->told : municipalities.size(); }
};

struct WayWeights;

struct World {
    Setting setting;
    Month month{};  ///< state on the first of this month
    People people;
    Lists lists;
    Doctors doctors;
    /// Lists of practice p are list_of[first_list[p] .. first_list[p+1]); rebuilt when posts are created.
    std::vector<std::uint32_t> first_list;
    std::vector<ListId> list_of;
    std::vector<PersonId> seekers;    ///< people who ask for a place, in the order they began to
    std::vector<Month> seeker_turns;  ///< month in which each asks next; of the last ones not drawn yet
    DeathCalendar deaths;
    YearPlan year_plan;
    OnsetCalendar onsets;
    Residents residents;
    MemberHomes member_homes;
    MemberIndex member_index;
    /// 1: its lists of the first day are an estimate; nothing was published of the year.
    Column<MunicipalityId, std::uint8_t> lists_estimated;
    Continuity continuity;
    Flows flows;
    /// GP consultations a year per member of a list, at the level of 2023, from its members' age, sex and
    /// needs; recounted every January.
    Column<ListId, float> consultations_per_member;
    double mean_consultations = 0;  ///< the same over all members
    /// Minutes by car one way from a member's home to the practice, mean over a sample; recounted with them.
    Column<ListId, float> minutes_per_member;
    Work work;
    std::vector<Contract> contracts;              ///< every contract of the run, in the order they began
    Column<DoctorId, std::uint32_t> contract_of;  ///< row of contracts of her present or last one
    /// Pull of a municipality on doctors that no column explains, in units of utility: what lasts all the
    /// run, and what drifts month by month.
    Column<MunicipalityId, float> lasting_attractiveness;
    Column<MunicipalityId, float> attractiveness;
    /// Free places per 1000 inhabitants that the municipality keeps ready, and the mean cap of its lists in
    /// parts of the nation's on the first day: lists are shorter where fewer people live.
    Column<MunicipalityId, float> reserve, cap_level;
    /// Municipality that stands for the out-of-hours district; empty: each is its own.
    Column<MunicipalityId, MunicipalityId> duty_district;
    InForce in_force;
    std::shared_ptr<const WayWeights> way_weights;  ///< derived when first asked for (wishes.hpp)

    /// Has held a list of her own during the run; contract_of is that contract.
    bool has_served(DoctorId doctor) const {
        const auto row = contract_of[doctor];
        return row < contracts.size() && contracts[row].doctor == doctor && !contracts[row].shared;
    }
};

/// Row of Residents::by_age a person counts in.
inline std::size_t broad_age_of(const World& world, PersonId p) {
    return broad_age(world.year_plan.year - 1 - world.people.born[p].year());
}

inline MunicipalityId municipality_of(const Setting& setting, CellId cell) {
    return setting.cells.municipality[cell];
}

/// Rebuilds first_list and list_of from lists.practice.
void index_lists_by_practice(World& world);

/// Where a person drawn by `u` in (0, 1) lives when she lives in municipality m.
CellId cell_at(const Setting& setting, MunicipalityId m, double u);

// Every table of the state taken apart, for who keeps a world and restores it: each function names all
// members of its table, so that a new one stops the compiler until it stands here.

template <class T, class Table>
concept MaybeConst = std::same_as<std::remove_const_t<T>, Table>;

/// Calls visit with all members of `table`, always in the same order.
template <MaybeConst<People> T, class Visit>
void visit_parts(T& table, Visit&& visit) {
    auto& [born, joined, home, list, waits_for, sex, state, extensive_from] = table;
    visit(born, joined, home, list, waits_for, sex, state, extensive_from);
}

template <MaybeConst<Lists> T, class Visit>
void visit_parts(T& table, Visit&& visit) {
    auto& [practice, municipality, cap, members, doctor, since, leaves, next_gp, next_from, shared, pay_offer,
           popularity, shunned, locum, salaried, standing, admits, luck, line, waiting, line_served,
           uncovered_months, unreported] = table;
    visit(practice, municipality, cap, members, doctor, since, leaves, next_gp, next_from, shared, pay_offer,
          popularity, shunned, locum, salaried, standing, admits, luck, line, waiting, line_served,
          uncovered_months, unreported);
}

template <MaybeConst<Doctors> T, class Visit>
void visit_parts(T& table, Visit&& visit) {
    auto& [luck, born, started, list, next_list, sex, specialist, post, home_county, entered, desired_hours,
           desired_cap, alis, takes_grant, bound_until, wants_out] = table;
    visit(luck, born, started, list, next_list, sex, specialist, post, home_county, entered, desired_hours,
          desired_cap, alis, takes_grant, bound_until, wants_out);
}

template <MaybeConst<Work> T, class Visit>
void visit_parts(T& table, Visit&& visit) {
    auto& [hours_week, duty_hours_week, pressure, days_to_appointment, income_nok, mean_list] = table;
    visit(hours_week, duty_hours_week, pressure, days_to_appointment, income_nok, mean_list);
}

template <MaybeConst<ResidentTotals> T, class Visit>
void visit_parts(T& table, Visit&& visit) {
    auto& [people, on_no_list, seeking, over_30, over_60] = table;
    visit(people, on_no_list, seeking, over_30, over_60);
}

template <MaybeConst<Residents> T, class Visit>
void visit_parts(T& table, Visit&& visit) {
    static_assert(sizeof(Residents) ==
                      2 * sizeof(ResidentTotals) + broad_ages * sizeof(Column<MunicipalityId, std::int32_t>),
                  "a new member of Residents must be visited here");
    using Totals = std::conditional_t<std::is_const_v<T>, const ResidentTotals, ResidentTotals>;
    visit(static_cast<Totals&>(table), table.extensive, table.by_age);
}

template <MaybeConst<MemberHomes> T, class Visit>
void visit_parts(T& table, Visit&& visit) {
    auto& [municipalities, all, extensive, extensive_by_list] = table;
    visit(municipalities, all, extensive, extensive_by_list);
}

template <MaybeConst<Continuity> T, class Visit>
void visit_parts(T& table, Visit&& visit) {
    auto& [patients] = table;
    visit(patients);
}

template <MaybeConst<Flows> T, class Visit>
void visit_parts(T& table, Visit&& visit) {
    auto& [municipalities, births, deaths, moved_in, moved_out, immigrated, emigrated, joined_list, switched,
           gps_left, gps_hired, gps_moved, new_posts, closed_lists, lost_gp] = table;
    visit(municipalities, births, deaths, moved_in, moved_out, immigrated, emigrated, joined_list, switched,
          gps_left, gps_hired, gps_moved, new_posts, closed_lists, lost_gp);
}

template <MaybeConst<DeathCalendar> T, class Visit>
void visit_parts(T& table, Visit&& visit) {
    auto& [first, by_month] = table;
    visit(first, by_month);
}

template <MaybeConst<OnsetCalendar> T, class Visit>
void visit_parts(T& table, Visit&& visit) {
    auto& [first, seen, by_month] = table;
    visit(first, seen, by_month);
}

template <MaybeConst<YearPlan> T, class Visit>
void visit_parts(T& table, Visit&& visit) {
    auto& [year, has_target, move, emigration, births, births_planned, births_done, pull, immigrants,
           immigrant_share, inflow, people_from, people_to, event, any_event, pull_now, immigrant_share_now,
           immigrants_more, births_now] = table;
    visit(year, has_target, move, emigration, births, births_planned, births_done, pull, immigrants,
          immigrant_share, inflow, people_from, people_to, event, any_event, pull_now, immigrant_share_now,
          immigrants_more, births_now);
}

template <MaybeConst<MeasureState> T, class Visit>
void visit_parts(T& table, Visit&& visit) {
    auto& [eligible, share, share_once, spent_nok, owed_nok, satellites_founded, first_share, shares, cost] =
        table;
    visit(eligible, share, share_once, spent_nok, owed_nok, satellites_founded, first_share, shares, cost);
}

template <MaybeConst<InForce> T, class Visit>
void visit_parts(T& table, Visit&& visit) {
    auto& [caps_follow, rules, follow_up, terms, measures, extra_cost] = table;
    visit(caps_follow, rules, follow_up, terms, measures, extra_cost);
}

template <MaybeConst<TargetTable> T, class Visit>
void visit_parts(T& table, Visit&& visit) {
    auto& [people, infants] = table;
    visit(people, infants);
}

template <MaybeConst<PopulationTargets> T, class Visit>
void visit_parts(T& table, Visit&& visit) {
    auto& [first_year, by_year] = table;
    visit(first_year, by_year);
}

/// Of the setting only what the first day adds to what make_setting() makes.
template <MaybeConst<Setting> T, class Visit>
void visit_parts(T& table, Visit&& visit) {
    auto& [municipalities, counties, county_of, cells, practice_place, practice_municipality, travel,
           first_cell, cell_of, weight_up_to, destination_up_to, attraction, targets, satellite,
           first_event_site, travel_from, travel_first, travel_row, rest] = table;
    visit(cells.people, first_cell, cell_of, weight_up_to, destination_up_to, attraction, targets);
}

/// Without what is derived and made anew: the index of members, the weights of ways.
template <MaybeConst<World> T, class Visit>
void visit_parts(T& world, Visit&& visit) {
    auto& [setting, month, people, lists, doctors, first_list, list_of, seekers, seeker_turns, deaths,
           year_plan, onsets, residents, member_homes, member_index, lists_estimated, continuity, flows,
           consultations_per_member, mean_consultations, minutes_per_member, work, contracts, contract_of,
           lasting_attractiveness, attractiveness, reserve, cap_level, duty_district, in_force, way_weights] =
        world;
    visit(setting, month, people, lists, doctors, first_list, list_of, seekers, seeker_turns, deaths,
          year_plan, onsets, residents, member_homes, lists_estimated, continuity, flows,
          consultations_per_member, mean_consultations, minutes_per_member, work, contracts, contract_of,
          lasting_attractiveness, attractiveness, reserve, cap_level, duty_district, in_force);
}

}  // namespace model
