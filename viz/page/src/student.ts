// Student's t: how wide an interval of 90 % is, and how likely a difference is by chance. As model/compare/statistics.cpp.

/** 95 % quantiles for 1 to 30 degrees of freedom: a two-sided interval of 90 %. */
const table = [
    6.3137515, 2.9199856, 2.3533634, 2.1318468, 2.0150484, 1.9431803, 1.8945786, 1.859548, 1.8331129,
    1.8124611, 1.7958848, 1.7822876, 1.7709334, 1.7613101, 1.7530504, 1.7458837, 1.7396067, 1.7340636,
    1.7291328, 1.7247182, 1.7207429, 1.7171444, 1.7138715, 1.7108821, 1.7081408, 1.7056179, 1.7032884,
    1.7011309, 1.699127, 1.6972609,
];

/** Between whole degrees of freedom linear in their inverse; beyond 30 the expansion of Abramowitz and Stegun (1964) 26.7.5, good to eight digits. */
export function studentQuantile(freedom: number): number {
    if (!(freedom >= 1)) return NaN;
    const whole = Math.floor(freedom);
    const share = (1 / whole - 1 / freedom) / (1 / whole - 1 / (whole + 1));
    if (freedom < 30) return table[whole - 1] + share * (table[whole] - table[whole - 1]);
    const z = 1.6448536269514722;
    const terms = [
        (z ** 3 + z) / 4,
        (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
        (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
        (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160,
    ];
    return terms.reduce((sum, g, i) => sum + g / freedom ** (i + 1), z);
}

/**
 * Chance of |t| or more if there were no difference: the density (1 + t²/freedom)^(-(freedom + 1)/2) as an integral over the angle
 * whose tangent is t/√freedom, by Simpson's rule, over the same up to a right angle.
 */
export function studentChance(t: number, freedom: number): number {
    const steps = 200;
    const area = (from: number, to: number) => {
        const width = (to - from) / steps;
        let sum = 0;
        for (let i = 0; i <= steps; ++i) {
            const weight = i === 0 || i === steps ? 1 : i % 2 ? 4 : 2;
            sum += weight * Math.max(0, Math.cos(from + i * width)) ** (freedom - 1);
        }
        return (sum * width) / 3;
    };
    const angle = Math.atan(Math.abs(t) / Math.sqrt(freedom));
    return area(angle, Math.PI / 2) / area(0, Math.PI / 2);
}

/** Which of many tests hold when all are judged together, so that of them a tenth at most is expected to be chance (Benjamini and Hochberg 1995). */
export function holdTogether(chances: number[]): boolean[] {
    const sorted = chances.filter(p => !Number.isNaN(p)).sort((a, b) => a - b);
    const threshold = sorted.filter((p, k) => p <= (0.1 * (k + 1)) / sorted.length).at(-1) ?? -1;
    return chances.map(p => p <= threshold);
}
