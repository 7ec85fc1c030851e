// How values become colours: few classes, so that a reader can say what a colour means.
import {interpolateRdBu, interpolateYlOrRd} from 'd3-scale-chromatic';
import {number} from './format';
import {Language, words} from './text';

export interface Classes {
    /** Ascending; class i holds breaks[i-1] <= value < breaks[i]. */
    breaks: number[];
    /** A class of exactly 0 (and less) comes first. */
    ownZero: boolean;
    colours: string[];
    decimals: number;
}

export function classOf(classes: Classes, value: number): number {
    if (Number.isNaN(value)) return -1;
    if (classes.ownZero && value <= 0) return 0;
    let i = 0;
    while (i < classes.breaks.length && value >= classes.breaks[i]) i++;
    return i + (classes.ownZero ? 1 : 0);
}

const zeroColour = '#f7f5ee';

function sequential(count: number, ownZero: boolean): string[] {
    const colours = Array.from({length: count}, (_, i) =>
        interpolateYlOrRd(count === 1 ? 0.5 : 0.08 + (0.9 * i) / (count - 1)),
    );
    return ownZero ? [zeroColour, ...colours] : colours;
}

/** Two digits that matter. */
function rounded(value: number): number {
    return value === 0 ? 0 : Number(value.toPrecision(2));
}

function decimalsFor(breaks: number[]): number {
    for (let d = 0; d < 4; d++)
        if (breaks.every(b => Math.abs(b - Number(b.toFixed(d))) < 1e-9 * Math.max(1, Math.abs(b)))) return d;
    return 4;
}

/** About equally many values in each of six classes, zeros apart. */
export function quantileClasses(values: number[]): Classes {
    const finite = values.filter(Number.isFinite);
    const ownZero = finite.some(v => v === 0) && finite.every(v => v >= 0);
    const sorted = Float64Array.from(ownZero ? finite.filter(v => v > 0) : finite).sort();
    const breaks: number[] = [];
    for (let i = 1; i < 6 && sorted.length; i++) {
        const b = rounded(sorted[Math.floor((sorted.length * i) / 6)]);
        if (b > (breaks[breaks.length - 1] ?? (ownZero ? 0 : -Infinity)) && b > sorted[0]) breaks.push(b);
    }
    return {breaks, ownZero, colours: sequential(breaks.length + 1, ownZero), decimals: decimalsFor(breaks)};
}

/** Mirrored around a middle class that holds zero; round breaks. Red is more, blue is less, as on the program's own maps. */
export function differenceClasses(values: number[]): Classes {
    const sorted = Float64Array.from(values.filter(Number.isFinite).map(Math.abs)).sort();
    const high = sorted[Math.floor(sorted.length * 0.95)] || sorted[sorted.length - 1] || 1;
    const power = 10 ** Math.floor(Math.log10(high));
    const first = high / power;
    const side = (first >= 5 ? [1, 2, 5] : first >= 2 ? [0.5, 1, 2] : [0.2, 0.5, 1]).map(b =>
        Number((b * power).toPrecision(3)),
    );
    const breaks = [...side.map(b => -b).reverse(), ...side];
    const colours = Array.from({length: 7}, (_, i) =>
        i === 3 ? zeroColour : interpolateRdBu(0.92 - (0.84 * i) / 6),
    );
    return {breaks, ownZero: false, colours, decimals: decimalsFor(breaks)};
}

/** Breaks a person gave: "1; 2,5; 10". Nothing if they are not ascending numbers. */
export function ownClasses(text: string, diverging: boolean): Classes | undefined {
    const breaks = text
        .split(';')
        .map(b => b.trim().replace(',', '.').replace('\u2212', '-'))
        .filter(b => b)
        .map(Number);
    if (
        !breaks.length ||
        breaks.length > 8 ||
        breaks.some((b, i) => !Number.isFinite(b) || (i > 0 && b <= breaks[i - 1]))
    )
        return undefined;
    const n = breaks.length + 1;
    const colours = diverging
        ? Array.from({length: n}, (_, i) => interpolateRdBu(0.92 - (0.84 * i) / (n - 1)))
        : sequential(n, false);
    return {breaks, ownZero: false, colours, decimals: decimalsFor(breaks)};
}

export function classLabels(classes: Classes, language: Language): string[] {
    const w = words[language];
    const {breaks, ownZero} = classes;
    const labels: string[] = ownZero ? ['0'] : [];
    if (!breaks.length) return [...labels, ownZero ? w.aboveZero : w.allValues];
    const at = breaks.map(v => number(v, classes.decimals, language));
    labels.push(ownZero ? w.aboveZeroUnder(at[0]) : w.under(at[0]));
    for (let i = 1; i < at.length; i++) labels.push(w.between(at[i - 1], at[i]));
    labels.push(w.andOver(at[at.length - 1]));
    return labels;
}
