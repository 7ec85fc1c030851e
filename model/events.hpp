#pragma once
// What happens in a month because the scenario says so. A run without events is the same to the last byte.
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "geo/point.hpp"
#include "model/calendar.hpp"
#include "model/ids.hpp"
#include "model/rng.hpp"

namespace model {

/// Until the end of any run.
inline constexpr Month lasts_for_good{32'767};

struct DoctorParams;
struct ChoiceParams;
struct Setting;
struct World;

/// So many lists of a municipality, or of a practice, lose their GP without notice; which ones is drawn.
struct GpLeaves {
    MunicipalityId municipality = none<MunicipalityId>;  ///< or none
    PracticeId practice = none<PracticeId>;              ///< or none
    int lists = 1;
};
/// A practice opens with lists that are announced: each begins with its first GP, as other new posts do.
struct PracticeOpens {
    geo::Point place;
    MunicipalityId municipality{};
    int lists = 1;
};
/// A practice moves within its municipality; lists, GPs and patients go along.
struct PracticeMoves {
    PracticeId practice{};
    geo::Point place;
    MunicipalityId municipality{};
};
/// All lists of a practice close. Its GPs look for another post; patients go to the other lists with a GP of
/// the municipality in turn, as when a municipality closes a list, or have no list where there is none.
struct PracticeCloses {
    PracticeId practice{};
};
/// Ferry or road lines without through traffic, until the event ends.
struct WayCloses {
    std::vector<std::uint32_t> lines;  ///< rows of the roads
};
/// Out-of-hours districts are one, until the event ends: doctors of all take turns.
struct DutyMerges {
    std::vector<MunicipalityId> municipalities;
};

struct Event {
    Month from{}, until{};  ///< first month of it, first month no longer; what happens once ends at once
    std::variant<GpLeaves, PracticeOpens, PracticeMoves, PracticeCloses, WayCloses, DutyMerges> what;
    std::string words;  ///< for people
};

/// A place where a practice opens or moves to; a practice of the setting without lists until then.
struct EventSite {
    geo::Point place;
    MunicipalityId municipality{};
    bool operator==(const EventSite&) const = default;
};
/// Sites in the order of the events that need one.
std::vector<EventSite> sites_of(const std::vector<Event>& events);

/// Lines closed from a month on.
struct ClosedFrom {
    Month from{};
    std::vector<std::uint32_t> lines;  ///< ascending; none: all is open again
    bool operator==(const ClosedFrom&) const = default;
};
/// The months in which ways close or open, ascending.
std::vector<ClosedFrom> closures_of(const std::vector<Event>& events);

/// Lets happen what the month has in store, before anything else of it. Nothing without events.
void happen(World& world, const std::vector<Event>& events, const DoctorParams& doctors,
            const ChoiceParams& choice, Seed seed);

}  // namespace model
