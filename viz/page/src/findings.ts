// The key findings in plain words, before any picture. Every number is computed here from the file's values; the sentences
// themselves stand in the tables of words.
import {areaName, Context, otherScenario, Section} from './context';
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
const nation: Area = {kind: 'nation', id: ''};

interface Change {
    area: Area;
    from: number;
    to: number;
    /** Chance alone may explain it. */
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
        update: changed => changed.has('scenario') && body.replaceChildren(...paragraphs(c)),
    };
}

/** What every paragraph reads: values of the nation, and how numbers and dates are written. */
function figures(c: Context) {
    const {report, w} = c;
    const {language} = c.state;
    const [first, last] = report.span();
    return {
        first,
        last,
        several: report.scenarios.length > 1,
        other: otherScenario(c.state),
        names: c.labels.map(w.quote),
        has: (name: string) => report.indicators.has(name),
        date: (t: number) => dateText(report.firstMonth + t, language),
        at: (s: number, name: string, t: number) => report.areaSeries(s, name, nation)[t],
        shown: (v: number, name: string) => number(v, decimalsOf(report.indicator(name)), language),
        signed: (v: number, decimals: number) => signed(v, decimals, language),
        fixed: (v: number, decimals: number) => number(v, decimals, language),
    };
}
type Figures = ReturnType<typeof figures>;

function paragraphs(c: Context): Node[] {
    const f = figures(c);
    const result: Node[] = [];
    if (f.has(lead)) {
        if (f.several) result.push(headline(c, f));
        if (f.has(leadCount)) result.push(...c.labels.map((_, s) => countOf(c, f, s)));
    }
    result.push(...coverageTable(c, f));
    if (f.has(lead))
        result.push(h('div', {class: 'halves'}, development(c, f), f.several ? comparison(c, f) : null));
    result.push(h('p', {class: 'note'}, howSure(c)));
    return result;
}

/** The share without a GP at the end, against the first scenario. */
function headline(c: Context, f: Figures): Node {
    const {w} = c;
    const [base, other] = [f.names[0], f.names[f.other]];
    const d = f.at(f.other, lead, f.last) - f.at(0, lead, f.last);
    const size = Math.abs(d);
    const interval = c.report.interval('paired', f.other, lead, f.last, nation);
    const {half, unsure} = interval ?? {half: NaN, unsure: false};
    // More digits where the interval would be one number.
    const digits = interval && f.fixed(size - half, 1) === f.fixed(size + half, 1) ? 2 : 1;
    const date = f.date(f.last);
    const sentence = () => {
        if (unsure)
            return w.shareUnsure(
                other,
                base,
                date,
                between(f.signed(d - half, digits), f.signed(d + half, digits)),
            );
        const points = f.fixed(size, digits);
        if (/^0[.,]0+$/.test(points)) return w.shareSame(other, base, date);
        // "0.9 lower (between 0.7 and 1.1)": the word has the sign.
        const range = between(f.fixed(size - half, digits), f.fixed(size + half, digits));
        return w.shareDiffers(other, base, points, d > 0, date, range);
    };
    const between = (low: string, high: string) => (Number.isNaN(half) ? '' : w.ninetyBetween(low, high));
    return h('p', {class: 'headline'}, sentence());
}

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
    const band = report.band(s, leadCount, last, nation);
    const [low, high] = band ?? [0, 0];
    const between = low < high ? w.ninetyBetween(f.shown(low, leadCount), f.shown(high, leadCount)) : '';
    const steady = report.interval('change', s, leadCount, last, nation)?.unsure ?? start.count === end.count;
    const text = steady
        ? w.countSteady(start, end, between)
        : w.countChanges(start, end, end.value > start.value, between);
    return h('p', {class: 'lead'}, h('strong', {}, c.labels[s] + '.'), text);
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
        const change = f.several ? ends[f.other] - ends[0] : ends[0] - start;
        const sign = (v: number) => f.signed(v, decimalsOf(info));
        const interval = f.several
            ? report.interval('paired', f.other, name, f.last, nation)
            : report.interval('change', 0, name, f.last, nation);
        const sure = () => {
            if (!interval || Number.isNaN(interval.half)) return undefined;
            if (interval.unsure) return f.several ? w.noDifference : w.noChange;
            return w.between(sign(change - interval.half), sign(change + interval.half));
        };
        return h(
            'tr',
            {},
            h('th', {scope: 'row'}, nameOf(info, c.state.language)),
            cell(f.shown(start, name)),
            ...ends.map((v, s) => {
                const band = report.band(s, name, f.last, nation);
                return cell(
                    f.shown(v, name),
                    band && w.between(f.shown(band[0], name), f.shown(band[1], name)),
                );
            }),
            cell(sign(change), sure()),
        );
    };
    const end = f.date(f.last);
    return [
        h('p', {class: 'small table-text', id: 'coverage-text'}, w.coverageIntro),
        h(
            'div',
            {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': w.coverageTable},
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
                        heading(f.several ? w.difference : w.changeShort),
                    ),
                ),
                h('tbody', {}, ...names.map(row)),
            ),
        ),
    ];
}

const places = (c: Context): Area[] => c.report.municipalities.number.map(id => ({kind: 'municipality', id}));

/** Municipalities by their share without a GP, before and after. */
function changesOf(
    c: Context,
    f: Figures,
    kind: 'paired' | 'change',
    s: number,
    from: [scenario: number, t: number],
): Change[] {
    const {report} = c;
    return places(c)
        .map((area, m) => ({
            area,
            from: report.value(from[0], lead, from[1], m),
            to: report.value(s, lead, f.last, m),
            unsure: report.interval(kind, s, lead, f.last, area)?.unsure ?? false,
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
function top(c: Context, f: Figures, title: string, changes: Change[]): Node {
    const item = ({area, from, to}: Change) =>
        h(
            'li',
            {},
            h(
                'button',
                {class: 'link', click: () => c.set({area})},
                areaName(c.report, area, c.state.language),
            ),
            h('span', {class: 'from-to'}, ` ${f.shown(from, lead)} → ${c.w.percent(f.shown(to, lead))}`),
        );
    return h(
        'div',
        {class: 'top'},
        h('h3', {}, title),
        changes.length
            ? h('ol', {}, ...changes.slice(0, 5).map(item))
            : h('p', {class: 'small'}, c.w.noMunicipalities),
    );
}

/** The first scenario since its start. */
function development(c: Context, f: Figures): Node {
    const {w} = c;
    const list = changesOf(c, f, 'change', 0, [0, f.first]);
    const [rose, fell] = [up(list), down(list)];
    const [from, to] = [f.date(f.first), f.date(f.last)];
    const period = f.several ? w.scenarioFromTo(f.names[0], from, to) : w.fromTo(from, to);
    const known = c.report.interval('change', 0, lead, f.last, nation) !== undefined;
    const steady = list.length - large(rose) - large(fell);
    return h(
        'div',
        {},
        h('p', {}, w.development(period, known, large(rose), large(fell), steady)),
        h('div', {class: 'tops'}, top(c, f, w.risesMost, rose), top(c, f, w.fallsMost, fell)),
    );
}

/** The chosen scenario against the first, at the end. */
function comparison(c: Context, f: Figures): Node {
    const {report, w} = c;
    const [base, other] = [f.names[0], f.names[f.other]];
    const list = changesOf(c, f, 'paired', f.other, [0, f.last]);
    const [more, less] = [up(list), down(list)];
    const known = report.interval('paired', f.other, lead, f.last, nation) !== undefined;
    // Those that vary at all: nine in ten intervals hold zero where there is no difference.
    const vary = places(c).filter(
        area => (report.interval('paired', f.other, lead, f.last, area)?.half ?? 0) > 0,
    ).length;
    const steady = list.length - large(more) - large(less);
    return h(
        'div',
        {},
        h(
            'p',
            {},
            w.comparison(other, base, f.date(f.last), known, large(less), large(more), steady) +
                (known ? w.byChance(Math.round(vary / 10)) : ''),
        ),
        h('div', {class: 'tops'}, top(c, f, w.largestFall(base), less), top(c, f, w.largestRise(base), more)),
    );
}

function howSure(c: Context): string {
    const counts = c.report.scenarios.map(x => x.replicates);
    if (counts.some(n => n > 1)) return c.w.meansOfRuns([...new Set(counts)].join(` ${c.w.and} `));
    return counts.length > 1 ? c.w.singleRuns : c.w.singleScenario;
}
