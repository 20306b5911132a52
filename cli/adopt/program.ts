/** The program that adopt writes. Pure. */
import type { Shown, Subscription } from "../../provider/settings/reading";
import { oneLine } from "../text";
import type { FoundSettings } from "./found";
import type { Judgement } from "./judge";
import { classesOf, importsOf, settingsCode, subscriptionCode, variablesOf } from "./settings";
import { comment, literal } from "./source";

/** A number, and whether it is declared. */
export interface Adoptee {
    readonly phoneNumberId: string;
    readonly displayPhoneNumber?: string | undefined;
    readonly verifiedName?: string | undefined;
    /** The display name in Latin letters, from which its resource is named; absent: it is in these already. */
    readonly latinName?: string | undefined;
    readonly judgement: Judgement;
    /** What else is set on it; absent: not asked for, or the number could not be read. */
    readonly settings?: FoundSettings;
}

/** What else a program has. */
interface ProgramOptions {
    /** Of the token's app to the WABA; absent: the program has no settings. */
    readonly subscription?: Shown<Subscription> | undefined;
    /** Adopting a number leaves its PIN as it is. */
    readonly keepPins?: boolean | undefined;
}

/** A Pulumi program in TypeScript: it declares what can be adopted, and has the rest as comments. */
export function program(
    wabaId: string,
    adoptees: readonly Adoptee[],
    { subscription, keepPins = false }: ProgramOptions = {},
): string {
    const names = resourceNames(adoptees);
    const variables = variablesOf(names);
    const declared = adoptees.filter(({ judgement }) => judgement.declared);
    const left = adoptees.filter(({ judgement }) => !judgement.declared);
    const write = (adoptee: Adoptee) => {
        const { phoneNumberId: id } = adoptee;
        const [name, variable] = [names.get(id) as string, variables.get(id) as string];
        return block(adoptee, { name, variable, keepPins });
    };
    const blocks = [
        ...(subscription === undefined ? [] : [subscriptionCode(wabaId, subscription)]),
        ...declared.map(write),
        ...(left.length === 0 ? [] : [`// Not declared (${left.length}):`]),
        ...left.map(write),
    ];
    const found = (each: readonly Adoptee[]) => each.flatMap(({ settings }) => settings ?? []);
    const imports = importsOf(classesOf(found(declared), found(left), subscription));
    const taken = subscription === undefined ? "" : SETTINGS_TAKEN;
    const top = header(wabaId, declared.length, imports, keepPins) + taken + PINS;
    return [top, ...blocks].join("\n\n").concat("\n");
}

function header(wabaId: string, declared: number, imports: readonly string[], keepPins: boolean): string {
    const pins = keepPins ? "leaves each number's PIN as it is" : "sets each number's PIN";
    return `import * as pulumi from "@pulumi/pulumi";
${imports.join("\n")}

// The numbers of the WhatsApp Business Account ${wabaId}, ${declared} of them declared as they are. The first
// pulumi up adopts them: it ${pins}, and registers, deregisters and stores nothing. No later one
// deregisters them while deletionProtection is true.`;
}

const SETTINGS_TAKEN = `
// What else is set on them is declared as Graph shows it: it is taken over, and nothing is sent for it.`;

const PINS = `
const config = new pulumi.Config();

// The two-step verification PINs, from config secrets:
//   pulumi config set --secret pin 123456                     for all numbers
//   pulumi config set --secret pin-106540352242922 123456     for one number, by its ID
const pin = (phoneNumberId: string) =>
    config.getSecret(\`pin-\${phoneNumberId}\`) ?? config.requireSecret("pin");`;

function block(
    { phoneNumberId, displayPhoneNumber, verifiedName, judgement, settings }: Adoptee,
    {
        name,
        variable,
        keepPins,
    }: { readonly name: string; readonly variable: string; readonly keepPins: boolean },
): string {
    const id = literal(phoneNumberId);
    const args = Object.entries(judgement.asItIs).map(
        ([property, value]) => `    ${property}: ${literal(value)},`,
    );
    const more = settings === undefined ? [] : settingsCode(settings, { name, variable, phoneNumberId });
    const isNamed = more.some((line) => line.includes(`${variable}.phoneNumberId`));
    const code = [
        `${isNamed ? `const ${variable} = ` : ""}new WhatsAppPhoneNumber(${literal(name)}, {`,
        `    phoneNumberId: ${id},`,
        `    pin: pin(${id}),`,
        ...(keepPins ? ['    pinOnAdoption: "keep",'] : []),
        ...args,
        "    deletionProtection: true,",
        "});",
        ...more,
    ];
    const title = comment([verifiedName, displayPhoneNumber].filter(Boolean).join(", ") || phoneNumberId);
    if (judgement.declared) {
        const remark = judgement.remark === undefined ? [] : [comment(judgement.remark)];
        return [title, ...remark, ...code].join("\n");
    }
    const next = judgement.next === undefined ? [] : [comment(`Next: ${judgement.next}`)];
    // What is a comment already becomes one within it: uncommenting all of a block leaves that as it is.
    return [`${title}: ${oneLine(judgement.reason)}`, ...next, ...code.map((line) => `// ${line}`)].join(
        "\n",
    );
}

/** A name for each resource: the number's display name if it is unique, else the display name with the ID. */
export function resourceNames(numbers: readonly Omit<Adoptee, "judgement">[]): Map<string, string> {
    const slugs = numbers.map(({ verifiedName, latinName }) => slug(latinName ?? verifiedName ?? ""));
    const withId = numbers.map(({ phoneNumberId }, at) => `${slugs[at] || "number"}-${phoneNumberId}`);
    return new Map(
        numbers.map(({ phoneNumberId }, at) => {
            const own = slugs[at] as string;
            const alone = slugs.filter((each) => each === own).length === 1 && !withId.includes(own);
            return [phoneNumberId, own !== "" && alone ? own : (withId[at] as string)];
        }),
    );
}

function slug(name: string): string {
    const plain = name.normalize("NFKD").replace(/[\u0300-\u036f'’]/g, "");
    return plain
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-+|-+$/g, "")
        .slice(0, 40);
}
