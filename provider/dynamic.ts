/**
 * The adapter to Pulumi's dynamic provider protocol (pulumi.md §2). What the engine loads: its name and its
 * methods are as good as frozen, since state refers to them.
 */
import type { CheckFailure, RawInputs } from "./check";
import { check, UNKNOWN } from "./check";
import { DeclaredNumbers, declaredAs } from "./declared";
import { HalfWay, messageOf, nameOf } from "./errors";
import { clean } from "./graph/wire";
import { type Memory, realMemory, recollection } from "./memory";
import { defined, type PhoneNumberInputs, type PhoneNumberState, SECRET_PROPERTIES } from "./number";
import type { Ports } from "./operation";
import { type PreviewInputs, previewCreate, previewUpdate } from "./preview";
import { engineAbove } from "./run/engine";
import { fileRunRegistry, type RunRegistry } from "./run/runRegistry";
import { type ConfigReader, resolveSettings, type Settings } from "./settings";
import { stateFrom } from "./state";

type Bag = Record<string, unknown>;

/** What a provider process has of its machine; tests bring their own. */
export interface Host {
    /** Called when the first request needs it. */
    ports(settings: Settings, memory: Memory): Promise<Ports>;
    memory(settings: Settings): Memory;
    /** What the engine's run declares, in all of its processes. */
    registry(): RunRegistry;
    /** Whether the engine carries out `pulumi destroy`. */
    isDestroy(): boolean;
    /** The wall clock, in milliseconds since 1970. */
    now(): number;
    /** Tells the user one line: what is printed reaches them as an info line of the stack (pulumi.md §2.10). */
    say(line: string): void;
}

const realHost: Host = {
    // The network is loaded when the first request needs it: previews and checks never do.
    ports: async (settings, memory) => (await import("./ports.js")).realPorts(settings, memory),
    memory: realMemory,
    // The engine's address is the first argument of a provider's process, and known to the program's too.
    registry: () => fileRunRegistry(addressFrom(process.argv[2]), process.env),
    isDestroy: () => engineAbove()?.destroys === true,
    now: Date.now,
    say: (line) => console.log(clean(line)),
};

/** An address; tests and tools have other arguments. */
function addressFrom(argument: string | undefined): string | undefined {
    return argument !== undefined && /^[\w.[\]:]+:\d+$/.test(argument) ? argument : undefined;
}

/** One provider process: its configuration, and what the program of its one run declares. */
export class DynamicProvider {
    private readonly declared = new DeclaredNumbers();
    private readonly registry: RunRegistry;
    /** Numbers that a resource gives up for another one that is not created yet, by ID. */
    private readonly givenUp = new Map<string, string>();
    private config: ConfigReader = () => undefined;
    private kept: { memory?: Memory; ports?: Promise<Ports> } = {};

    constructor(private readonly host: Host = realHost) {
        this.registry = host.registry();
    }

    /** Called once per process, before anything else, and not waited for: it only keeps the reader. */
    configure(request: { config: { get(key: string): string | undefined } }): void {
        this.config = (key) => request.config.get(key);
        this.kept = {};
    }

    /** Checks the inputs; the plan of a new number is said here, since creates have no diff. */
    async check(olds: RawInputs, news: RawInputs): Promise<{ inputs: Bag; failures: CheckFailure[] }> {
        this.settings();
        const { inputs, failures } = check(olds, news);
        if (typeof inputs.phoneNumberId === "string" && inputs.phoneNumberId !== UNKNOWN) {
            this.declare(inputs.phoneNumberId);
        }
        const isNew = olds.phoneNumberId === undefined;
        if (failures.length === 0 && isNew) this.host.say(previewCreate(inputs as PreviewInputs));
        return { inputs: { ...inputs }, failures: failures.map(withoutValue) };
    }

    /** Compares what is recorded with what is declared, and says what will be done in one line. */
    async diff(
        _id: string,
        olds: Bag,
        news: Bag,
    ): Promise<{ changes: boolean; replaces: string[]; deleteBeforeReplace: boolean }> {
        const settings = this.settings();
        const now = this.host.now();
        const { recall, known } = recollection(this.memory(settings), now);
        const state = recall(readState(olds, now));
        const { changes, replaces, line, warning } = previewUpdate(
            state,
            news as PreviewInputs,
            now,
            settings.ignoreLocks,
            known(state),
        );
        if (this.isDeclared(state.phoneNumberId)) this.declare(state.phoneNumberId, state.displayPhoneNumber);
        if (replaces) this.givenUp.set(state.phoneNumberId, String(news.phoneNumberId));
        // A refresh compares without having checked: nothing is about to happen then.
        const isRefresh = news.phoneNumberId !== UNKNOWN && !this.isDeclared(news.phoneNumberId as string);
        if (warning !== undefined) this.host.say(warning);
        if (line !== undefined)
            this.host.say(isRefresh ? `after this refresh, pulumi up would do: ${line}` : line);
        return { changes, replaces: replaces ? ["phoneNumberId"] : [], deleteBeforeReplace: false };
    }

    /** Registers or adopts the number. */
    async create(inputs: Bag): Promise<{ id: string; outs: Bag }> {
        const number = inputsOf(inputs);
        const id = number.phoneNumberId;
        this.declare(id);
        for (const [old, next] of this.givenUp) {
            if (next === id) this.givenUp.delete(old);
        }
        const outs = await engineErrors(id, inputs, async () => {
            const { create } = await import("./lifecycle.js");
            return create(await this.world(), number);
        });
        this.declare(id, outs.displayPhoneNumber);
        return { id, outs: { ...outs } };
    }

    /** Brings the number to what is declared now. */
    async update(id: string, olds: Bag, news: Bag): Promise<{ outs: Bag }> {
        const outs = await engineErrors(id, news, async () => {
            const { update } = await import("./lifecycle.js");
            return update(await this.world(), readState(olds, this.host.now()), inputsOf(news));
        });
        return { outs: { ...outs } };
    }

    /** What Graph shows now. An empty answer: the number is gone. */
    async read(id: string, props: Bag): Promise<{ id?: string; props?: Bag; inputs?: Bag }> {
        const state = await engineErrors(id, undefined, async () => {
            const { read } = await import("./lifecycle.js");
            return read(await this.world(), readState(props, this.host.now()));
        });
        if (state === undefined) return {};
        const inputs = inputsOfState(state);
        return { id, props: { ...state }, ...(inputs === undefined ? {} : { inputs }) };
    }

    /** Deregisters the number, unless the program of this run still declares it. */
    async delete(id: string, props: Bag): Promise<void> {
        await engineErrors(id, undefined, async () => {
            const state = readState(props, this.host.now());
            const still = this.stillDeclared(state);
            if (still !== undefined) {
                this.host.say(`${nameOf(state)}: not deregistered: ${still}`);
                return;
            }
            if (this.givenUp.has(state.phoneNumberId)) throw new Error(beforeReplace(state));
            const { remove } = await import("./lifecycle.js");
            await remove(await this.world(), state);
        });
    }

    private declare(phoneNumberId: string, displayPhoneNumber?: string): void {
        this.declared.declare(phoneNumberId, displayPhoneNumber);
        this.registry.declare(phoneNumberId, displayPhoneNumber, "provider");
    }

    private isDeclared(phoneNumberId: string): boolean {
        return this.declared.stillDeclared(phoneNumberId) !== undefined;
    }

    /** Why a deleted resource's number is left alone; undefined: nothing in this run declares it. */
    private stillDeclared({ phoneNumberId, displayPhoneNumber }: PhoneNumberState): string | undefined {
        const here = this.declared.stillDeclared(phoneNumberId, displayPhoneNumber);
        if (here !== undefined) return here;
        const elsewhere = this.registry.stillDeclared(phoneNumberId, displayPhoneNumber);
        if (elsewhere === undefined) return undefined;
        // `pulumi destroy --run-program` runs the program, and everything in it is to go.
        if (elsewhere.by === "program" && this.host.isDestroy()) return undefined;
        return declaredAs(elsewhere.id, phoneNumberId);
    }

    /** The settings of this process; throws for one that can't be used. */
    private settings(): Settings {
        try {
            return resolveSettings(process.env, this.config);
        } catch (error) {
            throw plainError(messageOf(error));
        }
    }

    private memory(settings: Settings): Memory {
        this.kept.memory ??= this.host.memory(settings);
        return this.kept.memory;
    }

    private world(): Promise<Ports> {
        const settings = this.settings();
        this.kept.ports ??= this.host.ports(settings, this.memory(settings));
        return this.kept.ports;
    }
}

/** The option deleteBeforeReplace deletes while the program still runs, and may yet declare the number elsewhere. */
function beforeReplace(state: PhoneNumberState): string {
    return (
        `${nameOf(state)}: it is not deregistered before its replacement is registered: the program still runs, and may ` +
        "declare it in another resource. Nothing was sent. Next: remove the option deleteBeforeReplace from this " +
        "resource, and from those that it is replaced with"
    );
}

/** State from the engine, checked; what can't be used is said without a stack. */
function readState({ __provider: _, ...bag }: Bag, now: number): PhoneNumberState {
    try {
        return stateFrom(bag, now);
    } catch (error) {
        throw plainError(messageOf(error));
    }
}

/**
 * Hands the engine plain errors: own fields named `code` or `details` would be taken for a gRPC status, and a
 * partial failure needs id, properties (with the provider text) and a reason (pulumi.md §2.2).
 */
async function engineErrors<T>(id: string, inputs: Bag | undefined, work: () => Promise<T>): Promise<T> {
    try {
        return await work();
    } catch (error) {
        const plain = plainError(messageOf(error));
        if (!(error instanceof HalfWay) || inputs === undefined) throw plain;
        const properties = { ...error.state, __provider: inputs.__provider };
        throw Object.assign(plain, { id, properties, reasons: [plain.message] });
    }
}

/**
 * The engine prints the stack of some methods' errors: ours would say nothing that the message does not. A message
 * may hold what Graph, state or a program wrote: it is one line that moves nothing.
 */
function plainError(message: string): Error {
    return Object.assign(new Error(clean(message)), { stack: "" });
}

/**
 * The engine prints the value of the property that a failure names, a secret one in clear. A PIN's failure
 * therefore names none; its reason does.
 */
function withoutValue(failure: CheckFailure): CheckFailure {
    const isSecret = (SECRET_PROPERTIES as readonly string[]).includes(failure.property);
    return { property: isSecret ? "" : clean(failure.property), reason: clean(failure.reason) };
}

function inputsOf(bag: Bag): PhoneNumberInputs {
    const { __provider: _, ...inputs } = bag;
    return inputs as unknown as PhoneNumberInputs;
}

/**
 * The inputs that would give this state: with them a refresh shows what has drifted (pulumi.md §2.7). Undefined where
 * no PIN is known: then the engine keeps the inputs that it has, and `ignoreChanges: ["pin"]` keeps its PIN.
 */
function inputsOfState(state: PhoneNumberState): Bag | undefined {
    // The PIN that was refused is the one that is declared.
    const pin = state.pin ?? state.refusedPin;
    if (pin === undefined) return undefined;
    const { phoneNumberId, pinRevision, dataLocalizationRegion, enableIdentityKeyCheck } = state;
    const { displayName, applyApprovedName, allowUnverifiedOutage } = state;
    const settings = { dataLocalizationRegion, enableIdentityKeyCheck, displayName };
    return defined({
        phoneNumberId,
        pin,
        pinRevision,
        ...settings,
        applyApprovedName,
        allowUnverifiedOutage,
    });
}

const provider = new DynamicProvider();

// An engine that was killed takes the other end of these pipes along. Pulumi's host reports the write error on
// the same pipe, which fails again: without a listener the orphan would spin and grow instead of ending its work.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);

// The names that the protocol asks for.
export const configure = provider.configure.bind(provider);
const check_ = provider.check.bind(provider);
export const diff = provider.diff.bind(provider);
export const create = provider.create.bind(provider);
export const update = provider.update.bind(provider);
export const read = provider.read.bind(provider);
const delete_ = provider.delete.bind(provider);

export { check_ as check, delete_ as delete };
