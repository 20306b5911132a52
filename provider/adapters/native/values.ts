/** Properties on the wire and plain: a Struct with the engine's marks for secrets and for what is not known yet. */
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Raw } from "../../resource";
import { UNKNOWN } from "../../unknown";

/** By this key a marked value says what it is. */
const MARK = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
/** What stands for an unknown boolean, number, list, map, asset and archive; a text's is UNKNOWN itself. */
const UNKNOWNS: ReadonlySet<unknown> = new Set([
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    "030794c1-ac77-496b-92df-f27374a8bd58",
    "e48ece36-62e2-4504-bad9-02848725956a",
]);

/** Properties, and which of them are secrets: a property is one if anything in it is. */
export interface Properties {
    readonly plain: Raw;
    readonly secrets: ReadonlySet<string>;
}

export const NONE: Properties = { plain: {}, secrets: new Set() };

/**
 * Reads properties of the engine's.
 * @param onSecret is called with each value that is marked
 */
export function fromStruct(
    struct: Struct | undefined,
    onSecret: (value: unknown) => void = () => undefined,
): Properties {
    const secrets = new Set<string>();
    const plain = Object.entries(struct?.toJavaScript() ?? {}).map(([name, value]) => {
        const read = plainOf(value, (secret) => {
            secrets.add(name);
            onSecret(secret);
        });
        return [name, read] as const;
    });
    return { plain: Object.fromEntries(plain), secrets };
}

function plainOf(value: unknown, onSecret: (value: unknown) => void): unknown {
    if (UNKNOWNS.has(value)) return UNKNOWN;
    if (Array.isArray(value)) return value.map((each) => plainOf(each, onSecret));
    if (typeof value !== "object" || value === null) return value;
    const { [MARK]: mark, value: marked = null } = value as Record<string, unknown>;
    if (mark === SECRET) {
        const secret = plainOf(marked, onSecret);
        onSecret(secret);
        return secret;
    }
    return Object.fromEntries(
        Object.entries(value).map(([name, each]) => [name, plainOf(each, onSecret)] as const),
    );
}

/** Writes properties for the engine, secrets marked. What is undefined is left out. */
export function toStruct({ plain, secrets }: Properties): Struct {
    const wire = Object.entries(withoutUndefined(plain) as Raw).map(([name, value]) => {
        // An unknown value shows nothing, and the engine knows it only without another mark around it.
        const isMarked = secrets.has(name) && value !== UNKNOWN;
        return [name, isMarked ? { [MARK]: SECRET, value } : value] as const;
    });
    return Struct.fromJavaScript(Object.fromEntries(wire) as Parameters<typeof Struct.fromJavaScript>[0]);
}

function withoutUndefined(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((each) => withoutUndefined(each) ?? null);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).filter(([, each]) => each !== undefined);
    return Object.fromEntries(entries.map(([name, each]) => [name, withoutUndefined(each)] as const));
}
