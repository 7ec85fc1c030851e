// The page's languages. Names of indicators come from the file.
import {english} from './english';
import {norwegian, Words} from './norwegian';

export type Language = 'no' | 'en';

export const words: Record<Language, Words> = {no: norwegian, en: english};

/** Of what a file says in both languages the one asked for; English where it has no other. */
export const told = (language: Language, english: string, norwegian: string): string =>
    ({en: english, no: norwegian})[language] || english;
