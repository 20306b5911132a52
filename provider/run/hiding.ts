/** What is secret about a call is in nothing that is said about it. */
import { formsOf, HIDDEN } from "../../graph/redact";
import { clean } from "../../graph/wire";
import { UNKNOWN } from "../unknown";
import type { Ports } from "./ports";

/**
 * The same ports, whose requests hide these values wherever Graph's words hold them: Graph may repeat in any answer what
 * it was told before.
 */
export function hiding<P extends Pick<Ports, "client">>(ports: P, secrets: readonly unknown[]): P {
    const hidden = secrets.filter((secret): secret is string => typeof secret === "string" && secret !== "");
    const send: Ports["client"]["send"] = (request) =>
        ports.client.send({ ...request, secrets: [...(request.secrets ?? []), ...hidden] });
    return { ...ports, client: { send } };
}

/** What is shorter is hidden as a word of its own only: a PIN may be within a number's ID, and would show there. */
const SHORT = 8;
/** The fewest characters before a mark of a cut that are taken for the beginning of what is hidden. */
const LEAST_CUT = 3;
const CUT = /…|\.\.\./g;

/** Texts that must not be shown: every text and number in the values that were added. */
export class Hidden {
    private readonly forms: Set<string>;
    private pattern: RegExp | undefined;

    /** @param known is hidden too */
    constructor(known?: Hidden) {
        this.forms = new Set(known?.forms);
    }

    /** Hides a value, and all that is in it. */
    add(value: unknown): void {
        for (const leaf of leavesOf(value)) {
            for (const text of [leaf, ...partsOf(leaf)]) {
                for (const form of formsOf(text)) this.forms.add(form).add(clean(form));
            }
        }
        this.forms.delete("");
        this.pattern = undefined;
    }

    /** A text without what is hidden, also where it was cut or is in another case. */
    from(text: string): string {
        if (this.forms.size === 0) return text;
        this.pattern ??= patternOf(this.forms);
        // First: a part of it, once replaced, would end what was cut.
        return this.withoutBeginnings(text).replace(this.pattern, HIDDEN);
    }

    /** Whether a value shows something that is hidden. */
    isIn(value: unknown): boolean {
        return leavesOf(value).some((leaf) => this.from(leaf) !== leaf);
    }

    private withoutBeginnings(text: string): string {
        let rest = text;
        for (const { index } of [...text.matchAll(CUT)].reverse()) {
            const begun = this.begunAtTheEndOf(text.slice(0, index));
            if (begun > 0) rest = `${rest.slice(0, index - begun)}${HIDDEN}${rest.slice(index)}`;
        }
        return rest;
    }

    /** How many characters at the end of a text are the beginning of what is hidden. */
    private begunAtTheEndOf(text: string): number {
        for (let length = text.length; length >= LEAST_CUT; length--) {
            const end = text.slice(-length);
            if ([...this.forms].some((form) => form.startsWith(end))) return length;
        }
        return 0;
    }
}

/** The texts and numbers in a value. A boolean is none: hiding it would hide half of what is said. */
function leavesOf(value: unknown): string[] {
    if (typeof value === "string") return value === UNKNOWN ? [] : [value];
    if (typeof value === "number") return [String(value)];
    if (typeof value !== "object" || value === null) return [];
    return Object.values(value).flatMap(leavesOf);
}

/** Messages name the host of a URL, and its protocol where that is a wrong one. */
function partsOf(text: string): string[] {
    if (!URL.canParse(text)) return [];
    const { host, hostname, href, protocol } = new URL(text);
    const parts = [host, hostname, href.replace(/\/$/, "")];
    return /^https?:$/.test(protocol) ? parts : [...parts, protocol];
}

function patternOf(forms: ReadonlySet<string>): RegExp {
    const longestFirst = [...forms].sort((a, b) => b.length - a.length);
    return new RegExp(longestFirst.map(oneOf).join("|"), "giu");
}

function oneOf(form: string): string {
    const literal = form.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    return form.length < SHORT ? `(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])` : literal;
}
