/** Fields of Graph's nodes under this project's names: the same words, in camelCase. */
import { defined } from "../number";
import { type Json, json, text } from "./call";

/** A value out of a set that Meta keeps open: the known ones, and whatever comes. */
export type OneOf<Known extends string> = Known | (string & {});

/** How each field of a node is read from JSON; undefined: Graph did not say. */
export type FieldReaders<Node> = {
    readonly [Field in Exclude<keyof Node, "id">]-?: (value: unknown) => Node[Field] | undefined;
};

/** `displayPhoneNumber` in Graph's words: `display_phone_number`. */
export function graphName(name: string): string {
    return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** `display_phone_number` in this project's words: `displayPhoneNumber`. */
export function ownName(name: string): string {
    return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** A node from its JSON, without what Graph did not say. */
export function readFields<Node extends { id: string }>(node: Json, readers: FieldReaders<Node>): Node {
    const fields = Object.entries(readers as Record<string, (value: unknown) => unknown>).map(
        ([name, read]) => [name, read(node[graphName(name)])] as const,
    );
    return defined({ id: text(node.id) ?? "", ...Object.fromEntries(fields) }) as unknown as Node;
}

/** An object of Graph's with its names in camelCase, all the way down. */
export function inOwnNames<T>(value: unknown): T | undefined {
    if (typeof value !== "object" || value === null) return undefined;
    return renamed(value) as T;
}

function renamed(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(renamed);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
        Object.entries(json(value)).map(([name, each]) => [ownName(name), renamed(each)]),
    );
}
