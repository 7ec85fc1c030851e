// Puts the page together and keeps its parts in step.
import {charts} from './charts';
import {Context, futuresOf, scenarioLabels, Section, yearlyView} from './context';
import {costs} from './costs';
import {h} from './dom';
import {findings} from './findings';
import {dateText} from './format';
import {mapSection} from './mapsection';
import {methods} from './methods';
import {Report} from './report';
import {Shapes, shapesOf} from './shapes';
import {risk} from './risk';
import {sheet} from './sheet';
import {hashOf, initialState, State} from './state';
import {table} from './table';
import {Language, speakOf, words} from './text';

/** Milliseconds of calm before tables and the address follow the slider. */
const calm = 120;

export function mount(root: HTMLElement, report: Report, extra?: (language: Language) => Node): void {
    const shapes: Shapes = shapesOf(report.polygons, report.municipalities.county_number);
    const state = initialState(report, location.hash);
    const tip = h('div', {class: 'tooltip', hidden: true, 'aria-hidden': 'true'});
    const live = h('div', {class: 'hidden', 'aria-live': 'polite', role: 'status'});
    let sections: Section[] = [];
    let timer = 0;
    let written = '';

    function settle(): void {
        for (const section of sections) section.settle?.();
        written = hashOf(report, state);
        history.replaceState(null, '', written);
    }

    function set(change: Partial<State>): void {
        const changed = new Set<keyof State>();
        for (const key of Object.keys(change) as (keyof State)[])
            if (JSON.stringify(state[key]) !== JSON.stringify(change[key])) changed.add(key);
        if (!changed.size) return;
        Object.assign(state, change);
        if (changed.has('language')) {
            const at = window.scrollY;
            build();
            window.scrollTo(0, at);
            root.querySelector<HTMLElement>(`[data-language=${state.language}]`)?.focus();
            return;
        }
        for (const section of sections) section.update?.(changed);
        clearTimeout(timer);
        timer = window.setTimeout(settle, calm);
    }

    function tooltip(content?: Node, at?: {x: number; y: number}): void {
        tip.hidden = !content;
        if (!content || !at) return;
        tip.replaceChildren(content);
        const box = tip.getBoundingClientRect();
        const edge = document.documentElement.clientWidth;
        const x = at.x + 16 + box.width > edge ? Math.max(4, at.x - 16 - box.width) : at.x + 16;
        const y = at.y + 20 + box.height > window.innerHeight ? at.y - 14 - box.height : at.y + 20;
        tip.style.transform = `translate(${x}px,${Math.max(4, y)}px)`;
    }

    speakOf(report.municipalities.alone);

    function build(): void {
        const {language} = state;
        const c: Context = {
            report,
            state,
            shapes,
            labels: scenarioLabels(report, language),
            w: words[language],
            time: () => report.timeShown(state.t, yearlyView(report, state)),
            set,
            tooltip,
            say: text => (live.textContent = text),
        };
        const title = report.title || c.w.title;
        document.documentElement.lang = c.w.tag;
        document.title = title;
        sections = [
            findings(c),
            mapSection(c),
            table(c),
            charts(c),
            sheet(c),
            risk(c),
            costs(c),
            methods(c),
        ].filter((x): x is Section => x !== undefined);
        const [first, last] = report.span();
        const choice = (l: Language) =>
            h(
                'button',
                {
                    'data-language': l,
                    lang: words[l].tag,
                    'aria-pressed': String(language === l),
                    click: () => set({language: l}),
                },
                words[l].ownName,
            );
        tip.hidden = true;
        root.replaceChildren(
            h(
                'a',
                {
                    class: 'skip',
                    href: '#map',
                    click: (e: Event) => {
                        e.preventDefault();
                        const map = root.querySelector<SVGElement>('svg.map');
                        map?.scrollIntoView({block: 'center'});
                        map?.focus();
                    },
                },
                c.w.skip,
            ),
            h(
                'header',
                {class: 'page-head'},
                h(
                    'div',
                    {},
                    h('h1', {}, title),
                    h(
                        'p',
                        {class: 'subtitle'},
                        [
                            c.w.simulatedAlone,
                            ...c.labels,
                            `${dateText(report.firstMonth + first, language)} – ${dateText(report.firstMonth + last, language)}`,
                            futuresOf(c),
                        ]
                            .filter(Boolean)
                            .join(' · '),
                    ),
                ),
                h(
                    'div',
                    {class: 'head-tools'},
                    extra?.(language) ?? null,
                    h(
                        'div',
                        {class: 'languages', role: 'group', 'aria-label': c.w.language},
                        choice('no'),
                        choice('en'),
                    ),
                ),
            ),
            h('main', {}, ...sections.map(x => x.element)),
            live,
        );
        const everything = new Set(Object.keys(state) as (keyof State)[]);
        for (const section of sections) section.update?.(everything);
        settle();
    }

    document.body.append(tip);
    window.addEventListener('scroll', () => tooltip(), {passive: true});
    window.addEventListener('hashchange', () => {
        if (location.hash === written) return;
        Object.assign(state, initialState(report, location.hash));
        build();
    });
    build();
}
