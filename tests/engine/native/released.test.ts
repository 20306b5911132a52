import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import { writeTarballs } from "../../../scripts/release/plugin";
import { commandOf } from "../../docs/support/classes";
import { ROOT } from "../../docs/support/documents";
import { ID, PIN } from "../../support/world";
import { ENGINE_TEST_TIMEOUT_MS, Stack } from "../support/stack";
import { of } from "../support/yamlText";

const PAGE = "docs/installation-configuration.md";
const SYSTEM = { linux: "linux", darwin: "darwin", win32: "windows" }[process.platform as "linux"] ?? "linux";

/** docs/installation-configuration.md, step by step, with what a release has. */
describe("the plugin of a release", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);

    it("is installed, shows the schema that was built, and runs a program with a token in the config", async () => {
        const { version } = JSON.parse(await readFile(path.join(ROOT, "package.json"), "utf8"));
        const built = path.join(ROOT, "dist/plugin");
        await using stack = await Stack.create({
            main: "Pulumi.yaml",
            numbers: [{ id: ID }],
            secrets: { pin: PIN },
        });
        await writeTarballs(built, version, path.join(stack.folder, "release"));
        const played = (beginning: string, typed: Record<string, string>) => {
            const { code } = commandOf(PAGE, beginning);
            return Object.entries(typed).reduce((text, [from, to]) => text.replaceAll(from, () => to), code);
        };
        const install = played("pulumi plugin install", {
            VERSION: version,
            "--file ": "--file release/",
            "linux-amd64": `${SYSTEM}-${process.arch === "arm64" ? "arm64" : "amd64"}`,
        });
        const installed = await stack.shell(install);
        expect(installed.code, installed.text).to.equal(0);

        // The engine's own check of a schema, on what the plugin answers.
        const shown = await stack.shell(`pulumi package get-schema whatsapp@${version}`);
        expect(shown.code, shown.text).to.equal(0);
        const schema = JSON.parse(await readFile(path.join(built, "schema.json"), "utf8"));
        // The engine leaves out what is empty.
        const { properties: _, ...provider } = schema.provider;
        expect(JSON.parse(shown.stdout)).to.deep.equal({ ...schema, provider });

        const given = { TOKEN: stack.graph.token };
        const exported = await stack.shell(
            `${played("export WHATSAPP_ACCESS_TOKEN", { "=TOKEN": "=$GIVEN" }).replace("$GIVEN", given.TOKEN)}\npulumi whoami`,
        );
        expect(exported.code, exported.text).to.equal(0);
        const configured = await stack.shell(played("pulumi config set", { " TOKEN": ` ${given.TOKEN}` }));
        expect(configured.code, configured.text).to.equal(0);
        stack.env.WHATSAPP_ACCESS_TOKEN = "";
        await stack.declareYaml({
            // No path to a plugin: the installed one is found.
            plugins: undefined,
            config: { pin: { type: "string", secret: true } },
            resources: {
                support: {
                    type: "whatsapp:PhoneNumber",
                    properties: { phoneNumberId: ID, pin: of("pin") },
                },
            },
        });
        expect((await stack.up()).sent).to.deep.equal(["register"]);
        expect((await stack.destroy()).sent).to.deep.equal(["deregister"]);
    });
});
