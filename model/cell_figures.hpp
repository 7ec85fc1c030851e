#pragma once
// What is known of each inhabited square in one month.
#include <array>
#include <string_view>
#include <vector>

namespace model {

struct World;

/// One entry per row of the world's squares; NaN where nobody lives or nothing is within the travel table's
/// reach.
struct CellFigures {
    std::vector<float> residents;             ///< persons; 0 where nobody lives
    std::vector<float> minutes_own_practice;  ///< by car, mean over residents whose practice is within reach
    std::vector<float>
        minutes_nearest_open;  ///< by car, to the nearest practice with an open list (over 20 free places)
    std::vector<float> share_without_gp;  ///< percent of residents on a list without a GP or on no list
};

/// One column of CellFigures, as a file names it.
struct CellFigureInfo {
    std::vector<float> CellFigures::*column;
    std::string_view name, unit, long_name, long_name_no;
    bool is_sum;  ///< squares that share one are added up; else they are weighted by residents
};

/// All columns, in the order in which files hold them.
std::array<CellFigureInfo, 4> cell_figure_infos();

/// State on the first of world.month. Visits every person: about 0.1 s of one core per million people.
CellFigures cell_figures(const World& world);

}  // namespace model
