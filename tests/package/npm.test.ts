import { writeFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import { findEngine } from "../../scripts/engine";
import { run } from "../../scripts/process";
import { pulumiEnv } from "../../scripts/pulumi";
import { ID, PIN } from "../engine/support/numbers";
import { ENGINE_TEST_TIMEOUT_MS, FASTER } from "../engine/support/stack";
import { vaultEnv } from "../engine/support/vault";
import { preview, step } from "../unit/report/previews";
import { asking, npm } from "./support/managers";
import { CLASSIC } from "./support/programs";
import { servesPrograms } from "./support/serves";

describe("installed by npm", function () {
    this.timeout(2 * ENGINE_TEST_TIMEOUT_MS);
    // With the compiler options that most programs have.
    const installation = servesPrograms(npm, "~5.9.3", CLASSIC);

    it("serves the Automation API, with a program inline and the emulator in the same process", async () => {
        const { folder } = installation();
        const file = path.join(folder, "automation.mjs");
        await writeFile(file, AUTOMATION);
        const engine = await findEngine();
        const folders = { home: path.join(folder, "home"), backend: folder };
        const env = pulumiEnv(engine, folders, { ...FASTER, ...(await vaultEnv()) });
        const options = { cwd: folder, env, timeoutMs: 120_000 };
        const { code, stdout, text } = await run(process.execPath, [file], options);
        expect(code, text).to.equal(0);
        expect(JSON.parse(stdout)).to.deep.equal({
            registered: true,
            writes: ["setStorage", "register", "deregister"],
        });
    });

    it("gives its emulator to CommonJS too", async () => {
        const script = 'const { startEmulator } = require("pulumi-whatsapp/emulator");';
        const use =
            "startEmulator().then(async (graph) => { console.log(graph.url); await graph.close(); });";
        const { stdout, text } = await run(process.execPath, ["-e", script + use], {
            cwd: installation().folder,
        });
        expect(stdout, text).to.match(/^http:\/\/127\.0\.0\.1:\d+\n$/);
    });

    it("brings the command, which reports a preview", async () => {
        const { folder } = installation();
        const args = { phoneNumberId: ID, pin: "[secret]", pinRevision: 1, dataLocalizationRegion: "DE" };
        await writeFile(path.join(folder, "preview.json"), preview(step("create", { news: args })));
        const report = await npm.exec(folder, "pulumi-whatsapp", "report", "--file", "preview.json");
        expect(report.stdout).to.match(
            new RegExp(`${ID}.*register in DE, or adopt it if it is live: set PIN`),
        );
    });

    it("is refused beside a Pulumi SDK that is too old, and says which one it needs", async () => {
        const { pack } = installation();
        const old = {
            dependencies: { "@pulumi/pulumi": "3.215.0", "pulumi-whatsapp": `file:${pack.tarball}` },
        };
        const { code, text } = await npm.install(await asking(old), "--dry-run");
        expect(text).to.include(`peer @pulumi/pulumi@">=3.216.0 <4" from pulumi-whatsapp@${pack.version}`);
        expect(code).not.to.equal(0);
    });
});

const AUTOMATION = `
    import { LocalWorkspace } from "@pulumi/pulumi/automation/index.js";
    import { WhatsAppPhoneNumber } from "pulumi-whatsapp";
    import { startEmulator } from "pulumi-whatsapp/emulator";

    const graph = await startEmulator({ numbers: [{ id: "${ID}" }] });
    const program = async () => {
        const args = { phoneNumberId: "${ID}", pin: "${PIN}", dataLocalizationRegion: "DE" };
        return { registered: new WhatsAppPhoneNumber("support", args).registered };
    };
    const envVars = { WHATSAPP_GRAPH_URL: graph.url, WHATSAPP_ACCESS_TOKEN: graph.token };
    const inline = { stackName: "test", projectName: "automated", program };
    const stack = await LocalWorkspace.createStack(inline, { envVars });
    const { outputs } = await stack.up();
    await stack.refresh();
    await stack.destroy();
    await graph.close();
    console.log(JSON.stringify({
        registered: outputs.registered.value,
        writes: graph.writes().map((write) => write.kind),
    }));
`;
