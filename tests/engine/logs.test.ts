import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import { run } from "../../scripts/process";
import { codesIn } from "../docs/support/documents";
import { tablesOf } from "../docs/support/pages";
import { ID } from "./support/numbers";
import { ENGINE_TEST_TIMEOUT_MS, IMPORT, Stack } from "./support/stack";

const PIN = "907184";
const TOKEN = "EAAcanaryTokenOfThisTest";
/** The switch, whether the token shows with it, whether the PIN does. */
const TABLE = tablesOf("docs/tokens.md", "switch").flat();

describe("what docs/tokens.md says of logs", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);

    it("is what they show of a token and a PIN that are secrets of the configuration", async () => {
        await using stack = await Stack.create({
            numbers: [{ id: ID }],
            tokens: [{ token: TOKEN }],
            secrets: { pin: PIN, "whatsapp:accessToken": TOKEN },
        });
        delete stack.env.WHATSAPP_ACCESS_TOKEN;
        await stack.write(
            `${IMPORT}\nnew WhatsAppPhoneNumber("support", { phoneNumberId: "${ID}", pin: new pulumi.Config().requireSecret("pin") });`,
        );
        const file = path.join(stack.folder, "grpc.json");
        const up = await stack.with({ PULUMI_DEBUG_GRPC: file, PULUMI_DEBUG_GRPC_CONCURRENT: "1" }, () =>
            stack.succeeds("up", "--yes", "--skip-preview", "-v=9", "--logtostderr", "--json"),
        );
        const refresh = await stack.with({ NODE_DEBUG: "http" }, () => stack.succeeds("refresh", "--yes"));
        const seen = new Map([
            ["pulumi up -v=9 --logtostderr", up.text],
            ["pulumi up --json", up.text],
            ["PULUMI_DEBUG_GRPC=FILE", await readFile(file, "utf8")],
            ["NODE_DEBUG=http", refresh.text],
        ]);
        const cli = path.resolve(__dirname, "../../dist/cli/main.js");
        const env = { ...stack.env, NODE_DEBUG: "http", WHATSAPP_ACCESS_TOKEN: TOKEN };
        const show = await run(process.execPath, [cli, "show", ID], { cwd: stack.folder, env });
        expect(show.text).to.include(TOKEN);
        expect(TABLE.map(([cell = ""]) => codesIn(cell)[0])).to.deep.equal([...seen.keys()]);
        for (const [cell = "", token = "", pin = ""] of TABLE) {
            const text = seen.get(codesIn(cell)[0] ?? "") ?? "";
            expect(text.includes(TOKEN), `${cell}: the token`).to.equal(token.startsWith("shown"));
            expect(text.includes(PIN), `${cell}: the PIN`).to.equal(pin.startsWith("shown"));
        }
    });
});
