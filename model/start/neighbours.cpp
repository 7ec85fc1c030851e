#include "model/start/neighbours.hpp"

#include <algorithm>
#include <cmath>

namespace model {

std::vector<MunicipalityId> around(const Inputs& inputs, const Column<MunicipalityId, std::int32_t>& people,
                                   std::span<const MunicipalityId> area, const ChoiceParams& choice,
                                   const AreaAloneParams& alone) {
    constexpr double least = 1e-4;      // of a list at home: what is less is not added up
    constexpr double most_m = 100'000;  // nor what is farther, where distance deters nobody
    const double share = alone.shared_percent / 100;
    const auto n = inputs.municipalities.size();
    const double per_km = choice.travel_deterrence * alone.minutes_per_km;
    const double reach_m = per_km > 0 ? std::min(1000 * -std::log(least) / per_km, most_m) : most_m;
    Column<MunicipalityId, std::uint8_t> in_area(n), near(n);
    for (const auto m : area) in_area[m] = 1;
    // Lists stand by the estimate at each site.
    Column<PracticeId, double> lists;
    for (const auto p : ids<PracticeId>(inputs.practices.size()))
        lists.push_back(inputs.practices.lists_with_gp[p] + inputs.practices.lists_without_gp[p]);
    Column<MunicipalityId, double> weight(n), out(n), in(n);
    const auto& place = inputs.practices.place;
    // Only municipalities that have a square near a practice on the other side are looked at.
    std::vector<PracticeId> of_area, of_others;
    for (const auto p : ids<PracticeId>(inputs.practices.size()))
        (in_area[inputs.practices.municipality[p]] ? of_area : of_others).push_back(p);
    Column<MunicipalityId, double> counted(n);
    for (const auto c : ids<CellId>(inputs.grid.size()))
        counted[inputs.grid.municipality[c]] += inputs.grid.people[c];
    for (const auto c : ids<CellId>(inputs.grid.size())) {
        const auto home = inputs.grid.municipality[c];
        const auto here = geo::centre(inputs.grid, c);
        const auto is_near = [&](PracticeId p) { return geo::distance_m(place[p], here) < reach_m; };
        const auto& across = in_area[home] ? of_others : of_area;
        if (std::none_of(across.begin(), across.end(), is_near)) continue;
        std::fill(weight.begin(), weight.end(), 0.0);
        double all = 0;
        for (const auto p : ids<PracticeId>(place.size())) {
            if (!is_near(p)) continue;
            const auto m = inputs.practices.municipality[p];
            const double w = lists[p] * std::exp(-per_km * geo::distance_m(place[p], here) / 1000 +
                                                 (m == home ? choice.own_municipality : 0.0));
            weight[m] += w;
            all += w;
        }
        if (all <= 0) continue;
        const double persons = inputs.grid.people[c] * people[home] / std::max(counted[home], 1.0);
        for (const auto m : ids<MunicipalityId>(n)) {
            if (weight[m] <= 0 || in_area[m] == in_area[home]) continue;
            (in_area[home] ? out[m] : in[home]) += persons * weight[m] / all;
        }
    }
    double of_area_people = 0;
    for (const auto m : area) of_area_people += people[m];
    std::vector<MunicipalityId> found;
    for (const auto m : ids<MunicipalityId>(n))
        if (!in_area[m] && out[m] + in[m] > 0 &&
            (out[m] + in[m] > share * people[m] || out[m] + in[m] > share * of_area_people))
            found.push_back(m);
    return found;
}

}  // namespace model
