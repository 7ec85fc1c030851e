// What every section of the page is given, and what the maps show.
import {differenceClasses, Classes, ownClasses, quantileClasses} from './classes';
import {capitalised} from './format';
import {Indicator} from './indicator';
import type {Words} from './norwegian';
import {Area, Report, Scenario} from './report';
import {Shapes} from './shapes';
import {State} from './state';
import {Language, told, words} from './text';

export interface Context {
    report: Report;
    state: State;
    shapes: Shapes;
    /** Short names of the scenarios, told apart. */
    labels: string[];
    /** The page's words in the language chosen. */
    w: Words;
    /** The month that maps and tables show: that of the slider, or the latest one before it that has what is shown. */
    time(): number;
    set(change: Partial<State>): void;
    tooltip(content?: Node, at?: {x: number; y: number}): void;
    say(text: string): void;
}

export interface Section {
    element: HTMLElement;
    /** Called at once after a change: must be quick, it runs while the slider moves. */
    update?(changed: Set<keyof State>): unknown;
    /** Called when the changes have paused. */
    settle?(): void;
}

/** A scenario's title; the file's name where it has none. */
export function titleOf(scenario: Scenario, language: Language): string {
    return told(language, scenario.title, scenario.title_no) || stem(scenario);
}
const stem = (scenario: Scenario) => scenario.file.replace(/\.[^.]*$/, '');

export function scenarioLabels(report: Report, language: Language): string[] {
    const titles = report.scenarios.map(s => titleOf(s, language));
    return titles
        .map((t, i) => (titles.filter(other => other === t).length > 1 ? stem(report.scenarios[i]) : t))
        .map((t, i, all) => (all.filter(other => other === t).length > 1 ? `${t} (${i + 1})` : t));
}

/** Of how many futures the numbers are, where any are of one only, of which nobody may read a finding; else nothing. */
export function futuresOf(c: Context): string {
    const runs = c.report.scenarios.map(x => x.replicates);
    if (runs.every(n => n > 1)) return '';
    if (runs.every(n => n === 1)) return c.w.oneFuture;
    const of = (n: number) => (n > 1 ? c.w.meanOfFutures(String(n)) : c.w.oneFuture);
    return runs.map((n, i) => `${c.labels[i]}: ${of(n)}`).join('; ');
}

/** Whose differences may be chance: `all` where each of these scenarios was run once, else a sentence with the names of those that were. */
export function singlesOf(c: Context, all: string, among = c.labels.map((_, s) => s)): string {
    const single = among.filter(s => c.report.scenarios[s].replicates < 2);
    if (!single.length) return '';
    return single.length === among.length
        ? all
        : c.w.oneFutureOf(single.map(s => c.w.quote(c.labels[s])).join(', '));
}

export function areaName(report: Report, area: Area, language: Language): string {
    if (area.kind === 'nation') return words[language].nation;
    if (area.kind === 'municipality') return report.municipalities.name[report.members(area)[0]];
    const {name, name_no} = report.largeArea(area);
    const text = told(language, name, name_no);
    return capitalised(text);
}

/** One map's worth of numbers. */
export interface Panel {
    title: string;
    scenario: number;
    /** A difference or change: colours diverge around zero. */
    diverging: boolean;
    at(t: number, m: number): number;
    /** The same for an area of many municipalities. */
    areaAt(t: number, area: Area): number;
    /** Areas whose difference cannot be told from zero. Only files with replicates know. */
    uncertain(t: number): number[];
    /** Where nine runs in ten lie, or the 90 % interval of a difference. */
    interval(t: number, m: number): {low: number; high: number; unsure: boolean} | undefined;
}

const municipality = (report: Report, m: number): Area => ({
    kind: 'municipality',
    id: report.municipalities.number[m],
});

function valuePanel(c: Context, scenario: number, indicator: string): Panel {
    const {report} = c;
    return {
        title: c.labels[scenario],
        scenario,
        diverging: false,
        at: (t, m) => report.value(scenario, indicator, t, m),
        areaAt: (t, area) => report.areaSeries(scenario, indicator, area)[t],
        uncertain: () => [],
        interval: (t, m) => {
            const band = report.band(scenario, indicator, t, municipality(report, m));
            return band && {low: band[0], high: band[1], unsure: false};
        },
    };
}

function changePanel(c: Context, scenario: number, indicator: string): Panel {
    const {report} = c;
    const [first] = report.span(scenario);
    return {
        title: c.labels[scenario],
        scenario,
        diverging: true,
        at: (t, m) => report.value(scenario, indicator, t, m) - report.value(scenario, indicator, first, m),
        areaAt: (t, area) => {
            const series = report.areaSeries(scenario, indicator, area);
            return series[t] - series[first];
        },
        ...intervals(c, 'change', scenario, indicator),
    };
}

function differencePanel(c: Context, other: number, indicator: string): Panel {
    const {report} = c;
    return {
        title: `${c.labels[other]} − ${c.labels[0]}`,
        scenario: other,
        diverging: true,
        at: (t, m) => report.value(other, indicator, t, m) - report.value(0, indicator, t, m),
        areaAt: (t, area) =>
            report.areaSeries(other, indicator, area)[t] - report.areaSeries(0, indicator, area)[t],
        ...intervals(c, 'paired', other, indicator),
    };
}

/** Around a difference or change, from runs of the same seed. The chosen area's municipalities are judged together, those elsewhere with the nation's. */
function intervals(
    c: Context,
    kind: 'paired' | 'change',
    scenario: number,
    indicator: string,
): Pick<Panel, 'uncertain' | 'interval'> {
    const {report} = c;
    const at = (t: number, m: number) =>
        report.interval(kind, scenario, indicator, t, municipality(report, m), c.state.area);
    const difference = (t: number, m: number) =>
        report.value(scenario, indicator, t, m) -
        (kind === 'paired'
            ? report.value(0, indicator, t, m)
            : report.value(scenario, indicator, report.span(scenario)[0], m));
    return {
        uncertain: t =>
            Array.from({length: report.size}, (_, m) => m).filter(
                m => at(t, m)?.unsure && Number.isFinite(difference(t, m)),
            ),
        interval: (t, m) => {
            const found = at(t, m);
            const middle = difference(t, m);
            if (!found) return undefined;
            return {low: middle - found.half, high: middle + found.half, unsure: found.unsure};
        },
    };
}

/** Whether what is shown is known for the start, each January and the end only. */
export function yearlyView(report: Report, state: State): boolean {
    const {indicator, view, scenario} = state;
    if (report.isYearly(indicator)) return true;
    if (view === 'diff')
        return report.scenarios[otherScenario(state)]?.spread?.paired(indicator) !== undefined;
    return view === 'change' && report.scenarios[scenario].spread?.change(indicator) !== undefined;
}

/** The scenario compared with the first. */
export function otherScenario(state: State): number {
    return state.scenario || 1;
}

export function panels(c: Context): Panel[] {
    const {indicator, scenario, view} = c.state;
    if (view === 'change') return [changePanel(c, scenario, indicator)];
    if (view === 'diff') return [differencePanel(c, otherScenario(c.state), indicator)];
    if (view === 'side')
        return [valuePanel(c, 0, indicator), valuePanel(c, otherScenario(c.state), indicator)];
    return [valuePanel(c, scenario, indicator)];
}

export function currentIndicator(c: Context): Indicator {
    return c.report.indicator(c.state.indicator);
}

const cache = new WeakMap<Report, Map<string, Classes>>();
/** Fixed classes come from all months of all scenarios, so that colours mean the same everywhere. */
export function classesOf(c: Context): Classes {
    const {report, state} = c;
    const shown = panels(c);
    const diverging = shown[0].diverging;
    if (state.classes !== 'fixed' && state.classes !== 'month') {
        const own = ownClasses(state.classes, diverging);
        if (own) return own;
    }
    const monthly = state.classes === 'month';
    const key = [
        state.indicator,
        diverging ? `${state.view} ${state.scenario}` : '',
        monthly ? `${c.time()} ${state.view} ${state.scenario}` : '',
    ].join();
    let map = cache.get(report);
    if (!map) cache.set(report, (map = new Map<string, Classes>()));
    let found = map.get(key);
    if (!found) {
        const values: number[] = [];
        const from = diverging ? shown : report.scenarios.map((_, s) => valuePanel(c, s, state.indicator));
        const yearly = yearlyView(report, state);
        const all = Array.from({length: report.timePoints}, (_, t) => t).filter(
            t => report.timeShown(t, yearly) === t,
        );
        const step = Math.max(1, Math.floor(all.length / 24));
        const times = monthly ? [c.time()] : all.filter((_, i) => (all.length - 1 - i) % step === 0);
        for (const panel of from)
            for (const t of times) for (let m = 0; m < report.size; m++) values.push(panel.at(t, m));
        found = diverging ? differenceClasses(values) : quantileClasses(values);
        map.set(key, found);
    }
    return found;
}
