// The key findings in plain words, before any picture. Every number is computed here from the file's values; the sentences
// themselves stand in the tables of words.
import {areaName, Context, otherScenario, Section, singlesOf} from './context';
import {h} from './dom';
import {dateText, decimalsOf, nameOf, number, signed} from './format';
import {Area} from './report';

const lead = 'percent_without_gp';
const leadCount = 'patients_without_gp';
/** The meanings of coverage, kept apart. */
const coverage = [
    leadCount,
    'patients_with_locum',
    'on_no_list',
    'seeking',
    'over_30_minutes',
    'over_60_minutes',
];
interface Change {
    area: Area;
    from: number;
    to: number;
    /** Chance alone may explain it, or the files do not say. */
    unsure: boolean;
}

export function findings(c: Context): Section {
    const body = h('div', {class: 'findings'});
    return {
        element: h(
            'section',
            {'aria-labelledby': 'findings-title'},
            h('h2', {id: 'findings-title'}, c.w.findings),
            body,
        ),
        // Among three scenarios or more the choice says which one is compared with the first.
        update: changed =>
            (changed.has('scenario') || changed.has('area')) && body.replaceChildren(...paragraphs(c)),
    };
}

/** What every paragraph reads: values of the chosen area, and how numbers and dates are written. */
function figures(c: Context) {
    const {report, w} = c;
    const {language} = c.state;
    const [first, last] = report.span();
    const area = c.state.area;
    const name = areaName(report, area, language);
    return {
        area,
        name,
        where: w.within(name, area.kind === 'nation'),
        first,
        last,
        several: report.scenarios.length > 1,
        other: otherScenario(c.state),
        names: c.labels.map(w.quote),
        has: (name: string) => report.indicators.has(name),
        date: (t: number) => dateText(report.firstMonth + t, language),
        at: (s: number, name: string, t: number) => report.areaSeries(s, name, area)[t],
        shown: (v: number, name: string) => number(v, decimalsOf(report.indicator(name)), language),
        signed: (v: number, decimals: number) => signed(v, decimals, language),
        fixed: (v: number, decimals: number) => number(v, decimals, language),
    };
}
type Figures = ReturnType<typeof figures>;

function paragraphs(c: Context): Node[] {
    const f = figures(c);
    const result: Node[] = [];
    const sure = h('p', {class: 'note'}, howSure(c));
    const single = c.report.scenarios.some(x => x.replicates < 2);
    if (single) result.push(sure);
    if (f.has(lead)) {
        if (f.several) result.push(headline(c, f));
        if (f.has(leadCount)) result.push(...c.labels.map((_, s) => countOf(c, f, s)));
    }
    result.push(...coverageTable(c, f));
    if (f.has(lead) && f.area.kind !== 'municipality')
        result.push(h('div', {class: 'halves'}, highest(c, f), f.several ? comparison(c, f) : null));
    if (!single) result.push(sure);
    return result;
}

/** The share without a GP at the end, against the first scenario. */
function headline(c: Context, f: Figures): Node {
    const {w} = c;
    const [base, other] = [f.names[0], f.names[f.other]];
    const d = f.at(f.other, lead, f.last) - f.at(0, lead, f.last);
    const size = Math.abs(d);
    const interval = c.report.interval('paired', f.other, lead, f.last, f.area);
    const {half, unsure} = interval ?? {half: NaN, unsure: false};
    // More digits where the interval would be one number.
    const digits = interval && f.fixed(size - half, 1) === f.fixed(size + half, 1) ? 2 : 1;
    const date = f.date(f.last);
    const sentence = () => {
        if (unsure)
            return w.shareUnsure(
                f.where,
                other,
                base,
                date,
                between(f.signed(d - half, digits), f.signed(d + half, digits)),
            );
        const points = f.fixed(size, digits);
        if (/^0[.,]0+$/.test(points)) return w.shareSame(f.where, other, base, date);
        // "0.9 lower (between 0.7 and 1.1)": the word has the sign.
        const range = between(f.fixed(size - half, digits), f.fixed(size + half, digits));
        return w.shareDiffers(f.where, other, base, points, d > 0, date, range);
    };
    const between = (low: string, high: string) => (Number.isNaN(half) ? '' : w.ninetyBetween(low, high));
    const doubt = () => (isSingle(c, f) ? c.w.mayBeChance : c.w.noInterval);
    return h('p', {class: 'headline'}, sentence(), interval ? null : ` ${doubt()}`);
}

/** Whether one of the two compared is a single run. */
const isSingle = (c: Context, f: Figures) => [0, f.other].some(s => c.report.scenarios[s].replicates < 2);

/** How many people are on a list without a GP in one scenario, first and last. */
function countOf(c: Context, f: Figures, s: number): Node {
    const {report, w} = c;
    const [start, end] = report.span(s).map(t => ({
        value: f.at(s, leadCount, t),
        count: f.shown(f.at(s, leadCount, t), leadCount),
        percent: f.shown(f.at(s, lead, t), lead),
        date: f.date(t),
    }));
    const [, last] = report.span(s);
    const band = report.band(s, leadCount, last, f.area);
    const [low, high] = band ?? [0, 0];
    const between = low < high ? w.ninetyBetween(f.shown(low, leadCount), f.shown(high, leadCount)) : '';
    const change = report.interval('change', s, leadCount, last, f.area);
    const text = !change
        ? w.countNotJudged(start, end, between)
        : change.unsure
          ? w.countSteady(start, end, between)
          : w.countChanges(start, end, end.value > start.value, between);
    const label = report.scenarios[s].replicates > 1 ? c.labels[s] : `${c.labels[s]} (${w.oneFuture})`;
    return h('p', {class: 'lead'}, h('strong', {}, `${label}.`), text);
}

/** The meanings of coverage, one a row. */
function coverageTable(c: Context, f: Figures): Node[] {
    const {report, labels, w} = c;
    const names = coverage.filter(f.has);
    if (!names.length) return [];
    const cell = (text: string, range?: string) =>
        h('td', {class: 'n'}, text, range === undefined ? null : h('span', {class: 'range'}, range));
    const heading = (text: string) => h('th', {scope: 'col', class: 'n'}, text);
    const row = (name: string) => {
        const info = report.indicator(name);
        const start = f.at(0, name, f.first);
        const ends = labels.map((_, s) => f.at(s, name, f.last));
        const change = f.several ? ends[f.other] - ends[0] : NaN;
        const sign = (v: number) => f.signed(v, decimalsOf(info));
        const interval = f.several ? report.interval('paired', f.other, name, f.last, f.area) : undefined;
        const sure = () => {
            if (!f.several || isSingle(c, f)) return undefined;
            if (!interval) return w.notKnown;
            if (interval.unsure) return w.noDifference;
            return w.between(sign(change - interval.half), sign(change + interval.half));
        };
        return h(
            'tr',
            {},
            h('th', {scope: 'row'}, nameOf(info, c.state.language)),
            cell(f.shown(start, name)),
            ...ends.map((v, s) => {
                const band = report.band(s, name, f.last, f.area);
                return cell(
                    f.shown(v, name),
                    band && w.between(f.shown(band[0], name), f.shown(band[1], name)),
                );
            }),
            f.several ? cell(sign(change), sure()) : null,
        );
    };
    const end = f.date(f.last);
    return [
        h('p', {class: 'small table-text', id: 'coverage-text'}, w.coverageIntro(f.name)),
        h(
            'div',
            {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': w.coverageTable(f.where)},
            h(
                'table',
                {class: 'plain', 'aria-describedby': 'coverage-text'},
                h(
                    'thead',
                    {},
                    h(
                        'tr',
                        {},
                        h('th', {scope: 'col'}, w.numberOfPeople),
                        heading(f.date(f.first)),
                        ...labels.map(l => heading(f.several ? `${end}: ${l}` : end)),
                        f.several ? heading(w.difference) : null,
                    ),
                ),
                h('tbody', {}, ...names.map(row)),
            ),
        ),
    ];
}

/** Municipalities of the chosen area. */
const places = (c: Context): {area: Area; m: number}[] =>
    c.report
        .members(c.state.area)
        .map(m => ({area: {kind: 'municipality', id: c.report.municipalities.number[m]}, m}));

/** Municipalities by their share without a GP at the end, in the first scenario and in another. */
function changesOf(c: Context, f: Figures, s: number): Change[] {
    const {report} = c;
    return places(c)
        .map(({area, m}) => ({
            area,
            from: report.value(0, lead, f.last, m),
            to: report.value(s, lead, f.last, m),
            unsure: report.interval('paired', s, lead, f.last, area, f.area)?.unsure ?? true,
        }))
        .filter(x => Number.isFinite(x.to - x.from));
}
const up = (list: Change[]) =>
    list.filter(x => x.to > x.from && !x.unsure).sort((a, b) => b.to - b.from - a.to + a.from);
const down = (list: Change[]) =>
    list.filter(x => x.to < x.from && !x.unsure).sort((a, b) => a.to - a.from - b.to + b.from);
/** A percentage point or more. */
const large = (list: Change[]) => list.filter(x => Math.abs(x.to - x.from) >= 1).length;

/** The five first of a list under a heading. */
function top(c: Context, title: string, rows: {area: Area; text: string}[]): Node {
    const item = ({area, text}: {area: Area; text: string}) =>
        h(
            'li',
            {},
            h(
                'button',
                {class: 'link', click: () => c.set({area})},
                areaName(c.report, area, c.state.language),
            ),
            h('span', {class: 'from-to'}, ` ${text}`),
        );
    return h(
        'div',
        {class: 'top'},
        h('h3', {}, title),
        rows.length
            ? h('ol', {}, ...rows.slice(0, 5).map(item))
            : h('p', {class: 'small'}, c.w.noMunicipalities),
    );
}

/**
 * Where the mean of the first scenario's futures is highest at the end. Since its start nothing is judged: the start is one observed
 * state, and a mean of many futures lies nearer the middle wherever it begins.
 */
function highest(c: Context, f: Figures): Node | null {
    const {report, w} = c;
    const runs = report.scenarios[0].replicates;
    if (runs < 2) return null;
    const list = places(c)
        .map(({area, m}) => ({area, value: report.value(0, lead, f.last, m)}))
        .filter(x => Number.isFinite(x.value))
        .sort((a, b) => b.value - a.value);
    return h(
        'div',
        {},
        h('p', {}, w.highestIntro(f.names[0], f.date(f.last), String(runs))),
        h(
            'div',
            {class: 'tops'},
            top(
                c,
                w.highest,
                list.map(({area, value}) => ({area, text: w.percent(f.shown(value, lead))})),
            ),
        ),
    );
}

/** The chosen scenario against the first, at the end. */
function comparison(c: Context, f: Figures): Node {
    const {report, w} = c;
    if (!report.interval('paired', f.other, lead, f.last, f.area))
        return h('p', {class: 'small'}, isSingle(c, f) ? w.placesOfSingle : w.noInterval);
    const [base, other] = [f.names[0], f.names[f.other]];
    const list = changesOf(c, f, f.other);
    const [more, less] = [up(list), down(list)];
    const steady = list.length - large(more) - large(less);
    const rows = (changes: Change[]) =>
        changes.map(({area, from, to}) => ({
            area,
            text: `${f.shown(from, lead)} → ${w.percent(f.shown(to, lead))}`,
        }));
    return h(
        'div',
        {},
        h(
            'p',
            {},
            w.comparison(other, base, f.date(f.last), large(less), large(more), steady) + w.judgedTogether,
        ),
        h(
            'div',
            {class: 'tops'},
            top(c, w.largestFall(base), rows(less)),
            top(c, w.largestRise(base), rows(more)),
        ),
    );
}

function howSure(c: Context): string {
    const counts = c.report.scenarios.map(x => x.replicates);
    const several = [...new Set(counts.filter(n => n > 1))];
    const single = counts.length > 1 ? c.w.singleRuns : c.w.singleScenario;
    if (!several.length) return single;
    const means = c.w.meansOfRuns(several.join(` ${c.w.and} `));
    return [singlesOf(c, single), means].filter(Boolean).join(' ');
}
