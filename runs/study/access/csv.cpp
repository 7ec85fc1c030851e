#include <fmt/format.h>

#include <cmath>

#include "data/csv.hpp"
#include "data/write_file.hpp"
#include "runs/study/access/figures.hpp"
#include "runs/study/access/write.hpp"

namespace study {
namespace {

std::string field(double value) {
    return std::isfinite(value) ? fmt::format("{:.6g}", value) : std::string();
}

}  // namespace

std::filesystem::path table_beside(const std::filesystem::path& path, std::string_view what) {
    auto other = path;
    return other.replace_filename(fmt::format("{}-{}.csv", path.stem().string(), what));
}

std::vector<std::filesystem::path> csv_files(const std::filesystem::path& path) {
    std::vector files{path};
    for (const auto what : {practices_table, change_table, places_table})
        files.push_back(table_beside(path, what));
    return files;
}

std::vector<std::filesystem::path> write_csv(const std::filesystem::path& path, const AccessStudy& study,
                                             const AccessState& state, const std::vector<Grouping>& groupings,
                                             const std::vector<MunicipalityChange>& rows) {
    std::string text = "level,number,name,index,unit,people,people_without_a_way,mean,median,p90";
    for (const double t : geo::report_minutes) text += fmt::format(",share_over_{:.0f}", t);
    text += ",gini,palma\n";
    for (const auto& index : state.indices) {
        if (!index.per_person) continue;
        for (const auto& grouping : groupings) {
            const auto group = spread_of(study, index, grouping);
            for (std::size_t g = 0; g < group.spread.size(); ++g) {
                const auto& s = group.spread[g];
                text +=
                    fmt::format("{},{},{},{},{},{:.0f},{:.0f},{},{},{}", grouping.level, grouping.number[g],
                                data::csv_text(grouping.name[g]), index.name, index.unit, s.people,
                                s.out_of_reach, field(s.mean), field(s.median), field(s.p90));
                for (const double share : s.share_over)
                    text += "," + (index.unit == "minutes" ? field(share) : std::string());
                text += group.evenness.empty() ? std::string(",,\n")
                                               : fmt::format(",{},{}\n", field(group.evenness[g].gini),
                                                             field(group.evenness[g].palma));
            }
        }
    }
    data::write_file(path, text);
    std::vector<std::filesystem::path> written{path};

    const auto& f = study.figures();
    text =
        "practice,municipality,name,postcode,x,y,lists_with_gp,lists_without_gp,open_lists,patients,places,"
        "snap_m\n";
    for (std::uint32_t p = 0; p < f.practices.size(); ++p) {
        const geo::PracticeId id{p};
        const auto m = f.practices.municipality[id];
        text += fmt::format(
            "{},{},{},{},{:.0f},{:.0f},{},{},{},{},{},{:.0f}\n", p, f.municipalities.number[m],
            data::csv_text(f.municipalities.name[m]), f.practices.postcode[id], f.practices.place[id].east_m,
            f.practices.place[id].north_m, study.supply.lists_with_gp[id], study.supply.lists_without_gp[id],
            study.supply.open_lists[id], study.supply.patients[id], study.supply.places[id],
            study.travel.practices()[p].distance_m);
    }
    written.push_back(table_beside(path, practices_table));
    data::write_file(written.back(), text);
    if (rows.empty()) return written;

    text =
        "municipality,name,people,people_longer,people_shorter,people_cut_off,mean_minutes_more,"
        "most_minutes_more,people_over_30_more,people_over_60_more,lists_per_10000_more\n";
    for (const auto& row : rows)
        text += fmt::format(
            "{},{},{},{},{},{},{:.2f},{:.1f},{},{},{:.4f}\n", f.municipalities.number[row.municipality],
            data::csv_text(f.municipalities.name[row.municipality]), row.people, row.longer, row.shorter,
            row.cut_off, row.minutes_more, row.most_minutes, row.over_30, row.over_60, row.lists_per_10000);
    written.push_back(table_beside(path, change_table));
    data::write_file(written.back(), text);
    return written;
}

}  // namespace study
