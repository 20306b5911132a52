/** Reads what `pulumi preview --json` prints: the steps of phone numbers, and why the preview failed if it did. */
import type { PhoneNumberState } from "../provider/number";

/** Pulumi's type of a phone number (sdk/phoneNumber.ts, which a command has no need to load Pulumi for). */
export const PHONE_NUMBER_TYPE = "pulumi-nodejs:dynamic/whatsapp:PhoneNumber";

/** Properties as the preview shows them: secrets are the text `[secret]`. */
export type Bag = Readonly<Record<string, unknown>>;

/** What the preview says of one side of a step. */
export interface ResourceSide {
    readonly inputs: Bag;
    readonly outputs: Bag;
    /** Pulumi's option: the provider is not asked to delete it. */
    readonly retainOnDelete: boolean;
}

/** A step of the preview on a phone number. */
export interface NumberStep {
    readonly op: string;
    readonly urn: string;
    readonly name: string;
    readonly before?: ResourceSide;
    readonly after?: ResourceSide;
}

/** A preview, as far as a report needs it. */
export interface ReadPreview {
    readonly project?: string;
    readonly stack?: string;
    readonly steps: readonly NumberStep[];
    readonly errors: readonly string[];
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
    const steps = list(json.steps).map(bag);
    const urn = steps.map((step) => parseUrn(step.urn)).find((parsed) => parsed !== undefined);
    return {
        ...(urn === undefined ? {} : { project: urn.project, stack: urn.stack }),
        steps: steps.flatMap(numberStep),
        errors: list(json.diagnostics).map(bag).flatMap(errorText),
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

function numberStep(step: Bag): NumberStep[] {
    const urn = parseUrn(step.urn);
    if (urn?.type !== PHONE_NUMBER_TYPE) return [];
    const side = (value: unknown) => (value === undefined || value === null ? undefined : sideOf(bag(value)));
    const before = side(step.oldState);
    const after = side(step.newState);
    return [
        {
            op: String(step.op),
            urn: String(step.urn),
            name: urn.name,
            ...(before === undefined ? {} : { before }),
            ...(after === undefined ? {} : { after }),
        },
    ];
}

function sideOf(state: Bag): ResourceSide {
    return {
        inputs: bag(state.inputs),
        outputs: bag(state.outputs),
        retainOnDelete: state.retainOnDelete === true,
    };
}

/** `urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME`; a name may hold `::`. */
function parseUrn(urn: unknown): { stack: string; project: string; type: string; name: string } | undefined {
    const found = /^urn:pulumi:(.*?)::(.*?)::(.*?)::(.*)$/s.exec(typeof urn === "string" ? urn : "");
    if (found === null) return undefined;
    const [, stack = "", project = "", types = "", name = ""] = found;
    return { stack, project, type: types.split("$").at(-1) ?? types, name };
}

/**
 * Why the preview failed. Only what is about a phone number is repeated, since those texts are ours and hold no
 * secret; a program may print anything, and a report is read by more people than its log.
 */
function errorText(diagnostic: Bag): string[] {
    if (diagnostic.severity !== "error") return [];
    const urn = parseUrn(diagnostic.urn);
    const message = typeof diagnostic.message === "string" ? diagnostic.message : "";
    if (urn?.type !== PHONE_NUMBER_TYPE)
        return ["an error that is not a phone number's: see the preview's own output"];
    // The engine repeats the value that a check refused; whatever was meant to be a PIN is as secret as one.
    const text = message
        .replace(/^error: /, "")
        .replace(/^pulumi-nodejs:\S+ resource '[^']*': /, "")
        .replace(/ value \{.*?\} has a problem:/s, " has a problem:")
        .trim();
    return [`${urn.name}: ${text.replaceAll(/\s+/g, " ")}`];
}

/** The recorded state of a number, with what an older release did not write. */
export function recordedState({ outputs }: ResourceSide): PhoneNumberState {
    const { __provider: _, ...state } = outputs;
    return {
        phoneNumberId: "",
        pinRevision: 1,
        registered: false,
        requests: "",
        ...state,
    } as PhoneNumberState;
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
