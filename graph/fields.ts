/** Fields of Graph's nodes under this project's names: the same words, in camelCase. */
import { defined } from "./defined";
import { idFrom, type Json, text } from "./wire";

/** A value from a set that Meta keeps open: the known ones, and any new one. */
export type OneOf<Known extends string> = Known | (string & {});

/** How each field of a node is read from JSON; undefined: Graph did not say. */
export type FieldReaders<Node> = {
    readonly [Field in Exclude<keyof Node, "id">]-?: (value: unknown) => Node[Field] | undefined;
};

/** `displayPhoneNumber` by Graph's name: `display_phone_number`. */
export function graphName(name: string): string {
    return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** `display_phone_number` by this project's name: `displayPhoneNumber`. */
export function ownName(name: string): string {
    return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** A node from its JSON, without what Graph did not say. */
export function readFields<Node extends { id: string }>(node: Json, readers: FieldReaders<Node>): Node {
    const fields = Object.entries(readers as Record<string, (value: unknown) => unknown>).map(
        ([name, read]) => [name, read(node[graphName(name)])] as const,
    );
    return defined({ id: idFrom(node.id) ?? "", ...Object.fromEntries(fields) }) as unknown as Node;
}

/** Deeper than any of Graph's nodes. */
const DEEPEST = 8;

/** A Graph object with its names in camelCase, as deep as nodes go. */
export function inOwnNames<T>(value: unknown): T | undefined {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    return renamed(value, DEEPEST) as T;
}

function renamed(value: unknown, deep: number): unknown {
    if (typeof value === "string") return text(value);
    if (typeof value !== "object" || value === null) return value ?? undefined;
    if (deep === 0) return undefined;
    if (Array.isArray(value))
        return value.map((each) => renamed(each, deep - 1)).filter((each) => each !== undefined);
    const entries = Object.entries(value).map(
        ([name, each]) => [ownName(name), renamed(each, deep - 1)] as const,
    );
    return Object.fromEntries(entries.filter(([, each]) => each !== undefined));
}
