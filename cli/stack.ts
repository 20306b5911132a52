/** What the selected Pulumi stack says: its config, and the numbers in its state. */
import { existsSync } from "node:fs";
import path from "node:path";
import { isId } from "../graph/wire";
import type { PhoneNumberInputs } from "../provider/number/model/inputs";
import type { PhoneNumberState } from "../provider/number/model/state";
import { stateFrom } from "../provider/number/model/storedState";
import { isNumberType } from "../provider/resourceType";
import { CliError } from "./errors";
import type { Finished, Shell } from "./shell";

/** Which stack to ask: a name, true for the selected one, false for none. */
export type StackChoice = string | boolean;

/** A value of the stack's config. */
interface ConfigValue {
    readonly value: string;
    readonly secret: boolean;
}

/** The stack's config by key, for example `whatsapp:accessToken`. */
export type StackConfig = ReadonlyMap<string, ConfigValue>;

/** A number that the stack has in its state. */
export interface StackNumber {
    /** The resource's name. */
    readonly name: string;
    readonly state: PhoneNumberState;
    readonly inputs: Partial<PhoneNumberInputs>;
}

/** The config of the stack; empty without a project, Pulumi or a selected stack. */
export async function stackConfig(shell: Shell, choice: StackChoice): Promise<StackConfig> {
    const output = await ask(shell, choice, ["config", "--json", "--show-secrets"]);
    return output === undefined ? new Map() : readable("config", () => configIn(output));
}

/**
 * The numbers in the stack's state by their ID; empty where there is no stack.
 * @param secrets PINs in clear, for the gates to compare; otherwise they are left out
 */
export async function stackNumbers(
    shell: Shell,
    choice: StackChoice,
    secrets = false,
): Promise<ReadonlyMap<string, StackNumber>> {
    const output = await ask(shell, choice, ["stack", "export", ...(secrets ? ["--show-secrets"] : [])]);
    return output === undefined ? new Map() : readable("stack export", () => numbersIn(output, shell.now()));
}

/** Reads what Pulumi printed; a wrapper of the same name may print anything. */
function readable<T>(command: string, read: () => T): T {
    try {
        return read();
    } catch {
        throw new CliError(
            `pulumi ${command} printed something other than its JSON`,
            "see that this command works by itself, or add --no-stack to go on without the stack",
        );
    }
}

/** Undefined: there is no stack to read. */
async function ask(shell: Shell, choice: StackChoice, args: string[]): Promise<string | undefined> {
    if (choice === false || !inProject(shell.cwd)) return undefined;
    const stack = typeof choice === "string" ? ["--stack", choice] : [];
    const finished = await shell.pulumi([...args, ...stack, "--non-interactive", "--color", "never"]);
    if (finished.code === 0) return finished.stdout;
    if (choice === true && noStack(finished)) return undefined;
    if (finished.code === undefined) {
        throw new CliError(
            `--stack ${stack[1]}: there is no pulumi on the PATH to ask`,
            "install Pulumi (https://www.pulumi.com/docs/install/), or use --no-stack",
        );
    }
    throw new CliError(
        `pulumi ${args[0]} failed: ${firstLine(finished.stderr)}`,
        "see that this command works by itself, or add --no-stack to go on without the stack",
    );
}

/** Pulumi is not installed, or no stack is selected: then there is no stack to read, which is no failure. */
function noStack({ code, stderr }: Finished): boolean {
    return code === undefined || /no stack selected|no current stack/i.test(stderr);
}

function firstLine(text: string): string {
    return (
        text
            .trim()
            .split("\n")[0]
            ?.replace(/^error: /, "") || "no reason given"
    );
}

/** Whether a folder is in a Pulumi project: Pulumi's own rule, a Pulumi.yaml here or above. */
export function inProject(folder: string): boolean {
    if (["Pulumi.yaml", "Pulumi.yml"].some((name) => existsSync(path.join(folder, name)))) return true;
    const parent = path.dirname(folder);
    return parent !== folder && inProject(parent);
}

/** Reads what `pulumi config --json --show-secrets` printed. */
export function configIn(output: string): StackConfig {
    const config = JSON.parse(output) as Record<string, { value?: unknown; secret?: boolean }>;
    return new Map(
        Object.entries(config).flatMap(([key, { value, secret = false }]) =>
            typeof value === "string" ? [[key, { value, secret }] as const] : [],
        ),
    );
}

interface Exported {
    readonly deployment?: {
        readonly resources?: readonly {
            readonly urn: string;
            readonly type: string;
            readonly delete?: boolean;
            readonly inputs?: Record<string, unknown>;
            readonly outputs?: Record<string, unknown>;
        }[];
    };
}

/** Reads what `pulumi stack export` printed. */
export function numbersIn(output: string, now: number): ReadonlyMap<string, StackNumber> {
    const { deployment } = JSON.parse(output) as Exported;
    const resources = (deployment?.resources ?? []).filter(
        (resource) => isNumberType(resource.type) && resource.delete !== true,
    );
    const numbers = resources.flatMap((resource): StackNumber[] => {
        const outputs = inClear(resource.outputs);
        // A number whose ID can't be read is not one that a command could be about.
        if (!isId(outputs.phoneNumberId)) return [];
        // urn:pulumi:STACK::PROJECT::TYPE::NAME, and the name may contain ::.
        const name = resource.urn.split("::").slice(3).join("::") || resource.urn;
        return [{ name, state: stateFrom(outputs, now), inputs: inClear(resource.inputs) }];
    });
    return new Map(numbers.map((number) => [number.state.phoneNumberId, number]));
}

/** By this key the engine marks a secret in state. */
const SECRET = "4dabf18193072939515e22adb298388d";

/** Properties as plain values; secrets that are not shown are left out. */
function inClear(properties: Record<string, unknown> = {}): Record<string, unknown> {
    return Object.fromEntries(
        Object.entries(properties).flatMap(([name, value]) => {
            if (name === "__provider") return [];
            if (typeof value !== "object" || value === null || !(SECRET in value)) return [[name, value]];
            const { plaintext } = value as { plaintext?: string };
            return plaintext === undefined ? [] : [[name, JSON.parse(plaintext)]];
        }),
    );
}
