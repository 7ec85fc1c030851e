// What is shown. All of it stands in the address behind "#", so that a link opens the same view.
import {areaOf, keyOf, monthNumber, monthText, Report, Area} from './report';
import {Language} from './text';

export type View = 'value' | 'change' | 'side' | 'diff';

export interface State {
    indicator: string;
    /** Time index of the report. */
    t: number;
    /** The scenario shown; in a difference the one compared with the first. */
    scenario: number;
    view: View;
    area: Area;
    language: Language;
    /** "fixed", "month", or breaks such as "1;2.5;10". */
    classes: string;
}

export function initialState(report: Report, hash: string): State {
    const q = new URLSearchParams(hash.replace(/^#/, ''));
    const month = /^\d{4}-\d\d$/.test(q.get('month') ?? '')
        ? monthNumber(q.get('month')!) - report.firstMonth
        : report.timePoints - 1;
    const names = [...report.indicators.keys()];
    const wanted = q.get('indicator') ?? 'percent_without_gp';
    const scenarios = report.scenarios.length;
    const view = (q.get('view') ?? (scenarios > 1 ? 'side' : 'value')) as View;
    return {
        indicator: names.includes(wanted) ? wanted : names[0],
        t: Math.min(Math.max(month, 0), report.timePoints - 1),
        scenario: Math.min(Math.max(Number(q.get('scenario')) || (scenarios > 1 ? 2 : 1), 1), scenarios) - 1,
        view: (scenarios > 1 ? ['value', 'change', 'side', 'diff'] : ['value', 'change']).includes(view)
            ? view
            : 'value',
        area: areaOf(report, q.get('place') ?? keyOf(report.place)),
        language: q.get('language') === 'en' ? 'en' : 'no',
        classes: q.get('classes') ?? 'fixed',
    };
}

export function hashOf(report: Report, state: State): string {
    const q = new URLSearchParams({
        indicator: state.indicator,
        month: monthText(report.firstMonth + state.t),
        view: state.view,
        scenario: String(state.scenario + 1),
        place: keyOf(state.area),
        language: state.language,
    });
    if (state.classes !== 'fixed') q.set('classes', state.classes);
    return `#${q.toString()}`;
}
