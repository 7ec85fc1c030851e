// The ranked table: the text alternative of the map, and its figures.
import {areaName, Context, currentIndicator, futuresOf, panels, Section} from './context';
import {h, option} from './dom';
import {changeUnit, dateText, decimalsOf, nameOf, number, signed, unitOf} from './format';

type Column = 'rank' | 'municipality' | 'county' | 'centrality' | 'value' | 'change';

export function table(c: Context): Section {
    const {report} = c;
    const language = c.state.language;
    const all = report.municipalities;
    let sorted: Column = 'value';
    let descending = true;
    const search = h('input', {type: 'search', id: 'table-search', input: () => draw()});
    const county = h(
        'select',
        {id: 'table-county', change: () => draw()},
        option('', c.w.all, ''),
        ...report.counties().map(a => option(a.id, areaName(report, a, language), '')),
    );
    const centrality = h(
        'select',
        {id: 'table-centrality', change: () => draw()},
        option('', c.w.all, ''),
        ...report.classes().map(a => option(a.id, a.id, '')),
    );
    const head = h('tr');
    const rows = h('tbody');
    const caption = h('caption');
    const empty = h('p', {hidden: true}, c.w.none);
    const buttons = new Map<Column, HTMLButtonElement>();
    const heading = (column: Column, text: string, numeric = false) => {
        const button = h(
            'button',
            {
                class: 'sort',
                click: () => {
                    descending = sorted === column ? !descending : column === 'value' || column === 'change';
                    sorted = column;
                    draw();
                },
            },
            text,
        );
        buttons.set(column, button);
        head.append(h('th', {scope: 'col', class: numeric ? 'n' : null, 'data-column': column}, button));
    };
    heading('rank', c.w.rank, true);
    heading('municipality', c.w.municipality);
    heading('county', c.w.county);
    heading('centrality', c.w.centrality, true);
    heading('value', c.w.value, true);
    heading('change', c.w.changeShort, true);

    function draw(): void {
        const indicator = currentIndicator(c);
        const decimals = decimalsOf(indicator);
        const t = c.time();
        const shown = panels(c);
        const panel = shown[shown.length - 1];
        const side = c.state.view === 'side';
        const [first] = report.span(panel.scenario);
        const value = (m: number) => panel.at(t, m);
        const second = (m: number) =>
            side
                ? shown[0].at(t, m)
                : panel.diverging
                  ? report.value(panel.scenario, c.state.indicator, t, m)
                  : panel.at(t, m) - panel.at(first, m);
        const unit = panel.diverging ? changeUnit(indicator, language) : unitOf(indicator, language);
        caption.textContent = `${nameOf(indicator, language)} (${unit}), ${dateText(report.firstMonth + t, language)}. ${[side ? panel.title : shown.map(p => p.title).join(' · '), futuresOf(c)].filter(Boolean).join(' · ')}`;
        buttons.get('value')!.textContent = side
            ? panel.title
            : panel.diverging
              ? c.state.view === 'diff'
                  ? c.w.difference
                  : c.w.changeShort
              : c.w.value;
        buttons.get('change')!.textContent = side
            ? shown[0].title
            : panel.diverging
              ? c.w.value
              : c.w.changeShort;
        for (const th of head.children) {
            if (th.getAttribute('data-column') === sorted)
                th.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
            else th.removeAttribute('aria-sort');
        }
        const order = all.number
            .map((_, m) => m)
            .sort(
                (a, b) =>
                    (Number.isNaN(value(a)) ? 1 : 0) - (Number.isNaN(value(b)) ? 1 : 0) ||
                    value(b) - value(a) ||
                    a - b,
            );
        const rank = new Map(order.map((m, i) => [m, i + 1]));
        const text = search.value.trim().toLocaleLowerCase();
        const list = order.filter(
            m =>
                (!text || all.name[m].toLocaleLowerCase().includes(text)) &&
                (!county.value || all.county_number[m] === county.value) &&
                (!centrality.value || String(all.centrality[m]) === centrality.value),
        );
        const collator = new Intl.Collator(c.w.tag);
        const compare: Record<Column, (a: number, b: number) => number> = {
            rank: (a, b) => rank.get(b)! - rank.get(a)!,
            municipality: (a, b) => collator.compare(all.name[b], all.name[a]),
            county: (a, b) => collator.compare(all.county[b], all.county[a]),
            centrality: (a, b) => all.centrality[b] - all.centrality[a],
            value: (a, b) => rank.get(a)! - rank.get(b)!,
            change: (a, b) => second(b) - second(a) || 0,
        };
        list.sort((a, b) => (descending ? 1 : -1) * compare[sorted](a, b));
        const show = (v: number, isChange: boolean) => (isChange ? signed : number)(v, decimals, language);
        rows.replaceChildren(
            ...list.map(m =>
                h(
                    'tr',
                    {
                        'data-area': m,
                        class:
                            c.state.area.kind === 'municipality' && c.state.area.id === all.number[m]
                                ? 'selected'
                                : null,
                    },
                    h('td', {class: 'n'}, String(rank.get(m))),
                    h(
                        'th',
                        {scope: 'row'},
                        h(
                            'button',
                            {
                                class: 'link',
                                click: () => c.set({area: {kind: 'municipality', id: all.number[m]}}),
                            },
                            all.name[m],
                        ),
                    ),
                    h('td', {}, all.county[m]),
                    h('td', {class: 'n'}, String(all.centrality[m])),
                    h('td', {class: 'n value'}, show(value(m), panel.diverging)),
                    h('td', {class: 'n'}, show(second(m), !side && !panel.diverging)),
                ),
            ),
        );
        empty.hidden = list.length > 0;
    }

    const element = h(
        'section',
        {'aria-labelledby': 'table-title', class: 'table-section'},
        h('h2', {id: 'table-title'}, c.w.table),
        h(
            'div',
            {class: 'controls'},
            h('label', {for: 'table-search'}, c.w.search, search),
            h('label', {for: 'table-county'}, c.w.county, county),
            h('label', {for: 'table-centrality'}, c.w.centralityLong, centrality),
        ),
        h(
            'div',
            {class: 'scroll tall', tabindex: 0, role: 'region', 'aria-label': c.w.table},
            h('table', {class: 'ranked'}, caption, h('thead', {}, head), rows),
        ),
        empty,
    );
    return {element, settle: draw};
}
