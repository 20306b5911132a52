/** The state file: how a world outlives its process. */
import { existsSync, readFileSync } from "node:fs";
import { open, rename } from "node:fs/promises";
import { checkSeed } from "./checkSeed";
import { DEFAULT_APP } from "./defaults";
import type { JsonObject, NumberState, Seed, TokenState, WabaState } from "./state";
import type { EmulatorWorld } from "./world";

interface StateFile extends Seed {
    readonly version: 1;
    /** Absent in files of older versions: those get one. */
    readonly world?: string;
    readonly clockOffset: number;
    readonly wabas: WabaState[];
    readonly tokens: TokenState[];
    readonly numbers: NumberState[];
}

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

    constructor(
        private readonly file: string,
        private readonly world: EmulatorWorld,
    ) {}

    /** Loads the file into the world, if there is one. Returns the IDs that it had. */
    load(): Set<string> {
        if (!existsSync(this.file)) return new Set();
        const state = parse(this.file);
        this.world.id = state.world ?? this.world.id;
        this.world.clock.offset = state.clockOffset;
        // As seeds: what an older version did not write gets its default.
        this.world.seed(state);
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
        // For the owner only: the file holds PINs and tokens.
        const handle = await open(beside, "w", 0o600);
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

function parse(file: string): StateFile {
    try {
        const kept = JSON.parse(readFileSync(file, "utf8")) as StateFile;
        if (kept.version !== 1) throw new Error(`its version is ${String(kept.version)}, not 1`);
        const state = { ...kept, numbers: kept.numbers.map(upgraded) };
        if (state.world !== undefined && !/^[\w-]+$/.test(state.world)) {
            throw new Error("its world can't be a response header");
        }
        checkSeed(state);
        return state;
    } catch (error) {
        throw new Error(
            `${file} is not an emulator's state file (${String(error)}); move it away to start with an empty one`,
        );
    }
}

/** An older version kept what webhook_configuration showed, and no token. */
function upgraded(number: NumberState): NumberState {
    const { webhookConfiguration, ...rest } = number as NumberState & { webhookConfiguration?: JsonObject };
    const uri = webhookConfiguration?.phone_number;
    if (typeof uri !== "string") return rest as NumberState;
    return { ...(rest as NumberState), webhookOverrides: { [DEFAULT_APP]: { uri, verifyToken: "" } } };
}
