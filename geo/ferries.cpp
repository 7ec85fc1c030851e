#include "geo/ferries.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "geo/base/error.hpp"
#include "geo/base/nearest_name.hpp"
#include "geo/base/plain_name.hpp"

namespace geo {
namespace {

bool is_number(std::string_view word) {
    return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_road_letter(std::string_view word) {
    return word == "e" || word == "ev" || word == "rv" || word == "fv";
}

/// Words of a name in order; "E 6" and "fv. 17" are one word each.
std::vector<std::string> words_in_order(std::string_view name) {
    const auto plain = plain_name(name);
    std::vector<std::string> words;
    for (std::size_t at = 0; at < plain.size();) {
        const auto end = std::min(plain.find(' ', at), plain.size());
        auto word = plain.substr(at, end - at);
        if (is_number(word) && !words.empty() && is_road_letter(words.back()))
            words.back() = (words.back() == "ev" ? "e" : words.back()) + word;
        else
            words.push_back(std::move(word));
        at = end + 1;
    }
    return words;
}

bool is_road(std::string_view word) {
    const auto digits = word.find_first_of("0123456789");
    return digits != std::string_view::npos && is_road_letter(word.substr(0, digits)) &&
           is_number(word.substr(digits));
}

std::vector<std::string> sorted_words(std::string_view name) {
    auto words = words_in_order(name);
    std::sort(words.begin(), words.end());
    return words;
}

std::string shown(const Ferry& ferry) {
    if (ferry.lines.size() == 1 && ferry.lines.front() != ferry.name)
        return fmt::format("{} ({})", ferry.name, ferry.lines.front());
    return ferry.road.empty() ? ferry.name : fmt::format("{} ({})", ferry.name, ferry.road);
}

template <class Rows>
std::string some_of(const std::vector<Ferry>& all, const Rows& rows) {
    std::vector<std::string> names;
    for (const auto row : rows) {
        if (names.size() == 8) {
            names.emplace_back("...");
            break;
        }
        names.push_back(shown(all[row]));
    }
    return fmt::format("{}", fmt::join(names, "; "));
}

}  // namespace

Ferries::Ferries(const RoadLines& roads, std::span<const Crossing> crossings) : roads_(roads) {
    std::vector<std::string> names;  // in the order of the lines
    std::set<std::string> seen, alone;
    for (std::uint32_t i = 0; i < roads.size(); ++i)
        if (is_ferry(roads.road_class[i]) && !roads.name[i].empty() && seen.insert(roads.name[i]).second)
            names.push_back(roads.name[i]);
    for (const auto& crossing : crossings) {
        Ferry ferry{crossing.name, {}, crossing.road};
        for (const auto& line : crossing.lines)
            if (seen.contains(line)) ferry.lines.push_back(line);
        if (ferry.lines.empty()) continue;
        if (ferry.lines.size() == 1) alone.insert(ferry.lines.front());
        all_.push_back(std::move(ferry));
    }
    for (const auto& name : names)
        if (!alone.contains(name)) all_.push_back({name, {name}, ""});
    any_.resize(all_.size());
    for (std::uint32_t f = 0; f < all_.size(); ++f) {
        learn(f, all_[f].name, all_[f].road);
        if (all_[f].lines.size() == 1 && all_[f].lines.front() != all_[f].name)
            learn(f, all_[f].lines.front(), "");
        std::sort(any_[f].begin(), any_[f].end());
    }
}

void Ferries::learn(std::uint32_t ferry, std::string_view name, const std::string& road) {
    auto words = sorted_words(name);
    any_[ferry].insert(any_[ferry].end(), words.begin(), words.end());
    whole_.push_back({words, ferry});
    if (!road.empty()) {
        const auto its = words_in_order(road);
        any_[ferry].insert(any_[ferry].end(), its.begin(), its.end());
        words.insert(words.end(), its.begin(), its.end());
        std::sort(words.begin(), words.end());
        whole_.push_back({std::move(words), ferry});
    } else if (std::erase_if(words, is_road) > 0 && words.size() > 1) {  // one place is no crossing
        whole_.push_back({std::move(words), ferry});
    }
}

const Ferry& Ferries::find(std::string_view called, std::string_view where) const {
    const auto asked = sorted_words(called);
    std::set<std::uint32_t> rows;
    for (const auto& name : whole_)
        if (name.words == asked) rows.insert(name.ferry);
    const bool exact = !rows.empty();
    for (std::uint32_t f = 0; !exact && !asked.empty() && f < all_.size(); ++f)
        if (std::includes(any_[f].begin(), any_[f].end(), asked.begin(), asked.end())) rows.insert(f);
    if (rows.size() == 1) return all_[*rows.begin()];
    if (!rows.empty())
        throw InputError(std::string(where),
                         fmt::format("'{}' may be any of {} ferries: {}; give one of these names", called,
                                     rows.size(), some_of(all_, rows)));
    // Perhaps a word is mistyped: the ferries most of whose words are near those asked for.
    std::vector<std::uint32_t> meant;
    std::size_t best = 0;
    for (std::uint32_t f = 0; f < all_.size(); ++f) {
        std::size_t near = 0;
        for (const auto& word : asked)
            if (!is_road(word) && word.size() > 2)
                near += nearest_name(any_[f], word, word.size() / 4) ? 2 : 0;
            else
                near += std::binary_search(any_[f].begin(), any_[f].end(), word) ? 1 : 0;
        if (near < 2 || near < best) continue;
        if (near > best) meant.clear();
        best = near;
        meant.push_back(f);
    }
    throw InputError(
        std::string(where),
        meant.empty()
            ? fmt::format("no ferry '{}' among {}; `legekart list ferries` shows them", called, all_.size())
            : fmt::format("no ferry '{}'; did you mean {}?", called, some_of(all_, meant)));
}

std::vector<std::uint32_t> Ferries::lines_of(const Ferry& ferry) const {
    std::vector<std::uint32_t> rows;
    for (std::uint32_t i = 0; i < roads_.size(); ++i)
        if (is_ferry(roads_.road_class[i]) &&
            std::find(ferry.lines.begin(), ferry.lines.end(), roads_.name[i]) != ferry.lines.end())
            rows.push_back(i);
    return rows;
}

std::vector<std::uint32_t> road_lines_called(const RoadLines& roads, std::string_view asked,
                                             std::string_view where) {
    auto text = plain_name(asked);
    std::erase(text, ' ');
    const auto digits = text.find_first_of("0123456789");
    const auto letters = text.substr(0, digits);
    int number = 0;
    const bool numbered = digits != std::string::npos &&
                          std::from_chars(text.data() + digits, text.data() + text.size(), number).ptr ==
                              text.data() + text.size();
    const auto category = letters.empty() ? ' ' : letters[0];
    if (!numbered || (category != 'e' && category != 'r' && category != 'f'))
        throw InputError(std::string(where),
                         fmt::format("'{}', expected a road such as E69, rv. 13 or fv. 17", asked));
    const auto own = category == 'e'   ? RoadClass::european
                     : category == 'r' ? RoadClass::national
                                       : RoadClass::county;
    std::vector<std::uint32_t> found;
    bool sure = false;  // motorways do not say whether they are E or R
    for (std::uint32_t i = 0; i < roads.size(); ++i) {
        if (roads.number[i] != number) continue;
        const auto c = roads.road_class[i];
        const bool fast = c == RoadClass::motorway || c == RoadClass::expressway;
        if (c == own || (fast && own != RoadClass::county)) found.push_back(i);
        sure = sure || c == own;
    }
    if (!sure) throw InputError(std::string(where), fmt::format("no road '{}' in the road file", asked));
    return found;
}

}  // namespace geo
