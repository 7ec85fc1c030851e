#include "data/read_boundaries.hpp"

#include <fmt/format.h>

#include <cmath>

#include "data/detail/municipality_index.hpp"
#include "geo/base/error.hpp"

namespace data {
namespace {

using model::MunicipalityId;

/// The nearest whole metre. Published coordinates stand on half metres, and the way back from another CRS
/// leaves 1e-9 m of noise: a little more than half a metre falls the same way in every CRS.
double whole_metre(double metres) {
    return std::floor(metres + 0.5 + 4e-5);
}

/// The ring on whole metres without repeated points; nothing if it has shrunk to less than a triangle.
std::unique_ptr<OGRLinearRing> rounded(const OGRLinearRing& ring) {
    auto out = std::make_unique<OGRLinearRing>();
    for (int i = 0; i < ring.getNumPoints(); ++i) {
        const double x = whole_metre(ring.getX(i)), y = whole_metre(ring.getY(i));
        const int last = out->getNumPoints() - 1;
        if (last < 0 || out->getX(last) != x || out->getY(last) != y) out->addPoint(x, y);
    }
    if (out->getNumPoints() < 4) return nullptr;
    return out;
}

OGRMultiPolygon rounded(const OGRMultiPolygon& area) {
    OGRMultiPolygon out;
    for (const auto* part : area) {
        auto shell = part->getExteriorRing() ? rounded(*part->getExteriorRing()) : nullptr;
        if (!shell) continue;
        auto* polygon = new OGRPolygon;
        polygon->addRingDirectly(shell.release());
        for (int i = 0; i < part->getNumInteriorRings(); ++i)
            if (auto hole = rounded(*part->getInteriorRing(i))) polygon->addRingDirectly(hole.release());
        out.addGeometryDirectly(polygon);
    }
    out.flattenTo2D();
    return out;
}

/// The last area of `b`, as OGR has it.
OGRMultiPolygon last_area(const geo::Boundaries& b) {
    OGRMultiPolygon out;
    for (auto part = b.area_start[b.size() - 1]; part < b.area_start[b.size()]; ++part) {
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

std::vector<unsigned char> wkb(const OGRMultiPolygon& area) {
    std::vector<unsigned char> bytes(area.WkbSize());
    area.exportToWkb(wkbNDR, bytes.data(), wkbVariantIso);
    return bytes;
}

/// Appends the area on whole metres. Rounding can make a thin neck touch itself; then it is repaired and
/// rounded again until it holds. True if that was needed.
bool append_on_metres(geo::Boundaries& boundaries, const OGRMultiPolygon& area,
                      std::vector<geo::Repair>& repairs, const std::string& where) {
    constexpr int most_rounds = 8;
    geo::Boundaries sound;
    std::vector<geo::Repair> found;
    geo::append_area(sound, wkb(area), found, where);
    for (const auto& repair : found) repairs.push_back({boundaries.size(), repair.problem});
    for (int round = 0;; ++round) {
        const auto on_metres = rounded(last_area(sound));
        if (on_metres.IsEmpty())
            throw geo::InputError(where, "polygon is smaller than a metre; check its units");
        geo::Boundaries next;
        found.clear();
        geo::append_area(next, wkb(on_metres), found, where);
        if (found.empty() || round == most_rounds) {
            found.clear();
            geo::append_area(boundaries, wkb(on_metres), found, where);
            return round > 0;
        }
        sound = std::move(next);
    }
}

/// Adds the polygons of one feature. Throws InputError if it is something else.
void add_polygons(OGRMultiPolygon& area, const OGRGeometry& geometry, const std::string& where) {
    const auto type = wkbFlatten(geometry.getGeometryType());
    if (type == wkbPolygon) {
        area.addGeometry(&geometry);
    } else if (type == wkbMultiPolygon) {
        for (const auto* part : *geometry.toMultiPolygon()) area.addGeometry(part);
    } else {
        throw geo::InputError(
            where, fmt::format("is a {}, expected a polygon or multipolygon; pick the layer of areas",
                               geometry.getGeometryName()));
    }
}

}  // namespace

ReadBoundaries read_boundaries(const std::filesystem::path& file, const BoundarySource& source,
                               const model::Municipalities& municipalities) {
    detail::Layer layer(file, source.layer);
    const int number_field = layer.fields({source.number})[0];
    const detail::ToPlane to_plane(layer, source.crs);
    detail::MunicipalityIndex index(municipalities);
    std::vector<OGRMultiPolygon> areas(municipalities.size());
    std::vector<std::uint32_t> features(municipalities.size());

    const detail::QuietGdal quiet;
    Complaints complaints;
    const auto take = [&](const OGRFeatureUniquePtr& feature) {
        const auto where = layer.where(feature->GetFID());
        const std::string number = feature->GetFieldAsString(number_field);
        const auto municipality = index.find(number);
        if (!municipality) {
            index.note_unknown(detail::municipality_number(number), where,
                               fmt::format("{}: column '{}' is '{}', expected a number in the table of "
                                           "municipalities (borders of the same year?)",
                                           where, source.number, number));
            return;
        }
        ++features[municipality->value];
        const auto* original = feature->GetGeometryRef();
        if (!original || original->IsEmpty())
            throw geo::InputError(where, fmt::format("municipality {} has no polygon", number));
        const std::unique_ptr<OGRGeometry> geometry(original->getLinearGeometry());
        geometry->flattenTo2D();
        to_plane.apply(*geometry, where);
        add_polygons(areas[municipality->value], *geometry, where);
    };
    while (const OGRFeatureUniquePtr feature{layer->GetNextFeature()})
        complaints.gather([&] { take(feature); });
    if (CPLGetLastErrorType() >= CE_Failure)
        throw geo::InputError(file.string(),
                              fmt::format("cannot be read to its end ({})", CPLGetLastErrorMsg()));

    complaints.gather([&] { index.tell(file.string()); });
    const bool other_borders = !complaints.empty();

    std::vector<MunicipalityId> missing;
    ReadBoundaries out;
    for (std::uint32_t i = 0; i < municipalities.size(); ++i) {
        if (features[i] == 0) missing.push_back({i});
        if (features[i] > 1) ++out.joined;
    }
    if (!missing.empty() && !other_borders)
        throw geo::InputError(file.string(),
                              fmt::format("has no polygon of {}", detail::some_of(municipalities, missing)));
    complaints.finish();
    for (std::uint32_t i = 0; i < municipalities.size(); ++i)
        out.mended += append_on_metres(
            out.boundaries, areas[i], out.repairs,
            fmt::format("{}: municipality {}", file.string(), municipalities.number[MunicipalityId{i}]));
    return out;
}

}  // namespace data
