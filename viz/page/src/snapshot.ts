// Reads a snapshot file (HDF5 in netCDF-4 layout, data/schema.hpp) with h5wasm, in the browser.
import type * as H5 from 'h5wasm';
import {keptMean, rounded} from './digits';
import {Indicator} from './indicator';
import {
    Input,
    LargeArea,
    Municipalities,
    Parameter,
    Part,
    Polygons,
    monthNumber,
    Report,
    Scenario,
    Values,
} from './report';
import {differences, partners, Runs, Spread} from './spread';

/** Filters h5wasm is sure to undo: deflate, shuffle, fletcher32. Others would give garbage without a word. */
const knownFilters = new Set([1, 2, 3]);
const schemaVersion = 3;
const oldestSchema = 2; // has all the viewer asks for

type Module = typeof H5;
type Numbers = ArrayLike<number>;

class Reader {
    constructor(
        private readonly file: H5.File,
        readonly name: string,
    ) {}

    fail(what: string): never {
        throw new Error(`${this.name}: ${what}`);
    }
    dataset(path: string): H5.Dataset {
        const found = this.file.get(path);
        if (!found || !('shape' in found)) this.fail(`'${path}' is missing`);
        for (const filter of found.filters)
            if (!knownFilters.has(filter.id))
                this.fail(`'${path}' uses filter ${filter.id}, which a browser cannot undo`);
        return found;
    }
    has(path: string): boolean {
        return this.file.get(path) !== null;
    }
    numbers(path: string): Numbers {
        return this.dataset(path).value as unknown as Numbers;
    }
    list(path: string): number[] {
        return Array.from(this.numbers(path), Number);
    }
    texts(path: string): string[] {
        return Array.from(this.dataset(path).value as unknown as string[], String);
    }
    attribute(path: string, name: string): string | number | string[] | undefined {
        const of = path === '/' ? this.file : this.file.get(path);
        const found = (of as H5.Group | H5.Dataset | null)?.attrs[name];
        if (!found) return undefined;
        // Text lists come as arrays, length-1 numbers as typed arrays.
        const value = found.value as string | string[] | Float64Array;
        return ArrayBuffer.isView(value) ? value[0] : value;
    }
    text(path: string, name: string): string {
        const value = this.attribute(path, name);
        return value === undefined ? '' : Array.isArray(value) ? value.join(', ') : String(value);
    }
    names(group: string): string[] {
        return group === '/' ? this.file.keys() : (this.file.get(group) as H5.Group).keys();
    }
}

function polygonsOf(r: Reader): Polygons {
    const x = r.numbers('/node_x');
    const y = r.numbers('/node_y');
    const nodeCounts = r.list('/node_count');
    const ringPoints = r.list('/part_node_count');
    let ring = 0;
    let point = 0;
    return nodeCounts.map(nodes => {
        const rings: Float64Array[] = [];
        for (const end = point + nodes; point < end; ring++) {
            const n = ringPoints[ring];
            const xy = new Float64Array(2 * n);
            for (let i = 0; i < n; i++, point++) {
                xy[2 * i] = Math.round(Number(x[point]));
                xy[2 * i + 1] = Math.round(Number(y[point]));
            }
            rings.push(xy);
        }
        return rings;
    });
}

/** `mean_decimals`: shown with where any file holds means of several runs. */
type FileIndicator = Indicator & {mean_decimals: number};

const asMean = (i: FileIndicator): FileIndicator => ({...i, decimals: i.mean_decimals});

function indicatorsOf(r: Reader): FileIndicator[] {
    return r
        .names('/')
        .filter(name => r.text('/' + name, 'indicator'))
        .map(name => {
            const text = (attribute: string) => r.text('/' + name, attribute);
            const number = (attribute: string) => Number(r.attribute('/' + name, attribute));
            const kind = text('indicator');
            return {
                name,
                unit: text('units'),
                unit_no: text('units_no'),
                long_name: text('long_name'),
                long_name_no: text('long_name_no'),
                decimals: number('decimals'),
                mean_decimals: number('mean_decimals'),
                group: text('group'),
                group_no: text('group_no'),
                menu_place: number('menu_place'),
                interval: r.attribute('/' + name, 'interval') !== undefined,
                balance: (text('balance') || undefined) as Indicator['balance'],
                is_value: kind === 'value',
                ...(kind === 'ratio'
                    ? {
                          numerator: text('numerator'),
                          denominator: text('denominator'),
                          scale: number('scale'),
                      }
                    : {}),
            };
        });
}

function areasOf(r: Reader, places: number): LargeArea[] {
    const [kinds, numbers, names, names_no] = ['kind', 'number', 'name', 'name_no'].map(column =>
        r.texts(`/areas/${column}`),
    );
    const member = r.numbers('/areas/member');
    return kinds.map((kind, row) => ({
        kind: kind as LargeArea['kind'],
        number: numbers[row],
        name: names[row],
        name_no: names_no[row],
        members: Array.from({length: places}, (_, m) => m).filter(m => member[row * places + m]),
    }));
}

/** Where nine runs in ten lie in each area, by indicator; the file says so for those with intervals. */
function bandsOf(r: Reader, indicators: Indicator[], years: number): Spread['band'] {
    const bands = new Map<string, ReturnType<Spread['band']>>();
    for (const {name, decimals} of indicators) {
        if (!r.has(`/areas/${name}_p05`)) continue;
        const [low, high] = ['p05', 'p95'].map(part => r.numbers(`/areas/${name}_${part}`));
        bands.set(name, {
            low: (row, k) => rounded(low[row * years + k], decimals),
            high: (row, k) => rounded(high[row * years + k], decimals),
        });
    }
    return name => bands.get(name);
}

function transposed(values: Numbers, times: number, places: number): Float64Array {
    const result = new Float64Array(values.length);
    for (let t = 0; t < times; t++)
        for (let m = 0; m < places; m++) result[m * times + t] = values[t * places + m];
    return result;
}

/** Sums of the months between kept times, run × time × municipality, of figures by run, municipality and month. */
function sumsOf(byMonth: Numbers, kept_times: number[], places: number, months: number): Float64Array {
    const years = kept_times.length;
    const sums = new Float64Array((byMonth.length / months) * years);
    for (let series = 0; series < byMonth.length / months; series++) {
        const [run, m] = [Math.floor(series / places), series % places];
        for (let k = 1; k < years; k++)
            for (let t = kept_times[k - 1] + 1; t <= kept_times[k]; t++)
                sums[(run * years + k) * places + m] += byMonth[series * months + t];
    }
    return sums;
}

/** The runs behind the means, where the file holds several. */
function runsOf(
    r: Reader,
    kept_times: number[],
    places: number,
    months: number,
): (Runs & {sums: Map<string, Numbers>}) | undefined {
    const years = kept_times.length;
    if (!r.has('/replicates')) return undefined;
    const tables = new Map<string, Numbers>();
    const sums = new Map<string, Numbers>();
    for (const name of r.names('/replicates')) {
        const numbers = () => r.numbers(`/replicates/${name}`);
        // A file keeps values at some times, sums between them, every month, or several of these.
        if (name.endsWith('_sum')) sums.set(name.slice(0, -'_sum'.length), numbers());
        else if (name.endsWith('_month'))
            sums.set(name.slice(0, -'_month'.length), sumsOf(numbers(), kept_times, places, months));
        else if (r.has(`/${name}`)) tables.set(name, numbers());
    }
    return {seeds: r.list('/replicates/seed').map(String), years, count: name => tables.get(name), sums};
}

/** Sum of rows [from, to) of a table with a column per municipality, over some of them. */
const total = (numbers: Numbers, from: number, to: number, places: number, members: number[]) => {
    let sum = 0;
    for (let row = from; row < to; row++) for (const m of members) sum += numbers[row * places + m];
    return sum;
};

/** `exact`: means before rounding, municipality × time. */
type Read = Scenario & {runs?: Runs; band: Spread['band']; exact: Map<string, Float64Array>};

function scenarioOf(r: Reader, infos: FileIndicator[], areas: LargeArea[], places: number): Read {
    const days = r.list('/time');
    const start = new Date(Date.UTC(2020, 0, 1) + days[0] * 86_400_000).toISOString().slice(0, 7);
    // All values now: the file is closed when the page is drawn.
    const arrays = new Map<string, Values>();
    const exact = new Map<string, Float64Array>();
    const kept_times = r.list('/areas/kept_time').map(day => days.indexOf(day));
    const runs = runsOf(r, kept_times, places, days.length);
    const indicators = runs ? infos.map(asMean) : infos;
    const periods = new Map<string, number[][]>();
    for (const i of indicators) {
        const values = (path: string) => transposed(r.numbers('/' + path), days.length, places);
        const numbers = values(i.name);
        if (runs) exact.set(i.name, numbers);
        const atKept = (all: Float64Array) =>
            Float64Array.from(
                Array.from({length: places}, (_, m) => kept_times.map(t => all[m * days.length + t])).flat(),
            );
        // Of many runs most is known at kept times only.
        const yearly = r.attribute('/' + i.name, 'at_kept_times') !== undefined;
        const shown = runs ? numbers.map(v => keptMean(v, i, i.interval!)) : numbers;
        arrays.set(`${i.name} value`, {numbers: yearly ? atKept(shown) : shown, yearly});
        for (const part of ['p05', 'p95'] as const) {
            if (!i.interval || !r.has(`/${i.name}_${part}`)) continue;
            // Of the time points that the runs are known at, as in a report.
            const bounds = atKept(values(`${i.name}_${part}`)).map(v => rounded(v, i.decimals));
            arrays.set(`${i.name} ${part}`, {numbers: bounds, yearly: true});
        }
    }
    for (const i of indicators) {
        if (!i.balance) continue;
        const sums = runs?.sums.get(i.name);
        const whole = r.numbers('/' + i.name);
        const ofAreas = (ofMembers: (members: number[]) => number[]) =>
            periods.set(
                i.name,
                areas.map(area => ofMembers(area.members)),
            );
        if (!runs) ofAreas(members => [total(whole, 1, whole.length / places, places, members)]);
        else if (sums)
            ofAreas(members =>
                runs.seeds.map((_, k) => total(sums, k * runs.years, (k + 1) * runs.years, places, members)),
            );
    }
    const column = (table: string, name: string) =>
        r.has(`/run/${table}_${name}`) ? r.texts(`/run/${table}_${name}`) : [];
    const names = column('parameter', 'name');
    const units = column('parameter', 'unit');
    const sources = column('parameter', 'source');
    const numbers = names.length ? r.list('/run/parameter_value') : [];
    const keys = ['table', 'what', 'origin', 'licence', 'attribution', 'retrieved', 'sha256'] as const;
    const columns = keys.map(k => column('input', k));
    const libraries = r.attribute('/run', 'libraries');
    return {
        file: r.name,
        scenario: r.text('/run', 'scenario'),
        title: r.text('/run', 'scenario_title'),
        title_no: r.text('/run', 'scenario_title_no'),
        seed: r.text('/run', 'seed'),
        version: r.text('/run', 'version'),
        git_commit: r.text('/run', 'git_commit'),
        compiler: r.text('/run', 'compiler'),
        libraries: Array.isArray(libraries) ? libraries.map(String) : [],
        start,
        time_points: days.length,
        kept_times,
        inputs: columns[0].map(
            (_, row) => Object.fromEntries(keys.map((k, i) => [k, columns[i][row]])) as unknown as Input,
        ),
        parameters: names.map((n, i): Parameter => [n, numbers[i], units[i], sources[i]]),
        array: (indicator: string, part: Part) => arrays.get(`${indicator} ${part}`),
        replicates: runs?.seeds.length ?? 1,
        period: (name: string, area: number) => periods.get(name)?.[area] ?? [],
        runs,
        band: bandsOf(r, indicators, kept_times.length),
        exact,
    };
}

const drawsOf = (x: Read): string[] => x.runs?.seeds ?? [x.seed];

export async function readSnapshots(h5: Module, files: File[]): Promise<Report> {
    const module = await h5.ready;
    module.activate_throwing_error_handler();
    const parts: {
        municipalities: Municipalities;
        polygons: Polygons;
        areas: LargeArea[];
        indicators: FileIndicator[];
        scenario: Read;
    }[] = [];
    for (const [index, file] of files.entries()) {
        const path = `/${index}.nc`;
        module.FS.writeFile(path, new Uint8Array(await file.arrayBuffer()));
        let open: H5.File | undefined;
        try {
            open = new h5.File(path, 'r');
            const r = new Reader(open, file.name);
            if (r.text('/', 'schema') !== 'legekart snapshot') r.fail('is not a snapshot file of Legekart');
            const version = Number(r.attribute('/', 'schema_version'));
            if (version > schemaVersion) r.fail('was made by a newer Legekart; use its viewer');
            if (version < oldestSchema) r.fail('was made by an older Legekart; run the scenario again');
            const municipalities: Municipalities = {
                number: r.texts('/municipality_number'),
                name: r.texts('/municipality_name'),
                county_number: r.texts('/county_number'),
                county: r.texts('/county'),
                centrality: r.list('/centrality'),
                alone: r.text('/', 'area_alone'),
            };
            if (parts.length && parts[0].municipalities.number.join() !== municipalities.number.join())
                r.fail(`has other municipalities than ${parts[0].scenario.file}`);
            const indicators = indicatorsOf(r);
            const areas = areasOf(r, municipalities.number.length);
            const scenario = scenarioOf(r, indicators, areas, municipalities.number.length);
            for (const other of parts) {
                const [seeds, others] = [scenario, other.scenario].map(drawsOf);
                if (seeds.some(seed => others.includes(seed)) && !partners(seeds, others))
                    r.fail(
                        `has not the same draws as ${other.scenario.file}; \`legekart report\` makes a page of those that both have`,
                    );
            }
            parts.push({municipalities, polygons: polygonsOf(r), areas, indicators, scenario});
        } catch (error) {
            const text = error instanceof Error ? error.message : String(error);
            throw new Error(
                text.startsWith(file.name)
                    ? text
                    : `${file.name}: ${text.split('\n')[0] || 'cannot be read'}`,
            );
        } finally {
            open?.close();
            module.FS.unlink(path);
        }
    }
    const infos = parts.flatMap(p => p.indicators);
    const report = new Report(
        '',
        parts[0].municipalities,
        parts[0].polygons,
        parts[0].areas,
        parts.some(p => p.scenario.runs) ? infos.map(asMean) : infos,
        parts.map(p => p.scenario),
    );
    for (const {scenario} of parts)
        if (scenario.runs) scenario.spread = spreadOf(report, scenario, scenario.runs, parts[0].scenario);
    return report;
}

/** What a file says of chance, and what it takes a second look at its runs to say. */
function spreadOf(report: Report, scenario: Read, runs: Runs, first: Read): Spread {
    const {exact, time_points} = scenario;
    const places = [...report.municipalities.number.map((_, m) => [m]), ...report.large.map(a => a.members)];
    const since = (base: Runs, from: (k: number) => number, finer: number) =>
        differences(base, runs, from, finer, name => report.indicator(name), places, report.size);
    const monthsOf = (x: Read) => x.kept_times.map(t => monthNumber(x.start) + t);
    const there = monthsOf(first);
    const common = monthsOf(scenario).map(month => there.indexOf(month));
    return {
        band: scenario.band,
        change: since(runs, () => 0, 0),
        paired: first !== scenario && first.runs ? since(first.runs, k => common[k], 1) : () => undefined,
        area: name => {
            const info = report.indicator(name);
            const round = (v: number) => keptMean(v, info, info.interval!);
            const counts = info.numerator ? [info.numerator, info.denominator!] : [name];
            const kept = counts.map(count => runs.count(count));
            // As data/area_figures.hpp: of all runs together where they are kept, else of the means.
            const runsAt = (k: number) => (k >= 0 && kept.every(table => table) ? runs.seeds.length : 1);
            const sum = (i: number, row: number, t: number, k: number) => {
                const {members} = report.large[row];
                if (runsAt(k) === 1)
                    return members.reduce((all, m) => all + exact.get(counts[i])![m * time_points + t], 0);
                let all = 0;
                for (let r = 0; r < runs.seeds.length; r++)
                    for (const m of members) all += kept[i]![(r * runs.years + k) * report.size + m];
                return all;
            };
            if (!info.numerator) return (row, t, k) => round(sum(0, row, t, k) / runsAt(k));
            return (row, t, k) => {
                const under = sum(1, row, t, k);
                return under === 0 ? NaN : round((info.scale! * sum(0, row, t, k)) / under);
            };
        },
    };
}
