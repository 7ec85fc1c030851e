#include "runs/map_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "geo/base/error.hpp"

namespace runs {
namespace {

int time_index(const data::Snapshot& snapshot, const std::string& month) {
    if (month.empty()) return snapshot.time_points - 1;
    for (int t = 0; t < snapshot.time_points; ++t) {
        const auto m = snapshot.month(t);
        if (month == fmt::format("{:04}-{:02}", static_cast<int>(m.year()), static_cast<unsigned>(m.month())))
            return t;
    }
    const auto last = snapshot.month(snapshot.time_points - 1);
    throw geo::InputError(
        "--month", fmt::format("the file has no '{}'; expected a month from {:04}-{:02} to {:04}-{:02}",
                               month, static_cast<int>(snapshot.first_month.year()),
                               static_cast<unsigned>(snapshot.first_month.month()),
                               static_cast<int>(last.year()), static_cast<unsigned>(last.month())));
}

std::string date_text(std::chrono::year_month month, viz::Language language) {
    constexpr std::array<const char*, 12> norwegian{"januar",    "februar", "mars",     "april",
                                                    "mai",       "juni",    "juli",     "august",
                                                    "september", "oktober", "november", "desember"};
    constexpr std::array<const char*, 12> english{"January",   "February", "March",    "April",
                                                  "May",       "June",     "July",     "August",
                                                  "September", "October",  "November", "December"};
    const auto i = static_cast<unsigned>(month.month()) - 1;
    const auto year = static_cast<int>(month.year());
    return language == viz::Language::norwegian ? fmt::format("1. {} {}", norwegian[i], year)
                                                : fmt::format("1 {} {}", english[i], year);
}

viz::Language language_of(const std::string& text) {
    if (text.empty() || text == "no") return viz::Language::norwegian;
    if (text == "en") return viz::Language::english;
    throw geo::InputError("--language", fmt::format("'{}', expected no or en", text));
}

viz::Page page_of(const std::string& text) {
    if (text.empty() || text == "portrait") return viz::portrait;
    if (text == "slide") return viz::slide;
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

/// Municipalities a region names: a county or a municipality, by number or name.
std::vector<std::uint32_t> region_of(const model::Municipalities& m, const std::string& region) {
    std::vector<std::uint32_t> found;
    if (region.empty()) return found;
    const auto is = [&](const std::string& name) {
        return name == region || name.substr(0, name.find(" - ")) == region;
    };
    for (std::uint32_t i = 0; i < m.size(); ++i) {
        const model::MunicipalityId id{i};
        if (m.county_number[id] == region || is(m.county[id])) found.push_back(i);
    }
    for (std::uint32_t i = 0; found.empty() && i < m.size(); ++i) {
        const model::MunicipalityId id{i};
        if (m.number[id] == region || is(m.name[id])) found.push_back(i);
    }
    if (found.empty())
        throw geo::InputError("--region", fmt::format("no county or municipality '{}'; expected a number "
                                                      "such as 18 or 1804, or a name such as Nordland",
                                                      region));
    return found;
}

/// County borders: the same number for municipalities of one county.
std::vector<std::uint32_t> counties(const model::Municipalities& m) {
    std::vector<std::uint32_t> group;
    for (const auto& number : m.county_number)
        group.push_back(static_cast<std::uint32_t>(std::stoul(number)));
    return group;
}

std::string source_line(const data::Snapshot& snapshot) {
    std::vector<std::string> lines;
    for (const auto& input : snapshot.run.inputs)
        if (!input.attribution.empty() &&
            std::find(lines.begin(), lines.end(), input.attribution) == lines.end())
            lines.push_back(input.attribution);
    return fmt::format("{}", fmt::join(lines, "; "));
}

/// The first letter large, if it is one of a to z.
std::string capitalised(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

viz::MapSpec spec_of(const data::Snapshot& snapshot, const data::IndicatorInfo& indicator, int t,
                     const MapArguments& a) {
    viz::MapSpec spec;
    spec.language = language_of(a.language);
    const bool norwegian = spec.language == viz::Language::norwegian;
    spec.title = !a.title.empty() ? a.title : norwegian ? indicator.long_name_no : indicator.long_name;
    spec.title = capitalised(spec.title);
    spec.subtitle = date_text(snapshot.month(t), spec.language);
    spec.legend_title = norwegian ? indicator.long_name_no : indicator.long_name;
    spec.unit = indicator.unit;
    spec.source = source_line(snapshot);
    spec.footer = fmt::format("Legekart {} · {} · {} {} · {} {}", snapshot.run.version,
                              snapshot.path.filename().string(), norwegian ? "startverdi" : "seed",
                              snapshot.run.seed, norwegian ? "kode" : "code", snapshot.run.git_commit);
    spec.page = page_of(a.size);
    spec.palette = a.palette;
    spec.zoom = region_of(snapshot.municipalities, a.region);
    spec.names = snapshot.municipalities.name.values();
    spec.group = counties(snapshot.municipalities);
    if (!a.breaks.empty()) spec.classes = viz::user_classes(a.breaks);
    return spec;
}

/// The one asked for, else the share without a GP, else the first share in the file.
std::string indicator_of(const data::Snapshot& snapshot, const MapArguments& a) {
    if (!a.indicator.empty()) return a.indicator;
    const std::string usual = "percent_without_gp";
    const auto has = [&](const auto& wanted) {
        return std::find_if(snapshot.indicators.begin(), snapshot.indicators.end(), wanted);
    };
    if (has([&](const auto& i) { return i.name == usual; }) != snapshot.indicators.end()) return usual;
    const auto ratio = has([](const auto& i) { return i.is_ratio; });
    return ratio == snapshot.indicators.end() ? usual : ratio->name;
}

}  // namespace

MapView map_view(const data::Snapshot& snapshot, const MapArguments& a) {
    const auto name = indicator_of(snapshot, a);
    const int t = time_index(snapshot, a.month);
    MapView view{{}, spec_of(snapshot, snapshot.indicator(name), t, a)};
    const auto now = snapshot.values(name, t);
    view.values.assign(now.begin(), now.end());
    if (!view.spec.classes) {
        const auto all = snapshot.values(name);
        const std::vector<double> ever(all.begin(), all.end());
        const bool zeros = std::any_of(ever.begin(), ever.end(), [](double v) { return v == 0; });
        view.spec.classes = viz::quantile_classes(ever, view.spec.class_count, zeros);
    }
    return view;
}

CellView cell_view(const data::Snapshot& snapshot, const MapArguments& a) {
    if (!snapshot.cells)
        throw geo::InputError(snapshot.path.string(),
                              "has no squares to show; `legekart access -o FILE.nc` writes them");
    const auto& grid = *snapshot.cells;
    std::vector<std::string> known;
    const data::CellField* field = nullptr;
    for (const auto& one : grid.fields) {
        known.push_back(one.name);
        if (one.name == a.cells) field = &one;
    }
    if (!field)
        throw geo::InputError("--cells", fmt::format("the file has no '{}', expected one of {}", a.cells,
                                                     fmt::join(known, ", ")));
    const auto month = snapshot.month(time_index(snapshot, a.month));
    const auto at = std::find(grid.times.begin(), grid.times.end(), month);
    if (at == grid.times.end()) throw geo::InputError("--month", "the file has no squares of that month");
    const auto time = static_cast<std::size_t>(at - grid.times.begin());
    CellView view;
    data::IndicatorInfo words;
    words.unit = field->unit;
    words.long_name = field->long_name;
    words.long_name_no = field->long_name_no;
    view.spec = spec_of(snapshot, words, time_index(snapshot, a.month), a);
    view.cell_m = static_cast<std::uint32_t>(grid.cell_m);
    const auto west = static_cast<std::int32_t>(std::lround(grid.west_m / grid.cell_m));
    const auto north = static_cast<std::int32_t>(std::lround(grid.north_m / grid.cell_m)) - 1;
    const auto values = snapshot.cell_values(field->name, time);
    for (std::uint32_t y = 0; y < grid.height; ++y)
        for (std::uint32_t x = 0; x < grid.width; ++x) {
            const auto value = static_cast<double>(values[std::size_t{y} * grid.width + x]);
            if (std::isnan(value)) continue;
            view.col.push_back(west + static_cast<std::int32_t>(x));
            view.row.push_back(north - static_cast<std::int32_t>(y));
            view.values.push_back(value);
        }
    if (!view.spec.classes && field->unit == "min")
        view.spec.classes = viz::user_classes({5, 10, 15, 30, 45, 60, 90});
    return view;
}

MapView difference_view(const data::Snapshot& snapshot, const data::Snapshot& other, const MapArguments& a) {
    if (snapshot.municipalities.number != other.municipalities.number)
        throw geo::InputError(other.path.string(),
                              fmt::format("has other municipalities than {}; compare files of one input set",
                                          snapshot.path.string()));
    const auto name = indicator_of(snapshot, a);
    const int t = time_index(snapshot, a.month);
    const auto month = snapshot.month(t);
    MapView view{{}, spec_of(snapshot, snapshot.indicator(name), t, a)};
    view.spec.values = viz::Values::differences;
    view.spec.subtitle += fmt::format(": {} − {}", snapshot.path.stem().string(), other.path.stem().string());
    const auto here = snapshot.values(name, t);
    const auto there =
        other.values(name, time_index(other, fmt::format("{:04}-{:02}", static_cast<int>(month.year()),
                                                         static_cast<unsigned>(month.month()))));
    for (std::size_t m = 0; m < here.size(); ++m)
        view.values.push_back(static_cast<double>(here[m]) - static_cast<double>(there[m]));
    return view;
}

}  // namespace runs
