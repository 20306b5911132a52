/** The program that adopt writes. Pure. */
import { oneLine } from "../text";
import type { Judgement } from "./judge";

/** A number, and whether it is declared. */
export interface Adoptee {
    readonly phoneNumberId: string;
    readonly displayPhoneNumber?: string | undefined;
    readonly verifiedName?: string | undefined;
    readonly judgement: Judgement;
}

/** A Pulumi program in TypeScript: it declares what can be adopted, and has the rest as comments. */
export function program(wabaId: string, adoptees: readonly Adoptee[]): string {
    const names = resourceNames(adoptees);
    const declared = adoptees.filter(({ judgement }) => judgement.declared);
    const left = adoptees.filter(({ judgement }) => !judgement.declared);
    const write = (adoptee: Adoptee) => block(adoptee, names.get(adoptee.phoneNumberId) as string);
    return [
        header(wabaId, declared.length),
        ...declared.map(write),
        ...(left.length === 0 ? [] : [`// Not declared (${left.length}):`]),
        ...left.map(write),
    ]
        .join("\n\n")
        .concat("\n");
}

function header(wabaId: string, declared: number): string {
    return `import * as pulumi from "@pulumi/pulumi";
import { WhatsAppPhoneNumber } from "pulumi-whatsapp";

// The numbers of the WhatsApp Business Account ${wabaId}, ${declared} of them declared as they are. The first
// pulumi up adopts them: it sets each number's PIN, and registers, deregisters and stores nothing.
const config = new pulumi.Config();

// The two-step verification PINs, from config secrets:
//   pulumi config set --secret pin 123456                     for all numbers
//   pulumi config set --secret pin-106540352242922 123456     for one number, by its ID
const pin = (phoneNumberId: string) =>
    config.getSecret(\`pin-\${phoneNumberId}\`) ?? config.requireSecret("pin");`;
}

function block(
    { phoneNumberId, displayPhoneNumber, verifiedName, judgement }: Adoptee,
    name: string,
): string {
    const id = literal(phoneNumberId);
    const args = Object.entries(judgement.asItIs).map(
        ([property, value]) => `    ${property}: ${literal(value)},`,
    );
    const code = [
        `new WhatsAppPhoneNumber(${literal(name)}, {`,
        `    phoneNumberId: ${id},`,
        `    pin: pin(${id}),`,
        ...args,
        "});",
    ];
    const title = comment([verifiedName, displayPhoneNumber].filter(Boolean).join(", ") || phoneNumberId);
    if (judgement.declared) {
        const remark = judgement.remark === undefined ? [] : [comment(judgement.remark)];
        return [title, ...remark, ...code].join("\n");
    }
    const next = judgement.next === undefined ? [] : [comment(`Next: ${judgement.next}`)];
    return [`${title}: ${oneLine(judgement.reason)}`, ...next, ...code.map((line) => `// ${line}`)].join(
        "\n",
    );
}

/** A value as source text: its line ends can end neither a line nor a comment here. */
function literal(value: unknown): string {
    return JSON.stringify(value).replace(/[\u2028\u2029]/g, (end) =>
        end === "\u2028" ? "\\u2028" : "\\u2029",
    );
}

function comment(text: string): string {
    return `// ${oneLine(text)}`;
}

/** A name for each resource: the number's display name if it is unique, else the display name with the ID. */
export function resourceNames(numbers: readonly Omit<Adoptee, "judgement">[]): Map<string, string> {
    const slugs = numbers.map(({ verifiedName }) => slug(verifiedName ?? ""));
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
