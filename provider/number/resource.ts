/**
 * A WhatsApp business phone number as a resource (provider/resource.ts): the numbers of one provider process, and
 * what the program of its one run declares.
 */
import { defined } from "../../graph/defined";
import { clean, isId } from "../../graph/wire";
import type { CheckResult, DiffResult, Raw, ReadById, ReadResult, Resource } from "../resource";
import { RESOURCE_TYPE } from "../resourceType";
import { shown } from "../rules";
import { DeclaredNumbers } from "../run/declared";
import type { Host } from "../run/host";
import { recollection } from "../run/memory";
import type { Severity } from "../run/ports";
import type { PreviewReads } from "../run/previewReads";
import type { RunRegistry } from "../run/runRegistry";
import { Session } from "../run/session";
import type { ConfigReader } from "../run/settings";
import { nameOf } from "../say/name";
import { UNKNOWN } from "../unknown";
import type { Foresight } from "./act/foresee";
import { foreseeCreate, foreseeUpdate } from "./decide/foresee";
import { changes, type Preview, previewUpdate } from "./decide/preview";
import { check } from "./model/check";
import {
    accept,
    inputsFromState,
    knownInputs,
    type PhoneNumberInputs,
    type PreviewInputs,
} from "./model/inputs";
import { blankState, type PhoneNumberState, SECRET_PROPERTIES } from "./model/state";
import { stateFrom } from "./model/storedState";
import { type PreviewLine, previewLines, unseenLines } from "./say/lines";
import { describeDeclared } from "./say/reasons";

let loaded: Promise<typeof import("./act/lifecycle.js")> | undefined;

/** Loaded by the first operation, since a preview does without; kept, since even a repeated import takes its time. */
function lifecycle(): Promise<typeof import("./act/lifecycle.js")> {
    loaded ??= import("./act/lifecycle.js");
    return loaded;
}

/** One provider process: its configuration, and what its run declares. */
export class PhoneNumbers implements Resource<PhoneNumberState> {
    readonly type = RESOURCE_TYPE;
    readonly noun = "phone number";
    readonly secrets = SECRET_PROPERTIES;
    private readonly declared = new DeclaredNumbers();
    private readonly registry: RunRegistry;
    /** Numbers that a resource gives up for another resource that is not created yet, by ID. */
    private readonly givenUp = new Map<string, string>();
    /** Loaded by the first preview of a create. */
    private foresight: Promise<Foresight> | undefined;

    constructor(
        private readonly host: Host,
        private readonly session = new Session(host),
        private readonly reads?: PreviewReads,
    ) {
        this.registry = host.registry();
    }

    configure(config: ConfigReader): void {
        this.session.configure(config);
    }

    idOf({ phoneNumberId }: Raw): string {
        return String(phoneNumberId);
    }

    accept(inputs: Raw): Raw {
        return accept(inputs);
    }

    check(olds: Raw, news: Raw): CheckResult {
        this.session.settings();
        const { inputs, failures } = check(olds, news);
        const { phoneNumberId } = inputs;
        if (typeof phoneNumberId === "string" && phoneNumberId !== UNKNOWN) this.declare(phoneNumberId);
        return { inputs, failures };
    }

    async announce(inputs: Raw, isPreview: boolean): Promise<void> {
        const lines = isPreview ? await this.foreseen(inputs) : undefined;
        this.sayAll(lines ?? unseenLines(inputs));
    }

    /** The lines of a preview about a new number that is read for it; undefined: nothing is known of it. */
    private async foreseen(inputs: Raw): Promise<PreviewLine[] | undefined> {
        const { previewReads, graph } = this.session.settings();
        if (!previewReads || graph.accessToken === undefined || this.host.isDestroy()) return undefined;
        this.foresight ??= import("./act/foresee.js").then(
            ({ Foresight }) => new Foresight(this.session, this.reads),
        );
        return (await this.foresight).lines(inputs);
    }

    diff(olds: Raw, news: Raw): DiffResult {
        const now = this.host.now();
        const { state, preview } = this.previewed(olds, news, now);
        const { phoneNumberId, displayPhoneNumber } = state;
        if (this.isDeclared(phoneNumberId)) this.declare(phoneNumberId, displayPhoneNumber);
        if (preview.kind === "replaced") this.givenUp.set(phoneNumberId, preview.by);
        // A refresh compares without a check first: then nothing is about to happen.
        const isRefresh = news.phoneNumberId !== UNKNOWN && !this.isDeclared(String(news.phoneNumberId));
        this.sayAll(previewLines(state, preview, { now, isRefresh }));
        const replaces = preview.kind === "replaced" ? ["phoneNumberId"] : [];
        return { changes: changes(preview), replaces };
    }

    foresee(olds: Raw | undefined, news: Raw): Raw {
        if (olds === undefined) return foreseeCreate(news);
        const { state, preview } = this.previewed(olds, news, this.host.now());
        return foreseeUpdate(state, news, preview);
    }

    private previewed(olds: Raw, news: Raw, now: number): { state: PhoneNumberState; preview: Preview } {
        const { ignoreLocks } = this.session.settings();
        const { recall, known } = recollection(this.session.memory(), now);
        const state = recall(stateFrom(olds, now));
        const circumstances = { now, ignoreLocks, ...known(state) };
        return { state, preview: previewUpdate(state, news as PreviewInputs, circumstances) };
    }

    /** Registers or adopts the number. */
    async create(inputs: Raw): Promise<{ readonly id: string; readonly state: PhoneNumberState }> {
        const number = inputs as unknown as PhoneNumberInputs;
        const id = number.phoneNumberId;
        this.declare(id);
        for (const [old, next] of this.givenUp) {
            if (next === id) this.givenUp.delete(old);
        }
        const { create } = await lifecycle();
        const state = await create(await this.session.ports(), number);
        this.declare(id, state.displayPhoneNumber);
        return { id, state };
    }

    /** Brings the number to what is declared now. */
    async update(olds: Raw, news: Raw): Promise<PhoneNumberState> {
        const { update } = await lifecycle();
        const state = stateFrom(olds, this.host.now());
        return update(await this.session.ports(), state, news as unknown as PhoneNumberInputs);
    }

    async read(olds: Raw): Promise<ReadResult<PhoneNumberState> | undefined> {
        const { read } = await lifecycle();
        const state = await read(await this.session.ports(), stateFrom(olds, this.host.now()));
        if (state === undefined) return undefined;
        const inputs = inputsFromState(state);
        return { state, ...defined({ inputs: inputs && { ...inputs } }) };
    }

    /** The number as Graph shows it. The PIN is never shown: the inputs lack it, and the first update sets it. */
    async readById(id: string): Promise<ReadById<PhoneNumberState> | undefined> {
        const { readById } = await lifecycle();
        const state = await readById(await this.session.ports(), blankStateOf(id));
        return state && { id, state, inputs: knownInputs(state) };
    }

    /** Deregisters the number, unless the program of this run still declares it. */
    async delete(olds: Raw): Promise<void> {
        const state = stateFrom(olds, this.host.now());
        const still = this.stillDeclared(state);
        if (still !== undefined) {
            this.say(`${nameOf(state)}: not deregistered: ${describeDeclared(still, state.phoneNumberId)}`);
            return;
        }
        if (this.givenUp.has(state.phoneNumberId)) throw new Error(beforeReplace(state));
        const { remove } = await lifecycle();
        const why = this.host.isDestroy() ? "the stack is destroyed" : undefined;
        await remove(await this.session.ports(), state, why);
    }

    private sayAll(lines: readonly PreviewLine[]): void {
        for (const { text, warns } of lines) this.say(text, warns ? "warning" : "info");
    }

    private say(line: string, severity?: Severity): void {
        this.host.say(clean(line), severity);
    }

    private declare(phoneNumberId: string, displayPhoneNumber?: string): void {
        this.declared.declare(phoneNumberId, displayPhoneNumber);
        this.registry.declare(phoneNumberId, displayPhoneNumber, "provider");
    }

    private isDeclared(phoneNumberId: string): boolean {
        return this.declared.find(phoneNumberId) !== undefined;
    }

    /** The ID under which a deleted resource's number is declared; undefined: nothing in this run declares it. */
    private stillDeclared({ phoneNumberId, displayPhoneNumber }: PhoneNumberState): string | undefined {
        const here = this.declared.find(phoneNumberId, displayPhoneNumber);
        if (here !== undefined) return here;
        const elsewhere = this.registry.stillDeclared(phoneNumberId, displayPhoneNumber);
        // `pulumi destroy --run-program` runs the program, but everything in it is to be deleted.
        if (elsewhere?.by === "program" && this.host.isDestroy()) return undefined;
        return elsewhere?.id;
    }
}

function blankStateOf(id: string): PhoneNumberState {
    if (isId(id)) return blankState(id);
    throw new Error(
        `${shown(id)} is not a phone number ID. Next: give the digits of one, for example 106540352242922; pulumi-whatsapp list shows them`,
    );
}

/** With deleteBeforeReplace the engine deletes while the program still runs and may yet declare the number elsewhere. */
function beforeReplace(state: PhoneNumberState): string {
    return (
        `${nameOf(state)}: it is not deregistered before its replacement is registered: the program still runs, and may ` +
        "declare it in another resource. Nothing was sent. Next: remove the option deleteBeforeReplace from this " +
        "resource, and from those that it is replaced with"
    );
}
