#include "viz/map/map_options.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "geo/base/error.hpp"
#include "model/calendar.hpp"
#include "viz/wording.hpp"

namespace viz {

std::chrono::year_month month_of(const data::Snapshot& snapshot, const std::string& text) {
    if (text.empty() || text == "end") return snapshot.month(snapshot.time_points - 1);
    if (text == "start") return snapshot.first_month;
    if (const auto month = model::month_of(text)) return *month;
    throw geo::InputError("--month",
                          fmt::format("'{}', expected a month such as 2030-01, start or end", text));
}

int time_index(const data::Snapshot& snapshot, std::chrono::year_month month) {
    const auto index = (month - snapshot.first_month).count();
    if (index >= 0 && index < snapshot.time_points) return static_cast<int>(index);
    throw geo::InputError(
        "--month", fmt::format("{} has no '{}'; expected a month from {} to {}", snapshot.path.string(),
                               month_text(month), month_text(snapshot.first_month),
                               month_text(snapshot.month(snapshot.time_points - 1))));
}

Page page_of(const std::string& text, Page otherwise) {
    if (text.empty()) return otherwise;
    if (text == "portrait") return portrait;
    if (text == "slide") return slide;
    const auto x = text.find('x');
    try {
        const auto width = std::stoul(text);
        const auto height = x == std::string::npos ? 0UL : std::stoul(text.substr(x + 1));
        if (width >= 200 && width <= 20'000 && height >= 200 && height <= 20'000)
            return {static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height)};
    } catch (const std::logic_error&) {  // not a number: the sentence below says what is
    }
    throw geo::InputError(
        "--size",
        fmt::format("'{}', expected portrait, slide, or pixels such as 1600x2000 (200 to 20000 each)", text));
}

Classes classes_of(const std::vector<std::string>& breaks, int count, std::span<const double> all) {
    if (breaks.empty() || breaks == std::vector<std::string>{"quantiles"}) {
        const bool zeros = std::any_of(all.begin(), all.end(), [](double v) { return v == 0; });
        const bool negative = std::any_of(all.begin(), all.end(), [](double v) { return v < 0; });
        return quantile_classes(all, count, zeros && !negative);
    }
    if (breaks == std::vector<std::string>{"round"}) return round_classes(all, count);
    std::vector<double> numbers;
    for (const auto& text : breaks) {
        double number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error != std::errc() || end != text.data() + text.size())
            throw geo::InputError(
                "--breaks",
                fmt::format("'{}', expected quantiles, round, or numbers such as 1,2,5,10", text));
        numbers.push_back(number);
    }
    return user_classes(std::move(numbers));
}

std::string scenario_title(const data::Snapshot& snapshot, Language language) {
    const auto& title = language == Language::norwegian ? snapshot.run.title_no : snapshot.run.title;
    return title.empty() ? snapshot.path.stem().string() : title;
}

}  // namespace viz
