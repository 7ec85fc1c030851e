// All words of the page in Norwegian. What a sentence is given is text already: numbers, dates and names as they are to stand in it.

/** The number of people on a list without a GP, its share of all, and when. */
interface Counted {
    count: string;
    percent: string;
    date: string;
}

export const norwegian = {
    tag: 'nb',
    ownName: 'Norsk',
    thousands: '\u202f',
    decimalMark: ',',
    monthNames: [
        'januar',
        'februar',
        'mars',
        'april',
        'mai',
        'juni',
        'juli',
        'august',
        'september',
        'oktober',
        'november',
        'desember',
    ],
    /** The first day of a month. */
    date: (month: string, year: number) => `1.\u00a0${month} ${year}`,
    percent: (number: string) => `${number}\u00a0%`,
    quote: (text: string) => `«${text}»`,

    title: 'Fastlegedekning i Norge',
    skip: 'Hopp til kartet',
    language: 'Språk',
    findings: 'Hovedfunn',
    map: 'Kart',
    indicator: 'Indikator',
    scenario: 'Scenario',
    view: 'Visning',
    value: 'Verdi',
    change: 'Endring siden start',
    side: 'Side om side',
    diff: 'Forskjell mellom scenarioer',
    place: 'Sted',
    nation: 'Hele landet',
    /** Of a file of an area that was simulated alone; else empty. */
    simulatedAlone: '',
    counties: 'Fylker',
    healthRegions: 'Helseregioner',
    hospitalAreas: 'Sykehusområder',
    ownAreas: 'Egne områder',
    county: 'Fylke',
    municipalities: 'Kommuner',
    municipality: 'Kommune',
    centrality: 'Sentralitet',
    centralityLong: 'Sentralitetsklasse (1 mest sentral)',
    month: 'Måned',
    play: 'Spill av',
    pause: 'Pause',
    zoomIn: 'Zoom inn',
    zoomOut: 'Zoom ut',
    zoomAll: 'Hele landet',
    oslo: 'Oslofjorden',
    zoomPlace: 'Zoom til valgt sted',
    classes: 'Klasser',
    fixed: 'Faste over tid',
    monthly: 'Egne for måneden',
    own: 'Egne grenser …',
    breaks: 'Grenser, skilt med semikolon',
    noData: 'Ingen data',
    uncertain: 'Ikke til å skille fra null',
    and: 'og',
    yearly: 'Vises for starten, hver 1. januar og slutten av perioden.',
    /** What numbers of a single run, and of several, are. */
    oneFuture: 'én av mange mulige framtider',
    meanOfFutures: (runs: string) => `gjennomsnitt av ${runs} mulige framtider`,
    notKnown: 'ikke kjent hvor sikkert',
    singleRun:
        'Én kjøring per scenario er én av mange mulige framtider: filen sier ikke hvilke forskjeller som er tilfeldige.',
    noInterval: 'Filen sier ikke hvor usikre forskjeller i denne indikatoren er.',
    difference: 'Forskjell',
    noDifference: 'ingen påviselig forskjell',
    download: 'Last ned',
    csvNo: 'CSV (norsk Excel)',
    csvEn: 'CSV (internasjonal)',
    png: 'Kart som PNG',
    svg: 'Kart som SVG',
    link: 'Kopier lenke til denne visningen',
    copied: 'Lenken er kopiert',
    table: 'Tabell',
    rank: 'Nr.',
    search: 'Søk etter kommune',
    all: 'Alle',
    none: 'Ingen kommuner passer til filteret.',
    charts: 'Utvikling over tid',
    bands: 'Linjer er gjennomsnitt av kjøringene; stolper og bånd viser hvor ni av ti kjøringer ligger.',
    byCounty: 'Fylkene',
    byClass: 'Sentralitetsklassene',
    chosen: 'Valgt sted',
    sheet: 'Faktaark',
    print: 'Skriv ut faktaarket (PDF)',
    start: 'Start',
    end: 'Slutt',
    changeShort: 'Endring',
    nationEnd: 'Landet',
    methods: 'Metode og kilder',
    parameters: 'Alle parametere',
    differing: 'Det som er ulikt mellom scenarioene',
    parameter: 'Parameter',
    unit: 'Enhet',
    source: 'Kilde',
    sources: 'Kilder',
    licence: 'Lisens',
    retrieved: 'Hentet',
    what: 'Innhold',
    seed: 'Startverdi',
    version: 'Versjon',
    file: 'Fil',
    period: 'Periode',
    scenarioText: 'Scenariofilen',
    mapHelp: 'Piltaster går mellom kommuner, Enter velger, + og − zoomer, 0 viser hele kartet.',
    risk: 'Hvor er det størst fare for å mangle fastleger?',
    riskText: (area: string, scenario: string, limit: string, futures: string) =>
        `${area}, ${scenario}: Kommunene er ordnet etter hvor mange av ${futures} mulige framtider som har mer enn ${limit} % av listeinnbyggerne uten fast lege minst én gang i de første tolv månedene. Ved likt antall avgjør forventede måneder. Høyst ti vises.`,
    riskSoon: 'Innen 12 måneder',
    riskMonths: 'Forventede måneder av 12',
    riskSpell: 'Mer enn 3 måneder i strekk, når som helst',
    riskLikely: 'Mer sannsynlig enn ikke fra',
    ofFutures: (many: number, of: number) => `${many} av ${of} framtider`,
    costs: 'Kostnad og virkning',
    costX: 'Merkostnad for stat og kommuner i perioden',
    costY: 'Flere personår med fast lege',
    costState: 'Staten',
    costMunicipality: 'Kommunene',
    costBoth: 'Samlet',
    costPerYear: 'Kostnad per ekstra personår',
    cheaper: 'koster ikke mer',
    costsSingle:
        'Én kjøring per scenario er én av mange mulige framtider: det er ikke beregnet hvor usikre kostnad og virkning er.',
    costsRuns:
        'Hvert lite punkt er ett par av kjøringer med samme startverdi; det store er gjennomsnittet, med 90 % konfidensintervall.',
    costsUnpaired:
        'Kjøringene har ikke de samme startverdiene. De deler derfor ingen tilfeldigheter, og intervallene er vide.',
    legend: 'Tegnforklaring',
    openOther: 'Åpne andre filer',
    viewerTitle: 'Legekart – visning av resultatfiler',
    viewerIntro:
        'Slipp én eller flere resultatfiler fra Legekart (.nc) her, eller velg dem. Filene blir på denne maskinen.',
    choose: 'Velg filer …',
    reading: 'Leser …',

    // Units and classes
    percentagePoints: 'prosentpoeng',
    hours: 'timer',
    nok: 'kr',
    millionNok: 'mill.\u00a0kr',
    /** With what the classes mean. */
    centralityLongOf: (number: string) => `Sentralitetsklasse ${number} (1 mest sentral)`,
    allValues: 'alle verdier',
    aboveZero: 'over 0',
    aboveZeroUnder: (high: string) => `over 0, under ${high}`,
    under: (high: string) => `under ${high}`,
    between: (low: string, high: string) => `${low} til ${high}`,
    andOver: (low: string) => `${low} og over`,
    csvHead: ['kommunenummer', 'kommune', 'fylke', 'scenario', 'indikator', 'enhet', 'framtider'],

    // Key findings
    /** " (90 % mellom 3,1 og 3,6)" */
    ninetyBetween: (low: string, high: string) => ` (90 % mellom ${low} og ${high})`,
    /** Where: "i Nordland". */
    within: (area: string, nation: boolean) => (nation ? 'i hele landet' : `i ${area}`),
    shareUnsure: (where: string, other: string, base: string, date: string, between: string) =>
        `${other} mot ${base}: ingen påviselig forskjell i andelen uten fast lege ${where} ${date}${between}.`,
    shareSame: (where: string, other: string, base: string, date: string) =>
        `${other} mot ${base}: andelen uten fast lege ${where} er omtrent den samme ${date}.`,
    shareDiffers: (
        where: string,
        other: string,
        base: string,
        points: string,
        higher: boolean,
        date: string,
        between: string,
    ) =>
        `${other} mot ${base}: andelen uten fast lege ${where} er ${points} prosentpoeng ${higher ? 'høyere' : 'lavere'} ${date}${between}.`,
    countSteady: (from: Counted, to: Counted, between: string) =>
        ` Antallet innbyggere på liste uten fast lege er omtrent det samme ved slutten som ved starten: ${from.count} (${from.percent} %) ${from.date}, ${to.count} (${to.percent} %) ${to.date}${between}.`,
    countChanges: (from: Counted, to: Counted, rises: boolean, between: string) =>
        ` Antallet innbyggere på liste uten fast lege ${rises ? 'øker' : 'går ned'} fra ${from.count} (${from.percent} %) ${from.date} til ${to.count} (${to.percent} %) ${to.date}${between}.`,
    /** Where nobody knows whether the change is chance. */
    countNotJudged: (from: Counted, to: Counted, between: string) =>
        ` Antallet innbyggere på liste uten fast lege er ${from.count} (${from.percent} %) ${from.date} og ${to.count} (${to.percent} %) ${to.date}${between}.`,
    coverageIntro: (area: string) =>
        `${area}. Manglende dekning kan bety flere ting; her står de hver for seg, og de kan ikke legges sammen.`,
    coverageTable: (where: string) => `Dekning ${where}`,
    numberOfPeople: 'Antall personer',
    noMunicipalities: 'Ingen kommuner.',
    highestIntro: (scenario: string, date: string, runs: string) =>
        `${scenario}: kommunene der andelen uten fast lege er høyest ${date}, som gjennomsnitt av ${runs} mulige framtider. Hva som skjer i én kommune, varierer mye mellom framtidene.`,
    highest: 'Høyest andel uten fast lege',
    comparison: (other: string, base: string, date: string, lower: number, higher: number, steady: number) =>
        `Med ${other} er andelen uten fast lege ${date} påviselig lavere enn med ${base}, med minst ett prosentpoeng, i ${lower} kommuner og høyere i ${higher}. I ${steady} kommuner er det ingen slik påviselig forskjell.`,
    mayBeChance: 'Dette er én av mange mulige framtider, og forskjellen kan være tilfeldig.',
    placesOfSingle:
        'I hvilke kommuner det blir flere eller færre uten fast lege, kan ikke leses av én kjøring: kjør begge scenarioene med --replicates 30.',
    oneFutureOf: (scenarios: string) =>
        `${scenarios} er kjørt én gang og er én av mange mulige framtider: forskjeller fra den kan være tilfeldige.`,
    judgedTogether:
        ' Kommunene er vurdert samlet: av forskjellene som nevnes, er omtrent én av ti ventet å være tilfeldig.',
    largestFall: (base: string) => `Størst nedgang sammenlignet med ${base}`,
    largestRise: (base: string) => `Størst økning sammenlignet med ${base}`,
    singleRuns:
        'Dette er én av mange mulige framtider. Usikkerhet er ikke beregnet: hvert scenario er kjørt én gang, og forskjeller er delvis tilfeldige, særlig i små kommuner. Les retninger og store tall, ikke desimaler for enkeltkommuner.',
    singleScenario:
        'Dette er én av mange mulige framtider. Usikkerhet er ikke beregnet: scenarioet er kjørt én gang, og utviklingen i en enkelt liten kommune er delvis tilfeldig. Les retninger og store tall.',
    meansOfRuns: (runs: string) =>
        `Tallene er gjennomsnitt av ${runs} kjøringer. Intervaller for nivåer viser hvor ni av ti kjøringer ligger. Intervaller for endringer og forskjeller er 90 % konfidensintervaller for gjennomsnittet; der de omfatter null, står det «ingen påviselig forskjell». Alt gjelder modellens tilfeldigheter, ikke om modellen og forutsetningene er riktige.`,

    // Charts, costs and fact sheet
    eachCounty: 'Hvert fylke (pek for navn)',
    costsAgainst: (base: string, area: string) => `${area}, hele perioden, sammenlignet med «${base}».`,
    residentsAt: (people: string, date: string) => `${people} innbyggere ${date}`,
    whereInCountry: 'Hvor i landet',
    comparedWith: (scenario: string) => `${scenario} (sammenligningsgrunnlag)`,
    sheetNote:
        'Endringer og forskjeller i andeler er oppgitt i prosentpoeng. Tallene er resultater av en modell og ikke en prognose for den enkelte kommune.',
    sheetIntervals:
        'Under tallene står intervaller på 90 %: for nivåer der ni av ti kjøringer ligger, for forskjeller konfidensintervallet.',
    sheetSingle:
        'Dette er én av mange mulige framtider. Usikkerhet er ikke beregnet: hvert scenario er kjørt én gang, og tallene er delvis tilfeldige.',

    // Method
    methodsIntro: [
        'Legekart er en agentbasert modell: hver innbygger og hver fastlegeliste simuleres måned for måned på det virkelige kartet. Folk fødes, flytter og dør, lister fylles, leger slutter og begynner.',
        'Tallene for første måned er de offisielle; resten er resultater av modellens regler og parametere. Tall for fylker, sentralitetsklasser og landet er regnet av summer, aldri som gjennomsnitt av kommuner. Pasienter telles der listen hører til (som i SSB 12005), innbyggere der de bor.',
        'Dekning har flere betydninger: uten plass på noen liste, på liste uten fast lege, på slik liste med vikar, langt fra legekontoret, venter på plass. De holdes fra hverandre på hele siden.',
    ],
};

/** What every language must have. */
export type Words = typeof norwegian;
