// What every section of the page is given, and what the maps show.
import {differenceClasses, Classes, ownClasses, quantileClasses} from './classes';
import {Language} from './format';
import {Area, Indicator, Report, Scenario} from './report';
import {Shapes} from './shapes';
import {State} from './state';
import {word, Word} from './text';

export interface Context {
    report: Report;
    state: State;
    shapes: Shapes;
    /** Short names of the scenarios, told apart. */
    labels: string[];
    w(key: Word): string;
    set(change: Partial<State>): void;
    tooltip(content?: Node, at?: {x: number; y: number}): void;
    say(text: string): void;
}

export interface Section {
    element: HTMLElement;
    /** Called at once after a change: must be quick, it runs while the slider moves. */
    update?(changed: Set<keyof State>): void;
    /** Called when the changes have paused. */
    settle?(): void;
}

/** A scenario's title from its file's text: title_no or title. */
export function titleOf(scenario: Scenario, language: Language): string {
    const read = (key: string) => new RegExp(`^\\s*${key}\\s*=\\s*"([^"\\n]*)"`, 'm').exec(scenario.scenario)?.[1];
    return (language === 'no' && read('title_no')) || read('title') || read('name') || stem(scenario);
}
export const stem = (scenario: Scenario) => scenario.file.replace(/\.[^.]*$/, '');

export function scenarioLabels(report: Report, language: Language): string[] {
    const titles = report.scenarios.map(s => titleOf(s, language));
    return titles.map((t, i) => (titles.filter(other => other === t).length > 1 ? stem(report.scenarios[i]) : t))
        .map((t, i, all) => (all.filter(other => other === t).length > 1 ? `${t} (${i + 1})` : t));
}

export function areaName(report: Report, area: Area, language: Language): string {
    const m = report.members(area)[0], all = report.municipalities;
    if (area.kind === 'municipality') return all.name[m];
    if (area.kind === 'county') return all.county[m];
    if (area.kind === 'class') return `${language === 'no' ? 'Sentralitet' : 'Centrality'} ${area.id}`;
    return word('nation', language);
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
}

function valuePanel(c: Context, scenario: number, indicator: string): Panel {
    const {report} = c;
    return {
        title: c.labels[scenario], scenario, diverging: false,
        at: (t, m) => report.value(scenario, indicator, t, m),
        areaAt: (t, area) => report.areaSeries(scenario, indicator, area)[t],
        uncertain: () => [],
    };
}

function changePanel(c: Context, scenario: number, indicator: string): Panel {
    const {report} = c, [first] = report.span(scenario);
    return {
        title: c.labels[scenario], scenario, diverging: true,
        at: (t, m) => report.value(scenario, indicator, t, m) - report.value(scenario, indicator, first, m),
        areaAt: (t, area) => {
            const series = report.areaSeries(scenario, indicator, area);
            return series[t] - series[first];
        },
        uncertain: t => unsure(report.size, m => overlap(report, indicator, m, [scenario, t], [scenario, first]),
            report.hasBand(scenario, indicator)),
    };
}

function differencePanel(c: Context, other: number, indicator: string): Panel {
    const {report} = c;
    return {
        title: `${c.labels[other]} − ${c.labels[0]}`, scenario: other, diverging: true,
        at: (t, m) => report.value(other, indicator, t, m) - report.value(0, indicator, t, m),
        areaAt: (t, area) => report.areaSeries(other, indicator, area)[t] - report.areaSeries(0, indicator, area)[t],
        uncertain: t => unsure(report.size, m => overlap(report, indicator, m, [other, t], [0, t]),
            report.hasBand(other, indicator) && report.hasBand(0, indicator)),
    };
}

function unsure(size: number, test: (m: number) => boolean, known: boolean): number[] {
    return known ? Array.from({length: size}, (_, m) => m).filter(test) : [];
}

/** Whether two intervals of nine runs in ten share a value: the careful reading, as pairs of runs are not in the file. */
function overlap(report: Report, indicator: string, m: number, a: [number, number], b: [number, number]): boolean {
    const end = ([s, t]: [number, number], part: 'p05' | 'p95') => report.value(s, indicator, t, m, part);
    return end(a, 'p05') <= end(b, 'p95') && end(b, 'p05') <= end(a, 'p95');
}

/** The scenario compared with the first. */
export function otherScenario(state: State): number {
    return state.scenario || 1;
}

export function panels(c: Context): Panel[] {
    const {indicator, scenario, view} = c.state;
    if (view === 'change') return [changePanel(c, scenario, indicator)];
    if (view === 'diff') return [differencePanel(c, otherScenario(c.state), indicator)];
    if (view === 'side') return [valuePanel(c, 0, indicator), valuePanel(c, otherScenario(c.state), indicator)];
    return [valuePanel(c, scenario, indicator)];
}

export function currentIndicator(c: Context): Indicator {
    return c.report.indicator(c.state.indicator);
}

const cache = new WeakMap<Report, Map<string, Classes>>();
/** Fixed classes come from all months of all scenarios, so that colours mean the same everywhere. */
export function classesOf(c: Context): Classes {
    const {report, state} = c, shown = panels(c), diverging = shown[0].diverging;
    if (state.classes !== 'fixed' && state.classes !== 'month') {
        const own = ownClasses(state.classes, diverging);
        if (own) return own;
    }
    const monthly = state.classes === 'month';
    const key = [state.indicator, diverging ? `${state.view} ${state.scenario}` : '', monthly ? `${state.t} ${state.view} ${state.scenario}` : ''].join();
    let map = cache.get(report);
    if (!map) cache.set(report, (map = new Map()));
    let found = map.get(key);
    if (!found) {
        const values: number[] = [];
        const from = diverging ? shown : report.scenarios.map((_, s) => valuePanel(c, s, state.indicator));
        const step = Math.max(1, Math.floor(report.timePoints / 24));
        for (const panel of from)
            for (let t = monthly ? state.t : (report.timePoints - 1) % step; t < report.timePoints; t += monthly ? Infinity : step)
                for (let m = 0; m < report.size; m++) values.push(panel.at(t, m));
        found = diverging ? differenceClasses(values) : quantileClasses(values);
        map.set(key, found);
    }
    return found;
}
