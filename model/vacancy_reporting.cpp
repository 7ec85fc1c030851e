#include "model/vacancy_reporting.hpp"

#include <algorithm>
#include <array>

#include "geo/base/parallel.hpp"
#include "model/systematic_sample.hpp"

namespace model {

Column<MunicipalityId, std::uint16_t> unreported_vacancies(const ListTable& table,
                                                           const Municipalities& municipalities,
                                                           const ReportingParams& params, Seed seed) {
    const auto start = Month::of(std::chrono::year{table.year + 1} / std::chrono::January);
    const auto n = municipalities.size();
    Column<MunicipalityId, std::uint16_t> unreported(n, 0);
    if (start >= all_reported_from) return unreported;
    std::array<double, 7> vacant{}, all{};  // by centrality class
    for (std::uint32_t i = 0; i < n; ++i) {
        const MunicipalityId m{i};
        const auto c = municipalities.centrality[m];
        vacant[c] += table.lists_without_gp[m];
        all[c] += table.lists_with_gp[m] + table.lists_without_gp[m];
    }
    const double per_reported = (1 - params.reported_before) / params.reported_before;
    std::vector<double> expected;
    double reported = 0, can_sum = 0;
    for (std::uint32_t i = 0; i < n; ++i) {
        const MunicipalityId m{i};
        const auto c = municipalities.centrality[m];
        const double lists = table.lists_with_gp[m] + table.lists_without_gp[m];
        const double as_class = all[c] > 0 ? vacant[c] / all[c] * lists : 0.0;
        const bool can = table.lists_with_gp[m] > 1;  // one keeps its GP
        expected.push_back(can ? (table.lists_without_gp[m] + as_class) / 2 : 0.0);
        reported += table.lists_without_gp[m];
        can_sum += expected.back();
    }
    for (auto& lists : expected) lists *= can_sum > 0 ? per_reported * reported / can_sum : 0.0;
    const auto drawn = systematic_sample(expected, Draw(seed, Stream::reporting, ~0U, start).uniform());
    for (std::uint32_t i = 0; i < n; ++i) {
        const MunicipalityId m{i};
        const auto most = std::max<std::uint32_t>(table.lists_with_gp[m], 1) - 1;
        unreported[m] = static_cast<std::uint16_t>(std::min(drawn[i], most));
    }
    return unreported;
}

void leave_unreported(World& world, const Column<MunicipalityId, std::uint16_t>& unreported,
                      const Column<ListId, std::uint32_t>& length, Column<ListId, std::uint8_t>& has_gp) {
    std::vector<std::vector<ListId>> staffed(unreported.size());
    for (std::uint32_t l = 0; l < has_gp.size(); ++l)
        if (has_gp[ListId{l}]) staffed[world.lists.municipality[ListId{l}].value].push_back(ListId{l});
    for (std::uint32_t i = 0; i < unreported.size(); ++i) {
        auto& lists = staffed[i];
        std::sort(lists.begin(), lists.end(), [&](ListId a, ListId b) {
            return std::pair(length[a], a.value) < std::pair(length[b], b.value);
        });
        for (std::uint32_t k = 0; k < unreported[MunicipalityId{i}]; ++k) {
            has_gp[lists[k]] = 0;
            world.lists.unreported[lists[k]] = 1;
        }
    }
}

void report_vacancies(World& world, const ReportingParams& params, Seed seed) {
    const bool all = world.month >= all_reported_from;
    geo::for_each_id<ListId>(
        world.lists.size(),
        [&](ListId list) {
            auto& unreported = world.lists.unreported[list];
            if (all || !world.lists.vacant(list))
                unreported = 0;
            else if (world.lists.since[list] == world.month)
                unreported = Draw(seed, Stream::reporting, world.lists.luck[list], world.month).uniform() >=
                             params.reported_before;
        },
        512);
}

}  // namespace model
