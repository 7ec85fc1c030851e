// The data block of the report page, as viz/report/report.cpp writes it, and the report it makes.
import {Packed, PackedText, textOf, unpack, unpackFloats} from './decode';
import {middleOf, rounded} from './digits';
import {Indicator} from './indicator';
import {Area, Input, LargeArea, Municipalities, Parameter, Part, Report, Scenario, Values} from './report';
import {alone, Interval, once, Spread} from './spread';

/** Whole numbers; floats by their bits; means, finer or just as fine as they are shown; or made from others. */
type Source = {int: Packed} | {float: Packed} | Mean | {sum: string[]} | {same: string} | {ratio: true};
/** Whole numbers to be divided by a power of ten. */
type Scaled = {scaled: Packed; decimals: number};
/** `step`: the number of the step, that power of ten wide, in which a mean lies. */
type Mean = Scaled | {step: Packed; decimals: number};
/** Half widths; `doubt`: by municipality and yearly time point a bit for each area it lies in, in their order from the lowest up. */
type Judged = Scaled & {doubt: Packed};
type Timed<T> = T & {yearly?: true};
interface BlockScenario extends Omit<Scenario, 'array' | 'inputs' | 'parameters' | 'period' | 'spread'> {
    inputs?: Input[];
    parameters: PackedText;
    values: Record<string, Partial<Record<Part, Timed<Source>>>>;
    period: Record<string, number[][]>;
    spread?: {
        areas: Record<string, Timed<Mean>>;
        band: Record<string, {p05: Scaled; p95: Scaled}>;
        change: Record<string, Judged>;
        paired?: Record<string, Judged>;
    };
}
export interface Block {
    version: number;
    title: string;
    municipalities: Municipalities;
    areas: LargeArea[];
    place: Area;
    polygons: Record<'area_parts' | 'part_rings' | 'ring_points' | 'x' | 'y', Packed>;
    indicators: Indicator[];
    scenarios: BlockScenario[];
}

/** A whole number that stands for no value. */
const none = -2147483648;

function unscaled(source: Scaled): Float64Array {
    const power = 10 ** source.decimals;
    return Float64Array.from(unpack(source.scaled), v => (v === none ? NaN : v / power));
}

function mean(source: Mean): Float64Array {
    if ('scaled' in source) return unscaled(source);
    return Float64Array.from(unpack(source.step), step =>
        step === none ? NaN : middleOf(step, source.decimals),
    );
}

function arraysOf(block: BlockScenario): Scenario['array'] {
    const decode = (source: Source, part: Part, name: string): Values['numbers'] => {
        if ('int' in source) return unpack(source.int);
        if ('float' in source) return unpackFloats(source.float);
        if (part !== 'value') return bound(source as Scaled, part, name);
        if ('scaled' in source || 'step' in source) return mean(source);
        if ('same' in source) return array(source.same, part)!.numbers;
        if ('ratio' in source) return 'ratio';
        const parts = source.sum.map(name => array(name, part)!.numbers as Int32Array);
        return parts[0].map((v, i) => parts.reduce((total, p, k) => (k ? total + p[i] : total), v));
    };
    /** Quantiles of yearly time points are stored by how far they lie from the mean as it is shown. */
    const bound = (source: Scaled, part: Part, name: string): Float64Array => {
        const means = array(name, 'value')!;
        const rows = block.kept_times;
        const power = 10 ** source.decimals;
        return unscaled(source).map((away, i) => {
            const m = Math.floor(i / rows.length);
            const k = i % rows.length;
            const middle = rounded(
                Number((means.numbers as Float64Array)[means.yearly ? i : m * block.time_points + rows[k]]),
                source.decimals,
            );
            return Math.round((part === 'p05' ? middle - away : middle + away) * power) / power;
        });
    };
    const found = once((key: string): Values | undefined => {
        const [name, part] = key.split(' ') as [string, Part];
        const source = block.values[name]?.[part];
        return source && {numbers: decode(source, part, name), yearly: source.yearly === true};
    });
    const array: Scenario['array'] = (name, part) => found(`${name} ${part}`);
    return array;
}

/** For each area the bit of each of its municipalities. */
function bitsOf(areas: LargeArea[]): Map<number, number>[] {
    const next = new Map<number, number>();
    return areas.map(
        area =>
            new Map(
                area.members.map(m => {
                    const bit = next.get(m) ?? 0;
                    next.set(m, bit + 1);
                    return [m, bit];
                }),
            ),
    );
}

function spreadOf(block: BlockScenario, bits: Map<number, number>[]): Spread | undefined {
    const {spread, time_points, kept_times} = block;
    if (!spread) return undefined;
    const years = kept_times.length;
    const interval = (table: Record<string, Judged> | undefined) =>
        once((name: string): Interval | undefined => {
            const source = table?.[name];
            if (!source) return undefined;
            // A negative number: -1 - half, where zero cannot be ruled out, judged alone.
            const numbers = unpack(source.scaled);
            const doubt = unpack(source.doubt);
            const power = 10 ** source.decimals;
            const at = (row: number, k: number) => numbers[row * years + k];
            return {
                half: (row, k) =>
                    at(row, k) === none ? NaN : (at(row, k) < 0 ? -1 - at(row, k) : at(row, k)) / power,
                unsure: (row, k, among) =>
                    among === alone
                        ? at(row, k) < 0
                        : ((doubt[row * years + k] >> bits[among].get(row)!) & 1) === 1,
            };
        });
    return {
        area: once((name: string) => {
            const source = spread.areas[name];
            if (!source) return undefined;
            const numbers = mean(source);
            return source.yearly
                ? (row: number, _: number, k: number) => (k < 0 ? NaN : numbers[row * years + k])
                : (row: number, t: number) => numbers[row * time_points + t] ?? NaN;
        }),
        band: once((name: string) => {
            const source = spread.band[name];
            if (!source) return undefined;
            const low = unscaled(source.p05);
            const high = unscaled(source.p95);
            return {
                low: (row: number, k: number) => low[row * years + k],
                high: (row: number, k: number) => high[row * years + k],
            };
        }),
        change: interval(spread.change),
        paired: interval(spread.paired),
    };
}

function scenarioOf(block: BlockScenario, inputs: Input[], bits: Map<number, number>[]): Scenario {
    return {
        ...block,
        inputs: block.inputs ?? inputs,
        parameters: JSON.parse(textOf(block.parameters)) as Parameter[],
        array: arraysOf(block),
        period: (count, area) => block.period[count]?.[area] ?? [],
        spread: spreadOf(block, bits),
    };
}

export function reportOfBlock(block: Block): Report {
    if (block.version !== 4) throw new Error(`data block version ${block.version}, expected 4`);
    const numbers = Object.fromEntries(
        Object.entries(block.polygons).map(([k, v]) => [k, unpack(v)]),
    ) as Record<keyof Block['polygons'], Int32Array>;
    let part = 0;
    let ring = 0;
    let point = 0;
    const polygons = Array.from(numbers.area_parts, parts => {
        const rings: Float64Array[] = [];
        for (const endPart = part + parts; part < endPart; part++)
            for (const endRing = ring + numbers.part_rings[part]; ring < endRing; ring++) {
                const n = numbers.ring_points[ring];
                const xy = new Float64Array(2 * n);
                for (let i = 0; i < n; i++, point++) {
                    xy[2 * i] = numbers.x[point];
                    xy[2 * i + 1] = numbers.y[point];
                }
                rings.push(xy);
            }
        return rings;
    });
    const inputs = block.scenarios[0].inputs ?? [];
    const bits = bitsOf(block.areas);
    return new Report(
        block.title,
        block.municipalities,
        polygons,
        block.areas,
        block.indicators,
        block.scenarios.map(s => scenarioOf(s, inputs, bits)),
        block.place,
    );
}
