// Small makers of elements.

type Child = Node | string | null | undefined | false;
type Attributes = Record<string, string | number | boolean | null | undefined | ((event: Event) => void)>;

function fill(element: Element, attributes: Attributes, children: Child[]): void {
    for (const [name, value] of Object.entries(attributes)) {
        if (typeof value === 'function') element.addEventListener(name, value);
        else if (value === true) element.setAttribute(name, '');
        else if (value !== false && value != null) element.setAttribute(name, String(value));
    }
    for (const child of children) if (child || child === '') element.append(child);
}

export function h<K extends keyof HTMLElementTagNameMap>(
    tag: K,
    attributes: Attributes = {},
    ...children: Child[]
): HTMLElementTagNameMap[K] {
    const element = document.createElement(tag);
    fill(element, attributes, children);
    return element;
}

export const svgNamespace = 'http://www.w3.org/2000/svg';
export function s<K extends keyof SVGElementTagNameMap>(
    tag: K,
    attributes: Attributes = {},
    ...children: Child[]
): SVGElementTagNameMap[K] {
    const element = document.createElementNS(svgNamespace, tag);
    fill(element, attributes, children);
    return element;
}

export function option(value: string, label: string, chosen: string): HTMLOptionElement {
    const element = h('option', {value}, label);
    element.selected = value === chosen;
    return element;
}

/** Offers a file under a name. */
export function save(name: string, content: Blob): void {
    const url = URL.createObjectURL(content);
    const link = h('a', {href: url, download: name});
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
