/**
 * A WhatsApp business phone number as a resource (provider/resource.ts): the numbers of one provider process, and
 * what the program of its one run declares.
 */
import { defined } from "../../graph/defined";
import { clean } from "../../graph/wire";
import type { CheckResult, DiffResult, Raw, ReadResult, Resource } from "../resource";
import { RESOURCE_TYPE } from "../resourceType";
import { DeclaredNumbers } from "../run/declared";
import type { Host } from "../run/host";
import { recollection } from "../run/memory";
import type { PreviewReads } from "../run/previewReads";
import type { RunRegistry } from "../run/runRegistry";
import { Session } from "../run/session";
import type { ConfigReader } from "../run/settings";
import { nameOf } from "../say/name";
import { UNKNOWN } from "../unknown";
import type { Foresight } from "./act/foresee";
import { changes, previewUpdate } from "./decide/preview";
import { check } from "./model/check";
import { DRY_RUN } from "./model/dryRun";
import { inputsFromState, type PhoneNumberInputs, type PreviewInputs } from "./model/inputs";
import { type PhoneNumberState, SECRET_PROPERTIES } from "./model/state";
import { stateFrom } from "./model/storedState";
import { previewLines, unseenLines } from "./say/lines";
import { describeDeclared } from "./say/reasons";

/** One provider process: its configuration, and what its run declares. */
export class PhoneNumbers implements Resource<PhoneNumberState> {
    readonly type = RESOURCE_TYPE;
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

    /** Checks the inputs, and prints the plan of a new number, since creates have no diff. */
    async check(olds: Raw, news: Raw): Promise<CheckResult> {
        this.session.settings();
        const { inputs, failures } = check(olds, news);
        const { phoneNumberId } = inputs;
        if (typeof phoneNumberId === "string" && phoneNumberId !== UNKNOWN) this.declare(phoneNumberId);
        const isNew = olds.phoneNumberId === undefined;
        if (isNew && failures.length === 0) {
            const isDryRun = news[DRY_RUN] === true;
            for (const line of (isDryRun ? await this.foreseen(inputs) : undefined) ?? unseenLines(inputs)) {
                this.say(line);
            }
        }
        return { inputs, failures };
    }

    /** The lines of a preview about a new number that is read for it; undefined: nothing is known of it. */
    private async foreseen(inputs: Raw): Promise<string[] | undefined> {
        const { previewReads, graph } = this.session.settings();
        if (!previewReads || graph.accessToken === undefined || this.host.isDestroy()) return undefined;
        this.foresight ??= import("./act/foresee.js").then(
            ({ Foresight }) => new Foresight(this.session, this.reads),
        );
        return (await this.foresight).lines(inputs);
    }

    diff(olds: Raw, news: Raw): DiffResult {
        const { ignoreLocks } = this.session.settings();
        const now = this.host.now();
        const { recall, known } = recollection(this.session.memory(), now);
        const state = recall(stateFrom(olds, now));
        const { phoneNumberId, displayPhoneNumber } = state;
        const circumstances = { now, ignoreLocks, ...known(state) };
        const preview = previewUpdate(state, news as PreviewInputs, circumstances);
        if (this.isDeclared(phoneNumberId)) this.declare(phoneNumberId, displayPhoneNumber);
        if (preview.kind === "replaced") this.givenUp.set(phoneNumberId, preview.by);
        // A refresh compares without a check first: then nothing is about to happen.
        const isRefresh = news.phoneNumberId !== UNKNOWN && !this.isDeclared(String(news.phoneNumberId));
        for (const line of previewLines(state, preview, { now, isRefresh })) this.say(line);
        const replaces = preview.kind === "replaced" ? ["phoneNumberId"] : [];
        return { changes: changes(preview), replaces };
    }

    /** Registers or adopts the number. */
    async create(inputs: Raw): Promise<{ readonly id: string; readonly state: PhoneNumberState }> {
        const number = inputs as unknown as PhoneNumberInputs;
        const id = number.phoneNumberId;
        this.declare(id);
        for (const [old, next] of this.givenUp) {
            if (next === id) this.givenUp.delete(old);
        }
        const { create } = await import("./act/lifecycle.js");
        const state = await create(await this.session.ports(), number);
        this.declare(id, state.displayPhoneNumber);
        return { id, state };
    }

    /** Brings the number to what is declared now. */
    async update(olds: Raw, news: Raw): Promise<PhoneNumberState> {
        const { update } = await import("./act/lifecycle.js");
        const state = stateFrom(olds, this.host.now());
        return update(await this.session.ports(), state, news as unknown as PhoneNumberInputs);
    }

    async read(olds: Raw): Promise<ReadResult<PhoneNumberState> | undefined> {
        const { read } = await import("./act/lifecycle.js");
        const state = await read(await this.session.ports(), stateFrom(olds, this.host.now()));
        if (state === undefined) return undefined;
        const inputs = inputsFromState(state);
        return { state, ...defined({ inputs: inputs && { ...inputs } }) };
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
        const { remove } = await import("./act/lifecycle.js");
        const why = this.host.isDestroy() ? "the stack is destroyed" : undefined;
        await remove(await this.session.ports(), state, why);
    }

    private say(line: string): void {
        this.host.say(clean(line));
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

/** With deleteBeforeReplace the engine deletes while the program still runs and may yet declare the number elsewhere. */
function beforeReplace(state: PhoneNumberState): string {
    return (
        `${nameOf(state)}: it is not deregistered before its replacement is registered: the program still runs, and may ` +
        "declare it in another resource. Nothing was sent. Next: remove the option deleteBeforeReplace from this " +
        "resource, and from those that it is replaced with"
    );
}
