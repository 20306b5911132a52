/** What the emulator knows. */
import { randomUUID } from "node:crypto";
import { checkApp, checkNumber, checkSeed, checkWaba } from "./checkSeed";
import { Clock } from "./clock";
import {
    applyPatch,
    DEFAULT_APP,
    DEFAULT_TOKEN,
    DEFAULT_WABA,
    defaultSwitches,
    newApp,
    newNumber,
    newToken,
    newWaba,
} from "./defaults";
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
import type { Switches } from "./switches";

/** An emulator that runs for weeks must not fill the memory: so many upload sessions are kept. */
const MOST_UPLOADS = 100;

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
        this.seed({
            apps: [{ id: DEFAULT_APP }],
            wabas: [{ id: DEFAULT_WABA }],
            tokens: [{ token: DEFAULT_TOKEN }],
        });
    }

    seed(seed: Seed): void {
        checkSeed(seed);
        const { numbers = [], wabas = [], tokens = [] } = seed;
        for (const waba of wabas) this.wabas.set(waba.id, newWaba(waba));
        for (const app of seed.apps ?? []) this.apps.set(app.id, newApp(app));
        for (const token of tokens) {
            const { appId } = newToken(token);
            if (!this.apps.has(appId)) this.apps.set(appId, newApp({ id: appId }));
            this.tokens.set(token.token, newToken(token));
        }
        for (const number of numbers) this.addNumber(number);
        for (const user of seed.users ?? []) this.users.set(user.waId, structuredClone(user));
        for (const name of seed.takenUsernames ?? []) this.takenUsernames.add(name.toLowerCase());
        for (const upload of seed.uploads ?? []) this.addUpload(structuredClone(upload));
        this.changed();
    }

    /** Keeps an upload session; the oldest one may go for it. */
    addUpload(upload: UploadState): void {
        this.uploads.set(upload.id, upload);
        const [oldest] = this.uploads.keys();
        if (this.uploads.size > MOST_UPLOADS && oldest !== undefined) this.uploads.delete(oldest);
    }

    addNumber(seed: NumberSeed): NumberState {
        const number = newNumber(seed, this.numbers.size);
        this.ensureWaba(number.wabaId);
        this.numbers.set(number.id, number);
        this.changed(number.id);
        return number;
    }

    private ensureWaba(id: string): void {
        if (!this.wabas.has(id)) this.seed({ wabas: [{ id }] });
    }

    number(id: string): NumberState {
        const number = this.numbers.get(id);
        if (number === undefined) throw new Error(`the emulator has no number ${id}`);
        return number;
    }

    waba(id: string): WabaState {
        const waba = this.wabas.get(id);
        if (waba === undefined) throw new Error(`the emulator has no WABA ${id}`);
        return waba;
    }

    change(id: string, patch: NumberPatch): void {
        const number = this.number(id);
        checkNumber(patch);
        applyPatch(number, patch, newNumber({ id }, 0));
        this.ensureWaba(number.wabaId);
        // `registered` brings its `status` along, unless the patch names one.
        if (typeof patch.registered === "boolean" && patch.status === undefined) {
            number.status = patch.registered ? "CONNECTED" : this.switches.statusAfterDeregister;
            delete number.settling;
        }
        if (patch.newNameStatus === "APPROVED" && patch.newNameApprovedAt === undefined) {
            number.newNameApprovedAt = this.clock.now();
        }
        this.changed(id);
    }

    changeWaba(id: string, patch: WabaPatch): void {
        checkWaba(patch);
        applyPatch(this.waba(id), patch, newWaba({ id }));
        this.changed();
    }

    app(id: string): AppState {
        const app = this.apps.get(id);
        if (app === undefined) throw new Error(`the emulator has no app ${id}`);
        return app;
    }

    changeApp(id: string, patch: AppPatch): void {
        checkApp(patch);
        applyPatch(this.app(id), patch, newApp({ id }));
        this.changed();
    }

    set(switches: Partial<Switches>): void {
        Object.assign(this.switches, switches);
        this.changed();
    }

    advance(ms: number): void {
        this.clock.advance(ms);
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
