// What several runs of one scenario tell of chance. The report page gets it computed (viz/report/spread.cpp). In the viewer levels
// come from the file too; differences, which need a second file, are computed here as model/compare/statistics.cpp does; a test
// holds the two to each other.

import {rounded} from './digits';
import {Indicator} from './indicator';
import {holdTogether, studentChance, studentQuantile} from './student';

/** Judged by itself, among no others. */
export const alone = -1;

/** Half widths of 90 % intervals, and whether chance may explain the difference, by place (municipalities, then areas) and yearly time point. */
export interface Interval {
    /** NaN where it is not known. */
    half(row: number, k: number): number;
    /** `among`: the area (its row among the areas) whose municipalities a municipality is judged together with, or `alone`. */
    unsure(row: number, k: number, among: number): boolean;
}

export interface Spread {
    /** Exact values of areas (nation, counties, classes) by area, month and yearly time point; undefined where sums of municipalities do. */
    area(indicator: string): ((row: number, t: number, k: number) => number) | undefined;
    /** 5 % and 95 % quantiles over runs, by area and yearly time point. */
    band(
        indicator: string,
    ): {low(row: number, k: number): number; high(row: number, k: number): number} | undefined;
    /** Of the change since the start. */
    change(indicator: string): Interval | undefined;
    /** Of the difference from the first scenario, run against run of the same seed. */
    paired(indicator: string): Interval | undefined;
}

/** A mean, half its 90 % interval, and the chance of one so far from zero if it were zero; NaN where fewer than two runs tell nothing. */
export interface Judged {
    mean: number;
    half: number;
    chance: number;
}

const notKnown: Judged = {mean: NaN, half: NaN, chance: NaN};

function judged(mean: number, error: number, freedom: number): Judged {
    if (error === 0) return {mean, half: 0, chance: mean === 0 ? 1 : 0};
    return {mean, half: studentQuantile(freedom) * error, chance: studentChance(mean / error, freedom)};
}

/** Of the numbers that are known. */
function moments(numbers: number[]): {n: number; mean: number; variance: number} {
    const known = numbers.filter(v => !Number.isNaN(v));
    const n = known.length;
    const mean = known.reduce((sum, v) => sum + v, 0) / n;
    return {n, mean, variance: known.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (n - 1) / n};
}

/** `samePairs`: run i of both has the same seed. Otherwise as unpaired() in model/compare/statistics.cpp. */
export function differenceInterval(a: number[], b: number[], samePairs: boolean): Judged {
    if (samePairs) {
        const {n, mean, variance} = moments(b.map((v, i) => v - a[i]));
        return judged(mean, Math.sqrt(variance), n - 1);
    }
    const [from, to] = [a, b].map(moments);
    const apart = from.variance + to.variance;
    const squares = from.variance * from.n * (from.n - 1) + to.variance * to.n * (to.n - 1);
    const together = (squares / (from.n + to.n - 2)) * (1 / from.n + 1 / to.n);
    return judged(to.mean - from.mean, Math.sqrt(Math.max(apart, together)), Math.min(from.n, to.n) - 1);
}

/** A difference that every run shares to the last digit is known; otherwise its interval must keep clear of zero. */
export const holdsZero = ({mean, half}: {mean: number; half: number}): boolean =>
    Number.isNaN(half) || (half > 0 && Math.abs(mean) <= half);

/** The runs of one scenario as a file holds them. */
export interface Runs {
    seeds: string[];
    years: number;
    /** Replicate × yearly time point × municipality; undefined where the file has none. */
    count(name: string): ArrayLike<number> | undefined;
}

/** Seeds of a file's runs are in a row. */
export const seedsOf = (x: {seed: string; replicates: number}): string[] =>
    Array.from({length: x.replicates}, (_, r) => String(BigInt(x.seed) + BigInt(r)));

/** For each run of `a` the row in `b` with the same seed, if both have the same seeds; otherwise they share no luck. As data/kept_runs.hpp. */
export function partners(a: string[], b: string[]): number[] | undefined {
    const rows = a.map(seed => b.indexOf(seed));
    return a.length === b.length && rows.every(r => r >= 0) ? rows : undefined;
}

/** One figure per run whose mean is the ratio of means, which is what the file shows: as linearised_ratio in model/statistics.cpp. */
function linearisedRatio(n: number[], d: number[], scale: number): number[] {
    const [above, below] = [n, d].map(all => all.reduce((sum, v) => sum + v, 0));
    return n.map((v, r) =>
        below === 0 ? NaN : scale * (above / below + (n.length * (v * below - d[r] * above)) / below / below),
    );
}

/** A count, or a ratio made of counts, summed over some municipalities, run by run; undefined where the runs do not hold it. */
type RunByRun = (members: number[], k: number, rows: number[]) => number[];
function runByRun(runs: Runs, indicator: Indicator, size: number): RunByRun | undefined {
    const sums = (name: string): RunByRun | undefined => {
        const numbers = runs.count(name);
        return (
            numbers &&
            ((members, k, rows) =>
                rows.map(r => members.reduce((sum, m) => sum + numbers[(r * runs.years + k) * size + m], 0)))
        );
    };
    if (!indicator.interval || indicator.is_value) return undefined;
    if (!indicator.numerator) return sums(indicator.name);
    const over = sums(indicator.numerator);
    const under = sums(indicator.denominator!);
    return (
        over &&
        under &&
        ((members, k, rows) =>
            linearisedRatio(over(members, k, rows), under(members, k, rows), indicator.scale!))
    );
}

/** Makes when first asked. */
export function once<T>(make: (name: string) => T): (name: string) => T {
    const kept = new Map<string, T>();
    return name => {
        if (!kept.has(name)) kept.set(name, make(name));
        return kept.get(name)!;
    };
}

/**
 * Differences of `runs` from `base`, whose yearly time point `from` is held against each of `runs`; where that is negative, nothing is known.
 * `places`: members of each municipality (itself), then of each area. Half widths have `finer` digits more than is shown.
 */
export function differences(
    base: Runs,
    runs: Runs,
    from: (k: number) => number,
    finer: number,
    indicator: (name: string) => Indicator,
    places: number[][],
    size: number,
): (name: string) => Interval | undefined {
    const pairs = partners(base.seeds, runs.seeds);
    const all = base.seeds.map((_, r) => r);
    const rows = pairs ?? runs.seeds.map((_, r) => r);
    return once(name => {
        const info = indicator(name);
        const before = runByRun(base, info, size);
        const after = runByRun(runs, info, size);
        if (!before || !after) return undefined;
        const table = places.map(members =>
            Array.from({length: runs.years}, (_, k) =>
                from(k) < 0
                    ? notKnown
                    : differenceInterval(
                          before(members, from(k), all),
                          after(members, k, rows),
                          pairs !== undefined,
                      ),
            ),
        );
        const holding = once((key: string): Set<number> => {
            const [among, k] = key.split(' ').map(Number);
            const members = places[size + among];
            const hold = holdTogether(members.map(m => table[m][k].chance));
            return new Set(members.filter((_, i) => hold[i]));
        });
        return {
            half: (row, k) => rounded(table[row][k].half, info.decimals + finer),
            unsure: (row, k, among) =>
                row >= size || among === alone
                    ? holdsZero(table[row][k])
                    : table[row][k].half !== 0 && !holding(`${among} ${k}`).has(row),
        };
    });
}
