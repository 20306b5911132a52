import { expect } from "chai";
import { requestCode, verifyCode } from "../../../graph/ownership";
import { describeToken } from "../../../graph/token";
import { scripted } from "./scripted";

describe("showing that a number is one's own", () => {
    it("asks for a code once: each further try restarts a wait", async () => {
        const { client, sent } = scripted({ success: true });
        await requestCode({ client }, "1", "VOICE", "de");
        expect(sent[0]).to.deep.include({
            method: "POST",
            path: "1/request_code",
            body: { code_method: "VOICE", language: "de" },
            repeatable: false,
        });
    });

    it("sends the code once, as a secret", async () => {
        const { client, sent } = scripted({ success: true });
        await verifyCode({ client }, "1", "123456");
        expect(sent[0]).to.deep.include({
            path: "1/verify_code",
            body: { code: "123456" },
            repeatable: false,
            secrets: ["123456"],
        });
    });
});

describe("what Graph says of a token", () => {
    const rows: [string, unknown, unknown][] = [
        [
            "validity, expiry and scopes",
            { data: { is_valid: true, expires_at: 1763807405, scopes: ["a", "b"] } },
            { isValid: true, expiresAt: 1763807405, scopes: ["a", "b"] },
        ],
        [
            "nothing, where it answers otherwise",
            { data: [] },
            { isValid: undefined, expiresAt: undefined, scopes: undefined },
        ],
    ];
    for (const [what, answer, token] of rows) {
        it(what, async () => {
            const { client, sent } = scripted(answer);
            expect(await describeToken({ client }, "T")).to.deep.equal(token);
            expect(sent[0]).to.deep.include({ path: "debug_token", secrets: ["T"] });
        });
    }
});
