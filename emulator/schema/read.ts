/** Reads what was given by a schema, or says what is wrong with it in one sentence. */
import * as v from "valibot";
import { isObject } from "./json";

/** What was asked of the emulator can't be: its message is for the caller. */
export class Refused extends Error {
    constructor(message: string) {
        super(message);
        this.name = "Refused";
    }
}

/** What the value is by the schema. `of` names the whole in the refusal: the seed, number 1, a file. */
export function read<Schema extends v.GenericSchema>(
    schema: Schema,
    given: unknown,
    of: string,
): v.InferOutput<Schema> {
    const result = v.safeParse(schema, given, { abortEarly: true });
    if (result.success) return result.output;
    throw new Refused(sentence(result.issues[0], of));
}

function sentence({ path: steps, message, input }: v.BaseIssue<unknown>, of: string): string {
    const path = steps ?? [];
    const place = path.map(({ key }, index) => step(key, index === 0)).join("");
    const where = place === "" ? of : `${place}${nameOf(path)} of ${of}`;
    return `${where} ${message}${saysWhat(message, input) ? butIs(input, path) : ""}`;
}

/** Where an object lacks something, that it is an object tells nothing. */
function saysWhat(message: string, input: unknown): boolean {
    return message.startsWith("must be ") || (message.startsWith("must ") && !isObject(input));
}

function step(key: unknown, isFirst: boolean): string {
    if (typeof key === "number") return `[${key}]`;
    const name = String(key);
    if (!/^[a-z_]\w*$/i.test(name)) return `[${JSON.stringify(name)}]`;
    return isFirst ? name : `.${name}`;
}

/** The ID of the number, WABA or app in a list: an index is hard to find in a file. */
function nameOf(path: readonly { readonly key: unknown; readonly value: unknown }[]): string {
    const listed = path.find(({ key }) => typeof key === "number")?.value;
    const id = isObject(listed) ? listed.id : undefined;
    return typeof id === "string" && /^[\w-]+$/.test(id) ? ` (${id})` : "";
}

/** No text shows what these keys have. */
const SECRETS = ["pin", "token", "appSecret", "verifyToken"];

function butIs(input: unknown, path: readonly { readonly key: unknown }[]): string {
    if (SECRETS.includes(String(path.at(-1)?.key))) return "";
    if (Array.isArray(input)) return ", not a list";
    if (typeof input === "object" && input !== null) return ", not an object";
    const shown = typeof input === "string" ? JSON.stringify(input) : String(input);
    return `, not ${shown.length > 80 ? `${shown.slice(0, 80)}…` : shown}`;
}
