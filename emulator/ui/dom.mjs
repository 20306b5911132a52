/** Elements from texts, and the smallest change from one tree to the next. No text ever becomes markup. */

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {Readonly<Record<string, string | number | boolean | undefined>>} Attributes */
/** @typedef {Node | string | undefined | false} Child */

/**
 * An element with attributes and children.
 * @param {string} tag
 * @param {Attributes} attributes
 * @param {...Child} children
 */
export function h(tag, attributes, ...children) {
    return filled(document.createElement(tag), attributes, children);
}

/**
 * The same for a drawing.
 * @param {string} tag
 * @param {Attributes} attributes
 * @param {...Child} children
 */
export function svg(tag, attributes, ...children) {
    return filled(document.createElementNS(SVG, tag), attributes, children);
}

/**
 * A text that somebody else wrote: its direction can't turn what stands beside it.
 * @param {string} text
 */
export function bdi(text) {
    return h("bdi", {}, text);
}

/**
 * @template {Element} Kind
 * @param {Kind} element
 * @param {Attributes} attributes
 * @param {readonly Child[]} children
 */
function filled(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
        if (value !== undefined && value !== false)
            element.setAttribute(name, value === true ? "" : String(value));
    }
    element.append(
        ...children.filter((/** @type {Child} */ child) => child !== undefined && child !== false),
    );
    return element;
}

/**
 * Makes the children of an element what these are. What stays keeps its node: focus, an open fold and a selection
 * survive. Children with a data-key are found again by it, wherever they are.
 * @param {Element} element
 * @param {readonly Node[]} wanted
 */
export function show(element, wanted) {
    const keyed = new Map([...element.children].map((child) => [keyOf(child), child]));
    let at = element.firstChild;
    for (const want of wanted) {
        const key = keyOf(want);
        const found = key === undefined ? at : (keyed.get(key) ?? null);
        if (found === null || !isSameKind(found, want)) {
            element.insertBefore(want, at);
            continue;
        }
        if (found === at) at = at.nextSibling;
        else element.insertBefore(found, at);
        become(found, want);
    }
    while (at !== null) {
        const next = at.nextSibling;
        at.remove();
        at = next;
    }
}

/** @param {Node} node */
function keyOf(node) {
    return node instanceof Element ? (node.getAttribute("data-key") ?? undefined) : undefined;
}

/**
 * @param {Node} one
 * @param {Node} other
 */
function isSameKind(one, other) {
    return one.nodeName === other.nodeName && keyOf(one) === keyOf(other);
}

/**
 * @param {Node} node
 * @param {Node} wanted
 */
function become(node, wanted) {
    if (!(node instanceof Element) || !(wanted instanceof Element)) {
        if (node.nodeValue !== wanted.nodeValue) node.nodeValue = wanted.nodeValue;
        return;
    }
    const kept = new Set(wanted.getAttributeNames());
    // Whether a fold is open is the reader's.
    if (node.nodeName === "DETAILS") kept.add("open");
    for (const name of node.getAttributeNames()) if (!kept.has(name)) node.removeAttribute(name);
    for (const name of wanted.getAttributeNames()) {
        const value = wanted.getAttribute(name) ?? "";
        if (name !== "open" && node.getAttribute(name) !== value) node.setAttribute(name, value);
    }
    show(node, [...wanted.childNodes]);
}

/**
 * An element of the page that must be there.
 * @template {Element} Kind
 * @param {string} id
 * @param {new () => Kind} kind
 */
export function byId(id, kind) {
    const found = document.getElementById(id);
    if (found instanceof kind) return found;
    throw new Error(`the page has no ${kind.name} ${id}`);
}
