/** The parameters of a request: forms and queries have texts, JSON has values; both mean the same. */
import { parseJson } from "../schema/json";
import type { JsonObject } from "../state";

/** How JSON begins: most texts are none, and to find that out by an error costs more than the rest of a request. */
const MAY_BE_JSON = /^\s*(?:[[{"\d-]|true|false|null)/;

/** Parameters by name. */
export class Params {
    constructor(readonly all: JsonObject) {}

    text(name: string): string | undefined {
        const value = this.has(name) ? this.all[name] : undefined;
        return value === undefined || value === null || typeof value === "object" ? undefined : String(value);
    }

    /** Names with commas between them, which may also come as a list: by brackets, as JSON, or as JSON text. */
    names(name: string): string | undefined {
        const list = this.json(name);
        return Array.isArray(list) ? list.join(",") : this.text(name);
    }

    flag(name: string): boolean {
        return this.text(name) === "true";
    }

    /** A value, or what its JSON text says. */
    json(name: string): unknown {
        const value = this.has(name) ? this.all[name] : undefined;
        if (typeof value !== "string" || !MAY_BE_JSON.test(value)) return value;
        try {
            return parseJson(value);
        } catch {
            return value;
        }
    }

    has(name: string): boolean {
        return Object.hasOwn(this.all, name) && this.all[name] !== undefined;
    }
}

/** A value under construction: names in brackets make branches. */
type Branch = Map<string, unknown>;

/** `websites[0]`, `sip[servers][0][port]`, `prompts[]`; anything else is a plain name. */
const BRACKETED = /^([^[\]]+)((?:\[[^[\]]*\])+)$/;

/**
 * What the names and values of a form or query say, as PHP reads them: `a[b]=1` is an object, `a[0]=1` and `a[]=1` are
 * lists. Of equal names the last one counts, as in Graph.
 */
export function nested(entries: Iterable<readonly [name: string, value: unknown]>): JsonObject {
    const root: Branch = new Map();
    for (const [name, value] of entries) {
        const [, first, brackets = ""] = BRACKETED.exec(name) ?? [];
        const path = first === undefined ? [name] : [first, ...brackets.slice(1, -1).split("][")];
        place(root, path, value);
    }
    return Object.fromEntries([...root].map(([name, value]) => [name, finished(value)]));
}

function place(root: Branch, path: readonly string[], value: unknown): void {
    let branch = root;
    for (const [depth, part] of path.entries()) {
        // `a[]` takes the next free place of a list.
        const key = part === "" && depth > 0 ? String(branch.size) : part;
        if (depth === path.length - 1) {
            branch.set(key, value);
            return;
        }
        const below = branch.get(key);
        const next: Branch = below instanceof Map ? below : new Map();
        branch.set(key, next);
        branch = next;
    }
}

/** A branch whose names are 0, 1, 2 and so on is a list, in whatever order they came. */
function finished(value: unknown): unknown {
    if (!(value instanceof Map)) return value;
    const branch = value as Branch;
    const keys = Array.from(branch.keys(), (_, index) => String(index));
    if (keys.every((key) => branch.has(key))) return keys.map((key) => finished(branch.get(key)));
    return Object.fromEntries([...branch].map(([key, each]) => [key, finished(each)]));
}
