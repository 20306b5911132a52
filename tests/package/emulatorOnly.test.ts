import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { readText } from "../docs/support/documents";
import { ID } from "../engine/support/numbers";
import { asking, npm } from "./support/managers";
import { packed } from "./support/packed";

/** In bytes, of all that is installed: the emulator without Pulumi. docs/emulator.md says the same in words. */
const BUDGET = 14_000_000;

/** How docs/emulator.md has it installed: without what another package is to bring, Pulumi's SDK. */
const WITHOUT_PULUMI = "--omit=peer";

describe("installed for its emulator alone", function () {
    this.timeout(600_000);
    let folder: string;
    before(async () => {
        const { tarball } = await packed();
        folder = await asking({ devDependencies: { "pulumi-whatsapp": `file:${tarball}` } });
        const { code, text } = await npm.install(folder, WITHOUT_PULUMI);
        expect(code, text).to.equal(0);
    });

    it("as docs/emulator.md says it", () => {
        expect(readText("docs/emulator.md")).to.contain(
            `npm install --save-dev ${WITHOUT_PULUMI} pulumi-whatsapp`,
        );
    });

    it("has no Pulumi, and is small", () => {
        expect(existsSync(path.join(folder, "node_modules/@pulumi"))).to.equal(false);
        const files = readdirSync(path.join(folder, "node_modules"), { recursive: true, encoding: "utf8" });
        const sizes = files
            .map((file) => statSync(path.join(folder, "node_modules", file)))
            .filter((each) => each.isFile());
        expect(sizes.reduce((sum, { size }) => sum + size, 0)).to.be.below(BUDGET);
    });

    for (const options of [[], ["--tls"]]) {
        it(`runs a test with an emulator${options.map((each) => `, ${each}`)}`, async () => {
            writeFileSync(path.join(folder, "read.cjs"), READ);
            const command = [
                "pulumi-whatsapp",
                "emulator",
                "exec",
                ...options,
                "--",
                process.execPath,
                "read.cjs",
            ];
            const { code, stdout, text } = await npm.exec(folder, ...command);
            expect([code, stdout.trim()], text).to.deep.equal([0, `200 {"id":"${ID}"}`]);
        });
    }

    it("starts an emulator in a program", async () => {
        const program = `
            require("pulumi-whatsapp/emulator").startEmulator().then(async (graph) => {
                console.log(graph.token);
                await graph.close();
            });
        `;
        writeFileSync(path.join(folder, "start.cjs"), program);
        const { stdout, text } = await npm.exec(folder, "node", "start.cjs");
        expect(stdout, text).to.equal("EMULATOR-TOKEN\n");
    });
});

const READ = `
    const { WHATSAPP_GRAPH_URL: url, WHATSAPP_ACCESS_TOKEN: token } = process.env;
    fetch(url + "/v25.0/${ID}?fields=id", { headers: { authorization: "Bearer " + token } })
        .then(async (answer) => console.log(answer.status, await answer.text()));
`;
