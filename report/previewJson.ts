/** Reads what `pulumi preview --json` prints: the steps of phone numbers, and why the preview failed if it did. */
import { defined } from "../graph/defined";
import { isId } from "../graph/wire";
import { isNumberType, kindOf } from "../provider/resourceType";
import {
    type AnyStep,
    refreshSteps,
    type SaidOfNumbers,
    type SaidOfSettings,
    saidOfNumbers,
    saidOfSettings,
} from "./refresh";
import { foreign, LONGEST_NAME } from "./text";
import { parseUrn } from "./urn";

/** Properties as the preview shows them: secrets are the text `[secret]`. */
export type Bag = Readonly<Record<string, unknown>>;

/** What the preview says about one side of a step. */
export interface ResourceSide {
    /** The resource's ID: the phone number ID, which is shown also where the input is a secret. */
    readonly id?: string;
    readonly inputs: Bag;
    readonly outputs: Bag;
    /** Pulumi's option: the provider is not called to delete it. */
    readonly retainOnDelete: boolean;
    /** Pulumi's option, a URN: if that is deleted too, the provider is not called. */
    readonly deletedWith?: string;
}

/** A step of the preview on a phone number. */
export interface NumberStep {
    readonly op: string;
    /** As the preview has it: made safe only when a report shows it. */
    readonly urn: string;
    /** Safe to show. */
    readonly name: string;
    readonly before?: ResourceSide;
    readonly after?: ResourceSide;
    /** A refresh made it: it changes state, and sends nothing. */
    readonly refresh: boolean;
    /** The engine says that it is replaced because of its ID, which then is a different one. */
    readonly anotherId: boolean;
}

/** A step of the preview on a setting of a number. */
export interface SettingStep
    extends Pick<NumberStep, "op" | "urn" | "name" | "before" | "after" | "refresh"> {
    /** The kind of its resource: the setting's name. */
    readonly kind: string;
}

/** A preview, as far as a report needs it. */
export interface ReadPreview {
    readonly project?: string;
    readonly stack?: string;
    readonly steps: readonly NumberStep[];
    readonly settings: readonly SettingStep[];
    readonly errors: readonly string[];
    /** What happens to each resource, of whatever type: the operations by URN. A refresh's are not among them. */
    readonly operations: ReadonlyMap<string, ReadonlySet<string>>;
    /** Some resources are left out of the steps: those that stay as they are, or that --target leaves alone. */
    readonly partial: boolean;
    /** It is a refresh, and nothing else. */
    readonly refreshAlone: boolean;
    readonly said: SaidOfNumbers;
    readonly saidOfSettings: SaidOfSettings;
}

/** There is no preview in the text; the message says what to do. */
export class NoPreview extends Error {
    override readonly name = "NoPreview";
}

/**
 * Reads a preview out of a command's output, which may begin with other lines (npm's, a wrapper's).
 * @throws NoPreview
 */
export function readPreview(text: string): ReadPreview {
    // PowerShell's redirection begins a file with a byte order mark.
    const json = findJson(text.replace(/^\uFEFF/, ""));
    const raw = list(json.steps).map(bag);
    const steps = raw.map(({ op, urn, newState }): AnyStep => {
        const read = bag(newState).id !== undefined;
        return { op: opOf(op), urn: String(urn), parsed: parseUrn(urn), read };
    });
    const refresh = refreshSteps(steps);
    const diagnostics = list(json.diagnostics).map(bag);
    const messages = diagnostics.flatMap(saidBy);
    const urn = steps.find(({ parsed }) => parsed !== undefined)?.parsed;
    return {
        ...(urn === undefined ? {} : { project: urn.project, stack: urn.stack }),
        steps: steps.flatMap((step, index) => numberStep(step, raw[index] ?? {}, refresh.is(index))),
        settings: steps.flatMap((step, index) => settingStep(step, raw[index] ?? {}, refresh.is(index))),
        errors: diagnostics.flatMap(errorText),
        operations: operations(steps.filter((_, index) => !refresh.is(index))),
        partial: leftOut(steps, bag(json.changeSummary)),
        refreshAlone: refresh.alone,
        said: saidOfNumbers(messages),
        saidOfSettings: saidOfSettings(messages),
    };
}

const ASK = "give it the output of `pulumi preview --json`, in a pipe or with --file";

function findJson(text: string): Bag {
    if (text.trim() === "") {
        throw new NoPreview(
            `the preview is empty: ${ASK}. If the preview itself failed, its error output says why`,
        );
    }
    const starts = [...text.matchAll(/^\{/gm)].map((match) => match.index);
    for (const start of starts) {
        const json = bag(parse(text.slice(start)) ?? parse(text.slice(start, text.lastIndexOf("}") + 1)));
        if ("steps" in json || "changeSummary" in json || "diagnostics" in json) return json;
    }
    if (/^\{"sequence":/m.test(text)) {
        throw new NoPreview(
            "these are the engine's events, not a preview: unset PULUMI_ENABLE_STREAMING_JSON_PREVIEW, " +
                "and use `pulumi preview --json`",
        );
    }
    throw new NoPreview(`there is no preview in what was given: ${ASK}`);
}

/** The engine's operations are words with hyphens. */
function opOf(op: unknown): string {
    return typeof op === "string" && /^[a-z][a-z-]{0,30}$/.test(op) ? op : "unknown";
}

function operations(steps: readonly AnyStep[]): Map<string, Set<string>> {
    const byUrn = new Map<string, Set<string>>();
    for (const { op, urn } of steps) byUrn.set(urn, (byUrn.get(urn) ?? new Set()).add(op));
    return byUrn;
}

/** The steps hold unchanged resources only with --show-sames; the summary counts them all. */
function leftOut(steps: readonly AnyStep[], { same = 0 }: Bag): boolean {
    return typeof same === "number" && steps.filter(({ op }) => op === "same").length < same;
}

function numberStep({ op, urn, parsed }: AnyStep, step: Bag, refresh: boolean): NumberStep[] {
    if (parsed === undefined || !isNumberType(parsed.type)) return [];
    const { before, after } = sidesOf(step);
    return [
        {
            op,
            urn,
            name: foreign(parsed.name, LONGEST_NAME),
            ...(before === undefined ? {} : { before }),
            ...(after === undefined ? {} : { after }),
            refresh,
            anotherId: list(step.replaceReasons).includes("phoneNumberId"),
        },
    ];
}

/** Of another kind: the report takes those that it knows. */
function settingStep({ op, urn, parsed }: AnyStep, step: Bag, refresh: boolean): SettingStep[] {
    const kind = parsed === undefined ? undefined : kindOf(parsed.type);
    if (parsed === undefined || kind === undefined || isNumberType(parsed.type)) return [];
    return [{ op, urn, name: foreign(parsed.name, LONGEST_NAME), kind, ...sidesOf(step), refresh }];
}

function sidesOf(step: Bag): { readonly before?: ResourceSide; readonly after?: ResourceSide } {
    const side = (value: unknown) => (value === undefined || value === null ? undefined : sideOf(bag(value)));
    return defined({ before: side(step.oldState), after: side(step.newState) });
}

function sideOf({ id, inputs, outputs, retainOnDelete, deletedWith }: Bag): ResourceSide {
    return {
        ...(isId(id) ? { id } : {}),
        inputs: ownOf(inputs),
        outputs: ownOf(outputs),
        retainOnDelete: retainOnDelete === true,
        ...(typeof deletedWith === "string" && deletedWith !== "" ? { deletedWith } : {}),
    };
}

/** Without what the package for Node.js keeps beside a resource's own properties; the plugin keeps nothing there. */
function ownOf(properties: unknown): Bag {
    const { __provider: _, ...own } = bag(properties);
    return own;
}

function saidBy({ message }: Bag): string[] {
    return typeof message === "string" ? [message] : [];
}

/**
 * Why the preview failed. Only errors about a phone number are repeated, since those texts are ours and contain no
 * secret; a program may print anything, and a report is read by more people than its log.
 */
function errorText(diagnostic: Bag): string[] {
    if (diagnostic.severity !== "error") return [];
    const urn = parseUrn(diagnostic.urn);
    const message = typeof diagnostic.message === "string" ? diagnostic.message : "";
    if (urn === undefined || !isNumberType(urn.type))
        return ["an error that is not about a phone number: see the preview's own output"];
    // The engine repeats the value that a check refused; anything meant to be a PIN is as secret as one.
    const text = message
        .replace(/^error: /, "")
        .replace(`${urn.type} resource '${urn.name}': `, "")
        .replace(`${urn.type} resource '${urn.name}' has a problem: `, "")
        .replace(/ value \{.*\} has a problem:/s, " has a problem:")
        .trim();
    return [`${foreign(urn.name, LONGEST_NAME)}: ${text.replaceAll(/\s+/g, " ")}`];
}

function parse(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

function bag(value: unknown): Bag {
    return typeof value === "object" && value !== null ? (value as Bag) : {};
}

function list(value: unknown): unknown[] {
    return Array.isArray(value) ? value : [];
}
