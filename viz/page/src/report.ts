// What a page shows: municipalities, polygons, indicators, and one or more scenarios with their values.
// The report page builds it from its data block (block.ts), the viewer from a snapshot file (snapshot.ts).

import {Indicator} from './indicator';
import {alone, Interval, Spread} from './spread';

export interface Municipalities {
    number: string[];
    name: string[];
    county_number: string[];
    county: string[];
    centrality: number[];
    /** The area that they are, where it was simulated alone; else empty. */
    alone: string;
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
    /** One line each; empty if it has none. */
    title: string;
    title_no: string;
    seed: string;
    version: string;
    git_commit: string;
    compiler: string;
    libraries: string[];
    /** First month, "2026-01". */
    start: string;
    time_points: number;
    /** Those of the start, every January and the last, which every indicator has. */
    kept_times: number[];
    inputs: Input[];
    parameters: Parameter[];
    /** Undefined where the file has none. */
    array(indicator: string, part: Part): Values | undefined;
    /** How many runs the values are means of. */
    replicates: number;
    /** Sums over the whole country and all months after the start, one per run; empty where not counted. */
    period(count: string, area: number): ArrayLike<number>;
    /** What several runs tell of chance. */
    spread?: Spread;
    /** How many of the runs find a municipality without enough GPs; not in the viewer. */
    risk?: Risk;
}

/** By municipality; null where nobody is on a list. */
export interface Risk {
    /** Per cent of patients without a GP. */
    limit: number;
    /** How many futures there are. */
    of: number;
    /** Those over the limit at some time in the first twelve months. */
    soon: (number | null)[];
    /** Those over it for more than three months on end, at any time. */
    spell: (number | null)[];
    /** Place among all municipalities, the highest risk first. */
    rank: (number | null)[];
    /** Expected months over it of the first twelve, as the risk table shows them. */
    months: (number | null)[];
    /** First year when more than half of the futures are over it; null for none. */
    likely: (number | null)[];
}

/** Municipality × time points, or × yearly time points only; a ratio that follows from its counts has no numbers of its own. */
export interface Values {
    numbers: ArrayLike<number> | 'ratio';
    yearly: boolean;
}

/** Undefined values of a count (netCDF's fill for int32). */
const noCount = -2147483647;

/** Of many municipalities, as the file groups them. */
export interface LargeArea {
    kind: 'nation' | 'county' | 'health_region' | 'hospital_area' | 'centrality' | 'own';
    /** County number, centrality class; "" for the nation; else the name. */
    number: string;
    name: string;
    name_no: string;
    members: number[];
}

export interface Area {
    kind: LargeArea['kind'] | 'municipality';
    /** Number of the municipality or large area. */
    id: string;
}

/** The file's rounding of a ratio: float with 15 explicit bits of mantissa, ties to even. */
const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);
function storedRatio(value: number): number {
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
    /** Whether numbers are means of several runs. */
    readonly mean: boolean;
    private readonly offsets: number[];
    /** Per scenario, per row of its months: which of the yearly time points it is, or -1. */
    private readonly yearlyOf: Int32Array[];
    private readonly rows = new Map<string, number>();
    private readonly series = new Map<string, Float64Array>();

    constructor(
        readonly title: string,
        readonly municipalities: Municipalities,
        readonly polygons: Polygons,
        /** In the order in which data of areas are kept. */
        readonly large: LargeArea[],
        indicators: Indicator[],
        readonly scenarios: Scenario[],
        /** What the page is about when it opens. */
        readonly place: Area = {kind: 'nation', id: ''},
    ) {
        this.mean = scenarios.some(s => s.replicates > 1);
        for (const i of indicators) if (!this.indicators.has(i.name)) this.indicators.set(i.name, i);
        large.forEach((area, i) => this.rows.set(keyOf({kind: area.kind, id: area.number}), i));
        municipalities.number.forEach((id, m) => this.rows.set(keyOf({kind: 'municipality', id}), m));
        const starts = scenarios.map(s => monthNumber(s.start));
        this.firstMonth = Math.min(...starts);
        this.timePoints = Math.max(...scenarios.map((s, i) => starts[i] + s.time_points)) - this.firstMonth;
        this.offsets = starts.map(s => s - this.firstMonth);
        this.yearlyOf = scenarios.map(s => {
            const rows = new Int32Array(s.time_points).fill(-1);
            s.kept_times.forEach((row, k) => (rows[row] = k));
            return rows;
        });
    }

    /** Time points of the page at which every scenario has every indicator. */
    private yearly(): number[] {
        const [first, last] = this.span();
        return Array.from({length: last - first + 1}, (_, i) => first + i).filter(t =>
            this.yearlyOf.every((rows, s) => rows[t - this.offsets[s]] >= 0),
        );
    }
    private yearlyTimes?: number[];

    isYearly(indicator: string): boolean {
        return this.scenarios.some(s => s.array(indicator, 'value')?.yearly);
    }

    /** The month to show when the slider stands at t: itself, or the latest one that an indicator known by the year has. */
    timeShown(t: number, yearly: boolean): number {
        if (!yearly) return t;
        this.yearlyTimes ??= this.yearly();
        return [...this.yearlyTimes].reverse().find(k => k <= t) ?? this.yearlyTimes[0] ?? t;
    }

    /** Which of the yearly time points of a scenario a month is; -1 for none. */
    yearlyIndex(s: number, t: number): number {
        return this.yearlyOf[s][t - this.offsets[s]] ?? -1;
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
        return [
            Math.max(...list.map(s => this.offsets[s])),
            Math.min(...list.map(s => this.offsets[s] + this.scenarios[s].time_points - 1)),
        ];
    }

    hasBand(s: number, indicator: string): boolean {
        return (
            this.scenarios[s].array(indicator, 'p05') !== undefined &&
            this.scenarios[s].array(indicator, 'p95') !== undefined
        );
    }

    /** Where nine runs in ten lie, for a municipality or an area of many; undefined where the file does not say. */
    band(s: number, indicator: string, t: number, area: Area): [low: number, high: number] | undefined {
        const members = this.members(area);
        let found: [number, number];
        if (area.kind === 'municipality') {
            if (!this.hasBand(s, indicator)) return undefined;
            found = [
                this.value(s, indicator, t, members[0], 'p05'),
                this.value(s, indicator, t, members[0], 'p95'),
            ];
        } else {
            const k = this.yearlyIndex(s, t);
            const row = this.rowOf(area);
            const band = this.scenarios[s].spread?.band(indicator);
            if (!band || k < 0) return undefined;
            found = [band.low(row, k), band.high(row, k)];
        }
        return Number.isNaN(found[0] + found[1]) ? undefined : found;
    }

    /**
     * Half the width of the 90 % interval around a difference from the first scenario, or around the change since the start; undefined
     * where it is not known. `among`: a municipality is judged together with the others of that area; of the nation, if it lies elsewhere.
     */
    interval(
        kind: 'paired' | 'change',
        s: number,
        indicator: string,
        t: number,
        area: Area,
        among = area,
    ): {half: number; unsure: boolean} | undefined {
        const found: Interval | undefined = this.scenarios[s].spread?.[kind](indicator);
        const k = this.yearlyIndex(s, t);
        if (!found || k < 0) return undefined;
        const town = area.kind === 'municipality';
        const row = town ? this.rowOf(area) : this.size + this.rowOf(area);
        const half = found.half(row, k);
        if (Number.isNaN(half)) return undefined;
        return {half, unsure: found.unsure(row, k, town ? this.judgedAmong(row, among) : alone)};
    }

    private judgedAmong(m: number, area: Area): number {
        const row = this.rowOf(area);
        if (area.kind === 'municipality' && row === m) return alone;
        if (area.kind !== 'municipality' && this.large[row].members.includes(m)) return row;
        return this.rowOf({kind: 'nation', id: ''});
    }

    /** The row of a municipality, or of a large area among those. */
    private rowOf(area: Area): number {
        return this.rows.get(keyOf(area))!;
    }
    has(area: Area): boolean {
        return this.rows.has(keyOf(area));
    }
    largeArea(area: Area): LargeArea {
        return this.large[this.rowOf(area)];
    }

    /** The file's value; NaN where it has none. */
    value(s: number, indicator: string, t: number, m: number, part: Part = 'value'): number {
        const scenario = this.scenarios[s];
        const row = t - this.offsets[s];
        if (row < 0 || row >= scenario.time_points) return NaN;
        const values = scenario.array(indicator, part);
        if (values === undefined) return NaN;
        if (values.numbers !== 'ratio') {
            const column = values.yearly ? this.yearlyOf[s][row] : row;
            const columns = values.yearly ? this.yearlyCount(s) : scenario.time_points;
            if (column < 0) return NaN;
            const v = values.numbers[m * columns + column];
            return v === noCount ? NaN : v;
        }
        const info = this.indicator(indicator);
        const d = this.value(s, info.denominator!, t, m);
        return d === 0 ? NaN : storedRatio((info.scale! * this.value(s, info.numerator!, t, m)) / d);
    }

    private yearlyCount(s: number): number {
        return this.scenarios[s].kept_times.length;
    }

    members(area: Area): number[] {
        return area.kind === 'municipality' ? [this.rowOf(area)] : this.largeArea(area).members;
    }

    /** The value of an area. Counts are summed; a ratio is made from its summed counts, never averaged. */
    areaValue(s: number, indicator: string, t: number, area: Area): number {
        const members = this.members(area);
        const info = this.indicator(indicator);
        if (members.length === 1) return this.value(s, indicator, t, members[0]);
        if (info.is_value) return NaN;
        const own = this.scenarios[s].spread?.area(indicator);
        if (own) return own(this.rowOf(area), t - this.offsets[s], this.yearlyIndex(s, t));
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
            found = Float64Array.from({length: this.timePoints}, (_, t) =>
                this.areaValue(s, indicator, t, area),
            );
            this.series.set(key, found);
        }
        return found;
    }

    /** Row of the large area that holds it: itself, or a municipality's county. */
    largeRow(area: Area): number {
        return this.rowOf(area.kind === 'municipality' ? this.countyOf(area)! : area);
    }

    private largeOf(kind: LargeArea['kind']): Area[] {
        return this.large.filter(area => area.kind === kind).map(area => ({kind, id: area.number}));
    }
    /** Every county, in the order of its number. */
    counties(): Area[] {
        return this.largeOf('county');
    }
    healthRegions(): Area[] {
        return this.largeOf('health_region');
    }
    hospitalAreas(): Area[] {
        return this.largeOf('hospital_area');
    }
    ownAreas(): Area[] {
        return this.largeOf('own');
    }
    classes(): Area[] {
        return this.largeOf('centrality');
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

const letters: Record<Area['kind'], string> = {
    nation: 'n',
    county: 'c',
    health_region: 'r',
    hospital_area: 'h',
    centrality: 's',
    municipality: 'm',
    own: 'o',
};
export function keyOf(area: Area): string {
    return letters[area.kind] + area.id;
}

export function areaOf(report: Report, key: string): Area {
    const kind = (Object.keys(letters) as Area['kind'][]).find(k => letters[k] === key[0]);
    const area: Area = {kind: kind ?? 'nation', id: kind ? key.slice(1) : ''};
    return report.has(area) ? area : {kind: 'nation', id: ''};
}

/** Months since year 0: "2026-01" → 24312. */
export function monthNumber(text: string): number {
    return Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1;
}
export function monthText(number: number): string {
    return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`;
}
