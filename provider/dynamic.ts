/**
 * The adapter to Pulumi's dynamic provider protocol (pulumi.md §2). What the engine loads: its name and its
 * methods are as good as frozen, since state refers to them.
 */
import type { CheckFailure, RawInputs } from "./check";
import { check, UNKNOWN } from "./check";
import { DeclaredNumbers } from "./declared";
import { HalfWay, messageOf, nameOf } from "./errors";
import type { PhoneNumberInputs, PhoneNumberState } from "./number";
import type { Ports } from "./operation";
import { type PreviewInputs, previewCreate, previewUpdate } from "./preview";
import { type ConfigReader, resolveSettings, type Settings } from "./settings";

type Bag = Record<string, unknown>;

const declared = new DeclaredNumbers();
let config: ConfigReader = () => undefined;
let ports: Promise<Ports> | undefined;

/** Called once per process, before anything else, and not waited for: it only keeps the reader. */
export function configure(request: { config: { get(key: string): string | undefined } }): void {
    config = (key) => request.config.get(key);
    ports = undefined;
}

/** Checks the inputs; what `preview` says of a new number is said here, since creates have no diff. */
export async function check_(
    olds: RawInputs,
    news: RawInputs,
): Promise<{ inputs: Bag; failures: CheckFailure[] }> {
    settings();
    const { inputs, failures } = check(olds, news);
    if (typeof inputs.phoneNumberId === "string" && inputs.phoneNumberId !== UNKNOWN) {
        declared.declare(inputs.phoneNumberId);
    }
    if (failures.length === 0 && olds.phoneNumberId === undefined)
        say(previewCreate(inputs as PreviewInputs));
    return { inputs: { ...inputs }, failures: [...failures] };
}

/** Compares what is recorded with what is declared, and says what will be done in one line. */
export async function diff(
    _id: string,
    olds: Bag,
    news: Bag,
): Promise<{ changes: boolean; replaces: string[]; deleteBeforeReplace: boolean }> {
    const state = stateOf(olds);
    const inputs = news as PreviewInputs;
    if (state.phoneNumberId === news.phoneNumberId)
        declared.declare(state.phoneNumberId, state.displayPhoneNumber);
    const { changes, replaces, line } = previewUpdate(state, inputs, Date.now(), settings().ignoreLocks);
    if (line !== undefined) say(line);
    return { changes, replaces: replaces ? ["phoneNumberId"] : [], deleteBeforeReplace: false };
}

/** Registers or adopts the number. */
export async function create(inputs: Bag): Promise<{ id: string; outs: Bag }> {
    const { create: createNumber } = await import("./lifecycle.js");
    const number = inputsOf(inputs);
    declared.declare(number.phoneNumberId);
    const outs = await engineErrors(number.phoneNumberId, inputs, async () =>
        createNumber(await world(), number),
    );
    declared.declare(number.phoneNumberId, outs.displayPhoneNumber);
    return { id: number.phoneNumberId, outs: { ...outs } };
}

/** Brings the number to what is declared now. */
export async function update(id: string, olds: Bag, news: Bag): Promise<{ outs: Bag }> {
    const { update: updateNumber } = await import("./lifecycle.js");
    const outs = await engineErrors(id, news, async () =>
        updateNumber(await world(), stateOf(olds), inputsOf(news)),
    );
    return { outs: { ...outs } };
}

/** What Graph shows now. An empty answer: the number is gone. */
export async function read(id: string, props: Bag): Promise<{ id?: string; props?: Bag; inputs?: Bag }> {
    const { read: readNumber } = await import("./lifecycle.js");
    const state = await engineErrors(id, undefined, async () => readNumber(await world(), stateOf(props)));
    if (state === undefined) return {};
    return { id, props: { ...state }, inputs: inputsOfState(state) };
}

/** Deregisters the number, unless the program of this run still declares it. */
export async function delete_(id: string, props: Bag): Promise<void> {
    const state = stateOf(props);
    const still = declared.stillDeclared(state.phoneNumberId, state.displayPhoneNumber);
    if (still !== undefined) {
        say(`${nameOf(state)}: not deregistered, only forgotten by this resource: ${still}`);
        return;
    }
    const { remove } = await import("./lifecycle.js");
    await engineErrors(id, undefined, async () => remove(await world(), state));
}

export { check_ as check, delete_ as delete };

/** The settings of this process, as far as they are needed now; throws for one that can't be used. */
function settings(): Settings {
    try {
        return resolveSettings(process.env, config);
    } catch (error) {
        throw new Error(messageOf(error));
    }
}

/** The network is loaded when the first request needs it: previews and checks never do. */
function world(): Promise<Ports> {
    ports ??= import("./graph/client.js").then(({ graphClient }) => {
        const { graph, limits, ignoreLocks } = settings();
        return {
            client: graphClient(graph),
            now: Date.now,
            sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
            log: say,
            limits,
            ignoreLocks,
        };
    });
    return ports;
}

/** What is printed here reaches the user as an info line of the stack (pulumi.md §2.10). */
function say(line: string): void {
    console.log(line);
}

/**
 * Hands the engine plain errors: own fields named `code` or `details` would be taken for a gRPC status, and a
 * partial failure needs id, properties (with the provider text) and a reason (pulumi.md §2.2).
 */
async function engineErrors<T>(id: string, inputs: Bag | undefined, work: () => Promise<T>): Promise<T> {
    try {
        return await work();
    } catch (error) {
        const plain = new Error(messageOf(error));
        // The engine prints the stack of some methods' errors; ours says nothing that the message does not.
        plain.stack = "";
        if (!(error instanceof HalfWay) || inputs === undefined) throw plain;
        const properties = { ...error.state, __provider: inputs.__provider };
        throw Object.assign(plain, { id, properties, reasons: [plain.message] });
    }
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
    return {
        phoneNumberId,
        pinRevision,
        ...(pin === undefined ? {} : { pin }),
        ...(dataLocalizationRegion === undefined ? {} : { dataLocalizationRegion }),
        ...(enableIdentityKeyCheck === undefined ? {} : { enableIdentityKeyCheck }),
    };
}
