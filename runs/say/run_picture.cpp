#include "runs/say/run_picture.hpp"

#include <fmt/format.h>

#include <cmath>

#include "data/version.hpp"
#include "viz/map/map_view.hpp"

namespace runs {

void draw_so_far(const std::filesystem::path& picture, const data::Scenario& scenario,
                 const data::InputSet& set, const study::Ensemble& so_far, const model::Area& area) {
    const auto& ratio = model::ratios().front();
    const auto& municipalities = set.figures.municipalities;
    const auto last = so_far.sums.at(so_far.sums.times() - 1);
    const auto sums = [&](std::string_view count) {
        return last.subspan(model::count_row(count) * municipalities.size(), municipalities.size());
    };
    const auto above = sums(ratio.numerator), below = sums(ratio.denominator);
    std::vector<double> values;
    for (std::size_t m = 0; m < municipalities.size(); ++m)
        values.push_back(below[m] > 0
                             ? ratio.scale * static_cast<double>(above[m]) / static_cast<double>(below[m])
                             : std::nan(""));
    data::IndicatorInfo info;
    info.name = ratio.name;
    info.unit = ratio.unit;
    info.long_name = ratio.long_name;
    info.long_name_no = ratio.long_name_no;
    const auto language = viz::Language::norwegian;
    auto spec = viz::map_of_cells(info, municipalities, set.attributions, language);
    const bool nation = area.kind == model::AreaKind::nation;
    if (!nation)
        for (const auto m : area.members) spec.zoom.push_back(m.value);
    spec.subtitle =
        viz::joined({nation ? "" : viz::norwegian_name(viz::name_of(area, language)),
                     viz::alone_text(municipalities, language), scenario.title_no,
                     viz::date_text(scenario.start + std::chrono::months{scenario.months}, language),
                     viz::futures_text(so_far.sums.replicates(), language)});
    spec.footer = fmt::format("Legekart {} ({})", data::version, data::git_commit);
    spec.neighbours = &set.neighbours;
    viz::write_map(picture, nation ? set.small : set.land, values, spec);
}

bool is_worth_drawing(int done, int of) {
    for (int decade = 1; decade <= done; decade *= 10)
        if (done == decade || done == 2 * decade || done == 5 * decade) return true;
    return done == of;
}

}  // namespace runs
