// The page's languages. Names of indicators come from the file.
import {english} from './english';
import {norwegian, Words} from './norwegian';

export type Language = 'no' | 'en';

export const words: Record<Language, Words> = {no: norwegian, en: english};

/** Headings of the indicator menu; what is not named here comes last. */
export const indicatorGroups: {title: [string, string]; names: string[]}[] = [
    {
        title: ['Dekning', 'Coverage'],
        names: [
            'percent_without_gp',
            'patients_without_gp',
            'patients_with_locum',
            'percent_residents_without_gp',
            'residents_without_gp',
            'residents_with_locum',
            'percent_on_no_list',
            'on_no_list',
            'seeking',
            'waiting',
            'patients_with_gp',
            'patients',
            'joined_list',
            'switched',
            'percent_listed_elsewhere',
            'listed_elsewhere',
        ],
    },
    {
        title: ['Omfattende behov', 'Extensive needs'],
        names: [
            'percent_extensive_without_gp',
            'extensive_without_gp',
            'extensive_with_locum',
            'percent_extensive_on_no_list',
            'extensive_on_no_list',
            'percent_extensive_seeking',
            'extensive_seeking',
            'percent_extensive_over_30_minutes',
            'extensive_over_30_minutes',
            'percent_extensive_over_60_minutes',
            'extensive_over_60_minutes',
            'percent_extensive',
            'extensive',
        ],
    },
    {
        title: ['Reisetid', 'Travel time'],
        names: ['percent_over_30_minutes', 'percent_over_60_minutes', 'over_30_minutes', 'over_60_minutes'],
    },
    {
        title: ['Lister og kapasitet', 'Lists and capacity'],
        names: [
            'percent_vacant_lists',
            'percent_open_lists',
            'mean_list_length',
            'reserve_capacity_index',
            'lists_total',
            'lists_with_gp',
            'lists_without_gp',
            'lists_with_locum',
            'lists_vacant_over_1_year',
            'open_lists',
            'places_with_gp',
            'free_places',
            'new_posts',
            'closed_lists',
        ],
    },
    {
        title: ['Fastleger', 'GPs'],
        names: [
            'gps_per_1000',
            'percent_women_gps',
            'women_gps',
            'specialists',
            'salaried_lists',
            'gps_left',
            'gps_hired',
            'gps_moved',
        ],
    },
    {
        title: ['Arbeid og ventetid', 'Work and waiting'],
        names: [
            'mean_gp_hours_week',
            'mean_duty_hours_week',
            'time_pressure',
            'percent_lists_over_offered',
            'lists_over_offered',
            'mean_days_to_appointment',
            'consultations_per_patient',
            'consultations',
            'percent_electronic',
            'electronic_consultations',
            'gp_hours_week',
            'duty_hours_week',
            'offered_hours_week',
            'extra_referrals',
        ],
    },
    {
        title: ['Økonomi', 'Money'],
        names: [
            'municipal_cost_per_resident',
            'state_cost_per_resident',
            'cost_municipality',
            'cost_state',
            'cost_capitation',
            'cost_salaries',
            'cost_locums',
            'cost_equalisation',
            'cost_refunds',
            'patient_fees',
            'capitation',
            'mean_gp_income',
            'gp_income',
        ],
    },
    {
        title: ['Kontinuitet', 'Continuity'],
        names: [
            'percent_continuity_1',
            'percent_continuity_2_3',
            'percent_continuity_4_5',
            'percent_continuity_6_10',
            'percent_continuity_11_15',
            'percent_continuity_over_15',
            'out_of_hours_index',
            'acute_admission_index',
            'death_index',
        ],
    },
    {
        title: ['Befolkning', 'Population'],
        names: ['population', 'births', 'deaths', 'moved_in', 'moved_out', 'immigrated', 'emigrated'],
    },
];
export const otherGroup: [string, string] = ['Hjelpetall', 'Parts of other figures'];
