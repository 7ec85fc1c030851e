// What is known of an indicator besides its numbers.

export interface Indicator {
    name: string;
    unit: string;
    long_name: string;
    long_name_no: string;
    /** A ratio is scale × numerator / denominator, both counts; a count has neither. */
    numerator?: string;
    denominator?: string;
    scale?: number;
    /** A median or an index: cannot be added up over municipalities. */
    is_value?: boolean;
    /** How many it is shown with; the page's own rule where the data do not say. */
    decimals?: number;
}

/** Counts are whole; of ratios as many decimals as a planner would say. viz/report_values.cpp has the same rule. `mean`: of several runs. */
export function decimalsFor(indicator: Indicator, mean: boolean): number {
    const {unit} = indicator;
    if (indicator.is_value) return 2;
    if (!indicator.numerator) return mean && (unit === 'lists' || unit === 'doctors') ? 1 : 0;
    if (/^(GPs per|hours asked|consultations per patient)/.test(unit)) return 2;
    return /^(%|hours|working days|index)/.test(unit) ? 1 : 0;
}
