// Numbers and dates as people of the language write them.
import {Indicator} from './indicator';
import {monthText} from './report';
import {Language, told, words} from './text';

/** "1 234,5" (narrow no-break space) or "1,234.5"; a true minus sign; "–" for no value. */
export function number(value: number, decimals: number, language: Language): string {
    if (!Number.isFinite(value)) return '–';
    const text = Math.abs(value).toFixed(decimals);
    const [whole, part] = text.split('.');
    const {thousands, decimalMark} = words[language];
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thousands);
    const sign = value < 0 && /[1-9]/.test(text) ? '\u2212' : '';
    return sign + grouped + (part ? decimalMark + part : '');
}

/** With the sign in front, also of a rise. */
export function signed(value: number, decimals: number, language: Language): string {
    const text = number(value, decimals, language);
    return /^[^\u2212–]/.test(text) && /[1-9]/.test(text) ? '+' + text : text;
}

export const decimalsOf = (indicator: Indicator): number => indicator.decimals;

export function unitOf({unit, unit_no}: Indicator, language: Language): string {
    return unit === '%' ? unit : told(language, unit, unit_no);
}
/** The unit of a difference: percent become percentage points. */
export function changeUnit(indicator: Indicator, language: Language): string {
    return indicator.unit === '%' ? words[language].percentagePoints : unitOf(indicator, language);
}
export function nameOf(indicator: Indicator, language: Language): string {
    return told(language, indicator.long_name, indicator.long_name_no) || indicator.name;
}

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The day a figure is of: "1. januar 2026", "1 January 2026". */
export function dateText(month: number, language: Language): string {
    const [year, m] = monthText(month).split('-').map(Number);
    return words[language].date(words[language].monthNames[m - 1], year);
}
export function shortDate(month: number, language: Language): string {
    const [year, m] = monthText(month).split('-').map(Number);
    return `${words[language].monthNames[m - 1].slice(0, 3)} ${year}`;
}
