#pragma once
// What makes people ask for a list: how practices and lists draw them, and the plain rule for one who asks.
#include <array>
#include <optional>
#include <vector>

#include "model/list_capacity.hpp"
#include "model/params.hpp"
#include "model/rng.hpp"
#include "model/world.hpp"

namespace model {

struct ChoiceParams {
    double travel_deterrence = 0.20;
    double same_sex = 0.3;
    double specialist = 0.1;
    double own_municipality = 0.9;
    double popularity_spread = 1.0;
    double staying = 1.0;
    int wishes_a_month = 3;
    double asks_per_month = 0.22;
    double search_ends = 0.62;
    double placed_per_month = 0.54;
    double newcomers_queue = 0.3;
    double wants_another_per_year = 0.025;
    double most_restless = 3;
    double leaves_vacant_list_per_month = 0.047;
    int reopen_at = 10;
    int switches_a_year = 2;
    double waiting_at_start = 6.3;
    double served_per_month = 0.025;
    double gives_up_per_month = 0.037;
};

template <class P, class Visit>
requires std::same_as<std::remove_const_t<P>, ChoiceParams>
void visit_fields(P& p, Visit&& visit) {
    visit("travel_deterrence", p.travel_deterrence,
          Field{"utility per minute, taken off", 0, 2,
                "assumption: at 5 minutes more a practice is asked for 63 % less; GP choice is more local "
                "than out-of-hours use, which halves at 43 km (Raknes 2013), and distance dominates it "
                "(Godager 2012)"});
    visit("same_sex", p.same_sex,
          Field{"utility", 0, 3,
                "assumption: 1.71 (women) and 3.55 EUR (men) per consultation at taxi prices (Godager 2012) "
                "are one to two minutes"});
    visit("specialist", p.specialist,
          Field{"utility", 0, 3,
                "assumption: 0.89 EUR per consultation at taxi prices (Godager 2012) is half a minute"});
    visit("own_municipality", p.own_municipality,
          Field{"utility", 0, 5,
                "calibrated: 12 % of people on a waiting list wait in another municipality than their own "
                "(Helsedirektoratet, September 2023)"});
    visit(
        "popularity_spread", p.popularity_spread,
        Field{
            "standard deviation over lists of utility", 0, 5,
            "calibrated: 23-24 % of lists have more than 20 free places while 6 % of people wait for another "
            "(SSB 12005, 31.12.2025; Helsedirektoratet, September 2023)"});
    visit("staying", p.staying,
          Field{"utility", 0, 10, "assumption: people keep a GP they know; worth five minutes of travel"});
    visit("wishes_a_month", p.wishes_a_month,
          Field{"wishes", 1, 10, "rule of 2001: three wishes; 91.7 % got one of three (Government, 2004)"});
    visit("asks_per_month", p.asks_per_month,
          Field{"chance per month", 0, 1,
                "assumption: who has a list but must find another looks for open lists every third month; "
                "sweep 0.1 to 1"});
    visit("search_ends", p.search_ends,
          Field{"share of months in which one asks", 0, 1,
                "calibrated: of searches before the first day, so that as many people seek on it as two "
                "years later"});
    visit(
        "placed_per_month", p.placed_per_month,
        Field{"chance per month", 0, 1,
              "calibrated: 5 114 people are on no list on 31.12.2025; the system looks every day and the "
              "place is hers from the first of the next month (Helsedirektoratet, annual report 2022, 7.6), "
              "but many municipalities place people themselves (Helfo)"});
    visit("newcomers_queue", p.newcomers_queue,
          Field{"share of people who took an open list", 0, 1,
                "calibrated: with wants_another_per_year as many lists stay open as on 31.12.2025 (SSB "
                "12005); the "
                "open ones are those that people pass through"});
    visit("wants_another_per_year", p.wants_another_per_year,
          Field{"share of people on a GP's list", 0, 1,
                "assumption: no rate of switching is published; with gives_up_per_month it keeps 6.3 % "
                "waiting; sweep 0.02 to 0.08"});
    visit(
        "most_restless", p.most_restless,
        Field{"times as often", 1, 20,
              "assumption: on a list half as popular twice as many want another GP, at most so many times"});
    visit("leaves_vacant_list_per_month", p.leaves_vacant_list_per_month,
          Field{"share of people on a list without a GP", 0, 1,
                "calibrated: 0.55-0.66 as many patients on a list without a GP as on one with, 2019-25 "
                "(Helsedirektoratet); most stay and use locums (FHI 2023)"});
    visit("reopen_at", p.reopen_at,
          Field{"free places", 1, 100, "rule: a full list re-opens when 10 places are free (helsenorge.no)"});
    visit("switches_a_year", p.switches_a_year,
          Field{"switches", 0, 3, "rule: at most two a year by wish (helsenorge.no)"});
    visit("waiting_at_start", p.waiting_at_start,
          Field{"% of people", 0, 50,
                "Helsedirektoratet: 343 859 people or 6.3 % waited for another GP, September 2023"});
    visit("served_per_month", p.served_per_month,
          Field{"chance per month of people waiting", 0, 1,
                "calibrated: what the model's own lines come to, 24 months of the baseline; says only how "
                "many recent movers still wait on the first day"});
    visit(
        "gives_up_per_month", p.gives_up_per_month,
        Field{
            "chance per month of people waiting", 0, 1,
            "calibrated: 6.3 % of people on lists wait (343 859, Helsedirektoratet, September 2023) and the "
            "share stays there, given wants_another_per_year"});
}

/// How popular a list of that luck is: a factor on its pull, log-normal.
double drawn_popularity(const ChoiceParams& params, Seed seed, std::uint32_t luck);

/// Whom someone asks: anyone who must find a place asks open lists first; who only wants another GP asks any
/// list and waits if it is full.
enum class Asks : std::uint8_t { open_lists = 0, any_list = 1 };

/// One who asks, with what her wish depends on: read from her row once, as rows lie far apart.
struct Asker {
    PersonId person;
    CellId home;
    std::uint16_t list;  ///< the one she has, or no_list
    std::uint8_t sex;
    Asks asks;
};
Asker asker_of(const World& world, PersonId person, Asks asks);

/// How lists and practices draw people of each sex this month, apart from travel: exp(utility), 0 where
/// nobody can be asked. Row: an Asks, then a Sex.
struct Pulls {
    std::array<std::array<std::vector<float>, sexes>, 2> list;             ///< in the order of World::list_of
    std::array<std::array<Column<PracticeId, float>, sexes>, 2> practice;  ///< a practice's lists together
};
Pulls pulls_of(const World& world, const ChoiceParams& params);

/// exp(utility without travel) of a GP to someone: row 0 of another sex, 1 of the same; column 1 for a
/// specialist.
using GpPull = std::array<std::array<double, 2>, 2>;

/// exp(utility without travel) of a list with a GP to someone of a sex.
double list_pull(const World& world, ListId list, std::size_t sex, const GpPull& pull);

/// exp(-deterrence × minutes) for every tenth of a minute the table holds.
std::vector<float> decay_by_tenth(const geo::TravelTable& travel, double per_minute);

/// What the parameters make of GPs and distances, as factors: the same for everyone all month.
struct Tastes {
    std::vector<float> decay;  ///< decay_by_tenth
    GpPull gp;
    double own_municipality;
    std::array<double, 2>
        staying;  ///< entry 1 where her list is in her own municipality, that factor included
};
Tastes tastes_of(const World& world, const ChoiceParams& params);

/// How much each practice in reach of a square draws its people: pull × decay × own-municipality factor,
/// summed up along the travel table's row. Overwrites `up_to`; the last entry is 0 if none draws.
void attraction(const World& world, CellId home, const Column<PracticeId, float>& pull,
                const std::vector<float>& decay, double own_factor, std::vector<double>& up_to);

/// What keeping her list is worth to someone who must look for another: its pull, decay and own-municipality
/// factor as for any other list, times exp(staying). 0 without a list, for a list without a GP and for one
/// out of reach.
double worth_of_staying(const World& world, const Asker& asker, const Tastes& tastes);

/// The list of a practice someone names, by its own pull; `u` in [0, 1). None if none of them draws.
ListId list_at(const World& world, const Asker& asker, const Pulls& pulls, PracticeId practice, double u);

/// The list a person asks for: a practice in proportion to its attraction, then one of its lists by its own
/// (multinomial logit), or the list she has with the weight `staying`. Nothing if none draws, or if who wants
/// another GP drew the one she has. `turn` counts her wishes this month.
std::optional<Request> wish(const World& world, const Asker& asker, const std::vector<double>& up_to,
                            const Pulls& pulls, double staying, Seed seed, std::uint32_t turn);

}  // namespace model
