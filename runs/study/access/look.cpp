#include "runs/study/access/look.hpp"

#include "runs/study/access/figures.hpp"

namespace study {

Looked look(AccessStudy& study, AccessChange change, const std::optional<PlaceWish>& wish,
            const std::string& roads) {
    must_cover(beyond_roads(study), study, roads);
    Looked out{study.now(), {}, {}, std::move(change), {}};
    if (wish) {
        // Places are sought in the world with the other changes made.
        if (!out.change.empty()) out.after = study.with(out.change, out.before);
        out.placement = place(study, out.shown(), out.change.closed_lines, *wish);
        for (const auto& one : out.placement->places) out.change.added.push_back({one.place, wish->lists});
    }
    if (!out.change.empty()) {
        out.after = study.with(out.change, out.before);
        out.rows = changes(study, out.before, *out.after);
    }
    return out;
}

}  // namespace study
