#include "runs/study/access/change.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "geo/base/error.hpp"
#include "geo/ferries.hpp"

namespace study {
namespace {

std::vector<double> numbers(const std::string& text) {
    std::vector<double> out;
    const char* at = text.data();
    const char* end = at + text.size();
    while (at < end) {
        double value = 0;
        const auto [next, error] = std::from_chars(at, end, value);
        if (error != std::errc() || (next < end && *next != ',')) return {};
        out.push_back(value);
        at = next < end ? next + 1 : next;
    }
    return out;
}

AccessChange::NewPractice new_practice(const std::string& text) {
    const auto given = numbers(text);
    if (given.size() < 2 || given.size() > 3)
        throw geo::InputError("--add-practice",
                              fmt::format("'{}', expected x,y or x,y,lists such as 262000,6649000,3", text));
    const double lists = given.size() == 3 ? given[2] : 1;
    if (!(given[0] > -2e5 && given[0] < 1.3e6 && given[1] > 6.3e6 && given[1] < 8.1e6))
        throw geo::InputError(
            "--add-practice",
            fmt::format("'{}' lies outside Norway, expected metres in EPSG:25833, east before north", text));
    if (!(lists > 0 && lists <= 100))
        throw geo::InputError("--add-practice", fmt::format("{} lists, expected 1 to 100", lists));
    return {{given[0], given[1]}, lists};
}

}  // namespace

AccessChange read_change(const ChangeWords& a, const model::Inputs& figures) {
    AccessChange change;
    const auto& roads = figures.roads;
    const geo::Ferries ferries(roads, figures.crossings);
    const auto close = [&](const std::string& name, const std::vector<std::uint32_t>& lines) {
        change.closed.push_back(name);
        change.closed_lines.insert(change.closed_lines.end(), lines.begin(), lines.end());
    };
    for (const auto& asked : a.close_ferries) {
        const auto& ferry = ferries.find(asked, "--close-ferry");
        close(ferry.name, ferries.lines_of(ferry));
    }
    for (const auto& asked : a.close_roads)
        close(asked, geo::road_lines_called(roads, asked, "--close-road"));
    for (const auto& text : a.add_practices) change.added.push_back(new_practice(text));
    for (const auto& text : a.remove_practices) {
        std::uint32_t number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error != std::errc() || end != text.data() + text.size() || number >= figures.practices.size())
            throw geo::InputError(
                "--remove-practice",
                fmt::format("'{}', expected a number 0 to {}; `legekart list practices` shows them", text,
                            figures.practices.size() - 1));
        change.removed.push_back(geo::PracticeId{number});
    }
    return change;
}

std::vector<MunicipalityChange> changes(const AccessStudy& study, const AccessState& before,
                                        const AccessState& after) {
    std::vector<MunicipalityChange> all(study.figures().municipalities.size());
    const auto& was = before.index("minutes_nearest_with_gp").value;
    const auto& is = after.index("minutes_nearest_with_gp").value;
    const auto& had = before.index("fca_enhanced_gaussian").value;
    const auto& has = after.index("fca_enhanced_gaussian").value;
    for (std::uint32_t c = 0; c < study.grid.size(); ++c) {
        auto& m = all[study.municipality(c).value];
        const auto people = static_cast<std::int64_t>(study.people[c]);
        m.municipality = study.municipality(c);
        m.people += people;
        m.lists_per_10000 += study.people[c] * (has[c] - had[c]);
        m.over_30 += people * ((is[c] > 30) - (was[c] > 30));
        m.over_60 += people * ((is[c] > 60) - (was[c] > 60));
        if (was[c] == is[c]) continue;
        (is[c] > was[c] ? m.longer : m.shorter) += people;
        if (std::isinf(is[c])) m.cut_off += people;
        if (std::isinf(is[c]) || std::isinf(was[c])) continue;
        m.minutes_more += study.people[c] * (is[c] - was[c]);
        if (std::abs(is[c] - was[c]) > std::abs(m.most_minutes)) m.most_minutes = is[c] - was[c];
    }
    std::vector<MunicipalityChange> out;
    for (auto& m : all) {
        if (m.people == 0) continue;
        m.lists_per_10000 /= static_cast<double>(m.people);
        const auto moved = m.longer + m.shorter - m.cut_off;
        if (moved > 0) m.minutes_more /= static_cast<double>(moved);
        if (m.longer + m.shorter > 0 || std::abs(m.lists_per_10000) >= 0.01) out.push_back(m);
    }
    std::ranges::stable_sort(out, std::greater<>(), [](const MunicipalityChange& m) {
        return std::pair(m.longer + m.shorter, std::abs(m.lists_per_10000));
    });
    return out;
}

}  // namespace study
