/** What the emulator knows, and the defaults of numbers, WABAs and tokens. */
import { randomUUID } from "node:crypto";
import { checkNumber, checkSeed, checkWaba } from "./checkSeed";
import { Clock } from "./clock";
import type {
    EmulatorState,
    JsonObject,
    NumberPatch,
    NumberSeed,
    NumberState,
    Seed,
    TokenSeed,
    TokenState,
    WabaSeed,
    WabaState,
} from "./state";
import { SWITCHES, type Switches } from "./switches";

const DEFAULT_WABA = "102290129340398";
export const DEFAULT_TOKEN = "EMULATOR-TOKEN";
export const MANAGEMENT = "whatsapp_business_management";
export const MESSAGING = "whatsapp_business_messaging";

/** All switches at their defaults. */
function defaultSwitches(): Switches {
    const entries = Object.entries(SWITCHES).map(([name, info]) => [name, info.default]);
    return Object.fromEntries(entries) as Switches;
}

/** A number with every field, from a seed that has only some. */
function newNumber(seed: NumberSeed, ordinal: number): NumberState {
    const isOnBizApp = seed.isOnBizApp ?? false;
    const registered = seed.registered ?? isOnBizApp;
    const { profile, ...rest } = seed;
    return structuredClone({
        wabaId: DEFAULT_WABA,
        displayPhoneNumber: `+1 631-555-${String(5555 + ordinal).padStart(4, "0")}`,
        verifiedName: "Jasper's Market",
        status: registered ? "CONNECTED" : "PENDING",
        pinGuesses: [],
        wrongPins: 0,
        codeVerificationStatus: "VERIFIED",
        verificationDemanded: false,
        codeRequests: [],
        identityKeyCheck: false,
        nameStatus: "APPROVED",
        nameChanges: [],
        registerRequests: [],
        deregisterRequests: [],
        partialDeregister: false,
        inheritedTwoStep: false,
        migrating: false,
        qualityRating: "GREEN",
        accountMode: "LIVE",
        isOfficialBusinessAccount: false,
        isPreverifiedNumber: false,
        messagingLimitTier: "TIER_1K",
        searchVisibility: "VISIBLE",
        webhookConfiguration: {},
        fields: {},
        ...rest,
        profile: { messaging_product: "whatsapp", ...profile },
        registered,
        isOnBizApp,
    } satisfies NumberState);
}

function newWaba(seed: WabaSeed): WabaState {
    return structuredClone({
        name: "Jasper's Markets",
        accountReviewStatus: "APPROVED",
        businessVerificationStatus: "verified",
        payment: true,
        country: "US",
        currency: "USD",
        status: "ACTIVE",
        fields: {},
        ...seed,
    } satisfies WabaState);
}

function newToken(seed: TokenSeed): TokenState {
    return structuredClone({
        scopes: [MANAGEMENT, MESSAGING],
        validity: "valid",
        ...seed,
    } satisfies TokenState);
}

/** Copies what a patch names; undefined and null remove it. */
function applyPatch<State extends object>(state: State, patch: object): void {
    for (const [key, value] of Object.entries(patch)) {
        if (value === undefined || value === null) {
            delete (state as JsonObject)[key];
        } else {
            (state as JsonObject)[key] = structuredClone(value);
        }
    }
}

/** Everything that the emulator knows, in memory. Each change is reported to `changed`. */
export class EmulatorWorld {
    /** The ID of this world: another emulator at the same address has another one. */
    id: string = randomUUID();
    readonly numbers = new Map<string, NumberState>();
    readonly wabas = new Map<string, WabaState>();
    readonly tokens = new Map<string, TokenState>();
    readonly switches = defaultSwitches();
    readonly clock = new Clock();
    /** Called with the number that changed, or with nothing for everything else. */
    changed: (numberId?: string) => void = () => {};

    constructor() {
        this.seed({ wabas: [{ id: DEFAULT_WABA }], tokens: [{ token: DEFAULT_TOKEN }] });
    }

    seed(seed: Seed): void {
        checkSeed(seed);
        const { numbers = [], wabas = [], tokens = [] } = seed;
        for (const waba of wabas) this.wabas.set(waba.id, newWaba(waba));
        for (const token of tokens) this.tokens.set(token.token, newToken(token));
        for (const number of numbers) this.addNumber(number);
        this.changed();
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
        applyPatch(number, patch);
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

    changeWaba(id: string, patch: Partial<WabaState>): void {
        checkWaba(patch);
        applyPatch(this.waba(id), patch);
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
            switches: this.switches,
        });
    }
}
