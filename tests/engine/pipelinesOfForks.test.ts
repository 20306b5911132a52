import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import { startEmulator } from "../../emulator";
import { findEngine } from "../../scripts/engine";
import { run } from "../../scripts/process";
import { pulumiEnv } from "../../scripts/pulumi";
import { copyExample, removeProject } from "./support/project";
import { ENGINE_TEST_TIMEOUT_MS, FASTER } from "./support/stack";

const SCRIPT = path.resolve(__dirname, "../../examples/pipelines/numbers.sh");

/** A folder of the test's own, in the project's. */
const ASIDE = "aside";

/** As Pulumi Cloud encrypts it: nobody here has the key. */
const SECURE = "AAABAPb7Kx1sQ0cJx8mW3nO0yq5q2Jb3Zl7u4c9sV0Q1dJmM8g==";

/** A config of maps and lists, as a team commits it: secrets at any depth, and an environment of Pulumi ESC. */
const configOf = (project: string, names: readonly string[]) => `secretsprovider: awskms://alias/pulumi
encryptedkey: AQICAHh2cTrnJ0Lq5Tt0cQb7c3yXkqkq8Qk1
environment:
  - acme/prod
config:
  ${project}:flags:
    secure: "yes"
    regions: [DE, CH]
  ${project}:hooks:
    - url: https://example.com
      token:
        secure: ${SECURE}
    - secure: ${SECURE}
  whatsapp:accessToken:
    secure: ${SECURE}
  ${project}:pins:
${names.map((name) => `    ${name}:\n      secure: ${SECURE}`).join("\n")}
`;

/** Both take their PINs from a map of secrets, and one reads a file that the stack's name names. */
const EXAMPLES = [
    { example: "fleet-from-file", project: "whatsapp-fleet", stack: "prod" },
    { example: "pin-rotation", project: "whatsapp-pin-rotation", stack: "dev" },
];

describe("the preview of a fork's pull request", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);

    for (const { example, project, stack } of EXAMPLES) {
        it(`takes the config of examples/${example} as it is committed, and leaves no file behind`, async () => {
            const folder = await copyExample(example);
            const graph = await startEmulator();
            try {
                // The third PIN is one that the pull request adds: who can't encrypt it leaves it to FORK_SECRETS.
                const file = `Pulumi.${stack}.yaml`;
                const committed = configOf(project, ["support", "orders"]);
                await writeFile(path.join(folder, file), committed);
                const before = await readdir(folder);
                const { code, text, made } = await previewOfFork(folder, {
                    PULUMI_STACK: `acme/${project}/${stack}`,
                    FORK_SECRETS: "pins.campaign pins.returns=071234",
                    WHATSAPP_GRAPH_URL: graph.url,
                });
                expect(code, text).to.equal(0);
                // The token is a placeholder, and not tried.
                expect(graph.requests).to.deep.equal([]);

                const reports = ["preview.json", "report.md"];
                const left = (await readdir(folder)).filter((name) => name !== ASIDE);
                expect(left.sort()).to.deep.equal([...before, ...reports].sort());
                expect(await readFile(path.join(folder, file), "utf8")).to.equal(committed);
                expect(made.map((each) => existsSync(each))).to.deep.equal([false]);
                const report = await readFile(path.join(folder, "report.md"), "utf8");
                expect(report.split("\n")[0]).to.equal(`<!-- pulumi-whatsapp-report ${project}/${stack} -->`);
                expect(report).to.include("3 WhatsApp numbers: 3 registered, or adopted if already live");

                // Every secret is a PIN that is none; what is no secret stays, whatever it is named.
                const { config } = JSON.parse(await readFile(path.join(folder, "preview.json"), "utf8"));
                expect(JSON.parse(config[`${project}:flags`])).to.deep.equal({
                    regions: ["DE", "CH"],
                    secure: "yes",
                });
                expect(JSON.parse(config[`${project}:hooks`])).to.deep.equal([
                    { url: "https://example.com", token: "[secret]" },
                    "[secret]",
                ]);
            } finally {
                await graph.close();
                removeProject(folder);
            }
        });
    }

    /** Runs the script where each folder that it makes for a while is known. */
    async function previewOfFork(folder: string, more: NodeJS.ProcessEnv) {
        const aside = path.join(folder, ASIDE);
        await mkdir(aside);
        const [mktemp, made] = ["mktemp", "made"].map((name) => path.join(aside, name)) as [string, string];
        await writeFile(mktemp, `#!/bin/sh\nPATH=\${PATH#*:} mktemp "$@" | tee -a "${made}"\n`, {
            mode: 0o755,
        });
        const folders = { home: path.join(aside, "home"), backend: path.join(folder, "nowhere") };
        const {
            PULUMI_CONFIG_PASSPHRASE: _,
            PULUMI_BACKEND_URL: __,
            ...env
        } = pulumiEnv(await findEngine(), folders, { ...FASTER, ...more });
        const finished = await run("sh", [SCRIPT, "preview-of-fork"], {
            cwd: folder,
            env: { ...env, PATH: `${aside}${path.delimiter}${env.PATH}` },
        });
        return { ...finished, made: (await readFile(made, "utf8")).trim().split("\n") };
    }
});
