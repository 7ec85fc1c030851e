#include "data/read_neighbours.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "data/detail/gdal.hpp"
#include "geo/base/error.hpp"

namespace data {
namespace {

using Geometry = std::unique_ptr<OGRGeometry>;

constexpr double tolerance_m = 800;
constexpr double smallest_part_m2 = 2e6;  // smaller ones are slivers along the border, or rocks
/// How far a picture shows land beyond the border: a wide page shows half a country more on each side.
constexpr double beside_m = 600'000, above_m = 200'000;

/// Throws InputError if GEOS gave nothing.
Geometry made(OGRGeometry* geometry, const std::string& file) {
    if (!geometry)
        throw geo::InputError(file, fmt::format("its land cannot be cut ({})", CPLGetLastErrorMsg()));
    return Geometry(geometry);
}

/// The rectangle whose land is kept, with a point every few kilometres, so that it bends with another system.
Geometry around(const geo::Boundaries& full) {
    constexpr double far = std::numeric_limits<double>::infinity();
    double west = far, south = far, east = -far, north = -far;
    for (const auto& p : full.points) {
        west = std::min(west, p.east_m), east = std::max(east, p.east_m);
        south = std::min(south, p.north_m), north = std::max(north, p.north_m);
    }
    auto* ring = new OGRLinearRing;
    const double x0 = west - beside_m, x1 = east + beside_m, y0 = south - above_m, y1 = north + above_m;
    for (const auto& [x, y] : {std::pair{x0, y0}, {x0, y1}, {x1, y1}, {x1, y0}, {x0, y0}})
        ring->addPoint(x, y);
    ring->flattenTo2D();
    auto box = std::make_unique<OGRPolygon>();
    box->addRingDirectly(ring);
    box->segmentize(10'000);
    return box;
}

OGRMultiPolygon polygons(const geo::Boundaries& b) {
    OGRMultiPolygon out;
    for (std::size_t part = 0; part + 1 < b.part_start.size(); ++part) {
        auto* polygon = new OGRPolygon;
        for (auto r = b.part_start[part]; r < b.part_start[part + 1]; ++r) {
            auto* ring = new OGRLinearRing;
            for (auto p = b.ring_start[r]; p < b.ring_start[r + 1]; ++p)
                ring->addPoint(b.points[p].east_m, b.points[p].north_m);
            polygon->addRingDirectly(ring);
        }
        out.addGeometryDirectly(polygon);
    }
    out.flattenTo2D();
    return out;
}

/// A ring that crosses itself, as around the world's date line, keeps what it encloses.
Geometry sound(const OGRGeometry& geometry, const std::string& where) {
    if (geometry.IsValid()) return Geometry(geometry.clone());
    const CPLStringList structure(CSLSetNameValue(nullptr, "METHOD", "STRUCTURE"));
    return made(geometry.MakeValid(structure.List()), where);
}

/// By their envelopes: most of the world is far away.
bool near_each_other(const OGRGeometry& a, const OGRGeometry& b) {
    OGREnvelope of_a, of_b;
    a.getEnvelope(&of_a);
    b.getEnvelope(&of_b);
    return of_a.Intersects(of_b) != 0;
}

/// Land on both sides of the date line goes on beyond 180 degrees, as a ring that runs back around the world
/// would enclose what lies between.
void unwrap(OGRPolygon& part) {
    OGREnvelope of;
    part.getEnvelope(&of);
    if (of.MaxX - of.MinX <= 180) return;
    for (auto* ring : part)
        for (int i = 0; i < ring->getNumPoints(); ++i)
            if (ring->getX(i) < 0) ring->setPoint(i, ring->getX(i) + 360, ring->getY(i));
}

/// The polygons of a feature. Throws InputError if it has none.
std::vector<OGRPolygon> parts_of(const OGRGeometry& geometry, const std::string& where) {
    std::vector<OGRPolygon> parts;
    const auto type = wkbFlatten(geometry.getGeometryType());
    if (type == wkbPolygon)
        parts.push_back(*geometry.toPolygon());
    else if (type == wkbMultiPolygon)
        for (const auto* part : *geometry.toMultiPolygon()) parts.push_back(*part);
    else
        throw geo::InputError(where,
                              fmt::format("is a {}, expected polygons of land", geometry.getGeometryName()));
    return parts;
}

/// The polygons in `geometry` that are no slivers.
void add_parts(OGRMultiPolygon& to, const OGRGeometry& geometry) {
    if (wkbFlatten(geometry.getGeometryType()) == wkbPolygon) {
        if (geometry.toPolygon()->get_Area() >= smallest_part_m2) to.addGeometry(&geometry);
    } else if (OGR_GT_IsSubClassOf(wkbFlatten(geometry.getGeometryType()), wkbGeometryCollection)) {
        for (const auto* part : *geometry.toGeometryCollection()) add_parts(to, *part);
    }
}

}  // namespace

geo::Boundaries read_neighbours(const std::filesystem::path& file, const BoundarySource& source,
                                const geo::Boundaries& full) {
    detail::Layer layer(file, source.layer);
    const detail::ToPlane to_plane(layer, source.crs);
    const detail::QuietGdal quiet;
    const auto box = around(full);
    const Geometry box_there(box->clone());
    to_plane.back(*box_there, file.string());

    OGREnvelope there;
    box_there->getEnvelope(&there);
    const bool in_degrees = there.MaxX - there.MinX <= 360;
    OGRMultiPolygon land;
    while (const OGRFeatureUniquePtr feature{layer->GetNextFeature()}) {
        const auto where = layer.where(feature->GetFID());
        const auto* original = feature->GetGeometryRef();
        if (!original || original->IsEmpty()) continue;
        const Geometry whole(original->getLinearGeometry());
        whole->flattenTo2D();
        for (auto& part : parts_of(*whole, where)) {
            if (in_degrees) unwrap(part);
            if (!near_each_other(part, *box_there)) continue;
            const auto near = made(sound(part, where)->Intersection(box_there.get()), where);
            if (near->IsEmpty()) continue;
            to_plane.apply(*near, where);
            add_parts(land, *sound(*near, where));
        }
    }
    geo::Boundaries out;
    if (land.IsEmpty()) return out;
    const auto all = made(land.UnionCascaded(), file.string());
    const auto country = made(polygons(full).UnionCascaded(), file.string());
    const auto beyond = made(all->Difference(country.get()), file.string());
    OGRMultiPolygon kept;
    add_parts(kept, *made(beyond->SimplifyPreserveTopology(tolerance_m), file.string()));
    if (kept.IsEmpty()) return out;
    std::vector<unsigned char> bytes(kept.WkbSize());
    kept.exportToWkb(wkbNDR, bytes.data(), wkbVariantIso);
    std::vector<geo::Repair> repairs;
    geo::append_area(out, bytes, repairs, file.string());
    for (auto& p : out.points) p = {std::floor(p.east_m + 0.5), std::floor(p.north_m + 0.5)};
    return out;
}

}  // namespace data
