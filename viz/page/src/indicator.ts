// What is known of an indicator besides its numbers, as its row in model/indicators/ says it and the file passes it on.

export interface Indicator {
    name: string;
    unit: string;
    unit_no: string;
    long_name: string;
    long_name_no: string;
    /** How many it is shown with. */
    decimals: number;
    /** Its heading in the menu. */
    group: string;
    group_no: string;
    /** The menu is sorted by it; headings come in the order of their first indicator. */
    menu_place: number;
    /** Shown with intervals where a file holds several runs. */
    interval?: boolean;
    /** What it counts when costs are held against effects: people without a GP once a month, or 1000 NOK a month of a payer. */
    balance?: 'lack' | 'state' | 'municipality';
    /** A ratio is scale × numerator / denominator, both counts; a count has neither. */
    numerator?: string;
    denominator?: string;
    scale?: number;
    /** A median or an index: cannot be added up over municipalities. */
    is_value?: boolean;
}
