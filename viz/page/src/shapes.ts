// Polygons as SVG paths on a page of 640 × 800. The coordinates are metres of EPSG:25833 already, so the only
// projection is a scale and a flip.
import {geoIdentity, geoPath} from 'd3-geo';
import {Polygons} from './report';

export const pageWidth = 640;
export const pageHeight = 800;

export interface Box {
    x0: number;
    y0: number;
    x1: number;
    y1: number;
}

/** Crowded ground with its own window, EPSG:25833: from Larvik and Halden to Gardermoen. */
const osloFjord = {west: 200_000, south: 6_540_000, east: 318_000, north: 6_690_000};
export const insetFrame = {x: 436, y: 556, width: 184, height: 234};

export interface Shapes {
    paths: string[];
    /** Lines between counties. */
    countyLines: string;
    boxes: Box[];
    centres: [number, number][];
    /** The Oslo fjord on the page, and how it is drawn into the window. */
    oslo: Box;
    insetTransform: string;
    /** The area at a point of the page; -1 at sea. */
    at(x: number, y: number): number;
}

function countyBorders(
    polygons: Polygons,
    county: string[],
    project: (x: number, y: number) => [number, number],
): string {
    // Every inner edge is drawn by both its owners: pair them by the middle of the edge, whole metres twice.
    const owners = new Map<number, string>();
    const chains: string[] = [];
    polygons.forEach((rings, area) => {
        for (const ring of rings) {
            let open = false;
            for (let i = 0; i + 3 < ring.length; i += 2) {
                const key = (ring[i] + ring[i + 2] + 4e6) * 2 ** 26 + ring[i + 1] + ring[i + 3];
                const other = owners.get(key);
                if (other === undefined) owners.set(key, county[area]);
                const border = other !== undefined && other !== county[area];
                if (border) {
                    if (!open)
                        chains.push(
                            'M' +
                                project(ring[i], ring[i + 1])
                                    .map(v => v.toFixed(1))
                                    .join(),
                        );
                    chains.push(
                        'L' +
                            project(ring[i + 2], ring[i + 3])
                                .map(v => v.toFixed(1))
                                .join(),
                    );
                }
                open = border;
            }
        }
    });
    return chains.join('');
}

export function shapesOf(polygons: Polygons, county: string[]): Shapes {
    const geometry = polygons.map(rings => ({
        type: 'MultiLineString' as const,
        coordinates: rings.map(ring =>
            Array.from({length: ring.length / 2}, (_, i) => [ring[2 * i], ring[2 * i + 1]]),
        ),
    }));
    const projection = geoIdentity()
        .reflectY(true)
        .fitExtent(
            [
                [8, 8],
                [pageWidth - 8, pageHeight - 8],
            ],
            {type: 'GeometryCollection', geometries: geometry},
        );
    const path = geoPath(projection).digits(1);
    const project = (x: number, y: number) => projection([x, y]) as [number, number];
    const [left, top] = project(osloFjord.west, osloFjord.north);
    const [right, bottom] = project(osloFjord.east, osloFjord.south);
    const scale = Math.min(insetFrame.width / (right - left), insetFrame.height / (bottom - top));
    const boxes = geometry.map(g => {
        const [[x0, y0], [x1, y1]] = path.bounds(g);
        return {x0, y0, x1, y1};
    });
    const inside = (area: number, x: number, y: number) => {
        let odd = false;
        for (const ring of polygons[area])
            for (let i = 0; i + 3 < ring.length; i += 2) {
                const [ax, ay, bx, by] = [ring[i], ring[i + 1], ring[i + 2], ring[i + 3]];
                if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) odd = !odd;
            }
        return odd;
    };
    return {
        paths: geometry.map(g => (path(g) ?? '') + 'Z'),
        countyLines: countyBorders(polygons, county, project),
        boxes,
        centres: boxes.map(b => [(b.x0 + b.x1) / 2, (b.y0 + b.y1) / 2]),
        oslo: {x0: left, y0: top, x1: right, y1: bottom},
        insetTransform: `translate(${insetFrame.x},${insetFrame.y}) scale(${scale}) translate(${-left},${-top})`,
        at(x, y) {
            const [east, north] = projection.invert([x, y])!;
            return boxes.findIndex(
                (b, area) => x >= b.x0 && x <= b.x1 && y >= b.y0 && y <= b.y1 && inside(area, east, north),
            );
        },
    };
}
