import path from "node:path";
import { expect } from "chai";
import { run } from "../../scripts/process";
import { ENGINE_TEST_TIMEOUT_MS, Stack } from "./support/stack";

const MAIN = path.resolve(__dirname, "../../cli/main.ts");
const TSX = require.resolve("tsx");
const WABA = "102290129340398";
/** The numbers that are declared: all that are live. */
const LIVE = ["1001", "1002", "1003", "1004", "1005"];

describe("pulumi-whatsapp adopt, then pulumi up", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);

    it("takes over a WABA of numbers in mixed states without a register, deregister or storage request", async () => {
        await using stack = await Stack.create({
            main: "index.ts",
            numbers: [
                { id: "1001", registered: true, pin: "111111", verifiedName: "Support" },
                { id: "1002", registered: true, pin: "222222", region: "DE", identityKeyCheck: true },
                { id: "1003", registered: true, status: "FLAGGED", region: "IN" },
                { id: "1004", isOnBizApp: true, verifiedName: "渋谷の店" },
                { id: "1005", registered: true, retentionMinutes: 60 },
                { id: "2001", verifiedName: "Not registered" },
                { id: "2002", codeVerificationStatus: "NOT_VERIFIED" },
                { id: "2003", status: "BANNED" },
                { id: "2004", pin: "333333", region: "BR" },
                { id: "2005", registered: true, verifiedName: "Settings fail" },
                { id: "2006", isOnBizApp: true, registered: false, platformType: "ON_PREMISE" },
            ],
            secrets: { pin: "310467", "pin-1002": "826195" },
        });
        stack.graph.fail({
            match: { kind: "readSettings", phoneNumberId: "2005" },
            do: { error: { code: 10 } },
        });
        const args = ["--import", TSX, MAIN, "adopt", "--waba", WABA, "--out", "index.ts", "--force"];

        const adopted = await run(process.execPath, args, { cwd: stack.folder, env: stack.env });

        expect(adopted.code, adopted.text).to.equal(0);
        expect(stack.graph.writes()).to.deep.equal([]);
        const { writes } = await stack.up();
        const sent = writes.map(({ kind, phoneNumberId }) => `${kind} ${phoneNumberId}`);
        // The PINs alone are set, of those that are registered and not on the app.
        expect(sent).to.have.members(["1001", "1002", "1003", "1005"].map((id) => `setPin ${id}`));
        expect(stack.graph.number("1002")).to.include({ pin: "826195", region: "DE", registered: true });
        const resources = (await stack.resources()).filter(({ type }) => type.endsWith("PhoneNumber"));
        expect(resources.map(({ id }) => id)).to.have.members(LIVE);
        await stack.expectNoChanges();
    });
});
