#include "runs/study/access/change.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

#include "geo/base/error.hpp"
#include "geo/base/nearest_name.hpp"

namespace study {
namespace {

/// Lower case (ASCII and the Norwegian letters), "–" as "-", no blanks beside it.
std::string plain(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = text[i];
        if (text.substr(i, 3) == "–") {
            out += '-';
            i += 2;
        } else if (c == '\xC3' && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) <= 0x9E) {
            out += c;
            out += static_cast<char>(text[++i] + 0x20);  // Æ Ø Å and their like
        } else {
            out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        }
    }
    for (const char* loose : {" -", "- "})
        for (auto at = out.find(loose); at != std::string::npos; at = out.find(loose))
            out.erase(at + (loose[0] == ' ' ? 0 : 1), 1);
    return out;
}

std::string ferry_meant(const std::set<std::string>& names, const std::string& asked) {
    std::vector<std::string> holding, all(names.begin(), names.end()), all_plain;
    for (const auto& name : names) {
        const auto text = plain(name);
        if (text == plain(asked)) return name;
        if (text.find(plain(asked)) != std::string::npos) holding.push_back(name);
        all_plain.push_back(text);
    }
    if (holding.size() == 1) return holding[0];
    if (!holding.empty()) {
        const auto shown = std::min<std::size_t>(holding.size(), 8);
        const std::vector<std::string> first(holding.begin(),
                                             holding.begin() + static_cast<std::ptrdiff_t>(shown));
        throw geo::InputError(
            "--close-ferry",
            fmt::format("'{}' is part of {} names, expected one of them: {}{}", asked, holding.size(),
                        fmt::join(first, "; "), shown < holding.size() ? "; ..." : ""));
    }
    const auto near = geo::nearest_name(all_plain, plain(asked), asked.size() / 3);
    if (near) {
        const auto row = std::ranges::find(all_plain, *near) - all_plain.begin();
        throw geo::InputError("--close-ferry", fmt::format("no ferry '{}'; did you mean \"{}\"?", asked,
                                                           all[static_cast<std::size_t>(row)]));
    }
    // Perhaps one place of the name is mistyped.
    std::set<std::string> words;
    for (const auto& name : all_plain)
        for (std::size_t begin = 0, end = 0; begin < name.size(); begin = end + 1) {
            end = std::min(name.find_first_of("- ", begin), name.size());
            if (end - begin > 3) words.insert(name.substr(begin, end - begin));
        }
    const auto first_word = plain(asked).substr(0, plain(asked).find_first_of("- "));
    std::vector<std::string> meant;
    if (const auto word = geo::nearest_name(words, first_word, first_word.size() / 2))
        for (std::size_t i = 0; i < all.size() && meant.size() < 5; ++i)
            if (all_plain[i].find(*word) != std::string::npos) meant.push_back(all[i]);
    throw geo::InputError("--close-ferry",
                          meant.empty() ? fmt::format("no ferry '{}' among {}; a name is such as \"{}\"",
                                                      asked, all.size(), all.empty() ? "" : all.front())
                                        : fmt::format("no ferry '{}'; did you mean \"{}\"?", asked,
                                                      fmt::join(meant, "\", \"")));
}

/// Lines of "E69", "rv. 13" or "fv. 17".
std::vector<std::uint32_t> road_lines(const geo::RoadLines& roads, const std::string& asked) {
    const auto text = plain(asked);
    const auto digits = text.find_first_of("0123456789");
    const auto letters = text.substr(0, digits);
    int number = 0;
    const bool numbered = digits != std::string::npos &&
                          std::from_chars(text.data() + digits, text.data() + text.size(), number).ptr ==
                              text.data() + text.size();
    const auto category = letters.empty() ? ' ' : letters[0];
    if (!numbered || (category != 'e' && category != 'r' && category != 'f'))
        throw geo::InputError("--close-road",
                              fmt::format("'{}', expected a road such as E69, rv. 13 or fv. 17", asked));
    const auto own = category == 'e'   ? geo::RoadClass::european
                     : category == 'r' ? geo::RoadClass::national
                                       : geo::RoadClass::county;
    std::vector<std::uint32_t> found;
    bool sure = false;  // motorways do not say whether they are E or R
    for (std::uint32_t i = 0; i < roads.size(); ++i) {
        if (roads.number[i] != number) continue;
        const auto c = roads.road_class[i];
        const bool fast = c == geo::RoadClass::motorway || c == geo::RoadClass::expressway;
        if (c == own || (fast && own != geo::RoadClass::county)) found.push_back(i);
        sure = sure || c == own;
    }
    if (!sure) throw geo::InputError("--close-road", fmt::format("no road '{}' in the road file", asked));
    return found;
}

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
    std::set<std::string> names;
    for (std::uint32_t i = 0; i < roads.size(); ++i)
        if (geo::is_ferry(roads.road_class[i]) && !roads.name[i].empty()) names.insert(roads.name[i]);
    const auto close = [&](const std::string& name, const std::vector<std::uint32_t>& lines) {
        change.closed.push_back(name);
        change.closed_lines.insert(change.closed_lines.end(), lines.begin(), lines.end());
    };
    for (const auto& asked : a.close_ferries) {
        const auto name = ferry_meant(names, asked);
        close(name, geo::ferry_lines_named(roads, name));
    }
    for (const auto& asked : a.close_roads) close(asked, road_lines(roads, asked));
    for (const auto& text : a.add_practices) change.added.push_back(new_practice(text));
    for (const auto& text : a.remove_practices) {
        std::uint32_t number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error != std::errc() || end != text.data() + text.size() || number >= figures.practices.size())
            throw geo::InputError(
                "--remove-practice",
                fmt::format("'{}', expected a number 0 to {}; --csv FILE writes them beside FILE", text,
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
