#include "runs/say/access_map.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "data/schema.hpp"
#include "data/version.hpp"
#include "runs/study/access/figures.hpp"
#include "viz/map/map_view.hpp"
#include "viz/messages.hpp"

namespace runs {
namespace {

using viz::Phrase;
using viz::Phrase2;

struct AccessMapMessages {
    viz::Message<double, int> squares;  ///< side in km, year
    Phrase2 far;                        ///< per cent of residents beyond 30 and 60 minutes
    Phrase without, without_practice;
    Phrase2 new_practice;  ///< east and north, m
    viz::Message<std::size_t> new_practices;
};
const AccessMapMessages access_map_norwegian{
    .squares = "Bebodde ruter på {} km, {}",
    .far = "{} % av innbyggerne har over 30 minutter, {} % over 60",
    .without = "uten {}",
    .without_practice = "uten kontor {}",
    .new_practice = "nytt kontor {}, {}",
    .new_practices = "{} nye kontorer",
};
const AccessMapMessages access_map_english{
    .squares = "Inhabited squares of {} km, {}",
    .far = "{} % of residents have over 30 minutes, {} % over 60",
    .without = "without {}",
    .without_practice = "without practice {}",
    .new_practice = "new practice at {}, {}",
    .new_practices = "{} new practices",
};
const AccessMapMessages& access_map_messages(viz::Language language) {
    return language == viz::Language::norwegian ? access_map_norwegian : access_map_english;
}

/// What is shown and the sentence to take away from it; `people` are those it is about.
std::string access_subtitle(const study::AccessStudy& study, const geo::AccessIndex& index,
                            const std::vector<double>& people, const AccessPicture& picture) {
    const auto language = picture.language;
    const auto& said = access_map_messages(language);
    const auto where =
        picture.area ? viz::norwegian_name(viz::name_of(*picture.area, language)) + " · " : std::string();
    auto squares = where + said.squares(study.grid.cell_m / 1000.0, study.figures().lists.year + 1);
    if (index.unit != "minutes") return squares;
    const auto percent = [&](double limit) {
        return viz::format_number(100 * geo::share_over(index.value, people, limit), 1, language);
    };
    return fmt::format("{}. {}", squares, said.far(percent(30), percent(60)));
}

/// The index as a snapshot file would name it.
data::IndicatorInfo as_field(const geo::AccessIndex& index) {
    data::IndicatorInfo info;
    info.name = index.name;
    info.unit = data::file_unit(index.unit);
    info.long_name = index.long_name;
    info.long_name_no = index.long_name_no;
    return info;
}

viz::SquareTable inhabited_squares(const study::AccessStudy& study, const geo::AccessIndex& index,
                                   const std::vector<double>& people) {
    double most = 0;
    for (const double v : index.value)
        if (std::isfinite(v)) most = std::max(most, v);
    viz::SquareTable squares;
    for (std::uint32_t c = 0; c < study.grid.size(); ++c) {
        if (people[c] == 0) continue;
        squares.col.push_back(study.grid.col[geo::CellId{c}]);
        squares.row.push_back(study.grid.row[geo::CellId{c}]);
        squares.value.push_back(std::isfinite(index.value[c]) ? index.value[c] : most);
    }
    return squares;
}

}  // namespace

std::string change_words(const study::AccessChange& change, viz::Language language) {
    const auto& said = access_map_messages(language);
    std::vector<std::string> parts;
    for (const auto& name : change.closed) parts.push_back(said.without(name));
    if (change.added.size() > 3)
        parts.push_back(said.new_practices(change.added.size()));
    else
        for (const auto& p : change.added)
            parts.push_back(said.new_practice(fmt::format("{:.0f}", p.place.east_m),
                                              fmt::format("{:.0f}", p.place.north_m)));
    for (const auto p : change.removed) parts.push_back(said.without_practice(std::to_string(p.value)));
    return fmt::format("{}", fmt::join(parts, "; "));
}

void draw_access(const std::filesystem::path& path, const study::AccessStudy& study,
                 const study::AccessState& state, const study::AccessChange& change,
                 const AccessPicture& picture) {
    const auto language = picture.language;
    const auto& index = state.index(picture.indicator);
    const auto people = picture.area ? study::people_of(study, picture.area->members) : study.people;
    auto spec =
        viz::map_of_cells(as_field(index), study.figures().municipalities, study.set.attributions, language);
    spec.subtitle = access_subtitle(study, index, people, picture);
    if (!change.empty()) spec.subtitle += "; " + change_words(change, language);
    spec.legend_title = spec.title;
    spec.footer = fmt::format("Legekart {} ({})", data::version, data::git_commit);
    if (!spec.classes) spec.palette = "viridis";
    if (picture.area)
        for (const auto m : picture.area->members) spec.zoom.push_back(m.value);
    for (const auto& p : change.added) spec.marks.push_back({p.place, std::to_string(spec.marks.size() + 1)});
    const auto squares = inhabited_squares(study, index, people);
    spec.neighbours = &study.set.neighbours;
    viz::write_map(path, picture.area ? study.set.land : study.set.small,
                   viz::Cells{study.grid.cell_m, squares.col, squares.row, squares.value}, spec);
}

}  // namespace runs
