#include "data/read_events.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <functional>

#include "geo/base/error.hpp"
#include "geo/ferries.hpp"
#include "model/start/practice_supply.hpp"

namespace data {
namespace {

using model::MunicipalityId;
using model::PracticeId;

/// Reads one event; the first fault of it is noted and the event left out.
class EventReader {
public:
    EventReader(const TomlTable& table, const InputSet& set, const model::AreaNames& names,
                const geo::Ferries& ferries)
        : table_(table), set_(set), names_(names), ferries_(ferries) {}

    std::optional<model::Event> read(model::Month start);

private:
    struct Kind {
        const char* key;
        void (EventReader::*act)(model::Event&);
        bool lasts;  ///< takes `until`
    };
    static const std::array<Kind, 8>& kinds();

    std::string key_;

    const std::string& official(MunicipalityId m) const { return set_.figures.municipalities.name[m]; }
    std::string name_of(MunicipalityId m) const { return model::norwegian_name(official(m)); }
    int lists() const { return static_cast<int>(table_.whole("lists", {1, 100, "lists"}, 1)); }

    /// A municipality by name or number.
    std::optional<MunicipalityId> municipality(const std::string& called) const {
        try {
            const auto& area = names_.find(called, "names no place");
            if (area.members.size() == 1) return area.members.front();
            fault(key_, fmt::format("'{}' has {} municipalities, expected one", called, area.members.size()));
        } catch (const geo::InputError& error) {
            fault(key_, error.what());
        }
        return std::nullopt;
    }
    PracticeId practice() const {
        const auto last = static_cast<std::int64_t>(set_.figures.practices.size()) - 1;
        return PracticeId{static_cast<std::uint32_t>(
            table_.whole(key_, {0, last, "a practice's number; legekart list practices"}))};
    }
    MunicipalityId home_of(PracticeId practice) const {
        return set_.figures.practices.municipality[practice];
    }

    /// "east, north" and the municipality there.
    std::optional<model::EventSite> site(const std::string& key) const {
        const auto xy = table_.numbers(key, {-1e6, 1e7, "m in EPSG:25833"});
        if (xy.size() != 2) {
            fault(key, "expected [east, north] in metres, EPSG:25833");
            return std::nullopt;
        }
        const std::vector<geo::Point> place{{xy[0], xy[1]}};
        const auto in = geo::areas_containing(set_.full, place).front();
        if (!in)
            fault(key, fmt::format("[{:.0f}, {:.0f}] lies in no municipality; expected east before north",
                                   xy[0], xy[1]));
        if (!in) return std::nullopt;
        return model::EventSite{place.front(), *in};
    }

    void gp_leaves(model::Event& event) {
        if (const auto m = municipality(table_.text(key_))) {
            event.what = model::GpLeaves{*m, model::none<PracticeId>, lists()};
            event.words = fmt::format("{} of the GPs of {} leave", lists(), name_of(*m));
        }
    }
    void gp_leaves_practice(model::Event& event) {
        const auto p = practice();
        event.what = model::GpLeaves{model::none<MunicipalityId>, p, lists()};
        event.words =
            fmt::format("{} of the GPs of practice {} in {} leave", lists(), p.value, name_of(home_of(p)));
    }
    void practice_opens(model::Event& event) {
        if (const auto at = site(key_)) {
            event.what = model::PracticeOpens{at->place, at->municipality, lists()};
            event.words =
                fmt::format("a practice of {} lists opens in {}", lists(), name_of(at->municipality));
        }
    }
    void practice_moves(model::Event& event) {
        const auto p = practice();
        if (!table_.has("to")) {
            fault(key_, "missing 'to', expected [east, north] in metres, EPSG:25833");
            return;
        }
        const auto at = site("to");
        if (!at) return;
        if (at->municipality != home_of(p))
            fault("to",
                  fmt::format("lies in {}, expected a place in {}: a practice moves within its municipality",
                              name_of(at->municipality), name_of(home_of(p))));
        event.what = model::PracticeMoves{p, at->place, at->municipality};
        event.words = fmt::format("practice {} moves within {}", p.value, name_of(at->municipality));
    }
    void practice_closes(model::Event& event) {
        const auto p = practice();
        event.what = model::PracticeCloses{p};
        event.words = fmt::format("practice {} in {} closes", p.value, name_of(home_of(p)));
    }
    void ferry_closes(model::Event& event) {
        const auto called = table_.text(key_);
        try {
            const auto& ferry = ferries_.find(called, "closes nothing");
            event.what = model::WayCloses{ferries_.lines_of(ferry)};
            event.words = fmt::format("the ferry {} is closed", ferry.name);
        } catch (const geo::InputError& error) {
            fault(key_, error.what());
        }
    }
    void road_closes(model::Event& event) {
        const auto called = table_.text(key_);
        try {
            event.what =
                model::WayCloses{geo::road_lines_called(set_.figures.roads, called, "closes nothing")};
            event.words = fmt::format("{} is closed", called);
        } catch (const geo::InputError& error) {
            fault(key_, error.what());
        }
    }
    void duty_merges(model::Event& event) {
        model::DutyMerges merged;
        std::vector<std::string> names;
        for (const auto& called : table_.texts(key_))
            if (const auto m = municipality(called)) {
                if (std::find(merged.municipalities.begin(), merged.municipalities.end(), *m) !=
                    merged.municipalities.end()) {
                    fault(key_, fmt::format("names {} twice; expected each municipality once", name_of(*m)));
                    return;
                }
                merged.municipalities.push_back(*m);
                names.push_back(name_of(*m));
            }
        if (merged.municipalities.size() < 2) fault(key_, "expected two municipalities or more");
        event.what = merged;
        event.words = fmt::format("out-of-hours duty of {} is one", fmt::join(names, ", "));
    }

    void fault(const std::string& key, std::string_view what) const {
        table_.error(key, fmt::format("'{}.{}' {}", table_.path(), key, what));
    }

    const TomlTable& table_;
    const InputSet& set_;
    const model::AreaNames& names_;
    const geo::Ferries& ferries_;
};

const std::array<EventReader::Kind, 8>& EventReader::kinds() {
    static const std::array<Kind, 8> all{{{"gp_leaves", &EventReader::gp_leaves, false},
                                          {"gp_leaves_practice", &EventReader::gp_leaves_practice, false},
                                          {"practice_opens", &EventReader::practice_opens, false},
                                          {"practice_moves", &EventReader::practice_moves, false},
                                          {"practice_closes", &EventReader::practice_closes, false},
                                          {"ferry_closes", &EventReader::ferry_closes, true},
                                          {"road_closes", &EventReader::road_closes, true},
                                          {"duty_merges", &EventReader::duty_merges, true}}};
    return all;
}

std::optional<model::Event> EventReader::read(model::Month start) {
    model::Event event;
    event.from = model::Month::of(table_.month("month"));
    event.until = model::lasts_for_good;
    if (event.from < start)
        fault("month", fmt::format("is {}, before the run begins in {}", model::month_text(event.from),
                                   model::month_text(start)));
    const Kind* found = nullptr;
    for (const auto& kind : kinds()) {
        if (!table_.has(kind.key)) continue;
        if (found) {
            fault(kind.key,
                  fmt::format("stands beside '{}'; expected one thing an event, so write two [[event]]",
                              found->key));
            return std::nullopt;
        }
        found = &kind;
    }
    if (!found) {
        std::vector<std::string_view> keys;
        for (const auto& kind : kinds()) keys.emplace_back(kind.key);
        fault("month", fmt::format("says when, not what; expected one of {}", fmt::join(keys, ", ")));
        return std::nullopt;
    }
    if (found->lasts)
        if (const auto until = table_.maybe_month("until")) {
            event.until = model::Month::of(*until);
            if (event.until <= event.from)
                fault("until", "is not after 'month'; expected the first month no longer");
        }
    key_ = found->key;
    (this->*found->act)(event);
    if (event.words.empty()) return std::nullopt;
    event.words = fmt::format("{}{}: {}", model::month_text(event.from),
                              event.until == model::lasts_for_good || !found->lasts
                                  ? std::string()
                                  : " to " + model::month_text(event.until + -1),
                              event.words);
    return event;
}

/// GP lists that a municipality has on the first day, and those that events open there until a month.
std::int64_t lists_until(model::Month month, MunicipalityId m, const model::ListTable& lists,
                         const std::vector<model::Event>& events) {
    std::int64_t count = std::int64_t{lists.lists_with_gp[m]} + lists.lists_without_gp[m];
    for (const auto& event : events)
        if (const auto* opens = std::get_if<model::PracticeOpens>(&event.what))
            if (opens->municipality == m && event.from <= month) count += opens->lists;
    return count;
}

/// Notes a fault where more GPs leave than there are lists.
void must_have_lists(const TomlTable& table, const model::Event& event, std::int64_t there) {
    const auto& leaves = std::get<model::GpLeaves>(event.what);
    if (leaves.lists <= there) return;
    const std::string key = table.has("lists")                           ? "lists"
                            : leaves.practice == model::none<PracticeId> ? "gp_leaves"
                                                                         : "gp_leaves_practice";
    table.error(key, fmt::format("'{}.{}' says '{}', and there are {} GP lists; expected {}", table.path(),
                                 key, event.words, there,
                                 there == 0 ? "a place with lists" : fmt::format("1 to {}", there)));
}

}  // namespace

std::vector<model::Event> read_events(const TomlTable& root, const InputSet& set,
                                      const model::AreaNames& names, const model::ListTable& lists,
                                      model::Month start) {
    std::vector<model::Event> events;
    std::vector<TomlTable> tables;
    const geo::Ferries ferries(set.figures.roads, set.figures.crossings);
    for (const auto& table : root.tables("event"))
        if (auto event = EventReader(table, set, names, ferries).read(start)) {
            events.push_back(std::move(*event));
            tables.push_back(table);
        }
    const auto of_practice = model::lists_of_practices(set.figures, lists);
    for (std::size_t i = 0; i < events.size(); ++i)
        if (const auto* leaves = std::get_if<model::GpLeaves>(&events[i].what))
            must_have_lists(tables[i], events[i],
                            leaves->practice != model::none<PracticeId>
                                ? of_practice[leaves->practice]
                                : lists_until(events[i].from, leaves->municipality, lists, events));
    return events;
}

}  // namespace data
