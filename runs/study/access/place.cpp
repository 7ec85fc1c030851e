#include "runs/study/access/place.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "data/csv.hpp"
#include "data/write_file.hpp"
#include "geo/base/error.hpp"
#include "geo/base/parallel.hpp"
#include "geo/catchment.hpp"
#include "geo/travel_times.hpp"
#include "runs/study/access/figures.hpp"
#include "runs/study/access/write.hpp"
#include "runs/study/usage.hpp"

namespace study {
namespace {

/// Road nodes where a surgery may stand.
struct Candidates {
    std::vector<geo::Point> place;
    std::vector<model::MunicipalityId> municipality;
    std::vector<geo::Access> access;
    std::vector<std::int64_t> people_near;
};

/// How one candidate touches a cell.
struct Touch {
    std::uint32_t cell;
    float amount;  ///< tenths of a minute, or lists per 10 000 people more
};

class Placer {
public:
    Placer(const AccessStudy& study, const AccessState& now, std::span<const std::uint32_t> closed,
           const PlaceWish& wish)
        : study_(study), now_(now), wish_(wish) {
        counts_ = wish.area.empty() ? study.people : people_of(study, wish.area);
        std::vector<std::uint8_t> inside(study.figures().municipalities.size(), wish.area.empty());
        for (const auto m : wish.area) inside[m.value] = 1;
        const auto& open = study.travel.network();
        const auto network = closed.empty() ? open : geo::with_closed_lines(open, closed);
        const auto search = geo::customise(study.travel.hierarchy(), network.graph);
        find_candidates(inside, search);
    }

    const Candidates& candidates() const { return found_; }
    Placement result();

private:
    using Pairs = geo::TravelTableByPractice;
    using Chosen = std::vector<std::uint32_t>;

    void find_candidates(const std::vector<std::uint8_t>& inside, const geo::SearchGraph& search);
    /// Pairs of the marked cells and the candidates, up to a limit. Cells of the answer are the study's.
    Pairs pairs(const geo::SearchGraph& search, const std::vector<std::uint8_t>& marked, double limit,
                const std::vector<geo::Access>& from) const;
    void touch_by_minutes(const geo::SearchGraph& search);
    void touch_by_shortage(const geo::SearchGraph& search);
    void keep(const Pairs& table, const auto& amount_of);

    /// What each cell has before any place is added, and how much of the aim that is.
    double worth(std::uint32_t cell, double state) const {
        switch (wish_.aim) {
            case PlaceAim::minutes:
                return counts_[cell] * state / 10;
            case PlaceAim::beyond:
                return state > 10 * wish_.beyond_minutes ? counts_[cell] : 0;
            case PlaceAim::shortage:
                return counts_[cell] * std::max(0.0, level_ - state) / 1e4;
        }
        return 0;
    }
    double with(double state, float amount) const {
        return wish_.aim == PlaceAim::shortage ? state + static_cast<double>(amount)
                                               : std::min(state, static_cast<double>(amount));
    }
    double gain(std::uint32_t candidate, const std::vector<double>& state) const {
        double sum = 0;
        for (const auto& t : touches_[candidate])
            sum += worth(t.cell, state[t.cell]) - worth(t.cell, with(state[t.cell], t.amount));
        return sum;
    }
    void add(std::uint32_t candidate, std::vector<double>& state) const {
        for (const auto& t : touches_[candidate]) state[t.cell] = with(state[t.cell], t.amount);
    }
    std::vector<double> state_with(const Chosen& chosen, std::size_t but) const {
        auto state = start_;
        for (std::size_t k = 0; k < chosen.size(); ++k)
            if (k != but) add(chosen[k], state);
        return state;
    }
    /// The candidate that gains most, and how much.
    std::pair<std::uint32_t, double> best(const std::vector<double>& state) const {
        std::vector<double> gains(touches_.size());
        geo::for_each_index(
            static_cast<std::uint32_t>(gains.size()), [&](std::uint32_t i) { gains[i] = gain(i, state); },
            64);
        const auto most = std::max_element(gains.begin(), gains.end());
        return {static_cast<std::uint32_t>(most - gains.begin()), *most};
    }
    Chosen greedy() const;
    void exchange(Chosen& chosen) const;

    const AccessStudy& study_;
    const AccessState& now_;
    const PlaceWish& wish_;
    std::vector<double> counts_;  ///< people of the area by cell
    Candidates found_;
    double level_ = 0;
    std::vector<double> start_;                ///< by cell: tenths of a minute, or lists per 10 000 people
    std::vector<std::vector<Touch>> touches_;  ///< by candidate
};

/// A node belongs to the municipality of the inhabited square nearest by road.
void Placer::find_candidates(const std::vector<std::uint8_t>& inside, const geo::SearchGraph& search) {
    const auto& roads = study_.figures().roads;
    std::vector<std::optional<geo::Point>> at(roads.nodes);
    for (std::uint32_t line = 0; line < roads.size(); ++line) {
        if (geo::is_ferry(roads.road_class[line])) continue;
        at[roads.from[line]] = roads.vertices[roads.vertex_start[line]];
        at[roads.to[line]] = roads.vertices[roads.vertex_start[line + 1] - 1];
    }
    std::vector<geo::Point> places;
    for (const auto& place : at)
        if (place) places.push_back(*place);
    const auto access = geo::snap(roads, study_.travel.network(), places, study_.settings.model.snapping);
    const auto near =
        pairs(search, std::vector<std::uint8_t>(study_.grid.size(), 1), wish_.near_minutes, access);
    for (std::uint32_t i = 0; i < places.size(); ++i) {
        const auto cells = near.cells_of(geo::PracticeId{i});
        const auto tenths = near.tenths_of(geo::PracticeId{i});
        if (cells.empty()) continue;
        const auto nearest =
            cells[static_cast<std::size_t>(std::min_element(tenths.begin(), tenths.end()) - tenths.begin())];
        const auto municipality = study_.municipality(nearest.value);
        if (!inside[municipality.value]) continue;
        std::int64_t people = 0;
        for (const auto cell : cells) people += static_cast<std::int64_t>(study_.people[cell.value]);
        found_.place.push_back(places[i]);
        found_.municipality.push_back(municipality);
        found_.access.push_back(access[i]);
        found_.people_near.push_back(people);
    }
    if (found_.place.empty())
        throw geo::InputError("--place", fmt::format("no road node of the area has people within {} minutes",
                                                     wish_.near_minutes));
    if (wish_.aim == PlaceAim::shortage)
        touch_by_shortage(search);
    else
        touch_by_minutes(search);
}

Placer::Pairs Placer::pairs(const geo::SearchGraph& search, const std::vector<std::uint8_t>& marked,
                            double limit, const std::vector<geo::Access>& from) const {
    std::vector<geo::Access> cells;
    std::vector<geo::CellId> rows;
    for (std::uint32_t c = 0; c < marked.size(); ++c)
        if (marked[c] && study_.people[c] > 0) {
            cells.push_back(study_.travel.cells()[c]);
            rows.push_back({c});
        }
    const geo::SweepGraph sweep(study_.travel.hierarchy(), search, cells);
    auto table = geo::travel_times(sweep, cells, from, geo::Minutes{static_cast<float>(limit)});
    for (auto& cell : table.cell) cell = rows[cell.value];
    return table;
}

void Placer::keep(const Pairs& table, const auto& amount_of) {
    for (std::uint32_t i = 0; i < table.practices; ++i) {
        const auto cells = table.cells_of(geo::PracticeId{i});
        const auto tenths = table.tenths_of(geo::PracticeId{i});
        for (std::size_t k = 0; k < cells.size(); ++k) {
            const float amount = amount_of(i, tenths[k]);
            const auto cell = cells[k].value;
            if (worth(cell, start_[cell]) > worth(cell, with(start_[cell], amount)))
                touches_[i].push_back({cell, amount});
        }
    }
}

/// Only a candidate nearer than the nearest practice changes a cell. Cells that have a practice near, which
/// are most, are searched a short way; the others a longer one.
void Placer::touch_by_minutes(const geo::SearchGraph& search) {
    const auto& minutes = now_.index(index_of(wish_.aim)).value;
    const double longest = geo::Minutes(geo::longest_travel).count();
    for (const double m : minutes) start_.push_back(std::round(10 * std::min(m, longest)));
    touches_.resize(found_.place.size());
    const bool beyond = wish_.aim == PlaceAim::beyond;
    std::vector<double> steps{10, 30, 90, longest};
    if (beyond) steps = {wish_.beyond_minutes};
    double from = beyond ? wish_.beyond_minutes : 0;
    for (const double limit : steps) {
        std::vector<std::uint8_t> marked(minutes.size());
        double most = 0;
        for (std::size_t c = 0; c < minutes.size(); ++c) {
            marked[c] =
                counts_[c] > 0 && minutes[c] > from && (beyond || minutes[c] <= limit || limit == longest);
            if (marked[c]) most = std::max(most, std::min(minutes[c], longest));
        }
        if (most > 0)
            keep(pairs(search, marked, beyond ? limit : most, found_.access),
                 [](std::uint32_t, std::uint16_t tenths) { return static_cast<float>(tenths); });
        from = limit;
    }
}

/// A new list is shared by all who reach it, of the area and not; it lifts those under the level.
void Placer::touch_by_shortage(const geo::SearchGraph& search) {
    const auto& access = study_.settings.access;
    start_ = now_.index(index_of(wish_.aim)).value;
    double lists = 0;
    for (std::size_t c = 0; c < start_.size(); ++c) lists += study_.people[c] * start_[c];
    level_ = lists / std::max(1.0, std::accumulate(study_.people.begin(), study_.people.end(), 0.0));
    touches_.resize(found_.place.size());
    const double limit = std::min<double>(access.gaussian_limit_minutes, study_.cut_off.count());
    const geo::Gaussian decay{access.gaussian_limit_minutes / std::sqrt(2 * std::log(100.0)),
                              access.gaussian_limit_minutes};
    std::vector<double> weight;
    for (std::uint32_t tenths = 0; tenths <= static_cast<std::uint32_t>(10 * limit); ++tenths)
        weight.push_back(geo::weight_at(decay, tenths / 10.0));
    // In batches, so that the pairs of the whole country are never held at once.
    constexpr std::uint32_t batch = 1024;
    const std::vector<std::uint8_t> all(study_.grid.size(), 1);
    const auto candidates = static_cast<std::uint32_t>(found_.place.size());
    for (std::uint32_t begin = 0; begin < candidates; begin += batch) {
        const auto end = std::min(begin + batch, candidates);
        const auto table =
            pairs(search, all, limit, {found_.access.begin() + begin, found_.access.begin() + end});
        geo::for_each_index(end - begin, [&](std::uint32_t i) {
            const auto cells = table.cells_of(geo::PracticeId{i});
            const auto tenths = table.tenths_of(geo::PracticeId{i});
            double asked = 0;
            for (std::size_t k = 0; k < cells.size(); ++k)
                asked += study_.people[cells[k].value] * weight[tenths[k]];
            if (asked <= 0) return;
            auto& touched = touches_[begin + i];
            for (std::size_t k = 0; k < cells.size(); ++k)
                if (const auto c = cells[k].value; counts_[c] > 0 && start_[c] < level_)
                    touched.push_back({c, static_cast<float>(1e4 * wish_.lists / asked * weight[tenths[k]])});
        });
    }
}

Placer::Chosen Placer::greedy() const {
    Chosen chosen;
    auto state = start_;
    for (int k = 0; k < wish_.places; ++k) {
        const auto [candidate, gains] = best(state);
        if (gains <= 0) break;
        chosen.push_back(candidate);
        add(candidate, state);
    }
    return chosen;
}

void Placer::exchange(Chosen& chosen) const {
    constexpr int most_rounds = 20;
    bool better = chosen.size() > 1;
    for (int round = 0; better && round < most_rounds; ++round) {
        better = false;
        for (std::size_t k = 1; k < chosen.size(); ++k) {
            const auto others = state_with(chosen, k);
            const auto [candidate, gains] = best(others);
            const double had = gain(chosen[k], others);
            if (gains <= had * (1 + 1e-12) || gains <= had) continue;
            chosen[k] = candidate;
            better = true;
        }
    }
}

Placement Placer::result() {
    auto chosen = greedy();
    exchange(chosen);
    Placement out;
    out.candidates = static_cast<std::uint32_t>(found_.place.size());
    out.people = static_cast<std::int64_t>(std::accumulate(counts_.begin(), counts_.end(), 0.0));
    out.level = level_;
    auto state = start_;
    for (std::uint32_t c = 0; c < counts_.size(); ++c) out.before += worth(c, state[c]);
    // The first stays first; the others in the order in which they help most.
    for (std::size_t k = 1; k < chosen.size(); ++k) {
        auto so_far = start_;
        for (std::size_t i = 0; i < k; ++i) add(chosen[i], so_far);
        const auto most = std::max_element(chosen.begin() + static_cast<std::ptrdiff_t>(k), chosen.end(),
                                           [&](auto a, auto b) { return gain(a, so_far) < gain(b, so_far); });
        std::iter_swap(chosen.begin() + static_cast<std::ptrdiff_t>(k), most);
    }
    for (const auto candidate : chosen) {
        Placed one{found_.place[candidate], found_.municipality[candidate], found_.people_near[candidate],
                   gain(candidate, state), 0};
        for (const auto& t : touches_[candidate])
            if (wish_.aim != PlaceAim::shortage && with(state[t.cell], t.amount) < state[t.cell])
                one.people_shorter += static_cast<std::int64_t>(counts_[t.cell]);
        add(candidate, state);
        out.places.push_back(one);
    }
    for (std::uint32_t c = 0; c < counts_.size(); ++c) out.after += worth(c, state[c]);
    return out;
}

}  // namespace

PlaceAim aim_called(std::string_view name) {
    const auto* const at = std::find(place_aims.begin(), place_aims.end(), name);
    if (at == place_aims.end())
        throw geo::InputError("--aim",
                              fmt::format("'{}', expected one of {}", name, fmt::join(place_aims, ", ")));
    return static_cast<PlaceAim>(at - place_aims.begin());
}

std::string_view index_of(PlaceAim aim) {
    return aim == PlaceAim::shortage ? "fca_enhanced_gaussian" : "minutes_nearest_with_gp";
}

Placement place(const AccessStudy& study, const AccessState& now, std::span<const std::uint32_t> closed,
                const PlaceWish& wish) {
    const double begin = now_seconds();
    auto out = Placer(study, now, closed, wish).result();
    out.seconds = now_seconds() - begin;
    return out;
}

std::vector<geo::Point> place_candidates(const AccessStudy& study, const AccessState& now,
                                         const PlaceWish& wish) {
    return Placer(study, now, {}, wish).candidates().place;
}

std::filesystem::path write_places_csv(const std::filesystem::path& path, const AccessStudy& study,
                                       const PlaceWish& wish, const Placement& placement) {
    const auto& m = study.figures().municipalities;
    std::string text =
        fmt::format("place,municipality,name,x,y,lists,people_within_{:.0f}_minutes,{},people_shorter\n",
                    wish.near_minutes,
                    wish.aim == PlaceAim::minutes  ? "person_minutes_fewer"
                    : wish.aim == PlaceAim::beyond ? "people_beyond_fewer"
                                                   : "lists_lacking_fewer");
    int number = 0;
    for (const auto& one : placement.places)
        text += fmt::format("{},{},{},{:.0f},{:.0f},{},{},{:.3f},{}\n", ++number, m.number[one.municipality],
                            data::csv_field(m.name[one.municipality]), one.place.east_m, one.place.north_m,
                            wish.lists, one.people_near, one.gain, one.people_shorter);
    auto file = table_beside(path, places_table);
    data::write_file(file, text);
    return file;
}

}  // namespace study
