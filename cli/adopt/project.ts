/** A whole Pulumi project around the program that adopt writes. Pure. */
import { version } from "../../graph/version";

const TSCONFIG = {
    compilerOptions: {
        target: "es2022",
        module: "node20",
        strict: true,
        skipLibCheck: true,
        noEmit: true,
        types: ["node"],
    },
    files: ["index.ts"],
};

/**
 * The files of a project, by name.
 * @param name Pulumi's project name: letters, digits, `-`, `_` and `.`
 */
export function projectFiles(name: string, program: string): Readonly<Record<string, string>> {
    const dependencies = { "@pulumi/pulumi": "^3.216.0", "pulumi-whatsapp": `^${version}` };
    const devDependencies = { "@types/node": "^20", typescript: "^6.0.3" };
    const about = { name, version: "0.0.0", private: true, main: "index.ts" };
    return {
        "Pulumi.yaml": `name: ${name}\ndescription: WhatsApp business phone numbers\nruntime: nodejs\n`,
        "package.json": file({ ...about, dependencies, devDependencies }),
        "tsconfig.json": file(TSCONFIG),
        ".gitignore": "node_modules/\n",
        "index.ts": program,
    };
}

/** A project name for a folder. */
export function projectName(folder: string): string {
    return folder.replace(/[^A-Za-z0-9_.-]+/g, "-").replace(/^[-.]+|[-.]+$/g, "") || "whatsapp-numbers";
}

function file(value: object): string {
    return `${JSON.stringify(value, undefined, 2)}\n`;
}
