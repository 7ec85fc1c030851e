#include "data/own_lists.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <initializer_list>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "data/detail/table_reader.hpp"
#include "data/sha256.hpp"
#include "geo/base/error.hpp"
#include "geo/base/plain_name.hpp"
#include "model/area_names.hpp"

namespace data {
namespace {

using model::MunicipalityId;
using model::PracticeId;

/// What a column may be called, as plain names; the first is how messages write it.
struct Heading {
    const char* what = nullptr;
    std::initializer_list<const char*> names;
    bool needed = false;
};
const std::initializer_list<Heading> headings{
    {"Kommune", {"kommune", "kommunenr", "kommunenummer", "kommunenavn", "municipality"}, true},
    {"Listetak", {"listetak", "tak", "cap", "places", "list cap"}, true},
    {"Antall på liste",
     {"antall pa liste", "antall", "listelengde", "pasienter", "patients", "members"},
     true},
    {"Postnr", {"postnr", "postnummer", "postkode", "postcode"}, false},
    {"Type", {"type", "status", "avtaleform", "contract"}, false},
};
enum ColumnOf { municipality_column, cap_column, patients_column, postcode_column, type_column };

/// The table's names of the columns, empty where it has none.
std::vector<std::string> found_columns(const std::filesystem::path& file) {
    const auto there = detail::columns_of(file);
    std::vector<std::string> found;
    for (const auto& heading : headings) {
        found.emplace_back();
        for (const char* name : heading.names)
            for (const auto& column : there)
                if (found.back().empty() && geo::plain_name(column) == name) found.back() = column;
        if (heading.needed && found.back().empty())
            throw geo::InputError(file.string(), fmt::format("has no column '{}'; it has {}", heading.what,
                                                             fmt::join(there, ", ")));
    }
    return found;
}

enum class Holder { gp, locum, nobody };

/// What a type says of who holds the list, as plain words: the first row that has one of them says it, so
/// that "ikke ledig" is no "ledig", and "uten fastlege" no "fastlege".
struct HolderWords {
    Holder holder = Holder::nobody;
    std::initializer_list<const char*> words;
};
const std::initializer_list<HolderWords> holder_words{
    {Holder::gp, {"ikke ledig", "ikke vakant", "ikke ubesatt", "ikke vikar", "not vacant", "not without"}},
    {Holder::locum, {"vikar", "locum"}},
    {Holder::nobody,
     {"uten lege",
      "uten fast lege",
      "uten fastlege",
      "ingen lege",
      "ingen fast lege",
      "ingen fastlege",
      "ikke lege",
      "ikke fast lege",
      "ikke fastlege",
      "mangler lege",
      "mangler fastlege",
      "mangler fast lege",
      "ubesatt",
      "ikke besatt",
      "ledig",
      "vakan",
      "vacan",
      "without",
      "no gp",
      "no doctor",
      "unfilled",
      "not filled"}},
    {Holder::gp,
     {"besatt", "fast", "naering", "lonn", "selvstendig", "privat", "kommunal", "avtale", "lege", "alis",
      "gp", "doctor", "salar", "self employed", "filled", "occupied"}},
};

/// Nothing for a type that no word is known of.
std::optional<Holder> holder_of(const std::string& type) {
    const auto plain = geo::plain_name(type);
    for (const auto& row : holder_words)
        for (const char* word : row.words)
            if (plain.find(word) != std::string::npos) return row.holder;
    return std::nullopt;
}

/// Types that say nothing of who holds the list, each told once.
class UnknownTypes {
public:
    void add(const std::string& type, const std::string& where) {
        auto& [first, rows] = found_.try_emplace(type, where, 0).first->second;
        ++rows;
    }
    void tell(std::vector<std::string>& remarks) const {
        for (const auto& [type, place] : found_)
            remarks.push_back(fmt::format(
                "{}: '{}' does not say whether the list has a GP, and is taken as one that has ({} row{}); "
                "expected such as Næringsdrivende, Fastlønn, Vikar or Uten lege",
                place.first, type, place.second, place.second == 1 ? "" : "s"));
    }

private:
    std::map<std::string, std::pair<std::string, int>> found_;
};

/// Known surgeries of a municipality.
class Sites {
public:
    explicit Sites(const model::PracticeSites& sites) : sites_(sites) {
        for (const auto p : model::ids<PracticeId>(sites.size()))
            of_[sites.municipality[p].value].push_back(p);
    }
    /// By postcode; else the one with most lists, and says that it is a guess. None without any.
    std::optional<PracticeId> at(MunicipalityId m, const std::string& postcode, bool& guess) const {
        const auto found = of_.find(m.value);
        if (found == of_.end()) return std::nullopt;
        const auto lists = [&](PracticeId p) { return sites_.lists_with_gp[p] + sites_.lists_without_gp[p]; };
        std::optional<PracticeId> best;
        for (const bool there : {true, false}) {
            for (const auto p : found->second)
                if ((!there || sites_.postcode[p] == postcode) && (!best || lists(p) > lists(*best)))
                    best = p;
            guess = !there && found->second.size() > 1;
            if (best) return best;
        }
        return best;
    }

private:
    const model::PracticeSites& sites_;
    std::map<std::uint32_t, std::vector<PracticeId>> of_;
};

struct Row {
    MunicipalityId municipality{};
    PracticeId practice{};
    std::uint32_t cap = 0, patients = 0;
    Holder holder = Holder::gp;
};

std::uint32_t lists_of(const auto& table, MunicipalityId m) {
    return std::uint32_t{table.lists_with_gp[m]} + table.lists_without_gp[m];
}

void put(model::Inputs& figures, const std::vector<Row>& rows, OwnLists& told) {
    auto& table = figures.lists;
    auto& sites = figures.practices;
    std::set<MunicipalityId> replaced;
    for (const auto& row : rows) replaced.insert(row.municipality);
    for (const auto m : replaced) {
        told.official.push_back(lists_of(table, m));
        table.lists_with_gp[m] = table.lists_without_gp[m] = table.open_lists[m] = 0;
        table.patients_with_gp[m] = table.patients_without_gp[m] = table.places_with_gp[m] = 0;
    }
    for (const auto p : model::ids<PracticeId>(sites.size()))
        if (replaced.contains(sites.municipality[p])) sites.lists_with_gp[p] = sites.lists_without_gp[p] = 0;
    constexpr std::uint32_t open_over = 20;  // free places of an open list (SSB 07388)
    for (const auto& row : rows) {
        const auto m = row.municipality;
        if (row.holder == Holder::gp) {
            ++table.lists_with_gp[m];
            ++sites.lists_with_gp[row.practice];
            table.patients_with_gp[m] += row.patients;
            table.places_with_gp[m] += row.cap;
            if (row.cap > row.patients + open_over) ++table.open_lists[m];
        } else {
            ++table.lists_without_gp[m];
            ++sites.lists_without_gp[row.practice];
            table.patients_without_gp[m] += row.patients;
            ++told.without_gp;
            told.with_locum += row.holder == Holder::locum;
        }
        ++told.placed;
    }
    told.municipalities.assign(replaced.begin(), replaced.end());
    for (const auto m : replaced) told.given.push_back(lists_of(table, m));
}

}  // namespace

OwnLists put_own_lists(InputSet& set, const std::filesystem::path& file) {
    const auto columns = found_columns(file);
    OwnLists told;
    detail::TableReader table(file, columns, &told.remarks);
    const model::AreaNames names(set.figures.municipalities);
    const Sites sites(set.figures.practices);
    std::vector<Row> rows;
    UnknownTypes unknown;
    table.each([&] {
        ++told.rows;
        Row row;
        const auto called = table.text(municipality_column);
        const auto skip = [&](const std::string& why) {
            told.not_matched.push_back(fmt::format("{}: {}", table.where(), why));
        };
        try {
            const auto& area = names.find(called, "municipality");
            if (area.members.size() != 1)
                return skip(
                    fmt::format("'{}' is {} municipalities, expected one", called, area.members.size()));
            row.municipality = area.members.front();
        } catch (const geo::InputError& error) {
            return skip(error.what());
        }
        row.cap = static_cast<std::uint32_t>(table.whole(cap_column, 0, 10'000));
        row.patients = static_cast<std::uint32_t>(table.whole(patients_column, 0, 20'000));
        if (!columns[type_column].empty() && !table.blank(type_column)) {
            const auto type = table.text(type_column);
            const auto holder = holder_of(type);
            row.holder = holder.value_or(Holder::gp);
            if (!holder) unknown.add(type, table.where());
        }
        const bool says = !columns[postcode_column].empty() && !table.blank(postcode_column);
        auto postcode = says ? table.text(postcode_column) : std::string();
        if (postcode.size() == 3) postcode.insert(0, "0");  // a spreadsheet took the zero
        bool guess = false;
        const auto site = sites.at(row.municipality, postcode, guess);
        if (!site) return skip(fmt::format("no surgery is known in {}", called));
        if (guess)
            told.remarks.push_back(
                fmt::format("{}: no surgery known in {} with postcode '{}'; put at the largest one",
                            table.where(), called, postcode));
        row.practice = *site;
        rows.push_back(row);
    });
    if (rows.empty()) throw geo::InputError(file.string(), "no row names a municipality of the inputs");
    unknown.tell(told.remarks);
    put(set.figures, rows, told);
    set.attributions.push_back({file.filename().string(), "GP lists put in place of the official ones",
                                "inputs.own_lists", "not stated", "table of the user's own", "",
                                sha256_of_file(file)});
    return told;
}

std::vector<std::string> told(const OwnLists& lists, const model::Municipalities& municipalities) {
    std::vector<std::string> names, numbers;
    for (std::size_t i = 0; i < lists.municipalities.size(); ++i) {
        names.push_back(model::norwegian_name(municipalities.name[lists.municipalities[i]]));
        numbers.push_back(fmt::format("{} {} ({})", names.back(), lists.given[i], lists.official[i]));
    }
    std::vector<std::string> said{fmt::format(
        "own lists: {} of {} rows placed, {} without a GP ({} with a locum); {} {} now as in the table",
        lists.placed, lists.rows, lists.without_gp, lists.with_locum, fmt::join(names, ", "),
        names.size() == 1 ? "is" : "are")};
    said.push_back(
        fmt::format("own lists: lists in the table (and officially): {}; a table must hold all lists of a "
                    "municipality, since what it leaves out is gone",
                    fmt::join(numbers, ", ")));
    for (const auto& row : lists.not_matched) said.push_back("own lists, not matched: " + row);
    for (const auto& row : lists.remarks) said.push_back("own lists: " + row);
    return said;
}

}  // namespace data
