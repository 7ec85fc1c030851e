// Files to take away: the shown indicator as CSV, the shown maps as SVG and PNG.
import {areaName, Context, currentIndicator, futuresOf, Panel, panels} from './context';
import {rounded} from './digits';
import {s, save, svgNamespace} from './dom';
import {dateText, decimalsOf, nameOf} from './format';
import {legendPicture, LegendRow, legendUnit} from './legend';
import {MapView} from './map';
import {monthText} from './report';
import {pageHeight, pageWidth} from './shapes';
import {words} from './text';

/** Seven digits say a float32 exactly enough to give it back. */
function plain(value: number): string {
    return Number.isFinite(value)
        ? String(
              Number.isInteger(value)
                  ? value
                  : Number(value.toPrecision(9)) === value
                    ? value
                    : Number(value.toPrecision(7)),
          )
        : '';
}

/** Municipality and scenario down, months (or Januaries) across; means in the digits they are shown with. Norwegian: byte order mark, semicolon, decimal comma. */
function csvText(c: Context, norwegian: boolean): string {
    const {report} = c;
    const separator = norwegian ? ';' : ',';
    const all = report.municipalities;
    const quote = (text: string) => (/[";,\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
    const indicator = currentIndicator(c);
    const yearly = report.isYearly(indicator.name);
    const times = Array.from({length: report.timePoints}, (_, t) => t).filter(
        t => report.timeShown(t, yearly) === t,
    );
    const months = times.map(t => monthText(report.firstMonth + t));
    const head = words[norwegian ? 'no' : 'en'].csvHead;
    const lines = [[...head, ...months].join(separator)];
    c.labels.forEach((label, scenario) =>
        all.number.forEach((number, m) =>
            lines.push(
                [
                    number,
                    all.name[m],
                    all.county[m],
                    label,
                    norwegian ? nameOf(indicator, 'no') : indicator.name,
                    indicator.unit,
                    String(report.scenarios[scenario].replicates),
                ]
                    .map(quote)
                    .concat(
                        times.map(t => {
                            const v = report.value(scenario, indicator.name, t, m);
                            const text = plain(
                                report.scenarios[scenario].replicates > 1
                                    ? rounded(v, decimalsOf(indicator))
                                    : v,
                            );
                            return norwegian ? text.replace('.', ',') : text;
                        }),
                    )
                    .join(separator),
            ),
        ),
    );
    return (norwegian ? '\ufeff' : '') + lines.join('\r\n') + '\r\n';
}

export function downloadCsv(c: Context, norwegian: boolean): void {
    save(`${c.state.indicator}.csv`, new Blob([csvText(c, norwegian)], {type: 'text/csv;charset=utf-8'}));
}

const style = `text{font-family:"DejaVu Sans",Arial,sans-serif;fill:#1c2026}.area{stroke:#68707a;stroke-width:.35;fill-rule:evenodd}
.sea{fill:#dee9f0}.county-lines{fill:none;stroke:#262c34;stroke-width:.8}.chosen{fill:none;stroke:#000;stroke-width:2}.frame{fill:none;stroke:#68707a}
.area,.county-lines,.chosen{vector-effect:non-scaling-stroke;stroke-linejoin:round}`;

/** The shown maps with title, date, legend and source, whole in itself. */
export function mapPicture(c: Context, maps: MapView[], legends: LegendRow[][]): SVGSVGElement {
    const shown: Panel[] = panels(c);
    const indicator = currentIndicator(c);
    const {language} = c.state;
    const head = 74;
    const foot = 40;
    const width = pageWidth * maps.length;
    const height = pageHeight + head + foot;
    const picture = s('svg', {xmlns: svgNamespace, viewBox: `0 0 ${width} ${height}`, width, height});
    const css = s('style');
    css.textContent = style;
    picture.append(
        css,
        s('rect', {width, height, fill: '#fff'}),
        s('text', {x: 16, y: 30, 'font-size': 20, 'font-weight': 'bold'}, nameOf(indicator, language)),
        s(
            'text',
            {x: 16, y: 54, 'font-size': 14},
            [
                dateText(c.report.firstMonth + c.time(), language),
                c.state.area.kind === 'nation' ? '' : areaName(c.report, c.state.area, language),
                c.w.simulatedAlone,
                c.time() > c.report.span()[0] ? futuresOf(c) : '',
            ]
                .filter(Boolean)
                .join(' · '),
        ),
    );
    maps.forEach((map, i) => {
        const content = map.copy();
        const box = s(
            'svg',
            {
                x: i * pageWidth,
                y: head,
                width: pageWidth,
                height: pageHeight,
                viewBox: `0 0 ${pageWidth} ${pageHeight}`,
            },
            content,
        );
        if (map.svg.classList.contains('zoomed')) content.querySelector('.inset')?.remove();
        const id =
            /#nodata-(\w+)/.exec(content.innerHTML)?.[1] ??
            content.querySelector('pattern')!.id.split('-')[1];
        const panel = shown[i];
        const title = c.report.scenarios.length > 1 || panel.diverging ? panel.title : '';
        box.append(
            s('rect', {
                x: 8,
                y: 8,
                width: 232,
                height: (title ? 44 : 26) + 20 * legends[i].length,
                fill: '#fff',
                opacity: 0.88,
            }),
            ...(title ? [s('text', {x: 16, y: 26, 'font-size': 13, 'font-weight': 'bold'}, title)] : []),
            legendPicture(legends[i], legendUnit(c, panel), 16, title ? 46 : 26, `url(#nodata-${id})`),
        );
        picture.append(box);
    });
    const credits = [
        ...new Set(c.report.scenarios.flatMap(x => x.inputs.map(i => i.attribution)).filter(Boolean)),
    ].join('; ');
    const runs = c.report.scenarios.map(x => `${x.file}, ${c.w.seed.toLowerCase()} ${x.seed}`).join('; ');
    picture.append(
        s('text', {x: 16, y: height - 22, 'font-size': 9.5}, `${c.w.source}: ${credits}`),
        s(
            'text',
            {x: 16, y: height - 8, 'font-size': 9.5},
            `Legekart ${c.report.scenarios[0].version} · ${runs} · ${c.report.scenarios[0].git_commit}`,
        ),
    );
    return picture;
}

function svgText(picture: SVGSVGElement): string {
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + new XMLSerializer().serializeToString(picture);
}

export function downloadSvg(c: Context, picture: SVGSVGElement): void {
    save(`${c.state.indicator}.svg`, new Blob([svgText(picture)], {type: 'image/svg+xml'}));
}

export async function downloadPng(c: Context, picture: SVGSVGElement): Promise<void> {
    const {width, height} = picture.viewBox.baseVal;
    const scale = 2.5;
    const image = new Image();
    image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(svgText(picture));
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = width * scale;
    canvas.height = height * scale;
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>(done => canvas.toBlob(done, 'image/png'));
    if (blob) save(`${c.state.indicator}.png`, blob);
}
