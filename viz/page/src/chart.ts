// A line chart over months, with bands, a marker of the month shown, and values under the pointer.
import {s} from './dom';
import {number, shortDate} from './format';
import {Language, words} from './text';

export interface Line {
    label: string;
    values: ArrayLike<number>;
    low?: ArrayLike<number>;
    high?: ArrayLike<number>;
    colour: string;
    dashed?: boolean;
    /** Months without a value lie between known ones. */
    joined?: boolean;
    /** Drawn thin and without a label: there for comparison. */
    faint?: boolean;
}

interface ChartOptions {
    lines: Line[];
    firstMonth: number;
    timePoints: number;
    language: Language;
    decimals: number;
    label: string;
    /** Called with the text of the month under the pointer. */
    point?(html: Node | undefined, event?: PointerEvent): void;
}

const width = 520;
const height = 250;
const left = 58;
const right = 12;
const top = 12;
const bottom = 28;

/** Round steps that hold [low, high] in four to six ticks. */
export function ticks(low: number, high: number): number[] {
    if (!(high > low)) high = low + (Math.abs(low) || 1) * 0.1;
    const raw = (high - low) / 4;
    const power = 10 ** Math.floor(Math.log10(raw));
    const step = power * (raw / power >= 5 ? 5 : raw / power >= 2 ? 2.5 : raw / power >= 1.5 ? 2 : 1);
    const result = [];
    for (let v = Math.floor(low / step) * step; ; v += step) {
        result.push(Number(v.toPrecision(12)));
        if (v >= high - step * 1e-9) return result;
    }
}

/** A band where every month has bounds; bars where only some have, so that nothing is claimed of the months between. */
function bandOf(line: Line, place: number, x: (t: number) => number, y: (v: number) => number): SVGElement[] {
    const known = Array.from(line.values, (_, t) => t).filter(
        t => Number.isFinite(line.low![t]) && Number.isFinite(line.high![t]),
    );
    if (known.length < line.values.length / 2 && !line.joined)
        return known
            .filter(t => line.high![t] > line.low![t])
            .map(t => {
                const top = y(line.high![t]);
                const left = Math.min(x(t) + 5 * place, x(line.values.length - 1) - 2);
                return s('rect', {
                    class: 'bar',
                    x: left - 2,
                    width: 4,
                    y: top,
                    height: y(line.low![t]) - top,
                    fill: line.colour,
                });
            });
    const point = (t: number, v: number) => `${x(t).toFixed(1)},${y(v).toFixed(1)}`;
    const points = [
        ...known.map(t => point(t, line.high![t])),
        ...[...known].reverse().map(t => point(t, line.low![t])),
    ];
    return points.length ? [s('polygon', {class: 'band', points: points.join(' '), fill: line.colour})] : [];
}

/** The time nearest to t that has a value. */
function nearest(values: ArrayLike<number>, t: number): number {
    for (let d = 1; d < values.length; d++)
        for (const k of [t - d, t + d]) if (Number.isFinite(values[k])) return k;
    return t;
}

export class Chart {
    readonly svg: SVGSVGElement;
    private readonly marker = s('line', {class: 'marker', y1: top, y2: height - bottom});
    private readonly x: (t: number) => number;

    constructor(private readonly o: ChartOptions) {
        let low = Infinity;
        let high = -Infinity;
        for (const line of o.lines)
            for (const values of [line.values, line.low, line.high])
                for (let t = 0; values && t < values.length; t++)
                    if (Number.isFinite(values[t])) {
                        low = Math.min(low, values[t]);
                        high = Math.max(high, values[t]);
                    }
        if (low > high) low = high = 0;
        if (low >= 0 && low < 0.5 * high) low = 0;
        const marks = ticks(low, high);
        const y0 = marks[0];
        const y1 = marks[marks.length - 1];
        const last = Math.max(1, o.timePoints - 1);
        this.x = t => left + ((width - left - right) * t) / last;
        const y = (v: number) => height - bottom - ((height - top - bottom) * (v - y0)) / (y1 - y0);
        const digits =
            [0, 1, 2, 3].find(d => marks.every(v => Math.abs(v - Number(v.toFixed(d))) < 1e-9)) ?? 4;
        this.svg = s('svg', {
            viewBox: `0 0 ${width} ${height}`,
            class: 'chart',
            role: 'img',
            'aria-label': o.label,
        });
        for (const v of marks)
            this.svg.append(
                s('line', {class: 'grid', x1: left, x2: width - right, y1: y(v), y2: y(v)}),
                s('text', {x: left - 6, y: y(v) + 4, 'text-anchor': 'end'}, number(v, digits, o.language)),
            );
        const years = last / 12;
        const every = years > 20 ? 60 : years > 8 ? 24 : years > 1.5 ? 12 : last > 8 ? 3 : 1;
        for (let t = 0; t <= last; t++) {
            const month = o.firstMonth + t;
            if (
                every >= 12
                    ? month % 12 === 0 &&
                      ((month / 12) * 12 - o.firstMonth + (o.firstMonth % 12 ? 12 : 0)) % every < 12
                    : t % every === 0
            )
                this.svg.append(
                    s('line', {
                        class: 'tick',
                        x1: this.x(t),
                        x2: this.x(t),
                        y1: height - bottom,
                        y2: height - bottom + 4,
                    }),
                    s(
                        'text',
                        {x: this.x(t), y: height - 9, 'text-anchor': t > last - 2 ? 'end' : 'middle'},
                        every >= 12 ? String(month / 12) : shortDate(month, o.language),
                    ),
                );
        }
        o.lines.forEach((line, index) => {
            if (line.low && line.high)
                this.svg.append(...bandOf(line, index - (o.lines.length - 1) / 2, this.x, y));
            let d = '';
            let pen = 'M';
            for (let t = 0; t < line.values.length; t++) {
                if (Number.isFinite(line.values[t])) {
                    d += `${pen}${this.x(t).toFixed(1)},${y(line.values[t]).toFixed(1)}`;
                    pen = 'L';
                } else if (!line.joined) pen = 'M';
            }
            this.svg.append(
                s('path', {
                    d,
                    class: line.faint ? 'line faint' : 'line',
                    stroke: line.colour,
                    'stroke-dasharray': line.dashed ? '6 4' : null,
                }),
            );
        });
        this.svg.append(this.marker);
        this.svg.addEventListener('pointermove', e => this.moved(e, y));
        this.svg.addEventListener('pointerleave', () => o.point?.(undefined));
    }

    /** Moves the marker to a month. */
    show(t: number): void {
        const x = this.x(t).toFixed(1);
        this.marker.setAttribute('x1', x);
        this.marker.setAttribute('x2', x);
    }

    private between(line: Line, t: number): string {
        if (!line.low || !line.high || !Number.isFinite(line.low[t])) return '';
        const {language, decimals} = this.o;
        const show = (v: number) => number(v, decimals, language);
        return words[language].ninetyBetween(show(line.low[t]), show(line.high[t]));
    }

    private moved(event: PointerEvent, y: (v: number) => number): void {
        const p = new DOMPoint(event.clientX, event.clientY).matrixTransform(
            this.svg.getScreenCTM()!.inverse(),
        );
        const last = this.o.timePoints - 1;
        const t = Math.round(((p.x - left) / (width - left - right)) * last);
        if (t < 0 || t > last) return this.o.point?.(undefined);
        const known = (line: Line) => (Number.isFinite(line.values[t]) ? t : nearest(line.values, t));
        const at = known(this.o.lines[0]);
        const near = this.o.lines
            .filter(l => Number.isFinite(l.values[at]))
            .sort((a, b) => Math.abs(y(a.values[at]) - p.y) - Math.abs(y(b.values[at]) - p.y))
            .slice(0, 6);
        const text = document.createElement('div');
        text.append(
            Object.assign(document.createElement('strong'), {
                textContent: shortDate(this.o.firstMonth + at, this.o.language),
            }),
        );
        for (const line of near)
            text.append(
                Object.assign(document.createElement('div'), {
                    textContent: `${line.label}: ${number(line.values[at], this.o.decimals, this.o.language)}${this.between(line, at)}`,
                }),
            );
        this.o.point?.(text, event);
    }
}
