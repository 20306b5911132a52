/** One fleet before and after a change that holds everything a report stops, declared in either type of resources. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { DYNAMIC, NATIVE } from "../../../provider/resourceType";
import { IMPORT, Stack } from "./stack";

const PIN = "310467";
const NEW_PIN = "826195";
export const PINS = [PIN, NEW_PIN];
const WABA = "102290129340398";
export const IDS = {
    support: "106540352242922",
    orders: "106540352242923",
    sales: "106540352242924",
    jobs: "106540352242925",
    press: "106540352242926",
    shop: "106540352242927",
    outlet: "106540352242928",
} as const;

/** A resource by its kind, whatever its type. */
interface Declared {
    readonly kind: string;
    readonly args: Readonly<Record<string, unknown>>;
}

export type Program = Readonly<Record<string, Declared>>;

const number = (name: keyof typeof IDS, args: object = {}): Declared => ({
    kind: "PhoneNumber",
    args: { phoneNumberId: IDS[name], pin: PIN, ...args },
});
const profile = (about: string): Declared => ({
    kind: "BusinessProfile",
    args: { phoneNumberId: IDS.support, about },
});

export const BEFORE: Program = {
    support: number("support", { dataLocalizationRegion: "DE" }),
    orders: number("orders"),
    jobs: number("jobs"),
    press: number("press"),
    shop: number("shop"),
    profile: profile("Open"),
    events: { kind: "AppSubscription", args: { wabaId: WABA, unsubscribeOnDelete: true } },
};

/** A region change, a deletion, a new number, another PIN, one that is locked out and refused, one that is replaced. */
export const AFTER: Program = {
    support: number("support", { dataLocalizationRegion: "CH" }),
    sales: number("sales"),
    jobs: number("jobs", { pin: NEW_PIN }),
    press: number("press", { dataLocalizationRegion: "IN" }),
    shop: number("outlet"),
    profile: profile("Closed"),
    name: {
        kind: "Username",
        args: { phoneNumberId: IDS.support, username: "jaspers", forceTransfer: true },
    },
};

/** An ID that is not known until apply. */
export const UNKNOWN_ID: Program = {
    ...BEFORE,
    sales: number("sales"),
    support: { kind: "PhoneNumber", args: { phoneNumberId: { of: "sales.wabaId" }, pin: PIN } },
};

/** The two types of our resources. */
export const FACES = ["dynamic", "native"] as const;
export type Face = (typeof FACES)[number];

/** The numbers of the fleet on the Graph API. */
export const NUMBERS = Object.values(IDS).map((id, index) => ({
    id,
    wabaId: WABA,
    displayPhoneNumber: `+1 631-555-555${index}`,
}));

/** A stack in which the first program was run, and state then says that a number is locked out. */
export async function fleetOf(face: Face): Promise<Stack> {
    const stack = await Stack.create({
        main: face === "native" ? "Pulumi.yaml" : "index.js",
        numbers: NUMBERS,
    });
    await declare(stack, face, BEFORE);
    await stack.up();
    const tomorrow = new Date(Date.now() + 24 * 3600_000).toISOString();
    await stack.rewriteOutputs("press", { registerLockedUntil: tomorrow });
    return stack;
}

export function declare(stack: Stack, face: Face, program: Program): Promise<void> {
    if (face === "native") return stack.declareYaml({ resources: yamlOf(program) });
    return stack.write(`${IMPORT}\nconst ours = require("pulumi-whatsapp");\n${javaScriptOf(program)}`);
}

/** What the plugin is found by in a project of Node.js. */
export async function addPlugin(stack: Stack): Promise<void> {
    const file = path.join(stack.folder, "Pulumi.yaml");
    const project = JSON.parse(await readFile(file, "utf8"));
    const plugins = {
        providers: [{ name: "whatsapp", path: path.resolve(__dirname, "../../../dist/plugin") }],
    };
    await writeFile(file, JSON.stringify({ ...project, plugins }));
}

/** A program of Node.js that declares either type; those that `moved` names have an alias of the other. */
export function declareInNode(
    stack: Stack,
    face: Face,
    program: Program,
    moved: readonly string[] = [],
): Promise<void> {
    const lines = Object.entries(program).map(([name, { kind, args }]) => {
        const { pin, ...rest } = args;
        const properties = JSON.stringify(rest).replace(
            /\}$/,
            pin === undefined ? "}" : `,"pin":pulumi.secret("${pin}")}`,
        );
        const type = (face === "native" ? DYNAMIC : NATIVE) + kind;
        const options = moved.includes(name) ? JSON.stringify({ aliases: [{ type }] }) : "{}";
        const made =
            face === "native"
                ? `pulumi.CustomResource("${NATIVE}${kind}", "${name}"`
                : `ours.WhatsApp${kind}("${name}"`;
        return `new ${made}, ${properties}, ${options});`;
    });
    return stack.write([IMPORT, 'const ours = require("pulumi-whatsapp");', ...lines].join("\n"));
}

function yamlOf(program: Program): object {
    const value = (key: string, each: unknown) =>
        key === "pin" ? { "fn::secret": each } : isReference(each) ? `\${${each.of}}` : each;
    return Object.fromEntries(
        Object.entries(program).map(([name, { kind, args }]) => {
            const properties = Object.entries(args).map(([key, each]) => [key, value(key, each)]);
            return [name, { type: NATIVE + kind, properties: Object.fromEntries(properties) }];
        }),
    );
}

/** Resources are declared in order: one that is referred to comes first. */
function javaScriptOf(program: Program): string {
    const value = (each: unknown) => (isReference(each) ? each.of : JSON.stringify(each));
    const refers = ({ args }: Declared) => Object.values(args).some(isReference);
    return Object.entries(program)
        .sort(([, a], [, b]) => Number(refers(a)) - Number(refers(b)))
        .map(([name, { kind, args }]) => {
            const inputs = Object.entries(args).map(([key, each]) => `${key}: ${value(each)}`);
            return `const ${name} = new ours.WhatsApp${kind}("${name}", { ${inputs.join(", ")} });`;
        })
        .join("\n");
}

function isReference(value: unknown): value is { readonly of: string } {
    return typeof value === "object" && value !== null && "of" in value;
}

const RECORDED = path.resolve(__dirname, "../../fixtures/previews");

/** A preview that was recorded; with RECORD_PREVIEWS=1 this one is, without what is about the machine: then format it. */
export async function recorded(name: string, printed: string): Promise<string> {
    const file = path.join(RECORDED, `${name}.json`);
    if (process.env.RECORD_PREVIEWS === "1") {
        await mkdir(RECORDED, { recursive: true });
        await writeFile(file, withoutMachine(printed));
    }
    return readFile(file, "utf8");
}

/** When a preview was recorded: soon after the last request in its ledgers. */
export function momentOf(text: string): number {
    const sent = [...text.matchAll(/\b[rd](\d{10})=/g)].map(([, at]) => Number(at));
    return (Math.max(...sent) + 1) * 1000;
}

const OF_MACHINE = new Set(["stackTrace", "sourcePosition", "created", "modified"]);

function withoutMachine(printed: string): string {
    const preview = JSON.parse(printed, (key, value) => (OF_MACHINE.has(key) ? undefined : value));
    const said = (preview.diagnostics ?? []).filter(({ urn }: { urn?: string }) => urn !== undefined);
    return `${JSON.stringify({ ...preview, diagnostics: said }, undefined, 1)}\n`;
}
