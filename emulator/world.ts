/** What the emulator knows. */
import { randomUUID } from "node:crypto";
import type { InferOutput } from "valibot";
import { Clock, LAST_MOMENT } from "./clock";
import { DEFAULT_APP, DEFAULT_TOKEN, DEFAULT_WABA, defaultSwitches } from "./defaults";
import { ADVANCE } from "./schema/control";
import { moveDisplayNumber, placeDisplayNumbers } from "./schema/displayNumber";
import { type IdsOfKind, refuseTwoKinds } from "./schema/ids";
import { isObject } from "./schema/json";
import { NUMBER } from "./schema/number";
import { APP, WABA } from "./schema/others";
import { Refused, read } from "./schema/read";
import { SEED } from "./schema/seed";
import { SOME_SWITCHES, type SomeSwitches } from "./schema/switches";
import type {
    AppPatch,
    AppState,
    EmulatorState,
    NumberPatch,
    NumberSeed,
    NumberState,
    Seed,
    TokenState,
    UploadState,
    UserState,
    WabaPatch,
    WabaState,
} from "./state";

/** An emulator that runs for weeks must not fill the memory: so many upload sessions are kept. */
const MOST_UPLOADS = 100;

/** What a new world has. */
const BEGINNING: Seed = {
    apps: [{ id: DEFAULT_APP }],
    wabas: [{ id: DEFAULT_WABA }],
    tokens: [{ token: DEFAULT_TOKEN }],
};

/** Everything that the emulator knows, in memory. Each change is reported to `changed`. */
export class EmulatorWorld {
    /** The ID of this world: another emulator at the same address has another one. */
    id: string = randomUUID();
    readonly numbers = new Map<string, NumberState>();
    readonly wabas = new Map<string, WabaState>();
    readonly tokens = new Map<string, TokenState>();
    readonly apps = new Map<string, AppState>();
    readonly users = new Map<string, UserState>();
    /** In lower case: usernames differ by more than that. */
    readonly takenUsernames = new Set<string>();
    readonly uploads = new Map<string, UploadState>();
    readonly switches = defaultSwitches();
    readonly clock = new Clock();
    /** Called with the number that changed, or with nothing for everything else. */
    changed: (numberId?: string) => void = () => {};

    constructor() {
        this.seed(BEGINNING);
    }

    /** Another world, as a new one begins. */
    clear(): void {
        this.id = randomUUID();
        const { numbers, wabas, tokens, apps, users, takenUsernames, uploads } = this;
        for (const each of [numbers, wabas, tokens, apps, users, takenUsernames, uploads]) each.clear();
        Object.assign(this.switches, defaultSwitches());
        this.clock.offset = 0;
        this.seed(BEGINNING);
    }

    /** Adds what a seed has, or nothing of it: a mistake anywhere in it is found first. */
    seed(given: Seed): void {
        const seed = read(SEED, given, "the seed");
        refuseTwoKinds(
            [
                ["number", (seed.numbers ?? []).map(({ id }) => id)],
                ["WABA", [...(seed.wabas ?? []).map(({ id }) => id), ...wabasOf(seed.numbers ?? [])]],
                ["app", [...(seed.apps ?? []).map(({ id }) => id), ...appsOf(seed.tokens ?? [])]],
            ],
            this.ids(),
        );
        this.placeNumbers(seed.numbers ?? []);
        this.load(seed);
    }

    /** The IDs of what there is. */
    private ids(): IdsOfKind {
        return [
            ["number", this.numbers.keys()],
            ["WABA", this.wabas.keys()],
            ["app", this.apps.keys()],
        ];
    }

    /** Whether a number, a WABA or an app has this ID. */
    has(id: string): boolean {
        return this.numbers.has(id) || this.wabas.has(id) || this.apps.has(id);
    }

    /** Refuses what can't be a seed, and adds nothing. */
    check(given: Seed): void {
        read(SEED, given, "the seed");
    }

    /** Adds what was read by its schema. */
    load(seed: InferOutput<typeof SEED>): void {
        for (const waba of seed.wabas ?? []) this.wabas.set(waba.id, waba);
        for (const app of seed.apps ?? []) this.apps.set(app.id, app);
        for (const token of seed.tokens ?? []) {
            if (!this.apps.has(token.appId))
                this.apps.set(token.appId, read(APP, { id: token.appId }, "app"));
            this.tokens.set(token.token, token);
        }
        for (const number of seed.numbers ?? []) this.keep(number);
        for (const user of seed.users ?? []) this.users.set(user.waId, user);
        for (const name of seed.takenUsernames ?? []) this.takenUsernames.add(name.toLowerCase());
        for (const upload of seed.uploads ?? []) this.addUpload(upload);
        this.changed();
    }

    /** Gives each its display number; a number with the same ID is the one that it replaces. */
    private placeNumbers(placed: readonly NumberState[]): void {
        const ids = new Set(placed.map(({ id }) => id));
        placeDisplayNumbers(
            placed,
            [...this.numbers.values()].filter(({ id }) => !ids.has(id)),
        );
    }

    private keep(number: NumberState): void {
        this.ensureWaba(number.wabaId);
        this.numbers.set(number.id, number);
        this.changed(number.id);
    }

    /** Keeps an upload session; the oldest one may go for it. */
    addUpload(upload: UploadState): void {
        this.uploads.set(upload.id, upload);
        const [oldest] = this.uploads.keys();
        if (this.uploads.size > MOST_UPLOADS && oldest !== undefined) this.uploads.delete(oldest);
    }

    /** Adds a number that a request asked for: which display number it may have was Graph's to say. */
    addNumber(seed: NumberSeed): NumberState {
        const number = read(NUMBER, seed, `number ${seed.id}`);
        this.keep(number);
        return number;
    }

    /** Removes a number. */
    removeNumber(id: string): void {
        this.numbers.delete(this.number(id).id);
        this.changed();
    }

    private ensureWaba(id: string): void {
        if (!this.wabas.has(id)) this.wabas.set(id, read(WABA, { id }, `WABA ${id}`));
    }

    number(id: string): NumberState {
        return found(this.numbers, "number", id);
    }

    waba(id: string): WabaState {
        return found(this.wabas, "WABA", id);
    }

    app(id: string): AppState {
        return found(this.apps, "app", id);
    }

    change(id: string, patch: NumberPatch): void {
        const number = this.number(id);
        const wanted = read(NUMBER, patched(number, patch, "number"), `number ${id}`);
        if (wanted.wabaId !== number.wabaId) refuseTwoKinds([["WABA", wabasOf([wanted])]], this.ids());
        if (["displayPhoneNumber", "wabaId", "status"].some((key) => Object.hasOwn(patch, key))) {
            const others = [...this.numbers.values()].filter((other) => other.id !== id);
            if ((patch.displayPhoneNumber ?? undefined) !== undefined) moveDisplayNumber(wanted, others);
            this.placeNumbers([wanted]);
        }
        // `registered` brings its `status` along, unless the patch names one.
        if (Object.hasOwn(patch, "registered") && (patch.status ?? undefined) === undefined) {
            wanted.status = wanted.registered ? "CONNECTED" : this.switches.statusAfterDeregister;
            delete wanted.settling;
        }
        if (patch.newNameStatus === "APPROVED" && (patch.newNameApprovedAt ?? undefined) === undefined) {
            wanted.newNameApprovedAt = this.clock.now();
        }
        become(number, wanted);
        this.ensureWaba(number.wabaId);
        this.changed(id);
    }

    changeWaba(id: string, patch: WabaPatch): void {
        const waba = this.waba(id);
        become(waba, read(WABA, patched(waba, patch, "WABA"), `WABA ${id}`));
        this.changed();
    }

    changeApp(id: string, patch: AppPatch): void {
        const app = this.app(id);
        become(app, read(APP, patched(app, patch, "app"), `app ${id}`));
        this.changed();
    }

    /** Sets switches; null brings a default back. */
    set(given: SomeSwitches): void {
        const switches = read(SOME_SWITCHES, given, "the set of switches");
        const cleared = Object.keys(given).filter((name) => given[name as keyof SomeSwitches] === null);
        const standard: Readonly<Record<string, unknown>> = { ...defaultSwitches() };
        Object.assign(
            this.switches,
            switches,
            Object.fromEntries(cleared.map((name) => [name, standard[name]])),
        );
        this.changed();
    }

    /** Moves the clock forward. */
    advance(ms: number): void {
        const more = read(ADVANCE, ms, "the advance of the clock");
        if (this.clock.now() + more > LAST_MOMENT) {
            throw new Refused("the clock can't go beyond the year 9999");
        }
        this.clock.offset += more;
        this.changed();
    }

    /** Sets the clock: to the real time, or to another. */
    startClock(now: number = Date.now()): void {
        this.clock.offset = now - Date.now();
        this.changed();
    }

    state(): EmulatorState {
        return structuredClone({
            now: this.clock.now(),
            numbers: [...this.numbers.values()],
            wabas: [...this.wabas.values()],
            tokens: [...this.tokens.values()],
            apps: [...this.apps.values()],
            users: [...this.users.values()],
            takenUsernames: [...this.takenUsernames],
            uploads: [...this.uploads.values()],
            switches: this.switches,
        });
    }
}

const wabasOf = (numbers: readonly NumberState[]): string[] => numbers.map(({ wabaId }) => wabaId);
const appsOf = (tokens: readonly TokenState[]): string[] => tokens.map(({ appId }) => appId);

function found<State>(all: ReadonlyMap<string, State>, what: string, id: string): State {
    const state = all.get(id);
    if (state === undefined) throw new Refused(`the emulator has no ${what} ${id}`);
    return state;
}

/** What the patch makes of the state, to be read by its schema. The ID is the key by which everything is found. */
function patched(state: { readonly id: string }, patch: object, what: string): unknown {
    if (!isObject(patch)) {
        throw new Refused(`a change of ${what} ${state.id} is a JSON object such as {"status": null}`);
    }
    const { id = state.id } = patch;
    if (id !== state.id) throw new Refused(`the id of ${what} ${state.id} can't be changed`);
    return { ...state, ...patch, id };
}

/** Requests may hold the state itself, so it stays the same object. */
function become<State extends object>(state: State, wanted: State): void {
    for (const key of Object.keys(state)) {
        if (!Object.hasOwn(wanted, key)) delete state[key as keyof State];
    }
    Object.assign(state, wanted);
}
