/** The settings in the program that adopt writes. Pure. */
import type { Shown, Subscription } from "../../provider/settings/reading";
import type { FoundSettings } from "./found";
import { comment, literal, property } from "./source";

const SUBSCRIPTION = "WhatsAppAppSubscription";
const WEBHOOK = "WhatsAppWebhookOverride";

/** The lines after a number's own: a resource for each setting, and what is not declared as comments. */
export function settingsCode(
    { declared, webhook, remarks }: FoundSettings,
    { name, variable, phoneNumberId }: { name: string; variable: string; phoneNumberId: string },
): string[] {
    const of = `    phoneNumberId: ${variable}.phoneNumberId,`;
    return [
        ...declared.flatMap(({ resource, fields }) => [
            `new ${resource}(${literal(name)}, {`,
            of,
            ...Object.entries(fields).flatMap(([field, value]) => property(field, value)),
            "});",
        ]),
        ...(webhook === undefined ? [] : webhookCode(webhook, { name, of, phoneNumberId })),
        ...(remarks.length === 0 ? [] : ["// Not declared, and left as it is:"]),
        ...remarks.map((remark) => comment(`- ${remark}`)),
    ];
}

/** Without its verify token an override can't be declared, and Graph never shows that. */
function webhookCode(
    url: string,
    { name, of, phoneNumberId }: { name: string; of: string; phoneNumberId: string },
): string[] {
    const key = `verifyToken-${phoneNumberId}`;
    return [
        "// Its own webhook. Graph never shows the verify token: set it, then uncomment this. Graph then calls the URL once.",
        `//   pulumi config set --secret ${key} …`,
        ...[
            `new ${WEBHOOK}(${literal(name)}, {`,
            of,
            ...property("overrideCallbackUri", url),
            `    verifyToken: config.requireSecret(${literal(key)}),`,
            "});",
        ].map((line) => `// ${line}`),
    ];
}

/** The subscription of the token's app to the WABA, once. */
export function subscriptionCode(wabaId: string, { value, why }: Shown<Subscription>): string {
    if (why !== undefined) {
        return comment(`The app's subscription to the WABA is not declared: it is not readable (${why})`);
    }
    const { subscribed, overrideCallbackUri: override } = value;
    if (subscribed === undefined) {
        return comment(
            "The app's subscription to the WABA is not declared: Graph does not tell which app the token is of",
        );
    }
    if (!subscribed)
        return comment("The token's app is not subscribed to the WABA, and gets none of its events");
    return [
        comment("The token's app is subscribed to the WABA"),
        ...(override === undefined
            ? []
            : [comment(`Its callback URL for the WABA stays as it is, without being declared: ${override}`)]),
        `new ${SUBSCRIPTION}(${literal(`waba-${wabaId}`)}, {`,
        ...property("wabaId", wabaId),
        "});",
    ].join("\n");
}

/** Which classes a program needs. */
interface Classes {
    /** Those that its code uses. */
    readonly used: readonly string[];
    /** Those that its comments use. */
    readonly commented: readonly string[];
}

export function classesOf(
    declared: readonly FoundSettings[],
    left: readonly FoundSettings[],
    subscription: Shown<Subscription> | undefined,
): Classes {
    const resources = (all: readonly FoundSettings[]) =>
        all.flatMap((each) => each.declared.map(({ resource }) => resource));
    const hasWebhook = [...declared, ...left].some(({ webhook }) => webhook !== undefined);
    const isSubscribed = subscription?.value?.subscribed === true;
    return {
        used: ["WhatsAppPhoneNumber", ...resources(declared), ...(isSubscribed ? [SUBSCRIPTION] : [])],
        commented: [...resources(left), ...(hasWebhook ? [WEBHOOK] : [])],
    };
}

/** The imports, those for comments as a comment themselves. */
export function importsOf({ used, commented }: Classes): string[] {
    const rest = [...new Set(commented)].filter((name) => !used.includes(name)).sort();
    return [
        importLine([...new Set(used)].sort()),
        ...(rest.length === 0
            ? []
            : [
                  "// For what is commented out below:",
                  ...importLine(rest)
                      .split("\n")
                      .map((line) => `// ${line}`),
              ]),
    ];
}

function importLine(names: readonly string[]): string {
    const line = `import { ${names.join(", ")} } from "pulumi-whatsapp";`;
    return line.length <= 100
        ? line
        : `import {\n${names.map((name) => `    ${name},`).join("\n")}\n} from "pulumi-whatsapp";`;
}

/** A variable for each resource name, none of them twice and none a word of the language. */
export function variablesOf(names: ReadonlyMap<string, string>): Map<string, string> {
    const taken = new Set<string>();
    return new Map(
        [...names].map(([phoneNumberId, name]) => {
            const camel = name.replace(/-+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
            const plain = /^number/.test(camel)
                ? camel
                : `number${camel.charAt(0).toUpperCase()}${camel.slice(1)}`;
            // No name has an underscore of its own.
            const variable = taken.has(plain) ? `${plain}_${phoneNumberId}` : plain;
            taken.add(variable);
            return [phoneNumberId, variable];
        }),
    );
}
