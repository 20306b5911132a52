import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startEmulator } from "../../emulator";
import { findEngine } from "../engine";
import { run } from "../process";
import { pulumiEnv } from "../pulumi";
import { terminalSvg } from "./svg";

const ROOT = path.resolve(__dirname, "../..");
/** The picture that README shows. */
export const PICTURE = path.join(ROOT, "docs/images/preview.svg");

const NUMBERS = [
    { id: "106540352242922", displayPhoneNumber: "+49 30 901820" },
    { id: "106540352242923", displayPhoneNumber: "+49 30 901821" },
    { id: "106540352242924", displayPhoneNumber: "+41 44 6681800" },
];
const [SUPPORT, ORDERS, SALES] = NUMBERS.map(({ id }) => id);

/** Two live numbers; then one of them moves to Switzerland, one is given up, and one is new. */
const BEFORE = program({ support: [SUPPORT, "DE"], orders: [ORDERS, "DE"] });
const AFTER = program({ support: [SUPPORT, "CH"], sales: [SALES, "CH"] });

/** The second number waits for the first, so that the engine prints them in this order. */
function program(numbers: Record<string, [id: string | undefined, region: string]>): string {
    const declared = Object.entries(numbers).map(
        ([name, [phoneNumberId, dataLocalizationRegion]]) =>
            `dependsOn = new WhatsAppPhoneNumber("${name}", ${JSON.stringify({ phoneNumberId, dataLocalizationRegion }).replace("{", "{ pin, ")}, { dependsOn });`,
    );
    return `const { Config } = require("@pulumi/pulumi");
const { WhatsAppPhoneNumber } = require("pulumi-whatsapp");
const pin = new Config().requireSecret("pin");
let dependsOn;
${declared.join("\n")}
`;
}

/** What `pulumi preview` prints of such a change, colours included, from the real engine and the emulator. */
async function preview(): Promise<string> {
    const engine = await findEngine();
    const folder = await mkdtemp(path.join(tmpdir(), "pulumi-whatsapp-picture-"));
    const folders = { home: path.join(folder, "home"), backend: path.join(folder, "state") };
    const graph = await startEmulator({ numbers: NUMBERS });
    const settings = { WHATSAPP_GRAPH_URL: graph.url, WHATSAPP_ACCESS_TOKEN: graph.token };
    const env = pulumiEnv(engine, folders, settings);
    const pulumi = async (...args: string[]) => {
        const { code, stdout, text } = await run("pulumi", [...args, "--non-interactive"], {
            cwd: folder,
            env,
        });
        if (code !== 0) throw new Error(`pulumi ${args.join(" ")} failed:\n${text}`);
        return stdout;
    };
    try {
        await mkdir(folders.backend);
        await symlink(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"), "junction");
        await writeFile(
            path.join(folder, "Pulumi.yaml"),
            "name: shop\nruntime: { name: nodejs, options: { typescript: false } }\n",
        );
        await writeFile(path.join(folder, "package.json"), '{ "main": "index.js" }');
        await writeFile(path.join(folder, "index.js"), BEFORE);
        await pulumi("stack", "init", "prod");
        await pulumi("config", "set", "--secret", "pin", "493817");
        await pulumi("up", "--yes", "--skip-preview");
        await writeFile(path.join(folder, "index.js"), AFTER);
        return await pulumi("preview", "--color", "always", "--suppress-progress");
    } finally {
        await graph.close();
        await rm(folder, { recursive: true, force: true });
    }
}

/** Makes the picture: nothing in it is drawn by hand. */
export async function picture(): Promise<string> {
    return terminalSvg("A pulumi preview of three WhatsApp numbers", `$ pulumi preview\n${await preview()}`);
}
