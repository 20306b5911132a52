import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import { ID, PIN } from "../../engine/support/numbers";
import { type Main, Stack } from "../../engine/support/stack";
import type { Packed } from "./packed";

/** The Pulumi SDK of the lockfile: its files are in npm's cache already. */
export const { version: SDK } = require("@pulumi/pulumi/package.json") as { version: string };

/** What `pulumi new typescript` asks for, and pulumi-whatsapp; ts-node is for ES module programs. */
export function dependencies(pack: Packed, typescript: string): object {
    return {
        dependencies: { "@pulumi/pulumi": SDK, "pulumi-whatsapp": `file:${pack.tarball}` },
        devDependencies: { "@types/node": "^20", "ts-node": "^10.9.2", typescript },
    };
}

/** The compiler options of `pulumi new typescript`: those of the programs of many years, and today's. */
export const CLASSIC = { target: "es2020", module: "commonjs", moduleResolution: "node" };
export const MODERN = { target: "es2022", module: "nodenext", moduleResolution: "nodenext" };

/** Writes a Pulumi program in TypeScript, as a CommonJS module, into a folder of an installation. */
export function commonJsProgram(installation: string, compilerOptions: object): Promise<string> {
    const source = `
        import * as pulumi from "@pulumi/pulumi";
        import { type Region, WhatsAppPhoneNumber } from "pulumi-whatsapp";

        const region: Region = "DE";
        const support = new WhatsAppPhoneNumber("support", {
            phoneNumberId: "${ID}",
            pin: "${PIN}",
            dataLocalizationRegion: region,
        });
        export const registered: pulumi.Output<boolean> = support.registered;
        export const system = typeof module;
    `;
    return writeProgram(path.join(installation, "commonjs"), "commonjs", source, compilerOptions);
}

/** The same as an ES module: it awaits at its top level what only such a module can. */
export function esModuleProgram(installation: string): Promise<string> {
    const source = `
        import * as pulumi from "@pulumi/pulumi";
        import { getPhoneNumber, type Region, WhatsAppPhoneNumber } from "pulumi-whatsapp";

        const region: Region = "DE";
        const found = await getPhoneNumber({ phoneNumberId: "${ID}" });
        const support = new WhatsAppPhoneNumber("support", {
            phoneNumberId: found.id,
            pin: "${PIN}",
            dataLocalizationRegion: region,
        });
        export const registered: pulumi.Output<boolean> = support.registered;
        export const system = import.meta.url.slice(0, 5) + typeof module;
    `;
    return writeProgram(path.join(installation, "esm"), "module", source, MODERN);
}

async function writeProgram(folder: string, type: string, source: string, options: object): Promise<string> {
    await mkdir(folder);
    await writeProject(folder, "index.ts", source, { type });
    const compilerOptions = { strict: true, skipLibCheck: true, types: ["node"], ...options };
    await writeFile(
        path.join(folder, "tsconfig.json"),
        JSON.stringify({ compilerOptions, files: ["index.ts"] }),
    );
    return folder;
}

/** Writes a Pulumi project and its program; a package.json that installs packages stays as it is. */
export async function writeProject(folder: string, main: Main, source: string, manifest?: object) {
    await writeFile(path.join(folder, main), source);
    await writeFile(path.join(folder, "Pulumi.yaml"), "name: test\nruntime: nodejs\n");
    if (manifest !== undefined)
        await writeFile(
            path.join(folder, "package.json"),
            JSON.stringify({ name: "test", main, ...manifest }),
        );
}

/** Plays a program on the engine from its first up to its end; returns what that said, the outputs among it. */
export async function playThrough(folder: string, main: Main, pack: Packed): Promise<string> {
    await using stack = await Stack.create({ folder, main, numbers: [{ id: ID }] });
    const up = await stack.up();
    expect(up.sent).to.deep.equal(["setStorage", "register"]);
    expect((await stack.refresh()).sent).to.be.empty;
    expect((await stack.destroy()).sent).to.deep.equal(["deregister"]);
    const agents = new Set(stack.graph.requests.map((request) => request.userAgent));
    expect([...agents]).to.deep.equal([`pulumi-whatsapp/${pack.version}`]);
    return up.text;
}
