import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import { ID, PIN } from "../engine/support/numbers";
import { ENGINE_TEST_TIMEOUT_MS } from "../engine/support/stack";
import { asking, pnpm } from "./support/managers";
import type { Packed } from "./support/packed";
import { MODERN, playThrough, SDK, writeProject } from "./support/programs";
import { servesPrograms } from "./support/serves";

/** pnpm gives each package only its declared dependencies. */
describe("installed by pnpm", function () {
    this.timeout(2 * ENGINE_TEST_TIMEOUT_MS);
    const installation = servesPrograms(pnpm, "^6.0.3", MODERN);

    it("serves a program that only imports a company's component package, which depends on it", async () => {
        const { pack } = installation();
        const folder = await asking({
            main: "index.js",
            dependencies: { "@pulumi/pulumi": SDK, "acme-lines": "file:acme-lines" },
            // As if it came from the registry.
            pnpm: { overrides: { "pulumi-whatsapp": `file:${pack.tarball}` } },
        });
        await writeComponentPackage(path.join(folder, "acme-lines"), pack);
        expect(await pnpm.install(folder)).to.include({ code: 0 });
        expect(existsSync(path.join(folder, "node_modules/pulumi-whatsapp"))).to.equal(false);

        const program = `const { Line } = require("acme-lines");\nnew Line("support", "${ID}", "${PIN}");\n`;
        await writeProject(folder, "index.js", program);
        await playThrough(folder, "index.js", pack);
    });

    it("warns beside a Pulumi SDK that is too old, and says which one it needs", async () => {
        const { tarball } = installation().pack;
        const old = { "@pulumi/pulumi": "3.215.0", "pulumi-whatsapp": `file:${tarball}` };
        const { text } = await pnpm.install(await asking({ dependencies: old }), "--lockfile-only");
        expect(text).to.match(/unmet peer @pulumi\/pulumi@">=3\.216\.0 <4": found 3\.215\.0/);
    });
});

/** A component package, as a company keeps one: its users never see pulumi-whatsapp. */
async function writeComponentPackage(folder: string, pack: Packed): Promise<void> {
    const manifest = {
        name: "acme-lines",
        version: "1.0.0",
        main: "index.js",
        dependencies: { "pulumi-whatsapp": `^${pack.version}` },
        peerDependencies: { "@pulumi/pulumi": "^3.216.0" },
    };
    const source = `
        const { ComponentResource } = require("@pulumi/pulumi");
        const { WhatsAppPhoneNumber } = require("pulumi-whatsapp");
        exports.Line = class extends ComponentResource {
            constructor(name, phoneNumberId, pin, opts) {
                super("acme:lines:Line", name, {}, opts);
                const args = { phoneNumberId, pin, dataLocalizationRegion: "DE" };
                new WhatsAppPhoneNumber(name, args, { parent: this });
            }
        };
    `;
    await mkdir(folder);
    await writeFile(path.join(folder, "package.json"), JSON.stringify(manifest));
    await writeFile(path.join(folder, "index.js"), source);
}
