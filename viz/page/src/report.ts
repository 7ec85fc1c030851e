// What a page shows: municipalities, polygons, indicators, and one or more scenarios with their values.
// The report page builds it from its data block (viz/report.cpp), the viewer from a snapshot file (snapshot.ts).

import {Packed, unpack, unpackFloats} from './decode';

export interface Indicator {
    name: string;
    unit: string;
    long_name: string;
    long_name_no: string;
    /** A ratio is scale × numerator / denominator, both counts; a count has neither. */
    numerator?: string;
    denominator?: string;
    scale?: number;
}

export interface Municipalities {
    number: string[];
    name: string[];
    county_number: string[];
    county: string[];
    centrality: number[];
}

/** Rings of EPSG:25833 metres as flat x, y pairs: area → rings. Parts do not matter to an even-odd fill. */
export type Polygons = Float64Array[][];

export interface Input {
    table: string;
    what: string;
    origin: string;
    licence: string;
    attribution: string;
    retrieved: string;
    sha256: string;
}

export type Parameter = [name: string, value: number, unit: string, source: string];

/** The mean or only value, and the bounds of nine runs in ten where a file holds replicates. */
export type Part = 'value' | 'p05' | 'p95';

export interface Scenario {
    file: string;
    /** Text of the scenario file. */
    scenario: string;
    seed: string;
    version: string;
    git_commit: string;
    compiler: string;
    libraries: string[];
    /** First month, "2026-01". */
    start: string;
    time_points: number;
    inputs: Input[];
    parameters: Parameter[];
    /** Municipality × time, or undefined where the file has none; a ratio made from counts answers 'ratio'. */
    array(indicator: string, part: Part): ArrayLike<number> | 'ratio' | undefined;
}

/** Undefined values of a count (netCDF's fill for int32). */
const noCount = -2147483647;

export type AreaKind = 'nation' | 'county' | 'class' | 'municipality';
export interface Area {
    kind: AreaKind;
    /** Municipality number, county number, centrality class; "" for the nation. */
    id: string;
}

/** The file's rounding of a ratio: float with 15 explicit bits of mantissa, ties to even. */
const float = new Float32Array(1), bits = new Uint32Array(float.buffer);
export function storedRatio(value: number): number {
    float[0] = value;
    bits[0] += 127 + ((bits[0] >>> 8) & 1);
    bits[0] &= 0xffffff00;
    return float[0];
}

export class Report {
    /** Months since year 0 of the first time point of any scenario, and how many time points there are. */
    readonly firstMonth: number;
    readonly timePoints: number;
    readonly indicators = new Map<string, Indicator>();
    private readonly offsets: number[];
    private readonly groups = new Map<string, number[]>();
    private readonly series = new Map<string, Float64Array>();

    constructor(
        readonly title: string,
        readonly municipalities: Municipalities,
        readonly polygons: Polygons,
        indicators: Indicator[],
        readonly scenarios: Scenario[],
    ) {
        for (const i of indicators) this.indicators.set(i.name, i);
        const starts = scenarios.map(s => monthNumber(s.start));
        this.firstMonth = Math.min(...starts);
        this.timePoints = Math.max(...scenarios.map((s, i) => starts[i] + s.time_points)) - this.firstMonth;
        this.offsets = starts.map(s => s - this.firstMonth);
    }

    get size(): number {
        return this.municipalities.number.length;
    }

    indicator(name: string): Indicator {
        const found = this.indicators.get(name);
        if (!found) throw new Error(`no indicator ${name}`);
        return found;
    }

    /** First and last time index at which every given scenario has values. */
    span(...scenarios: number[]): [number, number] {
        const list = scenarios.length ? scenarios : this.scenarios.map((_, i) => i);
        return [Math.max(...list.map(s => this.offsets[s])),
            Math.min(...list.map(s => this.offsets[s] + this.scenarios[s].time_points - 1))];
    }

    hasBand(s: number, indicator: string): boolean {
        return this.scenarios[s].array(indicator, 'p05') !== undefined && this.scenarios[s].array(indicator, 'p95') !== undefined;
    }

    /** The file's value; NaN where it has none. */
    value(s: number, indicator: string, t: number, m: number, part: Part = 'value'): number {
        const scenario = this.scenarios[s], row = t - this.offsets[s];
        if (row < 0 || row >= scenario.time_points) return NaN;
        const array = scenario.array(indicator, part);
        if (array === undefined) return NaN;
        if (array !== 'ratio') {
            const v = array[m * scenario.time_points + row];
            return v === noCount ? NaN : v;
        }
        const info = this.indicator(indicator);
        const d = this.value(s, info.denominator!, t, m);
        return d === 0 ? NaN : storedRatio((info.scale! * this.value(s, info.numerator!, t, m)) / d);
    }

    /** One value per municipality. */
    column(s: number, indicator: string, t: number): Float64Array {
        const result = new Float64Array(this.size);
        for (let m = 0; m < result.length; m++) result[m] = this.value(s, indicator, t, m);
        return result;
    }

    members(area: Area): number[] {
        const key = keyOf(area);
        let found = this.groups.get(key);
        if (!found) {
            const all = this.municipalities;
            found = all.number.map((_, i) => i).filter(i =>
                area.kind === 'nation' || (area.kind === 'county' && all.county_number[i] === area.id) ||
                (area.kind === 'class' && String(all.centrality[i]) === area.id) ||
                (area.kind === 'municipality' && all.number[i] === area.id));
            this.groups.set(key, found);
        }
        return found;
    }

    /** The value of an area. Counts are summed; a ratio is made from its summed counts, never averaged. */
    areaValue(s: number, indicator: string, t: number, area: Area): number {
        const members = this.members(area), info = this.indicator(indicator);
        if (members.length === 1) return this.value(s, indicator, t, members[0]);
        const sum = (name: string) => {
            let total = 0;
            for (const m of members) total += this.value(s, name, t, m) || 0;
            return total;
        };
        if (Number.isNaN(this.value(s, info.numerator ?? indicator, t, members[0]))) return NaN;
        if (!info.numerator) return sum(indicator);
        const d = sum(info.denominator!);
        return d === 0 ? NaN : (info.scale! * sum(info.numerator)) / d;
    }

    /** An area's values over time; computed once. */
    areaSeries(s: number, indicator: string, area: Area): Float64Array {
        const key = `${s} ${indicator} ${keyOf(area)}`;
        let found = this.series.get(key);
        if (!found) {
            found = Float64Array.from({length: this.timePoints}, (_, t) => this.areaValue(s, indicator, t, area));
            this.series.set(key, found);
        }
        return found;
    }

    /** Every county, in the order of its number. */
    counties(): Area[] {
        return [...new Set(this.municipalities.county_number)].sort().map(id => ({kind: 'county', id}));
    }
    classes(): Area[] {
        return [...new Set(this.municipalities.centrality)].sort().map(id => ({kind: 'class', id: String(id)}));
    }
    countyOf(area: Area): Area | undefined {
        if (area.kind === 'county') return area;
        if (area.kind === 'municipality') {
            const m = this.members(area)[0];
            return {kind: 'county', id: this.municipalities.county_number[m]};
        }
        return undefined;
    }
}

export function keyOf(area: Area): string {
    return {nation: 'n', county: 'c', class: 's', municipality: 'm'}[area.kind] + area.id;
}

export function areaOf(report: Report, key: string): Area {
    const kind = ({n: 'nation', c: 'county', s: 'class', m: 'municipality'} as const)[key[0] as 'n'];
    const area: Area = {kind: kind ?? 'nation', id: kind ? key.slice(1) : ''};
    return report.members(area).length ? area : {kind: 'nation', id: ''};
}

/** Months since year 0: "2026-01" → 24312. */
export function monthNumber(text: string): number {
    return Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1;
}
export function monthText(number: number): string {
    return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`;
}

type Source = {int: Packed} | {float: Packed} | {sum: string[]} | {same: string} | {ratio: true};
interface BlockScenario extends Omit<Scenario, 'array' | 'inputs'> {
    inputs?: Input[];
    values: Record<string, Partial<Record<Part, Source>>>;
}
export interface Block {
    version: number;
    title: string;
    municipalities: Municipalities;
    polygons: Record<'area_parts' | 'part_rings' | 'ring_points' | 'x' | 'y', Packed>;
    indicators: Indicator[];
    scenarios: BlockScenario[];
}

/** Values are decoded when first asked for. */
function scenarioOf(block: BlockScenario, inputs: Input[]): Scenario {
    const cache = new Map<string, ArrayLike<number> | 'ratio' | undefined>();
    const array = (name: string, part: Part): ArrayLike<number> | 'ratio' | undefined => {
        const key = `${name} ${part}`;
        if (!cache.has(key)) cache.set(key, decode(block.values[name]?.[part], part));
        return cache.get(key);
    };
    const decode = (source: Source | undefined, part: Part): ArrayLike<number> | 'ratio' | undefined => {
        if (!source) return undefined;
        if ('int' in source) return unpack(source.int);
        if ('float' in source) return unpackFloats(source.float);
        if ('same' in source) return array(source.same, part);
        if ('ratio' in source) return 'ratio';
        const parts = source.sum.map(name => array(name, part) as Int32Array);
        return parts[0].map((v, i) => parts.reduce((total, p, k) => (k ? total + p[i] : total), v));
    };
    return {...block, inputs: block.inputs ?? inputs, array};
}

export function reportOfBlock(block: Block): Report {
    if (block.version !== 1) throw new Error(`data block version ${block.version}, expected 1`);
    const numbers = Object.fromEntries(Object.entries(block.polygons).map(([k, v]) => [k, unpack(v)])) as
        Record<keyof Block['polygons'], Int32Array>;
    let part = 0, ring = 0, point = 0;
    const polygons = Array.from(numbers.area_parts, parts => {
        const rings: Float64Array[] = [];
        for (const endPart = part + parts; part < endPart; part++)
            for (const endRing = ring + numbers.part_rings[part]; ring < endRing; ring++) {
                const n = numbers.ring_points[ring], xy = new Float64Array(2 * n);
                for (let i = 0; i < n; i++, point++) {
                    xy[2 * i] = numbers.x[point];
                    xy[2 * i + 1] = numbers.y[point];
                }
                rings.push(xy);
            }
        return rings;
    });
    const inputs = block.scenarios[0].inputs ?? [];
    return new Report(block.title, block.municipalities, polygons, block.indicators, block.scenarios.map(s => scenarioOf(s, inputs)));
}
