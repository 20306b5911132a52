/** The state file: how a world outlives its process. */
import { constants, lstatSync, readFileSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { DEFAULT_APP } from "./defaults";
import { lock } from "./lock";
import { repairDisplayNumbers } from "./schema/displayNumber";
import { isObject } from "./schema/json";
import { Refused, read } from "./schema/read";
import { STATE_FILE } from "./schema/seed";
import type { EmulatorWorld } from "./world";

/** The file holds PINs and tokens: it is for its owner only. */
const OWNER_ONLY = 0o600;

/**
 * Keeps a world in a file, one line per number. Each write replaces the whole file (written beside, synced, renamed):
 * a kill at any moment leaves the old file or the new one. Requests that come together share a write.
 */
export class Store {
    private readonly lines = new Map<string, string>();
    private readonly stale = new Set<string>();
    private writing: Promise<void> = Promise.resolve();
    private queued: Promise<void> | undefined;
    private dirty = false;
    private readonly unlock: () => void;

    /** Takes the file for this emulator alone. */
    constructor(
        private readonly file: string,
        private readonly world: EmulatorWorld,
    ) {
        checkPlace(file);
        this.unlock = lock(file);
    }

    /** Loads the file into the world, if there is one. Returns the IDs that it had; undefined: there is no file. */
    load(): ReadonlySet<string> | undefined {
        if (lstatSync(this.file, { throwIfNoEntry: false }) === undefined) return undefined;
        const { version: _, world, clockOffset, ...state } = parse(this.file);
        this.world.id = world ?? this.world.id;
        this.world.clock.offset = clockOffset;
        this.world.load(state);
        return new Set([...state.numbers, ...state.wabas, ...(state.apps ?? [])].map(({ id }) => id));
    }

    /** Notes that a number, or something else, differs from the file. */
    changed(numberId?: string): void {
        this.dirty = true;
        if (numberId !== undefined) this.stale.add(numberId);
    }

    /** Resolves when everything noted so far is in the file. */
    saved(): Promise<void> {
        if (!this.dirty) return this.writing;
        this.queued ??= this.writing
            .catch(() => {})
            .then(() => {
                this.queued = undefined;
                this.writing = this.write();
                return this.writing;
            });
        return this.queued;
    }

    /** Saves what is left, and lets others have the file. */
    async close(): Promise<void> {
        try {
            await this.saved();
        } finally {
            this.unlock();
        }
    }

    /** Lets others have the file, as it is. */
    abandon(): void {
        this.unlock();
    }

    private async write(): Promise<void> {
        this.dirty = false;
        try {
            await this.replace(this.text());
        } catch (error) {
            this.dirty = true;
            throw error;
        }
    }

    private async replace(text: string): Promise<void> {
        const beside = `${this.file}.new`;
        // What is left of a killed write; a link that somebody put there is removed, never followed.
        await rm(beside, { force: true });
        const { O_CREAT, O_EXCL, O_WRONLY } = constants;
        const handle = await open(beside, O_CREAT | O_EXCL | O_WRONLY, OWNER_ONLY);
        try {
            await handle.writeFile(text);
            await handle.sync();
        } finally {
            await handle.close();
        }
        await rename(beside, this.file);
    }

    /** The file's text; only changed numbers are serialised again. */
    private text(): string {
        const { numbers, wabas, tokens, apps, users, takenUsernames, uploads, clock } = this.world;
        for (const id of this.lines.keys()) {
            if (!numbers.has(id)) this.lines.delete(id);
        }
        const lines = [...numbers.values()].map((number) => {
            const known = this.stale.has(number.id) ? undefined : this.lines.get(number.id);
            const line = known ?? JSON.stringify(number);
            this.lines.set(number.id, line);
            return line;
        });
        this.stale.clear();
        const head = JSON.stringify({
            version: 1,
            world: this.world.id,
            clockOffset: clock.offset,
            wabas: [...wabas.values()],
            tokens: [...tokens.values()],
            apps: [...apps.values()],
            users: [...users.values()],
            takenUsernames: [...takenUsernames],
            uploads: [...uploads.values()],
        });
        return `${head.slice(0, -1)},"numbers":[\n${lines.join(",\n")}\n]}\n`;
    }
}

/** A write would replace a link or a device by a file, and a folder can't be replaced. */
function checkPlace(file: string): void {
    const there = lstatSync(file, { throwIfNoEntry: false });
    if (there === undefined || there.isFile()) return;
    const what = there.isSymbolicLink() ? "a symbolic link, which is not followed" : "not a file";
    throw new Refused(`${file} can't be the state file: it is ${what}; give the path of a file`);
}

function parse(file: string) {
    try {
        const state = read(STATE_FILE, upgraded(JSON.parse(readFileSync(file, "utf8"))), file);
        repairDisplayNumbers(state.numbers);
        return state;
    } catch (error) {
        if (!(error instanceof Refused || error instanceof SyntaxError)) throw error;
        throw new Refused(
            `${file} is not an emulator's state file (${error.message}): correct it there, or move it away to start with ` +
                "an empty one",
        );
    }
}

/** An older version kept what webhook_configuration showed, and no token. */
function upgraded(kept: unknown): unknown {
    if (!isObject(kept) || !Array.isArray(kept.numbers)) return kept;
    return {
        ...kept,
        numbers: kept.numbers.map((number) => (isObject(number) ? withOverrides(number) : number)),
    };
}

function withOverrides({ webhookConfiguration, ...rest }: Record<string, unknown>): Record<string, unknown> {
    const uri = isObject(webhookConfiguration) ? webhookConfiguration.phone_number : undefined;
    if (typeof uri !== "string") return rest;
    return { ...rest, webhookOverrides: { [DEFAULT_APP]: { uri, verifyToken: "" } } };
}
