#include "geo/boundaries.hpp"

#include <algorithm>
#include <cmath>
#include <type_traits>
#include <utility>

#include "geo/base/error.hpp"
#include "geo/base/parallel.hpp"
#include "geo/detail/geos.hpp"

namespace geo {
namespace {

using detail::Geometry;
using detail::GeosContext;
using detail::own;

static_assert(sizeof(Point) == 2 * sizeof(double) && std::is_standard_layout_v<Point>,
              "rings are handed to GEOS as plain x, y pairs");

/// Square metres inside a closed ring, positive if it runs counter-clockwise. Taken from the ring's first
/// point, so that coordinates of seven digits do not cost the last digits of the area.
double signed_area_m2(std::span<const Point> ring) {
    double twice = 0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
        const double ax = ring[i].east_m - ring[0].east_m, ay = ring[i].north_m - ring[0].north_m;
        const double bx = ring[i + 1].east_m - ring[0].east_m, by = ring[i + 1].north_m - ring[0].north_m;
        twice += ax * by - bx * ay;
    }
    return 0.5 * twice;
}

std::span<const Point> ring_points(const Boundaries& b, std::uint32_t ring) {
    return std::span(b.points).subspan(b.ring_start[ring], b.ring_start[ring + 1] - b.ring_start[ring]);
}

// ---- well-known binary in ----

Geometry read_wkb(GeosContext& context, std::span<const unsigned char> wkb, bool mend_rings) {
    const auto reader =
        own<detail::WkbReader>(context, GEOSWKBReader_create_r(context.get()), "make a reader");
    GEOSWKBReader_setFixStructure_r(context.get(), reader.get(), mend_rings ? 1 : 0);
    return Geometry(GEOSWKBReader_read_r(context.get(), reader.get(), wkb.data(), wkb.size()),
                    {context.get()});
}

void append_ring(Boundaries& b, const GeosContext& context, const GEOSGeometry* ring, bool clockwise) {
    const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(context.get(), ring);
    unsigned size = 0;
    if (sequence == nullptr || GEOSCoordSeq_getSize_r(context.get(), sequence, &size) == 0)
        context.fail("read a ring");
    const std::size_t begin = b.points.size();
    b.points.resize(begin + size);
    if (size > 0 && GEOSCoordSeq_copyToBuffer_r(context.get(), sequence, &b.points[begin].east_m, 0, 0) == 0)
        context.fail("read the points of a ring");
    const auto first = b.points.begin() + static_cast<std::ptrdiff_t>(begin);
    if ((signed_area_m2({first, b.points.end()}) < 0) != clockwise) std::reverse(first, b.points.end());
    b.ring_start.push_back(static_cast<std::uint32_t>(b.points.size()));
}

/// Appends every polygon inside `geometry`; lines and points left over by a repair are dropped.
void append_parts(Boundaries& b, const GeosContext& context, const GEOSGeometry* geometry) {
    const int type = GEOSGeomTypeId_r(context.get(), geometry);
    if (type == GEOS_POLYGON) {
        if (GEOSisEmpty_r(context.get(), geometry) != 0) return;
        append_ring(b, context, GEOSGetExteriorRing_r(context.get(), geometry), true);
        const int holes = GEOSGetNumInteriorRings_r(context.get(), geometry);
        for (int i = 0; i < holes; ++i)
            append_ring(b, context, GEOSGetInteriorRingN_r(context.get(), geometry, i), false);
        b.part_start.push_back(static_cast<std::uint32_t>(b.ring_start.size() - 1));
    } else if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
        const int parts = GEOSGetNumGeometries_r(context.get(), geometry);
        for (int i = 0; i < parts; ++i)
            append_parts(b, context, GEOSGetGeometryN_r(context.get(), geometry, i));
    }
}

void append(std::vector<std::uint32_t>& starts, const std::vector<std::uint32_t>& more) {
    const std::uint32_t offset = starts.back();
    for (std::size_t i = 1; i < more.size(); ++i) starts.push_back(offset + more[i]);
}

// ---- back to GEOS, to search ----

Geometry ring_geometry(const GeosContext& context, std::span<const Point> ring) {
    GEOSCoordSequence* sequence = GEOSCoordSeq_copyFromBuffer_r(context.get(), &ring[0].east_m,
                                                                static_cast<unsigned>(ring.size()), 0, 0);
    if (sequence == nullptr) context.fail("copy a ring");
    return own<Geometry>(context, GEOSGeom_createLinearRing_r(context.get(), sequence), "make a ring");
}

Geometry part_geometry(const GeosContext& context, const Boundaries& b, std::uint32_t part) {
    const std::uint32_t first = b.part_start[part], last = b.part_start[part + 1];
    std::vector<Geometry> owned;
    for (std::uint32_t ring = first; ring < last; ++ring)
        owned.push_back(ring_geometry(context, ring_points(b, ring)));
    std::vector<GEOSGeometry*> holes;
    for (std::size_t i = 1; i < owned.size(); ++i) holes.push_back(owned[i].release());
    return own<Geometry>(context,
                         GEOSGeom_createPolygon_r(context.get(), owned[0].release(), holes.data(),
                                                  static_cast<unsigned>(holes.size())),
                         "make a polygon");
}

Geometry area_geometry(const GeosContext& context, const Boundaries& b, std::uint32_t area) {
    std::vector<Geometry> owned;
    for (std::uint32_t part = b.area_start[area]; part < b.area_start[area + 1]; ++part)
        owned.push_back(part_geometry(context, b, part));
    std::vector<GEOSGeometry*> parts;
    for (auto& part : owned) parts.push_back(part.release());
    return own<Geometry>(context,
                         GEOSGeom_createCollection_r(context.get(), GEOS_MULTIPOLYGON, parts.data(),
                                                     static_cast<unsigned>(parts.size())),
                         "make a multipolygon");
}

Geometry point_geometry(const GeosContext& context, Point p) {
    return own<Geometry>(context, GEOSGeom_createPointFromXY_r(context.get(), p.east_m, p.north_m),
                         "make a point");
}

/// The rectangle around a part as a polygon: all the tree needs to know.
Geometry part_box(const GeosContext& context, const Boundaries& b, std::uint32_t part) {
    const auto shell = ring_points(b, b.part_start[part]);
    const auto [west, east] =
        std::minmax_element(shell.begin(), shell.end(), [](Point p, Point q) { return p.east_m < q.east_m; });
    const auto [south, north] = std::minmax_element(shell.begin(), shell.end(),
                                                    [](Point p, Point q) { return p.north_m < q.north_m; });
    return own<Geometry>(
        context,
        GEOSGeom_createRectangle_r(context.get(), west->east_m, south->north_m, east->east_m, north->north_m),
        "make a box");
}

/// A point that may lie in an area: their boxes meet. Ordered by (area, point) once sorted.
struct Candidate {
    std::uint32_t area, point;
    auto operator<=>(const Candidate&) const = default;
};

/// An STR tree over the boxes of all parts. Reading it from several threads is safe once it is built.
class PartTree {
public:
    explicit PartTree(const Boundaries& b) {
        for (std::uint32_t area = 0; area < b.size(); ++area)
            for (std::uint32_t part = b.area_start[area]; part < b.area_start[area + 1]; ++part)
                area_of_.push_back(area);
        tree_ = own<detail::Tree>(context_, GEOSSTRtree_create_r(context_.get(), 10), "make a tree");
        for (std::uint32_t part = 0; part < area_of_.size(); ++part) {
            boxes_.push_back(part_box(context_, b, part));
            GEOSSTRtree_insert_r(context_.get(), tree_.get(), boxes_.back().get(), &area_of_[part]);
        }
        if (!area_of_.empty())
            areas_at(context_, Point{}, [](std::uint32_t) {});  // the first query builds it
    }

    /// Calls found(area) for every part whose box holds the point.
    template <class Found>
    void areas_at(const GeosContext& context, Point p, Found found) const {
        GEOSSTRtree_query_r(
            context.get(), tree_.get(), point_geometry(context, p).get(),
            [](void* area, void* f) { (*static_cast<Found*>(f))(*static_cast<const std::uint32_t*>(area)); },
            &found);
    }

private:
    GeosContext context_;
    std::vector<std::uint32_t> area_of_;
    std::vector<Geometry> boxes_;
    detail::Tree tree_{nullptr, {nullptr}};
};

std::vector<Candidate> candidates(const Boundaries& b, std::span<const Point> points) {
    const PartTree tree(b);
    PerThread<GeosContext> contexts;
    PerThread<std::vector<Candidate>> found;
    for_each_range(
        static_cast<std::uint32_t>(points.size()), 1024, [&](std::uint32_t begin, std::uint32_t end) {
            const GeosContext& context = contexts.local();
            auto& mine = found.local();
            for (std::uint32_t i = begin; i < end; ++i) {
                if (!std::isfinite(points[i].east_m) || !std::isfinite(points[i].north_m)) continue;
                tree.areas_at(context, points[i], [&](std::uint32_t area) { mine.push_back({area, i}); });
            }
        });
    std::vector<Candidate> all;
    for (const auto& part : found) all.insert(all.end(), part.begin(), part.end());
    sort(all, std::less<>{});  // a total order: the threads that found them leave no trace
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

}  // namespace

void append_area(Boundaries& boundaries, std::span<const unsigned char> wkb, std::vector<Repair>& repairs,
                 const std::string& where) {
    GeosContext context;
    std::string problem;
    Geometry geometry = read_wkb(context, wkb, false);
    if (geometry == nullptr) {
        problem = context.last_error();
        geometry = read_wkb(context, wkb, true);  // closes open rings
    }
    if (geometry == nullptr)
        throw InputError(where, "cannot read the polygon (" + problem + "); expected well-known binary");
    const int type = GEOSGeomTypeId_r(context.get(), geometry.get());
    if (type != GEOS_POLYGON && type != GEOS_MULTIPOLYGON) {
        const auto name =
            own<detail::GeosText>(context, GEOSGeomType_r(context.get(), geometry.get()), "name a type");
        throw InputError(where, "expected a polygon or multipolygon, found " + std::string(name.get()));
    }
    if (GEOSisValid_r(context.get(), geometry.get()) != 1) {
        if (problem.empty()) {
            const auto reason = own<detail::GeosText>(
                context, GEOSisValidReason_r(context.get(), geometry.get()), "explain an invalid polygon");
            problem = reason.get();
        }
        geometry = Geometry(GEOSMakeValid_r(context.get(), geometry.get()), {context.get()});
        if (geometry == nullptr) throw InputError(where, "polygon cannot be repaired: " + problem);
    }
    Boundaries mended;  // appended in one go, so that an error leaves `boundaries` as it was
    append_parts(mended, context, geometry.get());
    if (mended.part_start.size() == 1)
        throw InputError(where, "polygon without area" + (problem.empty() ? problem : ": " + problem));
    if (!problem.empty()) repairs.push_back({boundaries.size(), problem});
    boundaries.points.insert(boundaries.points.end(), mended.points.begin(), mended.points.end());
    append(boundaries.ring_start, mended.ring_start);
    append(boundaries.part_start, mended.part_start);
    boundaries.area_start.push_back(static_cast<std::uint32_t>(boundaries.part_start.size() - 1));
}

Column<MunicipalityId, double> areas_km2(const Boundaries& boundaries) {
    Column<MunicipalityId, double> km2(boundaries.size());
    for_each_id<MunicipalityId>(boundaries.size(), [&](MunicipalityId id) {
        double m2 = 0;
        for (std::uint32_t part = boundaries.area_start[id.value]; part < boundaries.area_start[id.value + 1];
             ++part)
            for (std::uint32_t ring = boundaries.part_start[part]; ring < boundaries.part_start[part + 1];
                 ++ring)
                m2 -= signed_area_m2(ring_points(boundaries, ring));  // shells run clockwise
        km2[id] = m2 / 1e6;
    });
    return km2;
}

Boundaries without_slivers(const Boundaries& boundaries, double width_m) {
    const auto shell = [&](std::uint32_t part) {
        return ring_points(boundaries, boundaries.part_start[part]);
    };
    const auto is_sliver = [&](std::uint32_t part) {
        const auto ring = shell(part);
        double round_m = 0;
        for (std::size_t i = 1; i < ring.size(); ++i) round_m += distance_m(ring[i - 1], ring[i]);
        return 2 * std::abs(signed_area_m2(ring)) < width_m * round_m;
    };
    Boundaries out;
    for (std::uint32_t area = 0; area < boundaries.size(); ++area) {
        const std::uint32_t first = boundaries.area_start[area], last = boundaries.area_start[area + 1];
        std::uint32_t largest = first;
        for (std::uint32_t part = first; part < last; ++part)
            if (std::abs(signed_area_m2(shell(part))) > std::abs(signed_area_m2(shell(largest))))
                largest = part;
        for (std::uint32_t part = first; part < last; ++part) {
            if (part != largest && is_sliver(part)) continue;
            for (std::uint32_t r = boundaries.part_start[part]; r < boundaries.part_start[part + 1]; ++r) {
                const auto ring = ring_points(boundaries, r);
                out.points.insert(out.points.end(), ring.begin(), ring.end());
                out.ring_start.push_back(static_cast<std::uint32_t>(out.points.size()));
            }
            out.part_start.push_back(static_cast<std::uint32_t>(out.ring_start.size() - 1));
        }
        out.area_start.push_back(static_cast<std::uint32_t>(out.part_start.size() - 1));
    }
    return out;
}

std::vector<std::optional<MunicipalityId>> areas_containing(const Boundaries& boundaries,
                                                            std::span<const Point> points) {
    const std::vector<Candidate> maybe = candidates(boundaries, points);
    std::vector<std::uint8_t> inside(maybe.size());
    PerThread<GeosContext> contexts;
    // One task per area: its geometry is prepared once, by one thread, and gone when the task ends.
    for_each_index(boundaries.size(), [&](std::uint32_t area) {
        const auto first = std::lower_bound(maybe.begin(), maybe.end(), Candidate{area, 0});
        if (first == maybe.end() || first->area != area) return;
        const GeosContext& context = contexts.local();
        const Geometry geometry = area_geometry(context, boundaries, area);
        const auto prepared =
            own<detail::Prepared>(context, GEOSPrepare_r(context.get(), geometry.get()), "prepare a polygon");
        for (auto it = first; it != maybe.end() && it->area == area; ++it) {
            const Geometry point = point_geometry(context, points[it->point]);
            const char answer = GEOSPreparedIntersects_r(context.get(), prepared.get(), point.get());
            if (answer > 1) context.fail("find a point in a polygon");
            inside[static_cast<std::size_t>(it - maybe.begin())] = answer == 1;
        }
    });
    std::vector<std::optional<MunicipalityId>> areas(points.size());
    for (std::size_t i = 0; i < maybe.size(); ++i)  // areas ascend: the first hit is the lowest id
        if (inside[i] != 0 && !areas[maybe[i].point]) areas[maybe[i].point] = MunicipalityId{maybe[i].area};
    return areas;
}

}  // namespace geo
