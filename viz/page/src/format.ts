// Numbers and dates as people of the language write them.
import {Indicator} from './indicator';
import {monthText} from './report';
import {Language, words} from './text';

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

export const decimalsOf = (indicator: Indicator): number => indicator.decimals!;

const units: [RegExp, string][] = [
    [/^persons$/, 'personer'],
    [/^lists$/, 'lister'],
    [/^places$/, 'plasser'],
    [/^doctors$/, 'leger'],
    [/^person-days$/, 'persondager'],
    [/^working days$/, 'virkedager'],
    [/^min(utes)?$/, 'minutter'],
    [/^patients per list$/, 'pasienter per liste'],
    [/^GPs per 1000 residents$/, 'leger per 1000 innbyggere'],
    [/^hours per GP per week$/, 'timer per lege per uke'],
    [/^hours asked per hour offered$/, 'timer etterspurt per time tilbudt'],
    [/^consultations per patient per year$/, 'konsultasjoner per pasient per år'],
    [/^index, 100 = all in their first year$/, 'indeks, 100 = alle i første år'],
    [/^consultations/, 'konsultasjoner'],
    [/^referrals/, 'henvisninger'],
    [/^visits/, 'besøk'],
    [/^deaths/, 'dødsfall'],
    [/^hours/, 'timer'],
    [/ per month/, ' per måned'],
    [/ per week/, ' per uke'],
    [/ per year/, ' per år'],
    [/ per GP/, ' per lege'],
    [/ per resident/, ' per innbygger'],
    [/\bNOK\b/, 'kr'],
    [/, (\d{4}) prices$/, ', $1-priser'],
];
export function unitOf(indicator: Indicator, language: Language): string {
    return language === 'no'
        ? units.reduce((text, [english, norwegian]) => text.replace(english, norwegian), indicator.unit)
        : indicator.unit;
}
/** The unit of a difference: percent become percentage points. */
export function changeUnit(indicator: Indicator, language: Language): string {
    return indicator.unit === '%' ? words[language].percentagePoints : unitOf(indicator, language);
}
/** A value with its unit where that is short. */
export function withUnit(value: number, indicator: Indicator, language: Language): string {
    const text = number(value, decimalsOf(indicator), language);
    if (text === '–') return text;
    return indicator.unit === '%' ? words[language].percent(text) : text;
}

export function nameOf(indicator: Indicator, language: Language): string {
    return (language === 'no' && indicator.long_name_no) || indicator.long_name || indicator.name;
}

/** The day a figure is of: "1. januar 2026", "1 January 2026". */
export function dateText(month: number, language: Language): string {
    const [year, m] = monthText(month).split('-').map(Number);
    return words[language].date(words[language].monthNames[m - 1], year);
}
export function shortDate(month: number, language: Language): string {
    const [year, m] = monthText(month).split('-').map(Number);
    return `${words[language].monthNames[m - 1].slice(0, 3)} ${year}`;
}
