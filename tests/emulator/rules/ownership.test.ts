import { expect } from "chai";
import { details, ID, outcome, withEmulator } from "../support/client";

const unverified = { id: ID, codeVerificationStatus: "NOT_VERIFIED" } as const;
const wanted = { code_method: "SMS", language: "en_US" };

describe("ownership verification", () => {
    it("a code appears on the console and makes the number VERIFIED", async () => {
        const lines: string[] = [];
        await withEmulator(
            { numbers: [unverified], log: (line) => lines.push(line) },
            async ({ graph, client }) => {
                expect((await client.post(`/${ID}/request_code`, wanted)).body).to.deep.equal({
                    success: true,
                });
                const code = /: (\d{6})$/.exec(lines[0] ?? "")?.[1];
                expect((await client.post(`/${ID}/verify_code`, { code })).body).to.deep.equal({
                    success: true,
                });
                expect(graph.number(ID).codeVerificationStatus).to.equal("VERIFIED");
                expect(outcome(await client.register(ID))).to.equal("ok");
            },
        );
    });

    it("a code works once", () =>
        withEmulator({ numbers: [unverified] }, async ({ graph, client }) => {
            await client.post(`/${ID}/request_code`, wanted);
            const { code } = graph.number(ID).code ?? {};
            await client.post(`/${ID}/verify_code`, { code });
            graph.change(ID, { codeVerificationStatus: "EXPIRED" });
            expect(outcome(await client.post(`/${ID}/verify_code`, { code }))).to.equal("400 136025");
        }));

    it("a code lives 10 minutes", () =>
        withEmulator({ numbers: [unverified] }, async ({ graph, client }) => {
            await client.post(`/${ID}/request_code`, wanted);
            graph.advance(10 * 60_000 + 1);
            const { code } = graph.number(ID).code ?? {};
            expect(outcome(await client.post(`/${ID}/verify_code`, { code }))).to.equal("400 136025");
        }));

    it("a wrong code is 136025, and after five of them the right one too", () =>
        withEmulator({ numbers: [unverified] }, async ({ graph, client }) => {
            await client.post(`/${ID}/request_code`, wanted);
            const { code = "" } = graph.number(ID).code ?? {};
            const wrong = code === "000000" ? "000001" : "000000";
            for (let left = 5; left > 0; left -= 1) {
                expect(outcome(await client.post(`/${ID}/verify_code`, { code: wrong }))).to.equal(
                    "400 136025",
                );
            }
            const answer = await client.post(`/${ID}/verify_code`, { code });
            expect(details(answer)).to.include("too fast");
        }));

    it("a code must be given, and must have been requested", () =>
        withEmulator({ numbers: [unverified] }, async ({ client }) => {
            expect(outcome(await client.post(`/${ID}/verify_code`, {}))).to.equal("400 100");
            expect(outcome(await client.post(`/${ID}/verify_code`, { code: "123456" }))).to.equal(
                "400 136025",
            );
        }));

    it("a verified number gets no code: 136024 with subcode 2388091, not transient", () =>
        withEmulator({}, async ({ client }) => {
            const answer = await client.post(`/${ID}/request_code`, wanted);
            expect(outcome(answer)).to.equal("400 136024/2388091");
            expect(answer.body.error.is_transient).to.equal(false);
        }));

    it("where it is demanded again, a VERIFIED number gets a code, once, and registers with it", () =>
        withEmulator({ numbers: [{ id: ID, verificationDemanded: true }] }, async ({ graph, client }) => {
            const request = async () => outcome(await client.post(`/${ID}/request_code`, wanted));
            expect(await request()).to.equal("ok");
            expect(outcome(await client.register(ID))).to.equal("400 133006");
            const { code } = graph.number(ID).code ?? {};
            expect(outcome(await client.post(`/${ID}/verify_code`, { code }))).to.equal("ok");
            expect(graph.number(ID)).to.include({ verificationDemanded: false, wrongPins: 0 });
            expect(await request()).to.equal("400 136024/2388091");
            expect(outcome(await client.register(ID))).to.equal("ok");
        }));

    it("a change may demand it and take that back", () =>
        withEmulator({}, async ({ graph, client }) => {
            for (const [verificationDemanded, expected] of [
                [true, "400 133006"],
                [false, "ok"],
                [null, "ok"],
            ] as const) {
                graph.change(ID, { verificationDemanded });
                expect(outcome(await client.register(ID))).to.equal(expected);
            }
        }));

    it("a number on the WhatsApp Business app gets no code", () =>
        withEmulator({ numbers: [{ ...unverified, isOnBizApp: true }] }, async ({ client }) => {
            expect(outcome(await client.post(`/${ID}/request_code`, wanted))).to.equal("400 136024/2388091");
        }));

    it("after five codes in an hour it is “wait 1 hour”, and each try starts the hour again", () =>
        withEmulator({ numbers: [unverified] }, async ({ graph, client }) => {
            const request = async () => outcome(await client.post(`/${ID}/request_code`, wanted));
            for (let left = 5; left > 0; left -= 1) {
                expect(await request()).to.equal("ok");
            }
            expect(await request()).to.equal("400 136024/2388091");
            graph.advance(3_600_001);
            expect(await request()).to.equal("ok");
        }));

    for (const body of [
        {},
        { code_method: "FAX", language: "en" },
        { code_method: "SMS" },
        { code_method: "SMS", language: "English" },
    ]) {
        it(`${JSON.stringify(body)} is refused`, () =>
            withEmulator({ numbers: [unverified] }, async ({ client }) => {
                expect(outcome(await client.post(`/${ID}/request_code`, body))).to.equal("400 100");
            }));
    }

    it("VOICE, a two-letter language and the old name `locale` are understood", () =>
        withEmulator({ numbers: [unverified] }, async ({ client }) => {
            const body = { code_method: "VOICE", locale: "en" };
            expect(outcome(await client.post(`/${ID}/request_code`, body))).to.equal("ok");
        }));
});
