/** A setting's create, update, read and delete. Each reads, compares, sends only a difference and reads back. */
import type { Call } from "../../graph/call";
import { GraphError, NotFoundError } from "../../graph/errors";
import { readSource } from "../../graph/settings/source";
import { clean, messageOf } from "../../graph/wire";
import { HalfWay, Refusal } from "../resource";
import { alone } from "../run/alone";
import { hiding } from "../run/hiding";
import type { LockHold } from "../run/lock";
import type { Ports } from "../run/ports";
import { type Command, PULUMI_UP, SAME_COMMAND } from "../say/command";
import { nextAfter } from "../say/next";
import { compare, omit, pick, sameValue } from "./compare";
import { describeStays, nameOfSetting } from "./say";
import { type Attempts, removalOf, type Setting, secretsOf, type Values } from "./setting";

/** Which setting of what is acted on. */
export interface Subject {
    readonly setting: Setting;
    /** The number's ID, or the WABA's. */
    readonly id: string;
    /** What state has of it; empty for a new one. */
    readonly recorded: Values;
}

/**
 * Brings a setting to what is declared.
 * @throws Refusal when nothing was sent; HalfWay when it is not known whether something was done
 */
export function apply(process: Ports, given: Subject, declared: Values): Promise<Values> {
    const ports = hiding(process, secretsIn(given, declared));
    return on(ports, given, PULUMI_UP, async (call) => {
        const { setting, id } = given;
        // What an outage took is set again, whatever state says.
        const recorded = omit(given.recorded, ports.lost.of(id, setting.name) ?? []);
        const state = await bring(call, ports, { setting, id, recorded }, declared);
        ports.lost.found(id, setting.name);
        return state;
    });
}

async function bring(call: Call, ports: Ports, subject: Subject, declared: Values): Promise<Values> {
    const { setting, id, recorded } = subject;
    const shown = (await readShown(call, subject)) ?? {};
    const now = ports.now();
    const { set, missing } = compare(setting, { there: shown, recorded, declared, now });
    tellRestrictions(ports, subject, shown);
    const change = { set: pick(declared, set), declared, shown, recorded, now };
    const refused = setting.gate?.(change);
    if (refused !== undefined) {
        throw new Refusal(nameOfSetting(setting, id), clean(refused.why), clean(refused.next));
    }
    if (set.length === 0 && missing === undefined)
        return stateOf(subject, { shown, declared, outputs: recorded, now });
    const log = (line: string) => ports.log(clean(`${nameOfSetting(setting, id)}: ${line}`));
    let outputs: Values;
    try {
        outputs = await setting.write(call, id, { ...change, log, attempts: attemptsOf(ports, id) });
    } catch (error) {
        return await afterFailure(call, ports, subject, { error, declared, set });
    }
    const written = { ...subject, recorded: { ...recorded, ...outputs } };
    const after = await readBack(call, ports, written);
    const state = stateOf(written, {
        shown: after ?? { ...shown, ...pick(declared, set) },
        declared,
        outputs,
        now,
        // Where the read after it failed, only the picture before it is known to be missing, say.
        accepted: after === undefined ? set : [],
    });
    const late = compare(setting, { there: state, recorded: state, declared, now }).set;
    if (late.length > 0) warn(ports, subject, `Graph does not show ${late.join(", ")} as set, or not yet`);
    return state;
}

function secretsIn({ setting, recorded }: Subject, declared: Values = {}): readonly unknown[] {
    return secretsOf(setting).flatMap((name) => [recorded[name], declared[name]]);
}

/** A write whose answer does not tell: what Graph shows decides. */
async function afterFailure(
    call: Call,
    ports: Ports,
    subject: Subject,
    {
        error,
        declared,
        set,
    }: { readonly error: unknown; readonly declared: Values; readonly set: readonly string[] },
): Promise<Values> {
    if (!(error instanceof GraphError) || error.verdict !== "unclear") throw error;
    const { setting, recorded } = subject;
    const shown = await readBack(call, ports, subject);
    if (shown === undefined) throw halfWay(subject, error, recorded);
    const now = ports.now();
    // What Graph never shows is taken for not done: sent again it does no harm.
    const hidden = set.filter((name) => setting.fields[name]?.kind === "writeOnly");
    const left = compare(setting, { there: shown, recorded, declared, now }).set;
    const accepted = { ...declared, ...pick(recorded, hidden) };
    for (const name of hidden)
        if (recorded[name] === undefined) delete (accepted as Record<string, unknown>)[name];
    const state = stateOf(subject, { shown, declared: accepted, outputs: recorded, now });
    if (left.length > 0 || hidden.length > 0) throw halfWay(subject, error, state);
    return state;
}

function halfWay({ setting, id }: Subject, error: GraphError, state: Values): HalfWay<Values> {
    const message = explain(setting, id, error, PULUMI_UP, "It is not known whether it was done");
    return new HalfWay(message, { ...state, [setting.of]: id }, error);
}

/**
 * What is there now. Undefined: it is gone, or what it belongs to is.
 * @param what that is managed, or the whole of what Graph shows
 */
export function read(
    process: Ports,
    subject: Subject,
    what: "managed" | "whole" = "managed",
): Promise<Values | undefined> {
    const ports = hiding(process, secretsIn(subject));
    return on(ports, subject, SAME_COMMAND, async (call) => {
        const { setting, recorded } = subject;
        const shown = await readUnlessGone(call, subject);
        if (shown === undefined) return undefined;
        tellRestrictions(ports, subject, shown);
        const declared = pick(what === "whole" ? shown : recorded, Object.keys(setting.fields));
        return stateOf(subject, { shown, declared, outputs: recorded, now: ports.now() });
    });
}

/** Takes a setting away, or leaves it, as its kind says. Idempotent. */
export function remove(ports: Ports, subject: Subject): Promise<void> {
    const { setting, id, recorded } = subject;
    const removal = removalOf(setting, recorded);
    const say = (line: string) => ports.log(clean(`${nameOfSetting(setting, id)}: ${line}`));
    if (removal.kind === "leave") {
        say(describeStays(removal.why));
        return Promise.resolve();
    }
    return on(hiding(ports, secretsIn(subject)), subject, SAME_COMMAND, async (call) => {
        const shown = await readUnlessGone(call, subject);
        if (shown === undefined || !removal.isSet(shown)) return;
        say(`clearing it: ${removal.means(shown)}`);
        await removal.clear(call, id, shown);
    });
}

/** What Graph shows of a setting. Undefined: it is gone. */
async function readShown(call: Call, { setting, id, recorded }: Subject): Promise<Values | undefined> {
    if (setting.read !== undefined) return setting.read(call, id, recorded);
    if (setting.source === undefined || setting.from === undefined) {
        throw new Error(`${setting.name} says neither where Graph shows it nor how it is read`);
    }
    const kind = setting.of === "wabaId" ? "WABA" : "phone number";
    return setting.from(await readSource(call, id, setting.source, setting.noun, kind));
}

/** The same, where what it belongs to may be gone too. */
function readUnlessGone(call: Call, subject: Subject): Promise<Values | undefined> {
    return readShown(call, subject).catch((error: unknown) => {
        if (error instanceof NotFoundError && error.code === 33) return undefined;
        throw error;
    });
}

/** A read that fails after a write is no failure of the write. */
async function readBack(call: Call, ports: Ports, subject: Subject): Promise<Values | undefined> {
    try {
        return await readShown(call, subject);
    } catch (error) {
        if (!(error instanceof GraphError)) throw error;
        ports.log(clean(`${nameOfSetting(subject.setting, subject.id)}: ${messageOf(error)}`));
        return undefined;
    }
}

/**
 * What state keeps: of each declared field what is there, and the outputs. A value that says the same as the declared
 * one is kept in the declared words, so that nothing differs afterwards.
 */
function stateOf(
    { setting, id }: Subject,
    {
        shown,
        declared,
        outputs,
        now,
        accepted = [],
    }: {
        readonly shown: Values;
        readonly declared: Values;
        readonly outputs: Values;
        readonly now: number;
        /** Fields that Graph has just accepted, so that what it showed before says nothing of them. */
        readonly accepted?: readonly string[];
    },
): Values {
    const held = setting.held?.(shown) ?? [];
    const gone = setting.gone?.(shown) ?? [];
    const fields = Object.entries(setting.fields).flatMap(([name, field]) => {
        const wanted = declared[name];
        const isGone = gone.includes(name) && !accepted.includes(name);
        if (wanted === undefined || isGone) return [];
        const isOurs = field.kind !== undefined && field.kind !== "shown";
        const same = field.same?.(shown[name], wanted, now) ?? sameValue(shown[name], wanted);
        const value = isOurs || same || held.includes(name) ? wanted : shown[name];
        return value === undefined ? [] : [[name, value] as const];
    });
    const others = setting.outputs.flatMap((name) => {
        const value = shown[name] ?? outputs[name];
        return value === undefined ? [] : [[name, value] as const];
    });
    return { [setting.of]: id, ...Object.fromEntries([...fields, ...others]) };
}

function tellRestrictions(ports: Ports, subject: Subject, shown: Values): void {
    for (const line of subject.setting.told?.(shown) ?? []) warn(ports, subject, line);
}

function warn(ports: Ports, { setting, id }: Subject, line: string): void {
    ports.log(clean(`${nameOfSetting(setting, id)}: ${line}`), "warning");
}

/** Runs some work on a setting while nothing else works on its number, and makes its failure one for people. */
async function on<T>(
    ports: Ports,
    { setting, id }: Subject,
    command: Command,
    work: (call: Call) => Promise<T>,
): Promise<T> {
    const isWaba = setting.of === "wabaId";
    const admitted = isWaba
        ? { kind: "WABA" as const, phoneNumberId: id, wabaId: id }
        : { phoneNumberId: id };
    return alone(ports, admitted, command, async (held) => {
        const call = heldCall(ports, held);
        try {
            return await work(call);
        } catch (error) {
            if (!(error instanceof GraphError)) throw error;
            throw new Error(explain(setting, id, error, command));
        }
    });
}

/** A process that was suspended may have lost the number to another one: nothing more is sent then. */
function heldCall({ client, limits }: Ports, held: LockHold): Call {
    const send: typeof client.send = (request) => {
        held.check();
        return client.send(request);
    };
    return { client: { send }, signal: AbortSignal.timeout(limits.operationMs) };
}

function explain(setting: Setting, id: string, error: GraphError, command: Command, standing = ""): string {
    const next = nextAfter(error, { command, ...(setting.of === "phoneNumberId" ? { id } : {}) });
    const known = standing === "" ? "" : `${standing}. `;
    return clean(`${nameOfSetting(setting, id)}: ${error.message}. ${known}Next: ${next}`);
}

function attemptsOf({ journal }: Ports, id: string): Attempts {
    const change = (edit: (attempts: readonly string[]) => readonly string[]) =>
        journal.write(id, (record) => ({ ...record, attempts: edit(record.attempts ?? []) }));
    return {
        isOpen: (key) => (journal.read(id).attempts ?? []).includes(key),
        begin: (key) => change((attempts) => [...attempts.filter((each) => each !== key), key]),
        end: (key) => change((attempts) => attempts.filter((each) => each !== key)),
    };
}
