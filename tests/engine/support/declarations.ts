/** Programs that declare the same resources, whichever face they meet. */
import { type Face, NATIVE } from "./face";
import { yamlProgram } from "./project";
import { of } from "./yamlText";

/** The arguments of a resource, deliberately loose: tests also declare what is wrong. */
export type Declared = Record<string, unknown>;

/** Numbers by resource name, as a program that declares them. */
export type Numbers = Readonly<Record<string, Declared>>;

/** A resource of any kind: `PhoneNumber`, or that of a setting. */
export interface Declaration {
    readonly kind: string;
    readonly args: Declared;
    /** The names of resources that come first, here and in the engine. */
    readonly dependsOn?: readonly string[];
}

/** Resources by name. */
export type Declarations = Readonly<Record<string, Declaration>>;

/** These numbers as resources. */
export function ofNumbers(numbers: Numbers): Declarations {
    const all = Object.entries(numbers).map(([name, args]) => [name, { kind: "PhoneNumber", args }] as const);
    return Object.fromEntries(all);
}

/** The program of a face that declares these resources. */
export function programOf(face: Face, declarations: Declarations): string {
    return face === NATIVE ? inYaml(declarations) : inJavaScript(declarations);
}

function inYaml(declarations: Declarations): string {
    const resources = Object.entries(declarations).map(([name, { kind, args, dependsOn = [] }]) => [
        name,
        { type: NATIVE.prefix + kind, properties: args, options: { dependsOn: dependsOn.map(of) } },
    ]);
    return yamlProgram({ resources: Object.fromEntries(resources) });
}

function inJavaScript(declarations: Declarations): string {
    const made = (name: string) => `made[${JSON.stringify(name)}]`;
    const lines = Object.entries(declarations).map(([name, { kind, args, dependsOn = [] }]) => {
        const given = [name, args].map((each) => JSON.stringify(each)).join(", ");
        const options = `{ dependsOn: [${dependsOn.map(made)}] }`;
        return `${made(name)} = new whatsapp.WhatsApp${kind}(${given}, ${options});`;
    });
    return `const whatsapp = require("pulumi-whatsapp");\nconst made = {};\n${lines.join("\n")}\n`;
}
