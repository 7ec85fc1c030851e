#include "data/own_lists.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <initializer_list>
#include <map>
#include <set>

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
    const char* what;
    std::initializer_list<const char*> names;
    bool needed;
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
Holder holder_of(const std::string& type) {
    const auto plain = geo::plain_name(type);
    const auto says = [&](const char* word) { return plain.find(word) != std::string::npos; };
    if (says("vikar") || says("locum")) return Holder::locum;
    if (says("uten lege") || says("uten fastlege") || says("ledig") || says("vakant") || says("vacant") ||
        says("without"))
        return Holder::nobody;
    return Holder::gp;
}

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

void put(model::Inputs& figures, const std::vector<Row>& rows, OwnLists& told) {
    auto& table = figures.lists;
    auto& sites = figures.practices;
    std::set<MunicipalityId> replaced;
    for (const auto& row : rows) replaced.insert(row.municipality);
    for (const auto m : replaced) {
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
}

}  // namespace

OwnLists put_own_lists(InputSet& set, const std::filesystem::path& file) {
    const auto columns = found_columns(file);
    OwnLists told;
    detail::TableReader table(file, columns, &told.remarks);
    const model::AreaNames names(set.figures.municipalities);
    const Sites sites(set.figures.practices);
    std::vector<Row> rows;
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
        if (!columns[type_column].empty() && !table.blank(type_column))
            row.holder = holder_of(table.text(type_column));
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
    put(set.figures, rows, told);
    set.attributions.push_back({file.filename().string(), "GP lists put in place of the official ones",
                                "inputs.own_lists", "not stated", "table of the user's own", "",
                                sha256_of_file(file)});
    return told;
}

std::vector<std::string> told(const OwnLists& lists, const model::Municipalities& municipalities) {
    std::vector<std::string> names;
    for (const auto m : lists.municipalities) names.push_back(model::norwegian_name(municipalities.name[m]));
    std::vector<std::string> said{fmt::format(
        "own lists: {} of {} rows placed, {} without a GP ({} with a locum); {} {} now as in the table",
        lists.placed, lists.rows, lists.without_gp, lists.with_locum, fmt::join(names, ", "),
        names.size() == 1 ? "is" : "are")};
    for (const auto& row : lists.not_matched) said.push_back("own lists, not matched: " + row);
    for (const auto& row : lists.remarks) said.push_back("own lists: " + row);
    return said;
}

}  // namespace data
