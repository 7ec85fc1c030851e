// The maps with their choices, time slider, legend and downloads.
import {classOf, ownClasses} from './classes';
import {
    areaName,
    classesOf,
    Context,
    currentIndicator,
    panels,
    Section,
    singlesOf,
    yearlyView,
} from './context';
import {h, option} from './dom';
import {changeUnit, dateText, decimalsOf, nameOf, number, signed, unitOf} from './format';
import {downloadCsv, downloadPng, downloadSvg, mapPicture} from './download';
import {Indicator} from './indicator';
import {Legend, LegendRow, legendRows, legendUnit, unclearColour} from './legend';
import {MapView} from './map';
import {Area, areaOf, keyOf} from './report';
import {State, View} from './state';
import {told} from './text';

function indicatorMenu(c: Context): HTMLSelectElement {
    const {report, state} = c;
    const {language} = state;
    const groups = new Map<string, Indicator[]>();
    for (const i of [...report.indicators.values()].sort((a, b) => a.menu_place - b.menu_place)) {
        const heading = told(language, i.group, i.group_no);
        groups.set(heading, [...(groups.get(heading) ?? []), i]);
    }
    return h(
        'select',
        {id: 'indicator', change: (e: Event) => c.set({indicator: (e.target as HTMLSelectElement).value})},
        ...[...groups].map(([label, list]) =>
            h('optgroup', {label}, ...list.map(i => option(i.name, nameOf(i, language), state.indicator))),
        ),
    );
}

export function placeMenu(c: Context, id: string): HTMLSelectElement {
    const {report, state} = c;
    const chosen = keyOf(state.area);
    const collator = new Intl.Collator(c.w.tag);
    const areas = (list: Area[]) =>
        list.map(a => option(keyOf(a), areaName(report, a, state.language), chosen));
    const towns: Area[] = report.municipalities.number.map((number): Area => ({
        kind: 'municipality',
        id: number,
    }));
    towns.sort((a, b) => collator.compare(areaName(report, a, 'no'), areaName(report, b, 'no')));
    return h(
        'select',
        {id, change: (e: Event) => c.set({area: areaOf(report, (e.target as HTMLSelectElement).value)})},
        option('n', c.w.nation, chosen),
        h('optgroup', {label: c.w.counties}, ...areas(report.counties())),
        h('optgroup', {label: c.w.healthRegions}, ...areas(report.healthRegions())),
        h('optgroup', {label: c.w.hospitalAreas}, ...areas(report.hospitalAreas())),
        ...(report.ownAreas().length
            ? [h('optgroup', {label: c.w.ownAreas}, ...areas(report.ownAreas()))]
            : []),
        h('optgroup', {label: c.w.municipalities}, ...areas(towns)),
    );
}

export function mapSection(c: Context): Section {
    const {report, state} = c;
    const language = state.language;
    const several = report.scenarios.length > 1;
    const holder = h('div', {class: 'maps'});
    const legend = new Legend();
    const place = placeMenu(c, 'place');
    let maps: MapView[] = [];
    let legends: LegendRow[][] = [];

    const views: View[] = several ? ['value', 'side', 'diff', 'change'] : ['value', 'change'];
    const viewMenu = h(
        'select',
        {id: 'view', change: (e: Event) => c.set({view: (e.target as HTMLSelectElement).value as View})},
        ...views.map(v => option(v, c.w[v], state.view)),
    );
    const scenarioMenu = h('select', {
        id: 'scenario',
        change: (e: Event) => c.set({scenario: Number((e.target as HTMLSelectElement).value)}),
    });
    const scenarioField = h('label', {for: 'scenario'}, c.w.scenario, scenarioMenu);
    const breaks = h('input', {
        id: 'breaks',
        type: 'text',
        size: 18,
        change: () => {
            const own = ownClasses(breaks.value, true);
            breaks.setAttribute('aria-invalid', String(!own));
            if (own) c.set({classes: breaks.value.replace(/\s/g, '').replace(/,/g, '.')});
        },
    });
    const breaksField = h('label', {for: 'breaks'}, c.w.breaks, breaks);
    const own = state.classes !== 'fixed' && state.classes !== 'month';
    const classMenu = h(
        'select',
        {
            id: 'classes',
            change: () => {
                breaksField.hidden = classMenu.value !== 'own';
                if (classMenu.value === 'own') {
                    breaks.value = classesOf(c)
                        .breaks.map(b => number(b, classesOf(c).decimals, language).replace(/\u202f/g, ''))
                        .join('; ');
                    breaks.focus();
                } else c.set({classes: classMenu.value});
            },
        },
        option('fixed', c.w.fixed, own ? 'own' : state.classes),
        option('month', c.w.monthly, state.classes),
        option('own', c.w.own, own ? 'own' : ''),
    );
    breaksField.hidden = !own;
    if (own) breaks.value = state.classes.replace(/;/g, '; ');

    const slider = h('input', {
        id: 'month',
        type: 'range',
        min: 0,
        max: report.timePoints - 1,
        step: 1,
        'aria-label': c.w.month,
        input: () => c.set({t: slider.valueAsNumber}),
    });
    const monthLabel = h('output', {for: 'month', class: 'month'});
    let timer = 0;
    const play = h('button', {class: 'play', click: () => (timer ? stop() : start())}, c.w.play);
    const stop = () => {
        clearTimeout(timer);
        timer = 0;
        play.textContent = c.w.play;
    };
    /** One month at a time; where only Januaries are known, one year, and slower. */
    const step = () => {
        if (!play.isConnected) return;
        const yearly = yearlyView(report, c.state);
        const last = report.timePoints - 1;
        let t = c.state.t + 1;
        while (yearly && t < last && report.timeShown(t, true) !== t) t++;
        if (t > last) return stop();
        c.set({t});
        timer = window.setTimeout(step, yearly ? 600 : 160);
    };
    const start = () => {
        if (c.state.t >= report.timePoints - 1) c.set({t: 0});
        play.textContent = c.w.pause;
        timer = window.setTimeout(step, 160);
    };

    /** What the tooltip and the screen reader say about an area. */
    function describe(area: number, short: boolean): string[] {
        const indicator = currentIndicator(c);
        const decimals = decimalsOf(indicator);
        const t = c.time();
        const lines = panels(c).map(panel => {
            const v = panel.at(t, area);
            const unit = panel.diverging ? changeUnit(indicator, language) : unitOf(indicator, language);
            const text = (panel.diverging ? signed : number)(v, decimals, language);
            const value = Number.isFinite(v)
                ? unit === '%' && language === 'en'
                    ? `${text}%`
                    : `${text}\u00a0${unit}`
                : c.w.noData;
            const interval = panel.interval(t, area);
            const show = panel.diverging ? signed : number;
            const between = !interval
                ? ''
                : interval.unsure
                  ? ` (${c.w.uncertain.toLowerCase()})`
                  : c.w.ninetyBetween(
                        show(interval.low, decimals, language),
                        show(interval.high, decimals, language),
                    );
            return (several || panel.diverging ? `${panel.title}: ${value}` : value) + between;
        });
        if (!short && c.state.view === 'diff')
            for (const s of [0, panels(c)[0].scenario])
                lines.push(
                    `${c.labels[s]}: ${number(report.value(s, indicator.name, t, area), decimals, language)}`,
                );
        return lines;
    }

    function build(): void {
        maps = panels(c).map(panel => {
            const map: MapView = new MapView(
                c.shapes,
                {
                    point: (area, at) => {
                        for (const m of maps) m.point(area);
                        if (area < 0) return c.tooltip();
                        const all = report.municipalities;
                        c.tooltip(
                            h(
                                'div',
                                {},
                                h('strong', {}, all.name[area]),
                                ` ${all.county[area]}`,
                                ...describe(area, false).map(l => h('div', {class: 'tip-value'}, l)),
                            ),
                            at,
                        );
                        if (document.activeElement === map.svg)
                            c.say(
                                `${all.name[area]}, ${all.county[area]}. ${describe(area, true).join('. ')}`,
                            );
                    },
                    choose: area =>
                        c.set({area: {kind: 'municipality', id: report.municipalities.number[area]}}),
                    zoomed: t => maps.forEach(m => m !== map && (m.transform = t)),
                },
                `${c.w.map}: ${panel.title}`,
                'map-help',
            );
            return map;
        });
        holder.replaceChildren(
            ...maps.map((map, i) =>
                h(
                    'figure',
                    {class: 'map-figure'},
                    several || panels(c)[i].diverging ? h('figcaption', {}, panels(c)[i].title) : null,
                    map.svg,
                ),
            ),
        );
    }

    let kind = '';
    function draw(changed?: Set<keyof State>): void {
        const shown = panels(c);
        const key = shown.map(p => p.title).join('|');
        if (key !== kind) {
            const before = maps[0]?.transform;
            build();
            if (before) maps.forEach(m => (m.transform = before));
            kind = key;
            const options = report.scenarios
                .map((_, s) => s)
                .filter(s => s > 0 || state.view === 'value' || state.view === 'change');
            scenarioMenu.replaceChildren(
                ...options.map(s => option(String(s), c.labels[s], String(shown[shown.length - 1].scenario))),
            );
            scenarioField.hidden = !several || options.length < 2;
        }
        const classes = classesOf(c);
        const t = c.time();
        legends = shown.map((panel, i) => {
            const values = Float64Array.from({length: report.size}, (_, m) => panel.at(t, m));
            const uncertain = panel.uncertain(t);
            const colours = Array.from(values, v => classes.colours[classOf(classes, v)] ?? '');
            for (const m of uncertain) colours[m] = unclearColour;
            maps[i].paint(colours);
            return legendRows(c, classes, values, uncertain);
        });
        const both = legends[0].map((row, k) => ({
            ...row,
            count: legends.map(l => l[k]?.count ?? 0).join(' | '),
        }));
        legend.show(legends.length > 1 ? both : legends[0], legendUnit(c, shown[0]));
        const date = dateText(report.firstMonth + t, language);
        if (slider.valueAsNumber !== c.state.t) slider.value = String(c.state.t);
        slider.setAttribute('aria-valuetext', date);
        monthLabel.textContent = date;
        monthLabel.dataset.time = String(t);
        yearlyNote.hidden = !yearlyView(report, c.state);
        if (!changed || changed.has('area')) {
            const members = report.members(c.state.area);
            maps.forEach(m => m.mark(members));
            place.value = keyOf(c.state.area);
        } else if (changed.has('view') || changed.has('scenario'))
            maps.forEach(m => m.mark(report.members(c.state.area)));
    }

    const chosenBox = () => {
        if (c.state.area.kind === 'nation') return undefined;
        const boxes = report.members(c.state.area).map(m => c.shapes.boxes[m]);
        return {
            x0: Math.min(...boxes.map(b => b.x0)),
            y0: Math.min(...boxes.map(b => b.y0)),
            x1: Math.max(...boxes.map(b => b.x1)),
            y1: Math.max(...boxes.map(b => b.y1)),
        };
    };
    const button = (label: string, click: () => void, text = label) =>
        h('button', {click, title: label, 'aria-label': text === label ? null : label}, text);
    const zoomTo = (box: ReturnType<typeof chosenBox>) => maps[0].zoomTo(box);
    const note = h('p', {class: 'note small'});
    const yearlyNote = h('p', {class: 'small', hidden: true}, c.w.yearly);
    const element = h(
        'section',
        {'aria-labelledby': 'map-title', id: 'map'},
        h('h2', {id: 'map-title'}, c.w.map),
        h(
            'div',
            {class: 'controls'},
            h('label', {for: 'indicator', class: 'wide'}, c.w.indicator, indicatorMenu(c)),
            h('label', {for: 'view'}, c.w.view, viewMenu),
            scenarioField,
            h('label', {for: 'place', class: 'place'}, c.w.place, place),
            h('label', {for: 'classes'}, c.w.classes, classMenu),
            breaksField,
        ),
        h('div', {class: 'time'}, play, slider, monthLabel),
        yearlyNote,
        h(
            'div',
            {class: 'map-row'},
            h(
                'div',
                {class: 'map-area'},
                holder,
                h(
                    'div',
                    {class: 'zoom', role: 'group', 'aria-label': 'Zoom'},
                    button(c.w.zoomIn, () => maps[0].scaleBy(1.6), '+'),
                    button(c.w.zoomOut, () => maps[0].scaleBy(1 / 1.6), '\u2212'),
                    button(c.w.zoomAll, () => zoomTo(undefined)),
                    button(c.w.oslo, () => zoomTo(c.shapes.oslo)),
                    button(c.w.zoomPlace, () => zoomTo(chosenBox())),
                ),
            ),
            h(
                'div',
                {class: 'map-side'},
                legend.element,
                note,
                h('p', {id: 'map-help', class: 'small'}, c.w.mapHelp),
                h(
                    'div',
                    {class: 'downloads', role: 'group', 'aria-label': c.w.download},
                    h('p', {class: 'legend-unit'}, c.w.download),
                    button(c.w.csvNo, () => downloadCsv(c, true)),
                    button(c.w.csvEn, () => downloadCsv(c, false)),
                    button(c.w.png, () => void downloadPng(c, mapPicture(c, maps, legends))),
                    button(c.w.svg, () => downloadSvg(c, mapPicture(c, maps, legends))),
                    button(
                        c.w.link,
                        () =>
                            void navigator.clipboard?.writeText(location.href).then(() => c.say(c.w.copied)),
                    ),
                ),
            ),
        ),
    );
    return {
        element,
        update(changed) {
            draw(changed);
            const panel = panels(c)[0];
            note.hidden =
                !panel.diverging ||
                panel.interval(c.time(), 0) !== undefined ||
                panel.uncertain(c.time()).length > 0;
            const shown = c.state.view === 'diff' ? [0, panel.scenario] : [panel.scenario];
            note.textContent = singlesOf(c, c.w.singleRun, shown) || c.w.noInterval;
        },
    };
}
