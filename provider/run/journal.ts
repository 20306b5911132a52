/**
 * The journal: what this machine knows of each number's counted requests, written before a request is sent. Pulumi's
 * state has the same, but loses it when a process is killed, a create or destroy fails, or a resource is renamed
 * (docs/how-it-works.md, "The ledger, the journal, and settling"). Both are merged when read.
 * It contains no PIN and no token.
 */
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { defined } from "../../graph/defined";
import { normalUrl } from "../../graph/url";
import { isId, list, json as wireJson } from "../../graph/wire";
import type { RegionParameter } from "../number/decide/regionParameter";
import { formatLedger, type LedgerEntry, LONGEST_WINDOW_MS, parseLedger } from "../number/model/ledger";
import type { PhoneNumberState } from "../number/model/state";
import { settingsToRestore } from "../number/model/storedState";
import { hashOf, writeAtomically } from "./files";
import { stateFolder } from "./privateFolder";

type Shared = Pick<PhoneNumberState, "registerLockedUntil" | "deregisterLockedUntil" | "refusedRegister">;

/** What is kept of a number. */
export interface JournalRecord extends Shared {
    /** Like the state's ledger (ledger.ts). */
    readonly requests: string;
    /** When `pulumi-whatsapp verify` last succeeded, ISO 8601 UTC. */
    readonly verifiedAt?: string;
    /** Requests that make something new, and whose answer has not come: sent again they would make another one. */
    readonly attempts?: readonly string[];
    /** What was configured before the deregister at this time (seconds since 1970), and may still be lost. */
    readonly toRestore?: {
        readonly at: number;
        readonly settings: NonNullable<PhoneNumberState["settingsToRestore"]>;
    };
    /** The highest messaging limit that `pulumi-whatsapp doctor` saw, and when: a drop shows against it. */
    readonly highestLimit?: { readonly limit: string; readonly at: string };
    /** Inputs of settings, by the setting's name, that an outage took and their resources are to set again (lost.ts). */
    readonly lost?: Readonly<Record<string, readonly string[]>>;
}

export interface Journal {
    /** What is known about a number. What can't be read counts as unknown. */
    read(phoneNumberId: string): JournalRecord;
    /** @throws JournalUnwritable */
    write(phoneNumberId: string, change: (record: JournalRecord) => JournalRecord): void;
    /** Whether this Graph, in this version, takes the region in register. */
    regionParameter(apiVersion: string): RegionParameter;
    /** @throws JournalUnwritable */
    rememberRegionParameter(apiVersion: string, what: "takes" | "refuses"): void;
    /** An emulator names its world: a Graph that starts again has forgotten all requests, and so does the journal. */
    world(id: string): void;
}

/** The journal can't be written; the message says where, and what to do. */
export class JournalUnwritable extends Error {
    override readonly name = "JournalUnwritable";
}

const NOTHING: JournalRecord = { requests: "" };
/** More entries than a number can spend in its windows. */
const MOST_ENTRIES = 64;

/** A journal in memory, which ends with its process. */
export function memoryJournal(): Journal {
    const records = new Map<string, JournalRecord>();
    const parameters = new Map<string, RegionParameter>();
    return {
        read: (id) => records.get(id) ?? NOTHING,
        write: (id, change) => void records.set(id, change(records.get(id) ?? NOTHING)),
        regionParameter: (version) => parameters.get(version) ?? "unknown",
        rememberRegionParameter: (version, what) => void parameters.set(version, what),
        world: () => undefined,
    };
}

/** The journal of this machine for one Graph. */
export function fileJournal(
    graphUrl: string,
    env: Readonly<Record<string, string | undefined>>,
    now: () => number,
): Journal {
    return new FileJournal(normalUrl(graphUrl), env, now);
}

class FileJournal implements Journal {
    private swept = false;
    /** Looked for once: a look is several calls of the system, and each number reads and writes several times. */
    private found: string | undefined;
    /** The world that the files are known to be of: every answer of an emulator names it. */
    private current: string | undefined;

    constructor(
        private readonly graphUrl: string,
        private readonly env: Readonly<Record<string, string | undefined>>,
        private readonly now: () => number,
    ) {}

    read(phoneNumberId: string): JournalRecord {
        return isId(phoneNumberId) ? recordFrom(this.json(`n${phoneNumberId}`), this.now()) : NOTHING;
    }

    write(phoneNumberId: string, change: (record: JournalRecord) => JournalRecord): void {
        if (!isId(phoneNumberId)) return;
        this.save(`n${phoneNumberId}`, change(this.read(phoneNumberId)));
    }

    regionParameter(apiVersion: string): RegionParameter {
        const known = this.graph()[`region ${apiVersion}`];
        return known === "takes" || known === "refuses" ? known : "unknown";
    }

    rememberRegionParameter(apiVersion: string, what: "takes" | "refuses"): void {
        if (this.regionParameter(apiVersion) === what) return;
        this.save("graph", { ...this.graph(), [`region ${apiVersion}`]: what });
    }

    world(id: string): void {
        if (this.current === id) return;
        try {
            if (this.graph().world !== id) this.begin(id);
            this.current = id;
        } catch {
            // What it still holds only makes us more careful than necessary.
        }
    }

    private begin(world: string): void {
        const folder = this.folder();
        const mine = readdirSync(folder).filter((name) => name.startsWith(this.prefix()));
        for (const name of mine) rmSync(join(folder, name), { force: true });
        this.save("graph", { world });
    }

    private graph(): Readonly<Record<string, unknown>> {
        return this.json("graph");
    }

    private json(name: string): Readonly<Record<string, unknown>> {
        try {
            const value: unknown = JSON.parse(readFileSync(this.file(name), "utf8"));
            return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
        } catch {
            return {};
        }
    }

    private save(name: string, value: object): void {
        try {
            if (!this.swept) this.sweep();
            this.put(name, JSON.stringify(value));
        } catch (error) {
            const why = error instanceof Error ? error.message : String(error);
            throw new JournalUnwritable(
                `the journal can't be written (${why}): set WHATSAPP_STATE_DIR to a folder that can be`,
            );
        }
    }

    private put(name: string, text: string): void {
        try {
            writeAtomically(this.file(name), text);
        } catch {
            // Somebody may have removed the folder meanwhile.
            this.found = undefined;
            writeAtomically(this.file(name), text);
        }
    }

    /** Removes what has left every window. Once per process, and only when something is written. */
    private sweep(): void {
        this.swept = true;
        const folder = this.folder();
        for (const name of readdirSync(folder)) {
            const file = join(folder, name);
            const { mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? {
                mtimeMs: Number.POSITIVE_INFINITY,
            };
            if (mtimeMs < this.now() - LONGEST_WINDOW_MS) rmSync(file, { force: true });
        }
    }

    private file(name: string): string {
        return join(this.folder(), `${this.prefix()}${name}.json`);
    }

    private prefix(): string {
        return `${hashOf(this.graphUrl)}-`;
    }

    private folder(): string {
        this.found ??= stateFolder(this.env, "journal");
        return this.found;
    }
}

function recordFrom(json: Readonly<Record<string, unknown>>, now: number): JournalRecord {
    const moment = (value: unknown) =>
        typeof value === "string" && Number.isFinite(Date.parse(value)) ? value : undefined;
    const { refusedRegister, attempts, toRestore, lost, highestLimit } = json;
    return {
        requests: formatLedger(parseLedger(json.requests).slice(-MOST_ENTRIES), now),
        ...defined({
            registerLockedUntil: moment(json.registerLockedUntil),
            deregisterLockedUntil: moment(json.deregisterLockedUntil),
            refusedRegister: typeof refusedRegister === "string" ? refusedRegister : undefined,
            verifiedAt: moment(json.verifiedAt),
            attempts: Array.isArray(attempts) ? textsIn(attempts).slice(-MOST_ENTRIES) : undefined,
            toRestore: toRestoreFrom(toRestore),
            lost: lostFrom(lost),
            highestLimit: limitFrom(highestLimit),
        }),
    };
}

function textsIn(values: unknown): string[] {
    return list(values).filter((each): each is string => typeof each === "string");
}

function lostFrom(value: unknown): JournalRecord["lost"] {
    const lost = Object.entries(wireJson(value)).map(([name, fields]) => [name, textsIn(fields)] as const);
    const known = lost.filter(([, fields]) => fields.length > 0);
    return known.length === 0 ? undefined : Object.fromEntries(known);
}

function limitFrom(value: unknown): JournalRecord["highestLimit"] {
    const { limit, at } = wireJson(value);
    if (typeof limit !== "string" || typeof at !== "string" || Number.isNaN(Date.parse(at))) return undefined;
    return { limit, at };
}

function toRestoreFrom(value: unknown): JournalRecord["toRestore"] {
    const { at, settings } = wireJson(value);
    const known = settingsToRestore(settings);
    return typeof at === "number" && known !== undefined ? { at, settings: known } : undefined;
}

/**
 * Merges two ledgers of one number: every request once, and with its outcome if one side knows it. Requests
 * in the same second can't be told apart, so the side that has more of them counts.
 */
export function unionLedger(a: string, b: string, now: number): string {
    const groups = new Map<string, { a: LedgerEntry[]; b: LedgerEntry[] }>();
    for (const side of ["a", "b"] as const) {
        for (const entry of parseLedger(side === "a" ? a : b)) {
            const key = `${entry.request} ${entry.at}`;
            const group = groups.get(key) ?? { a: [], b: [] };
            group[side].push(entry);
            groups.set(key, group);
        }
    }
    const merged = [...groups.values()].flatMap((group) => better(group.a, group.b));
    return formatLedger(
        merged.sort((x, y) => x.at - y.at),
        now,
    );
}

function better(a: LedgerEntry[], b: LedgerEntry[]): LedgerEntry[] {
    if (a.length !== b.length) return a.length > b.length ? a : b;
    const open = (entries: LedgerEntry[]) => entries.filter(({ outcome }) => outcome === "?").length;
    if (open(a) !== open(b)) return open(a) < open(b) ? a : b;
    // Neither is better: take the same one, whichever side it is on.
    const text = (entries: LedgerEntry[]) => entries.map(({ outcome }) => outcome).join(" ");
    return text(a) <= text(b) ? a : b;
}

/** A number's state, completed from the journal. */
export function withJournal(state: PhoneNumberState, record: JournalRecord, now: number): PhoneNumberState {
    const later = (property: "registerLockedUntil" | "deregisterLockedUntil") => {
        const both = [state[property], record[property]].filter((text) => text !== undefined);
        return both.sort((a, b) => Date.parse(b) - Date.parse(a))[0];
    };
    return {
        ...state,
        requests: unionLedger(state.requests, record.requests, now),
        ...defined({
            registerLockedUntil: later("registerLockedUntil"),
            deregisterLockedUntil: later("deregisterLockedUntil"),
            refusedRegister: state.refusedRegister ?? record.refusedRegister,
            settingsToRestore: unlessRecorded(state, record.toRestore) ?? state.settingsToRestore,
        }),
    };
}

/**
 * A state that knows of the outage was written after it: what it says of the settings stands. One that does not may have
 * what an earlier outage left; the journal has that too, beside what this one took.
 */
function unlessRecorded(
    { requests }: PhoneNumberState,
    toRestore: JournalRecord["toRestore"],
): PhoneNumberState["settingsToRestore"] {
    if (toRestore === undefined) return undefined;
    const isRecorded = parseLedger(requests).some(
        ({ request, at }) => request === "deregister" && at >= toRestore.at,
    );
    return isRecorded ? undefined : toRestore.settings;
}
