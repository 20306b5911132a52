/**
 * The adapter to Pulumi's dynamic provider protocol (pulumi.md §2). What the engine loads: its name and its
 * methods are as good as frozen, since state refers to them.
 */
import type { CheckFailure, RawInputs } from "./check";
import { check, UNKNOWN } from "./check";
import { DeclaredNumbers } from "./declared";
import { HalfWay, messageOf, nameOf } from "./errors";
import { defined, type PhoneNumberInputs, type PhoneNumberState, SECRET_PROPERTIES } from "./number";
import type { Ports } from "./operation";
import { type PreviewInputs, previewCreate, previewUpdate } from "./preview";
import { type ConfigReader, resolveSettings, type Settings } from "./settings";

type Bag = Record<string, unknown>;

/** Makes what the lifecycle needs of the world, from the settings; called when the first request needs it. */
export type WorldMaker = (settings: Settings) => Promise<Ports>;

/** One provider process: its configuration, and what the program of its one run declares. */
export class DynamicProvider {
    private readonly declared = new DeclaredNumbers();
    private config: ConfigReader = () => undefined;
    private ports: Promise<Ports> | undefined;

    constructor(
        private readonly makeWorld: WorldMaker = realWorld,
        /** Tells the user one line: what is printed reaches them as an info line of the stack (pulumi.md §2.10). */
        private readonly say: (line: string) => void = console.log,
    ) {}

    /** Called once per process, before anything else, and not waited for: it only keeps the reader. */
    configure(request: { config: { get(key: string): string | undefined } }): void {
        this.config = (key) => request.config.get(key);
        this.ports = undefined;
    }

    /** Checks the inputs; the plan of a new number is said here, since creates have no diff. */
    async check(olds: RawInputs, news: RawInputs): Promise<{ inputs: Bag; failures: CheckFailure[] }> {
        this.settings();
        const { inputs, failures } = check(olds, news);
        if (typeof inputs.phoneNumberId === "string" && inputs.phoneNumberId !== UNKNOWN) {
            this.declared.declare(inputs.phoneNumberId);
        }
        const isNew = olds.phoneNumberId === undefined;
        if (failures.length === 0 && isNew) this.say(previewCreate(inputs as PreviewInputs));
        return { inputs: { ...inputs }, failures: failures.map(withoutValue) };
    }

    /** Compares what is recorded with what is declared, and says what will be done in one line. */
    async diff(
        _id: string,
        olds: Bag,
        news: Bag,
    ): Promise<{ changes: boolean; replaces: string[]; deleteBeforeReplace: boolean }> {
        const state = stateOf(olds);
        const { ignoreLocks } = this.settings();
        const { changes, replaces, line, warning } = previewUpdate(
            state,
            news as PreviewInputs,
            Date.now(),
            ignoreLocks,
        );
        if (this.isDeclared(state.phoneNumberId)) {
            this.declared.declare(state.phoneNumberId, state.displayPhoneNumber);
        }
        // A refresh compares without having checked: nothing is about to happen then.
        const isRefresh = news.phoneNumberId !== UNKNOWN && !this.isDeclared(news.phoneNumberId as string);
        if (warning !== undefined) this.say(warning);
        if (line !== undefined)
            this.say(isRefresh ? `after this refresh, pulumi up would do: ${line}` : line);
        return { changes, replaces: replaces ? ["phoneNumberId"] : [], deleteBeforeReplace: false };
    }

    /** Registers or adopts the number. */
    async create(inputs: Bag): Promise<{ id: string; outs: Bag }> {
        const number = inputsOf(inputs);
        const id = number.phoneNumberId;
        this.declared.declare(id);
        const outs = await engineErrors(id, inputs, async () => {
            const { create } = await import("./lifecycle.js");
            return create(await this.world(), number);
        });
        this.declared.declare(id, outs.displayPhoneNumber);
        return { id, outs: { ...outs } };
    }

    /** Brings the number to what is declared now. */
    async update(id: string, olds: Bag, news: Bag): Promise<{ outs: Bag }> {
        const outs = await engineErrors(id, news, async () => {
            const { update } = await import("./lifecycle.js");
            return update(await this.world(), stateOf(olds), inputsOf(news));
        });
        return { outs: { ...outs } };
    }

    /** What Graph shows now. An empty answer: the number is gone. */
    async read(id: string, props: Bag): Promise<{ id?: string; props?: Bag; inputs?: Bag }> {
        const state = await engineErrors(id, undefined, async () => {
            const { read } = await import("./lifecycle.js");
            return read(await this.world(), stateOf(props));
        });
        return state === undefined ? {} : { id, props: { ...state }, inputs: inputsOfState(state) };
    }

    /** Deregisters the number, unless the program of this run still declares it. */
    async delete(id: string, props: Bag): Promise<void> {
        const state = stateOf(props);
        const still = this.declared.stillDeclared(state.phoneNumberId, state.displayPhoneNumber);
        if (still !== undefined) {
            this.say(`${nameOf(state)}: not deregistered, only forgotten by this resource: ${still}`);
            return;
        }
        await engineErrors(id, undefined, async () => {
            const { remove } = await import("./lifecycle.js");
            await remove(await this.world(), state);
        });
    }

    private isDeclared(phoneNumberId: string): boolean {
        return this.declared.stillDeclared(phoneNumberId) !== undefined;
    }

    /** The settings of this process; throws for one that can't be used. */
    private settings(): Settings {
        try {
            return resolveSettings(process.env, this.config);
        } catch (error) {
            throw plainError(messageOf(error));
        }
    }

    private world(): Promise<Ports> {
        this.ports ??= this.makeWorld(this.settings());
        return this.ports;
    }
}

/** The network is loaded when the first request needs it: previews and checks never do. */
async function realWorld(settings: Settings): Promise<Ports> {
    const { realPorts } = await import("./ports.js");
    return realPorts(settings);
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

/** The engine prints the stack of some methods' errors: ours would say nothing that the message does not. */
function plainError(message: string): Error {
    return Object.assign(new Error(message), { stack: "" });
}

/**
 * The engine prints the value of the property that a failure names, a secret one in clear. A PIN's failure
 * therefore names none; its reason does.
 */
function withoutValue(failure: CheckFailure): CheckFailure {
    const isSecret = (SECRET_PROPERTIES as readonly string[]).includes(failure.property);
    return isSecret ? { ...failure, property: "" } : failure;
}

function inputsOf(bag: Bag): PhoneNumberInputs {
    const { __provider: _, ...inputs } = bag;
    return inputs as unknown as PhoneNumberInputs;
}

function stateOf(bag: Bag): PhoneNumberState {
    const { __provider: _, ...state } = bag;
    return { requests: "", registered: false, pinRevision: 1, ...state } as unknown as PhoneNumberState;
}

/** The inputs that would give this state: with them a refresh shows what has drifted (pulumi.md §2.7). */
function inputsOfState(state: PhoneNumberState): Bag {
    const { phoneNumberId, pin, pinRevision, dataLocalizationRegion, enableIdentityKeyCheck } = state;
    const { displayName, applyApprovedName } = state;
    const settings = { dataLocalizationRegion, enableIdentityKeyCheck, displayName, applyApprovedName };
    return defined({ phoneNumberId, pin, pinRevision, ...settings });
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
