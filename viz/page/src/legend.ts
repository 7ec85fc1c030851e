// What the colours mean, with how many municipalities each class holds; for the page and for picture files.
import {classLabels, Classes, classOf} from './classes';
import {Context, currentIndicator, Panel} from './context';
import {h, s} from './dom';
import {changeUnit, unitOf} from './format';

export interface LegendRow {
    colour: string;
    label: string;
    /** Municipalities; for two maps side by side both, "12 | 15". */
    count: number | string;
    kind: 'class' | 'nodata' | 'uncertain';
}

/** What cannot be told from zero has no other colour. */
export const unclearColour = '#c4c7ca';

export function legendRows(
    c: Context,
    classes: Classes,
    values: Float64Array,
    uncertain: number[],
): LegendRow[] {
    const counts = classes.colours.map(() => 0);
    let missing = 0;
    const unclear = new Set(uncertain);
    values.forEach((v, m) => {
        const k = classOf(classes, v);
        if (k < 0) missing++;
        else if (!unclear.has(m)) counts[k]++;
    });
    const rows: LegendRow[] = classLabels(classes, c.state.language).map((label, i) => ({
        colour: classes.colours[i],
        label,
        count: counts[i],
        kind: 'class',
    }));
    rows.push({colour: '', label: c.w.noData, count: missing, kind: 'nodata'});
    if (uncertain.length)
        rows.push({
            colour: unclearColour,
            label: c.w.uncertain,
            count: uncertain.length,
            kind: 'uncertain',
        });
    return rows;
}

export function legendUnit(c: Context, panel: Panel): string {
    const indicator = currentIndicator(c);
    return panel.diverging ? changeUnit(indicator, c.state.language) : unitOf(indicator, c.state.language);
}

/** The legend beside the map. Built once per set of classes; a step in time changes only the counts. */
export class Legend {
    readonly element = h('div', {class: 'legend'});
    private key = '';
    private counts: HTMLElement[] = [];

    show(rows: LegendRow[], unit: string): void {
        const key = JSON.stringify([unit, rows.map(r => [r.colour, r.label])]);
        if (key !== this.key) {
            this.key = key;
            this.counts = rows.map(() => h('span', {class: 'count'}));
            this.element.replaceChildren(
                h('p', {class: 'legend-unit'}, unit),
                h(
                    'ul',
                    {},
                    ...rows.map((row, i) =>
                        h(
                            'li',
                            {},
                            h('span', {
                                class: `swatch ${row.kind}`,
                                style: row.colour ? `background:${row.colour}` : null,
                            }),
                            h('span', {}, row.label),
                            this.counts[i],
                        ),
                    ),
                ),
            );
        }
        rows.forEach((row, i) => {
            const text = String(row.count);
            if (this.counts[i].textContent !== text) this.counts[i].textContent = text;
        });
    }
}

/** The same for a picture file. `hatch` fills what has no data. */
export function legendPicture(
    rows: LegendRow[],
    unit: string,
    x: number,
    y: number,
    hatch: string,
): SVGGElement {
    const group = s('g', {'font-size': 12}, s('text', {x, y, 'font-weight': 'bold'}, unit));
    rows.forEach((row, i) => {
        const top = y + 10 + i * 20;
        group.append(
            s('rect', {
                x,
                y: top,
                width: 24,
                height: 14,
                fill: row.colour || hatch,
                stroke: '#68707a',
                'stroke-width': 0.6,
            }),
            s('text', {x: x + 32, y: top + 11.5}, `${row.label} (${row.count})`),
        );
    });
    return group;
}
