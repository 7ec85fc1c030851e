#pragma once
// Areas by the names that people give them: the one resolver of every command.
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/areas.hpp"

namespace model {

/// A group of municipalities of somebody's own, as it is written.
struct OwnArea {
    std::string name;
    std::vector<std::string> places;  ///< whatever AreaNames knows, and own areas before this one
    std::string where;                ///< file and line, for messages
};

/// Finds areas by number or name, in any case and without marks: "18", "nordland", "Nordland fylke", "Bodo",
/// "Karasjohka", "Herøy (Nordland)", "Helse Nord", "Helgeland hospital area", "sykehusområde UNN",
/// "centrality 6", "under 2000", and own areas; municipalities and counties also by numbers they had, or will
/// have, on borders of other years since 2017. Where a name is a municipality's and a hospital area's it is
/// the former.
class AreaNames {
public:
    /// `inhabitants` per municipality make the size classes; none: those are not known. Throws InputError if
    /// an own area has a name that is taken, or a place that is not known.
    explicit AreaNames(const Municipalities& municipalities, std::span<const std::int32_t> inhabitants = {},
                       std::span<const OwnArea> own = {});

    /// Those of areas(), then own ones.
    const std::vector<Area>& all() const { return areas_; }

    /// The area called so. Throws InputError (`where`) for a name that is unknown, with the nearest one, or
    /// that several municipalities have.
    const Area& find(std::string_view called, std::string_view where = "--area") const;

    /// Several as one: the nation for none, an area itself for one; else an own area of all their
    /// municipalities, each once, called "Bodø, Salten".
    Area together(std::span<const std::string> called, std::string_view where = "--area") const;

private:
    void learn(std::uint32_t area, std::string_view name);
    /// The municipalities that a number of other years' borders means here, as an own area; none: no such.
    std::optional<Area> of_other_years(std::string number) const;
    std::map<std::string, std::vector<std::uint32_t>> called_;  ///< rows by plain name, the first one counts
    std::vector<std::string> said_;                             ///< names as people write them
    std::vector<Area> areas_;
};

/// "Porsanger" of "Porsanger - Porsáŋgu - Porsanki": the Norwegian name stands first.
std::string norwegian_name(std::string_view official);

}  // namespace model
