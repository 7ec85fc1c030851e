// The page's languages. Names of indicators come from the file.
import {english} from './english';
import {norwegian, Words} from './norwegian';

export type Language = 'no' | 'en';

export const words: Record<Language, Words> = {no: norwegian, en: english};

/** Says of an area that was simulated alone what else is said of all the country. `alone`: its name, or empty. */
export function speakOf(alone: string): void {
    const of = {nation: alone, nationEnd: alone, zoomAll: alone, whereInCountry: alone};
    words.no = alone
        ? {
              ...norwegian,
              ...of,
              title: `Fastlegedekning i ${alone}`,
              within: area => `i ${area}`,
              simulatedAlone: `${alone} simulert alene`,
          }
        : norwegian;
    words.en = alone
        ? {
              ...english,
              ...of,
              title: `GP coverage in ${alone}`,
              within: area => `in ${area}`,
              simulatedAlone: `${alone} simulated alone`,
          }
        : english;
}

/** Of what a file says in both languages the one asked for; English where it has no other. */
export const told = (language: Language, english: string, norwegian: string): string =>
    ({en: english, no: norwegian})[language] || english;
