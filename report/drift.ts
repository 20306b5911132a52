/** What a refresh would record about a number, and what the next `pulumi up` would then do. Pure. */
import { cut } from "../graph/wire";
import { SECRET_PROPERTIES } from "../provider/number/model/state";
import { describeAfterRefresh } from "../provider/number/say/lines";
import { nameOf, nameWithoutId } from "../provider/say/name";
import { isHidden } from "./hidden";
import { recordedId } from "./intents";
import type { Bag, NumberStep, ReadPreview } from "./previewJson";
import type { NumberEntry } from "./report";

/** The words for each property that changes; others go by their name. The ledger is this machine's own. */
const LABELS: Readonly<Record<string, string>> = {
    dataLocalizationRegion: "region",
    enableIdentityKeyCheck: "identity key check",
    isOnBizApp: "on the WhatsApp Business app",
    verifiedName: "display name",
    newDisplayName: "new display name",
    newNameStatus: "status of the new display name",
    codeVerificationStatus: "ownership",
};
const OURS = new Set([
    "requests",
    "pinRevision",
    "regionUnread",
    "registerLockedUntil",
    "deregisterLockedUntil",
]);
const WORDS: StateWords = { labels: LABELS, ours: OURS, secrets: new Set<string>(SECRET_PROPERTIES) };

/** What `pulumi up` would do with a refreshed number, in words; undefined: nothing. */
type Afterwards = (step: NumberStep) => string | undefined;

/** The entry of a number that a refresh found changed; undefined: it is as recorded. */
export function driftOf(
    step: NumberStep,
    { said, refreshAlone }: ReadPreview,
    afterwards: Afterwards,
): NumberEntry | undefined {
    const { before, after, name, urn, op } = step;
    if (before === undefined) return undefined;
    const id = recordedId(before);
    const gone = after === undefined || op === "delete";
    // The engine shows no difference if the provider gives none; then only the provider's line is left.
    const told = refreshAlone && id !== undefined ? said.afterRefresh.get(id) : undefined;
    const changes = gone ? [] : changesOf(before.outputs, after.outputs, WORDS);
    if (!gone && changes.length === 0 && told === undefined) return undefined;
    const next = !refreshAlone || gone ? undefined : (told ?? afterwards(step));
    const words = [
        gone ? GONE : describeDrift(changes),
        ...(next === undefined ? [] : [describeAfterRefresh(next)]),
    ].join("; ");
    const display = before.outputs.displayPhoneNumber;
    const displayPhoneNumber = typeof display === "string" && !isHidden(display) ? display : undefined;
    const number = id === undefined ? nameWithoutId(true) : nameOf({ phoneNumberId: id, displayPhoneNumber });
    return {
        phoneNumberId: id ?? null,
        ...(displayPhoneNumber === undefined ? {} : { displayPhoneNumber }),
        resources: [{ name, urn, op: "refresh" }],
        action: "drifted",
        offline: "no",
        words,
        plan: words,
        line: `${number}: ${words}`,
        requests: [],
        warnings: [],
    };
}

const GONE =
    "gone: Graph no longer has it, and the refresh removes it from state; nothing is sent. If the program still " +
    "declares it, the next pulumi up tries to register it, or to adopt it";

/** What a refresh records, in words. */
export function describeDrift(changes: readonly string[]): string {
    return changes.length === 0 ? "drifted" : `drifted: the refresh records ${changes.join(", ")}`;
}

/** How the properties of a resource's state are told. */
interface StateWords {
    /** The words for each property; others go by their name. */
    readonly labels: Readonly<Record<string, string>>;
    /** Not told: nobody looks for it. */
    readonly ours: ReadonlySet<string>;
    readonly secrets: ReadonlySet<string>;
}

/** What differs between two states, in words. */
export function changesOf(before: Bag, after: Bag, { labels, ours, secrets }: StateWords): string[] {
    // A step that shows no outputs shows no difference.
    if (Object.keys(after).length === 0) return [];
    const properties = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return properties.flatMap((property) => {
        const [old, next] = [own(before, property), own(after, property)];
        if (ours.has(property) || JSON.stringify(old) === JSON.stringify(next)) return [];
        if (secrets.has(property)) return [`${property} ${next === undefined ? "no longer known" : "known"}`];
        if (property === "registered") return [registration(next)];
        return [`${own(labels, property) ?? property} from ${shown(old)} to ${shown(next)}`];
    });
}

/** A property may be called `valueOf`. */
function own<T>(properties: Readonly<Record<string, T>>, name: string): T | undefined {
    return Object.hasOwn(properties, name) ? properties[name] : undefined;
}

/** A text of a business profile has up to 512 characters. */
const LONGEST_VALUE = 80;

function registration(next: unknown): string {
    if (isHidden(next)) return "its registration, hidden as a secret";
    return next === true ? "that it is registered" : "that it is no longer registered";
}

function shown(value: unknown): string {
    if (value === undefined) return "none";
    if (isHidden(value)) return "a secret";
    return cut(typeof value === "string" ? value : JSON.stringify(value), LONGEST_VALUE);
}
