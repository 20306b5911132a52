import assert from "node:assert/strict";
import { statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { run } from "../../scripts/process";
import { type Packed, packed } from "./support/packed";

/** What is loaded at start costs every preview of every program: nothing that a run may not need. */
describe("loading the package", function () {
    this.timeout(600_000);
    let pack: Packed;
    before(async () => {
        pack = await packed();
    });

    /** The modules that a script loads after the first line's, by package: their number, and those of ours by room. */
    async function loadedBy(first: string, then: string) {
        const file = path.join(pack.program, "load.js");
        writeFileSync(
            file,
            `${first};
            const before = new Set(Object.keys(require.cache));
            process.on("exit", () => console.log(JSON.stringify(Object.keys(require.cache).filter((f) => !before.has(f)))));
            ${then};`,
        );
        const { code, stdout, text } = await run(process.execPath, [file, "--help"], { cwd: pack.program });
        assert.equal(code, 0, text);
        const loaded = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as string[];
        const ours = loaded.filter((module) => module.startsWith(pack.folder));
        const modules = ours.filter((module) => module.endsWith(".js")); // package.json is read for the version
        const own = modules.map((module) => path.relative(path.join(pack.folder, "dist"), module));
        return {
            own,
            rooms: [...new Set(own.map((module) => module.split(path.sep)[0]))].sort(),
            others: packagesOf(loaded.filter((module) => !ours.includes(module))),
        };
    }

    const bytesOf = (modules: readonly string[]) =>
        modules.reduce((sum, module) => sum + statSync(path.join(pack.folder, "dist", module)).size, 0);

    it("a program that declares numbers loads, besides Pulumi, some small modules of ours", async () => {
        const { own, rooms, others } = await loadedBy(
            'require("@pulumi/pulumi")',
            'require("pulumi-whatsapp").WhatsAppPhoneNumber',
        );
        expect(others).to.be.empty;
        expect(rooms).to.deep.equal(["graph", "provider", "sdk"]);
        expect(bytesOf(own)).to.be.within(1, 78_000);
        expect(own).not.to.include(path.join("sdk", "reading.js"));
    });

    it("the engine loads only what checks and diffs: no network, no lifecycle, no other package", async () => {
        const { own, rooms, others } = await loadedBy("", 'require("pulumi-whatsapp/provider").diff');
        expect(others).to.be.empty;
        expect(rooms).to.deep.equal(["graph", "provider"]);
        expect(bytesOf(own)).to.be.within(1, 168_000);
        expect(own.filter((module) => module.includes(`number${path.sep}act`))).to.be.empty;
        // Of graph/ what reads and checks values, and nothing that sends.
        const small = ["defined", "errors", "fix", "observed", "url", "wire"].map((name) =>
            path.join("graph", `${name}.js`),
        );
        expect(small).to.include.members(own.filter((module) => module.startsWith(`graph${path.sep}`)));
    });

    it("the emulator loads no part of the provider", async () => {
        const { rooms, others } = await loadedBy("", 'require("pulumi-whatsapp/emulator").startEmulator');
        expect(rooms).to.deep.equal(["emulator"]);
        expect(others).to.deep.equal(["@hono/node-server", "hono", "valibot"]);
    });

    it("the command's help loads neither the network nor the emulator nor Pulumi", async () => {
        const { others, rooms } = await loadedBy(
            "",
            'require("./node_modules/pulumi-whatsapp/dist/cli/main.js")',
        );
        expect(others).to.deep.equal(["commander"]);
        expect(rooms).to.deep.equal(["cli", "graph", "provider"]);
    });
});

function packagesOf(modules: string[]): string[] {
    const names = modules.map((module) =>
        /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(module.replaceAll("\\", "/")),
    );
    return [...new Set(names.map((name) => name?.[1] ?? "?"))].sort();
}
