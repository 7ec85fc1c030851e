// What several runs of one scenario tell of chance. The report page gets it computed (viz/report_spread.cpp), the viewer
// computes it here from the runs in the file as model/statistics.cpp does; a test holds the two to each other.

import type {Indicator} from './report';

/** Indicators shown with intervals; viz/report_spread.cpp has the same names. */
export const doubted = new Set(['patients_without_gp', 'percent_without_gp', 'on_no_list', 'percent_on_no_list', 'seeking', 'over_30_minutes',
    'over_60_minutes', 'percent_over_30_minutes', 'lists_without_gp', 'percent_vacant_lists', 'open_lists', 'percent_open_lists', 'patients']);

/** Half widths of 90 % intervals, and whether they hold zero, by place (municipalities, then areas) and yearly time point. */
export interface Interval {
    half(row: number, k: number): number;
    unsure(row: number, k: number): boolean;
}

export interface Spread {
    /** Exact values of areas (nation, counties, classes) by area, month and yearly time point; undefined where sums of municipalities do. */
    area(indicator: string): ((row: number, t: number, k: number) => number) | undefined;
    /** 5 % and 95 % quantiles over runs, by area and yearly time point. */
    band(indicator: string): {low(row: number, k: number): number; high(row: number, k: number): number} | undefined;
    /** Of the change since the start. */
    change(indicator: string): Interval | undefined;
    /** Of the difference from the first scenario, run against run of the same seed. */
    paired(indicator: string): Interval | undefined;
}

/** 95 % quantiles of Student's t for 1 to 30 degrees of freedom (standard tables): a two-sided interval of 90 %. */
const student = [6.3138, 2.92, 2.3534, 2.1318, 2.015, 1.9432, 1.8946, 1.8595, 1.8331, 1.8125, 1.7959, 1.7823, 1.7709, 1.7613, 1.7531, 1.7459, 1.7396, 1.7341,
    1.7291, 1.7247, 1.7207, 1.7171, 1.7139, 1.7109, 1.7081, 1.7056, 1.7033, 1.7011, 1.6991, 1.6973];

/** Between whole degrees of freedom linear in their inverse; beyond 30 the first terms of the Cornish-Fisher expansion, good to four digits. */
export function studentQuantile(freedom: number): number {
    if (!(freedom >= 1)) return NaN;
    const whole = Math.floor(freedom), share = (1 / whole - 1 / freedom) / (1 / whole - 1 / (whole + 1));
    if (freedom < 30) return student[whole - 1] + share * (student[whole] - student[whole - 1]);
    const z = 1.6448536;
    return z + (z ** 3 + z) / (4 * freedom) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2);
}

/** The value below which the share p of the numbers lies; linear between neighbours (type 7). Undefined numbers are left out. */
export function quantile(numbers: number[], p: number): number {
    const sorted = Float64Array.from(numbers.filter(v => !Number.isNaN(v))).sort(), place = p * (sorted.length - 1), below = Math.floor(place);
    if (!sorted.length) return NaN;
    return sorted[below] + (place - below) * ((sorted[below + 1] ?? sorted[below]) - sorted[below]);
}

/** Mean and half width of its 90 % interval (Student's t); undefined numbers are left out, fewer than two tell nothing. */
export function meanInterval(numbers: number[]): {mean: number; half: number} {
    const known = numbers.filter(v => !Number.isNaN(v)), n = known.length;
    const mean = known.reduce((sum, v) => sum + v, 0) / n;
    if (n < 2) return {mean, half: NaN};
    const squares = known.reduce((sum, v) => sum + (v - mean) ** 2, 0);
    return {mean, half: studentQuantile(n - 1) * Math.sqrt(squares / (n - 1) / n)};
}

/** `samePairs`: run i of both has the same seed. Otherwise Welch's interval. */
export function differenceInterval(a: number[], b: number[], samePairs: boolean): {mean: number; half: number} {
    if (samePairs) return meanInterval(b.map((v, i) => v - a[i]));
    const [from, to] = [a, b].map(numbers => {
        const known = numbers.filter(v => !Number.isNaN(v)), n = known.length, mean = known.reduce((sum, v) => sum + v, 0) / n;
        return {n, mean, variance: known.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (n - 1) / n};
    });
    const variance = from.variance + to.variance, freedom = variance ** 2 / (from.variance ** 2 / (from.n - 1) + to.variance ** 2 / (to.n - 1));
    return {mean: to.mean - from.mean, half: variance === 0 ? 0 : studentQuantile(freedom) * Math.sqrt(variance)};
}

/** A difference that every run shares to the last digit is known; otherwise its interval must keep clear of zero. */
export const holdsZero = ({mean, half}: {mean: number; half: number}): boolean => Number.isNaN(half) || (half > 0 && Math.abs(mean) <= half);

/** The runs of one scenario as a file holds them. */
export interface Runs {
    seeds: string[];
    years: number;
    /** Replicate × yearly time point × municipality; undefined where the file has none. */
    count(name: string): ArrayLike<number> | undefined;
}

/** A count or a ratio of counts, summed over some municipalities, in every run; undefined where the runs do not hold it. */
function inEveryRun(runs: Runs, indicator: Indicator, size: number): ((members: number[], k: number) => number[]) | undefined {
    const sums = (name: string) => {
        const numbers = runs.count(name);
        return numbers && ((members: number[], k: number) => runs.seeds.map((_, r) => members.reduce((sum, m) => sum + numbers[(r * runs.years + k) * size + m], 0)));
    };
    if (indicator.is_value || !doubted.has(indicator.name)) return undefined;
    if (!indicator.numerator) return sums(indicator.name);
    const over = sums(indicator.numerator), under = sums(indicator.denominator!);
    return over && under && ((members, k) => {
        const d = under(members, k);
        return over(members, k).map((n, r) => (d[r] === 0 ? NaN : (indicator.scale! * n) / d[r]));
    });
}

/** `places`: members of each municipality (itself), then of each area; `first`: the runs compared with; `rounding`: to what is shown. */
export function spreadOfRuns(runs: Runs, first: Runs | undefined, indicators: Map<string, Indicator>, places: number[][], size: number,
    rounding: (indicator: Indicator) => (v: number) => number): Omit<Spread, 'area'> {
    const once = <T>(make: (name: string) => T) => {
        const kept = new Map<string, T>();
        return (name: string): T => {
            if (!kept.has(name)) kept.set(name, make(name));
            return kept.get(name)!;
        };
    };
    const {years} = runs, valuesOf = (from: Runs, name: string) => inEveryRun(from, indicators.get(name)!, size);
    const interval = (rows: (name: string) => ((members: number[], k: number) => {mean: number; half: number}) | undefined) => once((name): Interval | undefined => {
        const found = rows(name);
        if (!found) return undefined;
        const table = places.map(members => Array.from({length: years}, (_, k) => found(members, k)));
        const round = rounding(indicators.get(name)!);
        return {half: (row, k) => round(table[row][k].half), unsure: (row, k) => holdsZero(table[row][k])};
    });
    return {
        band: once(name => {
            const values = valuesOf(runs, name);
            if (!values) return undefined;
            const table = places.slice(size).map(members => Array.from({length: years}, (_, k) => values(members, k)));
            const round = rounding(indicators.get(name)!);
            return {low: (row: number, k: number) => round(quantile(table[row][k], 0.05)), high: (row: number, k: number) => round(quantile(table[row][k], 0.95))};
        }),
        change: interval(name => {
            const values = valuesOf(runs, name);
            return values && ((members, k) => {
                const start = values(members, 0);
                return meanInterval(values(members, k).map((v, r) => v - start[r]));
            });
        }),
        paired: interval(name => {
            const other = first && first.years === years ? first : undefined, own = valuesOf(runs, name), base = other && valuesOf(other, name);
            if (!other || !own || !base) return undefined;
            const paired = runs.seeds[0] === other.seeds[0], n = Math.min(runs.seeds.length, other.seeds.length);
            const cut = (numbers: number[]) => (paired ? numbers.slice(0, n) : numbers);
            return (members, k) => differenceInterval(cut(base(members, k)), cut(own(members, k)), paired);
        }),
    };
}
