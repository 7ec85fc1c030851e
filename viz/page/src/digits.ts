// Which digits of a mean the page holds; viz/report/spread.cpp writes the same.
import {Indicator} from './indicator';

export const rounded = (v: number, decimals: number): number =>
    Math.round(v * 10 ** decimals) / 10 ** decimals;

/** The middle of a step of a power of ten, counted away from zero, which is a step of its own. */
export const middleOf = (step: number, decimals: number): number =>
    (step - Math.sign(step) / 2) / 10 ** decimals;

const stepOf = (v: number, decimals: number): number =>
    v === 0 ? 0 : Math.sign(v) * (Math.floor(Math.abs(v) * 10 ** decimals) + 1);

/** `decimals`: it is shown with. `fine`: of an indicator with intervals, kept in steps finer than that, so that a difference has the digits it is shown with. */
export function keptMean(v: number, {decimals, numerator}: Indicator, fine: boolean): number {
    const kept = decimals + (numerator ? 2 : 1);
    return fine ? middleOf(stepOf(v, kept), kept) : rounded(v, decimals);
}
