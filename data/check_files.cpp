#include "data/check_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "data/detail/municipality_index.hpp"
#include "data/read_population.hpp"
#include "data/read_road_file.hpp"
#include "data/read_text_file.hpp"
#include "model/municipality_codes.hpp"

namespace data {
namespace {

using Kind = Finding::Kind;

struct Checking {
    CheckedFile& out;
    const InputSet& known;
    const CheckTolerance& tolerance;

    void say(Kind kind, const std::string& where, std::string what) const {
        out.findings.push_back({kind, where, std::move(what)});
    }
};

/// A few of many words.
std::string some(const std::vector<std::string>& words) {
    constexpr std::size_t shown = 6;
    const std::vector<std::string> few(words.begin(),
                                       words.begin() + std::min<std::ptrdiff_t>(shown, std::ssize(words)));
    return fmt::format("{}{}", fmt::join(few, ", "),
                       words.size() > shown ? fmt::format(" and {} more", words.size() - shown) : "");
}

/// Tells how a file's municipality numbers fit the known set.
void check_numbers(const Checking& c, const std::string& where, const std::set<std::string>& numbers) {
    if (numbers.empty()) return;
    c.out.numbers.insert(numbers.begin(), numbers.end());
    const auto& ours = c.known.figures.municipalities.number.values();
    std::vector<std::string> unknown, lacking;
    for (const auto& number : numbers)
        if (std::ranges::find(ours, number) == ours.end()) unknown.push_back(number);
    for (const auto& number : ours)
        if (!numbers.contains(number)) lacking.push_back(number);
    const std::vector<std::string> all(numbers.begin(), numbers.end());
    const auto years = model::years_of_borders(all);
    c.say(unknown.empty() ? Kind::fact : Kind::odd, where,
          fmt::format("{} municipalities, borders of {}", numbers.size(),
                      years.empty() ? "no year known" : years));
    if (!unknown.empty())
        c.say(Kind::odd, where,
              fmt::format("{} numbers are not in the input set: {}", unknown.size(), some(unknown)));
    if (!lacking.empty() && numbers.size() > 1)
        c.say(Kind::fact, where,
              fmt::format("{} numbers of the input set are not here: {}", lacking.size(), some(lacking)));
}

/// What stands in one column of a table.
struct ColumnFacts {
    std::size_t figures = 0, missing = 0, nil = 0, words = 0;
    double sum = 0, least = 0, most = 0;
    std::uint32_t first_missing = 0;
    std::string sign;
};

ColumnFacts facts_of(const detail::TextTable& table, std::size_t column) {
    ColumnFacts f;
    for (const auto& row : table.rows) {
        const auto field = column < row.fields.size() ? row.fields[column] : std::string_view();
        if (detail::is_missing_figure(field)) {
            if (f.missing++ == 0) {
                f.first_missing = row.line;
                f.sign = field;
            }
        } else if (detail::is_nil_figure(field)) {
            ++f.nil;
        } else if (const auto number = detail::number_in(field, table.separator != ',')) {
            f.least = f.figures == 0 ? *number : std::min(f.least, *number);
            f.most = f.figures == 0 ? *number : std::max(f.most, *number);
            f.sum += *number;
            ++f.figures;
        } else {
            ++f.words;
        }
    }
    return f;
}

/// The column of municipality numbers, if most of one column are such.
std::optional<std::size_t> municipality_column(const detail::TextTable& table) {
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        std::size_t fit = 0;
        for (const auto& row : table.rows)
            fit += c < row.fields.size() && detail::is_municipality_number(std::string(row.fields[c]));
        if (!table.rows.empty() && 2 * fit > table.rows.size()) return c;
    }
    return std::nullopt;
}

void check_table(const Checking& c, const std::filesystem::path& path) {
    const auto table = detail::read_text_table(path);
    const auto& file = c.out.file;
    const char* separator = table.separator == ';' ? "semicolon" : table.separator == '\t' ? "tab" : "comma";
    c.say(Kind::fact, file,
          fmt::format("a table of {} rows and {} columns, {}, parted by {}{}", table.rows.size(),
                      table.columns.size(), table.windows_1252 ? "Windows-1252" : "UTF-8", separator,
                      table.titles > 0 ? fmt::format(", {} lines of title", table.titles) : ""));
    const auto number = municipality_column(table);
    for (std::size_t k = 0; k < table.columns.size(); ++k) {
        const auto where = fmt::format("{}: column '{}'", file, table.columns[k]);
        const auto f = facts_of(table, k);
        if (k == number || f.figures <= f.words) continue;
        c.say(Kind::fact, where,
              fmt::format("{} figures, {} to {}, sum {:.6g}", f.figures, f.least, f.most, f.sum));
        if (f.missing > 0)
            c.say(Kind::odd, where,
                  fmt::format("{} figures are missing ('{}'), the first at line {}", f.missing, f.sign,
                              f.first_missing));
        if (f.nil > 0) c.say(Kind::fact, where, fmt::format("{} times '-', a zero", f.nil));
        if (f.words > 0) c.say(Kind::odd, where, fmt::format("{} fields are no numbers", f.words));
    }
    if (!number) return;
    std::map<std::string, std::vector<std::uint32_t>> lines;
    for (const auto& row : table.rows)
        if (*number < row.fields.size())
            lines[detail::municipality_number(row.fields[*number])].push_back(row.line);
    std::set<std::string> numbers;
    for (const auto& [n, at] : lines) numbers.insert(n);
    const auto where = fmt::format("{}: column '{}'", file, table.columns[*number]);
    check_numbers(c, where, numbers);
    // A table of one row a municipality, but for a few: those are mistakes.
    if (table.rows.size() < numbers.size() + numbers.size() / 2 + 1)
        for (const auto& [n, at] : lines)
            if (at.size() > 1)
                c.say(Kind::wrong, where,
                      fmt::format("{} comes {} times, at lines {}", n, at.size(), fmt::join(at, ", ")));
}

void check_json_stat(const Checking& c, const std::filesystem::path& path) {
    const auto& figures = c.known.figures;
    const auto table = read_population_json_stat(path, figures.municipalities);
    for (int year = table.first_year; year < table.first_year + table.years; ++year) {
        const auto sum = [&](const model::PopulationTable& t) {
            const auto begin = t.persons.begin() + static_cast<std::ptrdiff_t>(
                                                       t.persons.size() / static_cast<std::size_t>(t.years)) *
                                                       (year - t.first_year);
            return std::accumulate(
                begin,
                begin + static_cast<std::ptrdiff_t>(t.persons.size() / static_cast<std::size_t>(t.years)),
                std::int64_t{0});
        };
        const auto here = sum(table);
        const bool known = figures.population.has(year);
        const auto there = known ? sum(figures.population) : 0;
        const bool off = known && std::abs(static_cast<double>(here - there)) >
                                      c.tolerance.total * static_cast<double>(there);
        c.say(off ? Kind::odd : Kind::fact, c.out.file,
              fmt::format("{} residents on 1 January {}{}", here, year,
                          known ? fmt::format(", the input set has {}", there) : ""));
    }
}

/// A layer of areas: repairs, numbers, areas.
void check_areas_of(const Checking& c, const std::filesystem::path& path, const std::string& name) {
    const detail::Layer layer(path, name);
    const auto where = fmt::format("{}: layer '{}'", c.out.file, layer->GetName());
    auto* definition = layer->GetLayerDefn();
    std::optional<detail::ToPlane> plane;
    try {
        plane.emplace(layer, "");
    } catch (const geo::InputError& error) {
        c.say(Kind::wrong, where, error.what());
    }
    std::map<int, std::size_t> fits;
    std::size_t features = 0, empty = 0;
    geo::Boundaries areas;
    std::vector<geo::Repair> repairs;
    std::vector<std::string> broken;
    const detail::QuietGdal quiet;
    while (const OGRFeatureUniquePtr feature{layer->GetNextFeature()}) {
        ++features;
        for (int f = 0; f < definition->GetFieldCount(); ++f)
            fits[f] += detail::is_municipality_number(feature->GetFieldAsString(f));
        auto* geometry = feature->GetGeometryRef();
        if (!geometry || geometry->IsEmpty()) {
            ++empty;
            c.say(Kind::wrong, layer.where(feature->GetFID()), "has no polygon");
            continue;
        }
        try {
            if (plane) plane->apply(*geometry, layer.where(feature->GetFID()));
            std::vector<unsigned char> wkb(geometry->WkbSize());
            geometry->exportToWkb(wkbNDR, wkb.data(), wkbVariantIso);
            const auto before = repairs.size();
            geo::append_area(areas, wkb, repairs, layer.where(feature->GetFID()));
            if (repairs.size() > before)
                c.say(Kind::odd, layer.where(feature->GetFID()), "is repaired: " + repairs.back().problem);
        } catch (const geo::InputError& error) {
            c.say(Kind::wrong, layer.where(feature->GetFID()), error.what());
        }
    }
    const auto km2 = geo::areas_km2(areas);
    c.say(Kind::fact, where,
          fmt::format("{} areas, {:.0f} km2, {} repaired", features,
                      std::accumulate(km2.values().begin(), km2.values().end(), 0.0), repairs.size()));
    const auto best = std::ranges::max_element(fits, {}, [](const auto& fit) { return fit.second; });
    if (best == fits.end() || 2 * best->second < features) return;
    layer->ResetReading();
    std::set<std::string> numbers;
    while (const OGRFeatureUniquePtr feature{layer->GetNextFeature()})
        numbers.insert(detail::municipality_number(feature->GetFieldAsString(best->first)));
    check_numbers(c,
                  fmt::format("{}, column '{}'", where, definition->GetFieldDefn(best->first)->GetNameRef()),
                  numbers);
}

void check_roads(const Checking& c, const std::filesystem::path& path) {
    const auto file = read_road_file(path);
    const auto& roads = file.roads;
    const double km = std::accumulate(roads.length_m.begin(), roads.length_m.end(), 0.0) / 1'000;
    const auto ferries =
        std::ranges::count_if(roads.road_class, [](auto kind) { return geo::is_ferry(kind); });
    const auto oneway = std::ranges::count(roads.oneway, 1);
    c.say(Kind::fact, c.out.file,
          fmt::format("roads: {} lines of {:.0f} km, {} nodes, {} one way, {} ferries", roads.size(), km,
                      roads.nodes, oneway, ferries));
    for (const auto& remark : file.remarks) c.say(Kind::odd, c.out.file, remark);
}

bool has_end(const std::string& name, std::initializer_list<const char*> ends) {
    return std::ranges::any_of(ends, [&](const char* end) { return name.ends_with(end); });
}

void check_layers(const Checking& c, const std::filesystem::path& path) {
    const auto layers = detail::layers_of(path);
    if (layers.empty())
        throw geo::InputError(c.out.file, "cannot be opened; expected a table, roads or areas");
    for (const auto& name : layers) {
        const auto type = wkbFlatten(detail::Layer(path, name)->GetGeomType());
        const bool lines = type == wkbLineString || type == wkbMultiLineString;
        if (lines)
            check_roads(c, path);
        else if (type == wkbNone)
            c.say(Kind::fact, fmt::format("{}: sheet '{}'", c.out.file, name),
                  fmt::format("columns {}", fmt::join(detail::columns_of(path), ", ")));
        else
            check_areas_of(c, path, name);
        if (lines) return;
    }
}

void check_one(const Checking& c, const std::filesystem::path& path) {
    const auto name = path.filename().string();
    must_be_no_stream(path);
    if (detail::is_text_table(name)) return check_table(c, path);
    if (has_end(name, {".osm", ".osm.gz", ".osm.bz2", ".pbf", ".opl", ".toml"})) return check_roads(c, path);
    if (has_end(name, {".json"}) && detail::layers_of(path).empty()) return check_json_stat(c, path);
    check_layers(c, path);
}

/// How many numbers miss on each side of two files.
void check_pair(CheckedFile& a, const CheckedFile& b) {
    std::vector<std::string> only_a, only_b;
    std::ranges::set_difference(a.numbers, b.numbers, std::back_inserter(only_a));
    std::ranges::set_difference(b.numbers, a.numbers, std::back_inserter(only_b));
    if (only_a.empty() && only_b.empty()) return;
    a.findings.push_back(
        {Kind::odd, a.file + " and " + b.file,
         fmt::format("{} municipality numbers are only in the first ({}), {} only in the second ({})",
                     only_a.size(), some(only_a), only_b.size(), some(only_b))});
}

}  // namespace

bool CheckedFile::usable() const {
    return std::ranges::none_of(findings, [](const Finding& f) { return f.kind == Finding::Kind::wrong; });
}

std::vector<CheckedFile> check_files(std::span<const std::filesystem::path> files, const InputSet& known,
                                     const CheckTolerance& tolerance) {
    std::vector<CheckedFile> out;
    for (const auto& path : files) {
        CheckedFile checked{path.string(), {}, {}};
        const Checking c{checked, known, tolerance};
        try {
            check_one(c, path);
        } catch (const geo::InputError& error) {
            c.say(Kind::wrong, "", error.what());
        }
        out.push_back(std::move(checked));
    }
    for (std::size_t a = 0; a < out.size(); ++a)
        for (std::size_t b = a + 1; b < out.size(); ++b)
            if (out[a].numbers.size() > 1 && out[b].numbers.size() > 1) check_pair(out[a], out[b]);
    return out;
}

std::string text_of(std::span<const CheckedFile> files) {
    std::string text;
    for (const auto& file : files)
        for (const auto& f : file.findings)
            text += fmt::format("{} {}{}\n",
                                f.kind == Kind::fact  ? " "
                                : f.kind == Kind::odd ? "!"
                                                      : "x",
                                f.where.empty() ? "" : f.where + ": ", f.what);
    return text;
}

}  // namespace data
