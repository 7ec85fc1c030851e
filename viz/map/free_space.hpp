#pragma once
#include <optional>
#include <vector>

#include "viz/canvas.hpp"

namespace viz {

/// Which parts of a panel are taken, so that legend, inset and scale bar find empty sea.
class FreeSpace {
public:
    explicit FreeSpace(Box panel);
    /// Takes what lies inside the rings, and their edges.
    void take(const Path& area);
    void take(Box box);
    /// The upper left corner for a free box of this size, at least `margin` from all that is taken and from
    /// the panel's edge, as near as possible to the panel's corner (0, 0 upper left; 1, 1 lower right).
    /// Nothing if there is no room.
    std::optional<Xy> place(double width, double height, double margin, Xy corner) const;

private:
    int column(double x) const;
    int row(double y) const;
    void mark(int column, int row);

    Box panel_;
    int columns_, rows_;
    std::vector<std::uint8_t> taken_;  ///< rows x columns, squares of four pixels
};

}  // namespace viz
