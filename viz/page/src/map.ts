// One map: coloured areas, county lines, the Oslo fjord in a window, zoom and pan, hover and keyboard.
import {select} from 'd3-selection';
import {D3ZoomEvent, zoom, zoomIdentity, ZoomTransform} from 'd3-zoom';
import {s} from './dom';
import {Box, insetFrame, pageHeight, pageWidth, Shapes} from './shapes';

interface MapEvents {
    /** The area under the pointer or stepped to by keys, -1 for none, with the place of the tooltip on the screen. */
    point(area: number, at: {x: number; y: number} | undefined): void;
    choose(area: number): void;
    zoomed(transform: ZoomTransform): void;
}

let made = 0;
const noDataColour = '#ffffff';

/** The hatch that fills name. */
function patterns(id: string): SVGDefsElement {
    const hatch = (name: string, ground: string, ink: string, width: number, turn: number) =>
        s(
            'pattern',
            {
                id: `${name}-${id}`,
                width: 5,
                height: 5,
                patternUnits: 'userSpaceOnUse',
                patternTransform: `rotate(${turn})`,
            },
            ground ? s('rect', {width: 5, height: 5, fill: ground}) : null,
            s('line', {x1: 0, y1: 0, x2: 0, y2: 5, stroke: ink, 'stroke-width': width}),
        );
    return s(
        'defs',
        {},
        hatch('nodata', noDataColour, '#8a9097', 1.6, -45),
        s('clipPath', {id: `window-${id}`}, s('rect', {...insetFrame})),
    );
}

export class MapView {
    readonly svg: SVGSVGElement;
    private readonly id = String(++made);
    private readonly areas: SVGPathElement[];
    private readonly world: SVGGElement;
    private readonly chosen: SVGPathElement;
    private readonly pointed: SVGPathElement;
    private readonly behavior;
    private colours: string[] = [];
    private cursor = -1;

    constructor(
        private readonly shapes: Shapes,
        private readonly events: MapEvents,
        label: string,
        helpId: string,
    ) {
        this.areas = shapes.paths.map((d, i) => s('path', {d, 'data-area': i, class: 'area'}));
        this.chosen = s('path', {class: 'chosen'});
        this.pointed = s('path', {class: 'pointed'});
        const ground = s(
            'g',
            {id: `ground-${this.id}`},
            s('g', {class: 'areas'}, ...this.areas),
            s('path', {class: 'county-lines', d: shapes.countyLines}),
            this.chosen,
            this.pointed,
        );
        this.world = s('g', {}, ground);
        const inset = s(
            'g',
            {class: 'inset'},
            s('rect', {...insetFrame, class: 'sea'}),
            s(
                'g',
                {'clip-path': `url(#window-${this.id})`},
                s('use', {href: `#ground-${this.id}`, transform: shapes.insetTransform}),
            ),
            s('rect', {...insetFrame, class: 'frame'}),
        );
        this.svg = s(
            'svg',
            {
                viewBox: `0 0 ${pageWidth} ${pageHeight}`,
                class: 'map',
                tabindex: 0,
                role: 'application',
                'aria-label': label,
                'aria-describedby': helpId,
            },
            patterns(this.id),
            s('rect', {
                class: 'sea',
                x: -pageWidth,
                y: -pageHeight,
                width: 3 * pageWidth,
                height: 3 * pageHeight,
            }),
            this.world,
            inset,
        );
        this.behavior = zoom<SVGSVGElement, unknown>()
            .scaleExtent([1, 40])
            .translateExtent([
                [-60, -60],
                [pageWidth + 60, pageHeight + 60],
            ])
            .filter(
                (event: MouseEvent) =>
                    !event.button &&
                    (event.type !== 'wheel' || event.ctrlKey || document.activeElement === this.svg),
            )
            .on('zoom', (event: D3ZoomEvent<SVGSVGElement, unknown>) => {
                this.show(event.transform);
                if (event.sourceEvent) events.zoomed(event.transform);
            });
        select(this.svg).call(this.behavior).on('dblclick.zoom', null);
        this.svg.addEventListener('pointermove', e => this.moved(e));
        this.svg.addEventListener('pointerleave', () => this.leave());
        this.svg.addEventListener('click', e => {
            const area = this.under(e);
            if (area >= 0) events.choose(area);
            // A finger has no way to hover: the tap that chooses also tells.
            this.moved(e);
        });
        this.svg.addEventListener('keydown', e => this.key(e));
        this.svg.addEventListener('blur', () => this.leave());
    }

    /** Only what changed is touched: a step in time moves a few areas to another class. */
    paint(colours: string[]): void {
        colours.forEach((colour, i) => {
            if (this.colours[i] !== colour)
                this.areas[i].setAttribute('fill', colour || `url(#nodata-${this.id})`);
        });
        this.colours = colours;
    }

    mark(areas: number[]): void {
        this.chosen.classList.toggle('many', areas.length > 1);
        this.chosen.setAttribute(
            'd',
            areas.length < this.areas.length ? areas.map(i => this.shapes.paths[i]).join('') : '',
        );
    }

    point(area: number): void {
        this.pointed.setAttribute('d', area >= 0 ? this.shapes.paths[area] : '');
    }

    get transform(): ZoomTransform {
        return (this.svg as unknown as {__zoom: ZoomTransform}).__zoom;
    }
    set transform(t: ZoomTransform) {
        this.behavior.transform(select(this.svg), t);
    }
    scaleBy(factor: number): void {
        this.behavior.scaleBy(select(this.svg), factor);
        this.events.zoomed(this.transform);
    }
    zoomTo(box: Box | undefined): void {
        if (box) {
            const k = Math.min(
                30,
                0.85 / Math.max((box.x1 - box.x0) / pageWidth, (box.y1 - box.y0) / pageHeight),
            );
            this.transform = zoomIdentity
                .translate(pageWidth / 2, pageHeight / 2)
                .scale(k)
                .translate(-(box.x0 + box.x1) / 2, -(box.y0 + box.y1) / 2);
        } else this.transform = zoomIdentity;
        this.events.zoomed(this.transform);
    }

    /** The map alone, for a picture file: the page adds title, legend and source. */
    copy(): SVGGElement {
        const group = s('g');
        for (const child of this.svg.children) group.append(child.cloneNode(true));
        for (const path of group.querySelectorAll('.pointed')) path.remove();
        return group;
    }

    private show(t: ZoomTransform): void {
        this.world.setAttribute('transform', String(t));
        this.svg.classList.toggle('zoomed', t.k > 1.3);
    }

    private under(event: MouseEvent): number {
        const target = event.target as Element;
        const own = target.getAttribute?.('data-area');
        if (own !== null && own !== undefined) return Number(own);
        const matrix = this.svg.getScreenCTM();
        if (!matrix) return -1;
        let {x, y} = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
        if (
            !this.svg.classList.contains('zoomed') &&
            x >= insetFrame.x &&
            x <= insetFrame.x + insetFrame.width &&
            y >= insetFrame.y &&
            y <= insetFrame.y + insetFrame.height
        ) {
            const {oslo} = this.shapes;
            const scale =
                (oslo.x1 - oslo.x0) *
                Math.max(1 / insetFrame.width, (oslo.y1 - oslo.y0) / (oslo.x1 - oslo.x0) / insetFrame.height);
            x = oslo.x0 + (x - insetFrame.x) * scale;
            y = oslo.y0 + (y - insetFrame.y) * scale;
            return this.shapes.at(x, y);
        }
        return -1;
    }

    private moved(event: MouseEvent): void {
        const area = this.under(event);
        this.events.point(area, area >= 0 ? {x: event.clientX, y: event.clientY} : undefined);
    }

    private leave(): void {
        this.cursor = -1;
        this.events.point(-1, undefined);
    }

    /** Where an area's middle is on the screen. */
    private place(area: number): {x: number; y: number} {
        const [x, y] = this.transform.apply(this.shapes.centres[area]);
        const p = new DOMPoint(x, y).matrixTransform(this.svg.getScreenCTM()!);
        return {x: p.x, y: p.y};
    }

    private key(event: KeyboardEvent): void {
        const step = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]}[event.key];
        if (step) this.stepTo(step[0], step[1]);
        else if (event.key === '+' || event.key === '=') this.scaleBy(1.6);
        else if (event.key === '-' || event.key === '\u2212') this.scaleBy(1 / 1.6);
        else if (event.key === '0') this.zoomTo(undefined);
        else if (event.key === 'Enter' && this.cursor >= 0) this.events.choose(this.cursor);
        else if (event.key === 'Escape') this.leave();
        else return;
        event.preventDefault();
    }

    /** The nearest area in a direction; from nothing, the one nearest the middle of what is seen. */
    private stepTo(dx: number, dy: number): void {
        const {centres} = this.shapes;
        const from =
            this.cursor >= 0 ? centres[this.cursor] : this.transform.invert([pageWidth / 2, pageHeight / 2]);
        let best = -1;
        let least = Infinity;
        centres.forEach(([x, y], i) => {
            const along = (x - from[0]) * dx + (y - from[1]) * dy;
            const across = Math.abs((x - from[0]) * dy) + Math.abs((y - from[1]) * dx);
            if (i === this.cursor || (this.cursor >= 0 && along <= 0.01)) return;
            const cost = Math.abs(along) + 2 * across;
            if (cost < least) [least, best] = [cost, i];
        });
        if (best < 0) return;
        this.cursor = best;
        const [x, y] = this.transform.apply(centres[best]);
        if (x < 20 || x > pageWidth - 20 || y < 20 || y > pageHeight - 20) {
            this.transform = this.transform.translate(
                (pageWidth / 2 - x) / this.transform.k,
                (pageHeight / 2 - y) / this.transform.k,
            );
            this.events.zoomed(this.transform);
        }
        this.events.point(best, this.place(best));
    }
}
