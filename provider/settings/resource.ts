/** A setting as a resource (provider/resource.ts): the same for every kind. */
import { clean, isId } from "../../graph/wire";
import type { CheckResult, DiffResult, Raw, ReadById, ReadResult, Resource } from "../resource";
import { type Rule, shown } from "../rules";
import type { Severity } from "../run/ports";
import type { RunRegistry } from "../run/runRegistry";
import { settingKey } from "../run/runRegistry";
import type { Session } from "../run/session";
import type { ConfigReader } from "../run/settings";
import { idRule } from "../shapes";
import { isUnknown, UNKNOWN } from "../unknown";
import { checkSetting } from "./check";
import { compare, differs, omit, pick } from "./compare";
import { describeChange, describeNew, describeSettingAfterRefresh, nameOfSetting } from "./say";
import { type Setting, secretsOf, typeOf, type Values } from "./setting";

let loaded: Promise<typeof import("./act.js")> | undefined;

/** Loaded by the first operation, since a preview does without; kept, since even a repeated import takes its time. */
function acts(): Promise<typeof import("./act.js")> {
    loaded ??= import("./act.js");
    return loaded;
}

/** The resources of one kind of setting in one provider process. */
export class SettingResource implements Resource<Values> {
    readonly type: string;
    readonly noun: string;
    readonly secrets: readonly string[];
    /** Those that this process has checked, by number or WABA: a refresh compares without having checked. */
    private readonly declared = new Set<string>();
    private readonly registry: RunRegistry;

    constructor(
        private readonly setting: Setting,
        private readonly session: Session,
    ) {
        this.type = typeOf(setting);
        this.noun = `${setting.noun} of ${setting.of === "wabaId" ? "WABA" : "phone number"}`;
        this.secrets = secretsOf(setting);
        this.registry = session.host.registry();
    }

    configure(config: ConfigReader): void {
        this.session.configure(config);
    }

    idOf(inputs: Raw): string {
        return String(inputs[this.setting.of]);
    }

    /** @throws Error when state names no owner, so that nothing is asked of an ID that is none */
    private recordedId(state: Raw): string {
        const { noun, of } = this.setting;
        const id = state[of];
        if (isId(id)) return id;
        throw new Error(
            `state holds ${id === undefined ? `no ${of}` : `the ${of} ${shown(id)}, which is no ID,`} for this ${noun}: state was edited. ` +
                "Next: correct it (pulumi stack export, then import), or take the resource out of state (pulumi state delete) " +
                "and declare it again",
        );
    }

    /** Digits that a language such as YAML read as a number, where a text of digits is meant: not of a secret, whose zeros count. */
    accept(inputs: Raw): Raw {
        const { of, fields } = this.setting;
        const rules = { [of]: idRule(of), ...textRules(fields) };
        const texts = Object.entries(rules).flatMap(([name, rule]) => {
            const value = inputs[name];
            const isText =
                Number.isSafeInteger(value) && rule(value) !== undefined && rule(String(value)) === undefined;
            return isText ? [[name, String(value)] as const] : [];
        });
        return { ...inputs, ...Object.fromEntries(texts) };
    }

    check(_olds: Raw, news: Raw): CheckResult {
        this.session.settings();
        const { inputs, failures } = checkSetting(this.setting, news);
        const id = inputs[this.setting.of];
        if (typeof id === "string" && id !== UNKNOWN) this.declare(id);
        return { inputs, failures };
    }

    announce(inputs: Raw): void {
        const id = inputs[this.setting.of];
        const isGrave = this.setting.danger?.(inputs) !== undefined;
        this.say(id, describeNew(this.setting, inputs), isGrave ? "warning" : "info");
        this.warn(id, inputs);
    }

    diff(state: Raw, news: Raw): DiffResult {
        const { setting } = this;
        const id = this.recordedId(state);
        const owner = news[setting.of];
        if (owner !== state[setting.of] && !isUnknown(owner)) {
            this.say(state[setting.of], `replaced by that of ${String(owner)}`);
            return { changes: true, replaces: [setting.of] };
        }
        const declared = pick(news, Object.keys(setting.fields));
        // What an outage took is set again, whatever state says.
        const there = omit(state, this.session.memory().lost.of(id, setting.name) ?? []);
        const change = compare(setting, { there, recorded: there, declared, now: this.session.host.now() });
        const isRefresh = !isUnknown(owner) && !this.declared.has(id);
        const text = describeChange(setting, change, declared);
        const isGrave = change.set.length > 0 && setting.danger?.(declared) !== undefined;
        const severity = isGrave ? "warning" : "info";
        if (text !== undefined && isRefresh) {
            this.session.host.say(
                clean(describeSettingAfterRefresh(nameOfSetting(setting, id), text)),
                severity,
            );
        } else if (text !== undefined) this.say(id, text, severity);
        if (change.set.length > 0) this.warn(id, declared);
        return { changes: differs(change) || isUnknown(owner), replaces: [] };
    }

    /** Graph keeps what is declared, as far as is known; what it adds to that is known after the first run. */
    foresee(state: Raw | undefined, news: Raw): Raw {
        const outputs = this.setting.outputs.map((name) => [name, state?.[name] ?? UNKNOWN] as const);
        return { ...pick(news, this.inputNames), ...Object.fromEntries(outputs) };
    }

    async create(inputs: Raw): Promise<{ readonly id: string; readonly state: Values }> {
        const id = this.idOf(inputs);
        this.declare(id);
        const { apply } = await acts();
        // The ID is the owner's for every kind: what an update may make again, such as a code, is an output.
        return {
            id,
            state: await apply(await this.session.ports(), this.subject(id, {}), this.fieldsOf(inputs)),
        };
    }

    async update(olds: Raw, news: Raw): Promise<Values> {
        const { apply } = await acts();
        return apply(
            await this.session.ports(),
            this.subject(this.recordedId(olds), olds),
            this.fieldsOf(news),
        );
    }

    async read(olds: Raw): Promise<ReadResult<Values> | undefined> {
        const { read } = await acts();
        const id = this.recordedId(olds);
        const state = await read(await this.session.ports(), this.subject(id, olds));
        return state && { state, inputs: pick(state, this.inputNames) };
    }

    /** All that Graph shows of it. Of what a number has many of, the ID names one after the number's. */
    async readById(given: string): Promise<ReadById<Values> | undefined> {
        const { of, named } = this.setting;
        const [id = "", one, ...more] = given.split("/");
        const isNamed = named === undefined ? one === undefined : one !== undefined && one !== "";
        if (!isId(id) || !isNamed || more.length > 0) throw new Error(this.wrongId(given));
        const { read } = await acts();
        const recorded = named === undefined ? { [of]: id } : { [of]: id, [named.output]: one };
        const state = await read(await this.session.ports(), this.subject(id, recorded), "whole");
        return state && { id, state, inputs: pick(state, this.inputNames) };
    }

    private wrongId(given: string): string {
        const { noun, of, named } = this.setting;
        const owner = of === "wabaId" ? "WABA" : "phone number";
        const example = `106540352242922${named === undefined ? "" : `/${named.example}`}`;
        const rule =
            named === undefined
                ? `the ID of its ${owner}`
                : `the ID of its ${owner}, a slash, and its ${named.output}, since there may be many`;
        return `${shown(given)} is no ID of a ${noun}. Next: give ${rule}, for example ${example}`;
    }

    private get inputNames(): string[] {
        return [this.setting.of, ...Object.keys(this.setting.fields)];
    }

    async delete(olds: Raw): Promise<void> {
        const id = this.recordedId(olds);
        const key = settingKey(id, this.setting.name);
        const still = this.setting.many !== true && (this.declared.has(id) || this.isStillDeclared(key));
        if (still) return this.say(id, "left as it is: another resource declares it now");
        const { remove } = await acts();
        await remove(await this.session.ports(), this.subject(id, olds));
    }

    private isStillDeclared(key: string): boolean {
        const still = this.registry.stillDeclared(key);
        // `pulumi destroy --run-program` runs the program, and everything in it is to go.
        return still !== undefined && !(still.by === "program" && this.session.host.isDestroy());
    }

    private fieldsOf(inputs: Raw): Values {
        return pick(inputs, Object.keys(this.setting.fields));
    }

    private subject(id: string, recorded: Values) {
        return { setting: this.setting, id, recorded };
    }

    private declare(id: string): void {
        this.declared.add(id);
        if (this.setting.many !== true) {
            this.registry.declare(settingKey(id, this.setting.name), undefined, "provider");
        }
    }

    private warn(id: unknown, declared: Values): void {
        const isKnown = !Object.values(declared).some(isUnknown);
        for (const line of isKnown ? (this.setting.warn?.(declared) ?? []) : []) {
            this.say(id, line, "warning");
        }
    }

    private say(id: unknown, line: string, severity?: Severity): void {
        this.session.host.say(clean(`${nameOfSetting(this.setting, id)}: ${line}`), severity);
    }
}

/** The rules of the inputs that are no secret. */
function textRules(fields: Setting["fields"]): Record<string, Rule> {
    const open = Object.entries(fields).filter(([, { secret }]) => secret !== true);
    return Object.fromEntries(open.map(([name, { rule }]) => [name, rule]));
}
