// The page's languages. Names of indicators come from the file.
import {english} from './english';
import {norwegian, Words} from './norwegian';

export type Language = 'no' | 'en';

export const words: Record<Language, Words> = {no: norwegian, en: english};

/** Says of an area that was simulated alone what else is said of all the country. `whole`: the file's first area. */
export function speakOf(whole: {name: string; name_no: string} | undefined): void {
    const alone = whole !== undefined && whole.name !== 'Norway';
    const of = (name: string) => ({
        nation: name,
        nationEnd: name,
        zoomAll: name,
        whereInCountry: name,
        within: (area: string) => `i ${area}`,
    });
    words.no = alone
        ? {...norwegian, ...of(whole.name_no), title: `Fastlegedekning i ${whole.name_no}`}
        : norwegian;
    words.en = alone
        ? {...english, ...of(whole.name), title: `GP coverage in ${whole.name}`, within: area => `in ${area}`}
        : english;
}

/** Of what a file says in both languages the one asked for; English where it has no other. */
export const told = (language: Language, english: string, norwegian: string): string =>
    ({en: english, no: norwegian})[language] || english;
