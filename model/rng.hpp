#pragma once
// Numbers addressed by seed, purpose, agent and month: ask for a number, do not consume a stream.
// Philox4x32-10, counter-based (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"), from
// Random123.
#ifndef R123_USE_SSE
#define R123_USE_SSE 0  // Philox needs no vector instructions, and their headers take half a second to parse
#endif
#include <Random123/philox.h>

#include <cassert>
#include <cmath>
#include <cstdint>
#include <string_view>

#include "model/calendar.hpp"

namespace model {

/// One seed of a run.
struct Seed {
    std::uint64_t value = 1;
};

/// What a draw is for. These numbers are part of the results: append, never renumber.
enum class Stream : std::uint32_t {
    initial_person = 1,      ///< month of birth, month of death, joined; agent: person
    initial_cells = 2,       ///< which of a municipality's people live where; agent: municipality
    initial_lists = 3,       ///< lengths and caps; agent: list
    initial_rounding = 4,    ///< start of the unbiased rounding; agent: practice
    initial_members = 5,     ///< which list of a practice; agent: practice
    initial_doctor = 6,      ///< sex, age, tenure; agent: doctor
    life_events = 7,         ///< births, moves, emigration; agent: block of people
    newcomer = 8,            ///< sex, month of death of a newborn or immigrant; agent: person
    immigration = 9,         ///< who comes and where to; agent: number within the month
    gp_exit = 10,            ///< agent: doctor's luck
    vacancy = 11,            ///< locum cover; agent: list's luck
    gp_choice = 13,          ///< wish for a list; agent: person
    new_post = 15,           ///< agent: municipality
    doctor_taste = 16,       ///< what a doctor cares about; agent: doctor's luck
    attractiveness = 17,     ///< agent: municipality
    candidate = 18,          ///< who a new candidate is; agent: doctor's luck
    job_search = 19,         ///< who looks for a post this month; agent: doctor's luck
    job_utility = 20,        ///< random part of a post's utility; agent: doctor's luck, turn: list's luck
    job_lot = 21,            ///< a post's view among equals; agent: doctor's luck, turn: list's luck
    list_decision = 22,      ///< closing, salaried offer; agent: list's luck
    new_wish = 23,           ///< who wants another GP; agent: block of people; turn 2 and 3: person
    need = 40,               ///< age at which needs become extensive; agent: person
    measure_lot = 36,        ///< municipalities drawn for a measure; agent: municipality, turn: its name
    alis = 37,               ///< who gets a training agreement first; agent: doctor's luck
    initial_vacancies = 35,  ///< where unpublished vacancies of a past year lie; agent: year
    move_place = 70,         ///< where a mover goes; agent: person
    reporting = 80,          ///< whether a vacancy is reported; agent: list's luck
    initial_estimate = 81,   ///< unpublished list figures of a past year; agent: municipality
    list_appeal = 85,        ///< what lasts of a list's appeal; agent: list's luck
    lasting_taste = 86,   ///< what lasts of a doctor's taste for a list; agent: doctor's luck, turn: list's
    contract_start = 88,  ///< when a new GP begins; agent: doctor's luck
    popularity = 90,      ///< how popular a list is; agent: list's luck
    cap_change = 92,      ///< who raises her cap; agent: list's luck
    transfer = 91,        ///< who is moved to a new list; agent: person
    return_to_gp = 94,    ///< whether a GP who left looks for a post again; agent: doctor's luck
    shared_post = 89,     ///< whether a GP nearby shares a list; agent: list's luck
    sweep_design = 60,    ///< which values the runs of a sweep take; agent: factor or trajectory
    asks_for_place = 75,  ///< when someone is placed or asks next; agent: person
    placement = 76,       ///< which list someone without one is given; agent: person
    gives_up = 77,        ///< who leaves a waiting list; agent: list's luck
    last_move = 78,       ///< whether and from where someone moved before the first day; agent: person
    initial_household = 79,  ///< order of those who got their lists from a square; agent: square
    event = 120,             ///< which list an event meets; agent: list's luck
    bootstrap = 61,          ///< which runs or replicates a resample holds; agent: resample
};

/// A short stream of draws at one address. Two Draws at one address give the same numbers.
class Draw {
public:
    Draw(Seed seed, Stream purpose, std::uint32_t agent, Month month, std::uint32_t turn = 0)
        : key_{{static_cast<std::uint32_t>(seed.value), static_cast<std::uint32_t>(seed.value >> 32)}},
          counter_{{0, agent,
                    (static_cast<std::uint32_t>(purpose) << 16) | static_cast<std::uint16_t>(month.value),
                    turn}} {}

    /// A whole number, all 32 bits random.
    std::uint32_t bits() {
        if (used_ == 4) {
            block_ = r123::Philox4x32{}(counter_, key_);
            ++counter_[0];
            used_ = 0;
        }
        return block_[used_++];
    }
    /// A number in the open interval (0, 1), in steps of 2^-32.
    double uniform() { return uniform_of(bits()); }
    static constexpr double uniform_of(std::uint32_t bits) { return (bits + 0.5) * 0x1p-32; }
    /// A whole number in [0, n), by multiplication (Lemire 2019); its bias is below n / 2^32.
    std::uint32_t below(std::uint32_t n) {
        return static_cast<std::uint32_t>((static_cast<std::uint64_t>(bits()) * n) >> 32);
    }
    double exponential() { return -std::log(uniform()); }
    /// A standard normal draw (Box and Muller 1958).
    double normal() {
        const double radius = std::sqrt(-2.0 * std::log(uniform()));
        return radius * std::cos(2.0 * 3.14159265358979323846 * uniform());
    }

private:
    r123::Philox4x32::key_type key_;
    r123::Philox4x32::ctr_type counter_;
    r123::Philox4x32::ctr_type block_{};
    unsigned used_ = 4;
};

/// A number that belongs to a name, for draws that must not depend on a measure's place in the scenario.
constexpr std::uint32_t address_of(std::string_view name) {
    std::uint32_t hash = 2'166'136'261U;  // FNV-1a
    for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16'777'619U;
    return hash;
}

/// Luck of a list founded during the run: where (below 512), when and which (below 1024), so that other
/// municipalities' posts do not change this one's. Lists of the first day have their number, below all these.
constexpr std::uint32_t luck_of_post(std::uint32_t municipality, Month month, std::uint32_t number) {
    assert(municipality < 512 && 0 <= month.value && month.value < 4096 && number < 1024);
    return 0x8000'0000U | (municipality << 22) | (static_cast<std::uint32_t>(month.value) << 10) | number;
}
/// Luck of the list of that number at a municipality's satellite surgery. Posts carry a month within the run;
/// month 0, January 1900, is free.
constexpr std::uint32_t luck_of_satellite(std::uint32_t municipality, std::uint32_t number) {
    return luck_of_post(municipality, Month{0}, number);
}
/// Luck of the GP who shares the list of that luck from a month on, between those of candidates and of posts.
constexpr std::uint32_t luck_of_shared(std::uint32_t list_luck, Month month) {
    const auto mixed = (list_luck ^ (static_cast<std::uint32_t>(month.value) << 20)) * 0x9E37'79B1U;
    return 0x2000'0000U + (mixed >> 3);
}
static_assert(luck_of_post(511, Month{4095}, 1023) == 0xffff'ffffU);
static_assert(luck_of_satellite(511, 1023) < luck_of_post(511, Month{1}, 0));

}  // namespace model
