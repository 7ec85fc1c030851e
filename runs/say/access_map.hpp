#pragma once
// A study as a map of squares.
#include <filesystem>
#include <optional>
#include <string>

#include "runs/study/access/study.hpp"
#include "viz/wording.hpp"

namespace runs {

/// The change in a few words: "without Horten–Moss rv. 19; new practice at 201000, 7022000". Empty for none.
std::string change_words(const study::AccessChange& change, viz::Language language);

struct AccessPicture {
    std::string indicator;  ///< name of an index
    viz::Language language = viz::Language::norwegian;
    std::optional<model::Area> area =
        {};  ///< whose squares are drawn, counted and told of; none: the country
};

/// Draws one index on the squares where people of the area live; those out of reach are in the last class.
/// Title, legend and counts are the area's. New practices are marked with their numbers. Format by the
/// extension: .png, .pdf or .svg. Throws InputError for an unknown index.
void draw_access(const std::filesystem::path& path, const study::AccessStudy& study,
                 const study::AccessState& state, const study::AccessChange& change,
                 const AccessPicture& picture);

}  // namespace runs
