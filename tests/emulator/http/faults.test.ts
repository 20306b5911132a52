import { expect } from "chai";
import { appliesWork, matches } from "../../../emulator/faults";
import type { FaultAction, FaultMatch } from "../../../emulator/index";
import { type Answered, ID, outcome, withEmulator } from "../support/client";

/** What the client saw: the outcome, or that there was no whole answer. */
async function seen(request: Promise<Answered>): Promise<string> {
    try {
        return outcome(await request);
    } catch {
        return "no answer";
    }
}

describe("faults", () => {
    const table: { rule: string; do: FaultAction; seen: string; applied: boolean; status: number }[] = [
        {
            rule: "an error by its code",
            do: { error: { code: 131000 } },
            seen: "500 131000",
            applied: false,
            status: 500,
        },
        {
            rule: "an error although the work is done",
            do: { error: { code: 2 }, applied: true },
            seen: "503 2",
            applied: true,
            status: 503,
        },
        {
            rule: "a reset before the work",
            do: { drop: "before" },
            seen: "no answer",
            applied: false,
            status: 0,
        },
        {
            rule: "a reset after the work",
            do: { drop: "after" },
            seen: "no answer",
            applied: true,
            status: 0,
        },
        { rule: "half of the body", do: { truncate: true }, seen: "no answer", applied: true, status: 200 },
        { rule: "a slow body", do: { slow: 1 }, seen: "ok", applied: true, status: 200 },
        { rule: "a late answer", do: { delayMs: 20 }, seen: "ok", applied: true, status: 200 },
    ];
    for (const { rule, do: action, seen: expected, applied, status } of table) {
        it(`${rule}: work ${applied ? "done" : "not done"}`, () =>
            withEmulator({}, async ({ graph, client }) => {
                const id = graph.fail({ match: { kind: "register" }, do: action });
                expect(await seen(client.register(ID))).to.equal(expected);
                expect(graph.number(ID).registered).to.equal(applied);
                expect(graph.requests[0]).to.include({ kind: "register", applied, status, fault: id });
                expect(await seen(client.get(`/${ID}`))).to.equal("ok");
            }));
    }

    it("an HTML page in place of the answer", () =>
        withEmulator({}, async ({ graph, client }) => {
            graph.fail({ do: { html: 502 } });
            const answer = await client.register(ID);
            expect([answer.status, answer.headers.get("content-type")]).to.deep.equal([
                502,
                "text/html; charset=utf-8",
            ]);
            expect(answer.body).to.include("<html>");
            expect(graph.number(ID).registered).to.equal(false);
        }));

    it("an empty body, the work done or not", () =>
        withEmulator({}, async ({ graph, client }) => {
            graph.fail({ do: { empty: 500, applied: true } });
            const answer = await client.register(ID);
            expect([answer.status, answer.body]).to.deep.equal([500, ""]);
            expect(graph.number(ID).registered).to.equal(true);
        }));

    for (const [when, applied] of [
        ["before", false],
        ["after", true],
    ] as const) {
        it(`no answer at all, ${when} the work`, () =>
            withEmulator({}, async ({ graph, client }) => {
                graph.fail({ do: { hang: when } });
                const request = client.send("POST", `/${ID}/register?messaging_product=whatsapp&pin=123456`, {
                    signal: AbortSignal.timeout(100),
                });
                expect(await seen(request)).to.equal("no answer");
                expect(graph.number(ID).registered).to.equal(applied);
                expect(graph.requests[0]).to.include({ status: 0, applied });
            }));
    }

    it("an error takes text, subcode, flags and headers as they are given", () =>
        withEmulator({}, async ({ graph, client }) => {
            graph.fail({
                do: {
                    error: {
                        code: 100,
                        subcode: 7,
                        status: 418,
                        message: "M",
                        details: "D",
                        isTransient: true,
                        userTitle: "T",
                        userMsg: "U",
                    },
                    headers: { "retry-after": "5" },
                },
            });
            const answer = await client.get(`/${ID}`);
            expect([answer.status, answer.headers.get("retry-after")]).to.deep.equal([418, "5"]);
            expect(answer.body.error).to.include({
                message: "M",
                code: 100,
                error_subcode: 7,
                is_transient: true,
                error_user_title: "T",
                error_user_msg: "U",
            });
            expect(answer.body.error.error_data.details).to.equal("D");
        }));

    it("`after` lets requests pass, `times` says how many are met, the first planned goes first", () =>
        withEmulator({}, async ({ graph, client }) => {
            graph.fail({ match: { method: "get" }, after: 1, times: 2, do: { error: { code: 4 } } });
            graph.fail({ match: { method: "GET" }, after: 2, do: { error: { code: 17 } } });
            const outcomes: string[] = [];
            for (let left = 5; left > 0; left -= 1) {
                outcomes.push(outcome(await client.get(`/${ID}`)));
            }
            expect(outcomes).to.deep.equal(["ok", "400 4", "400 4", "ok", "400 17"]);
        }));

    it("clearFaults takes back what is planned", () =>
        withEmulator({}, async ({ graph, client }) => {
            graph.fail({ do: { drop: "before" } });
            graph.clearFaults();
            expect(outcome(await client.get(`/${ID}`))).to.equal("ok");
        }));

    it("a fault does not count as one of the 72 hours' requests unless the work is done", () =>
        withEmulator({}, async ({ graph, client }) => {
            graph.fail({ do: { error: { code: 133016 } } });
            expect(outcome(await client.register(ID))).to.equal("400 133016");
            expect(graph.number(ID).registerRequests).to.deep.equal([]);
        }));

    const target = { kind: "register", method: "POST", path: `/${ID}/register`, phoneNumberId: ID } as const;
    const matching: [string, FaultMatch, boolean][] = [
        ["nothing meets everything", {}, true],
        ["kind", { kind: "register" }, true],
        ["another kind", { kind: "deregister" }, false],
        ["number", { phoneNumberId: ID }, true],
        ["another number", { phoneNumberId: "1" }, false],
        ["method in any case", { method: "post" }, true],
        ["path", { path: `/${ID}/register` }, true],
        ["part of a path", { path: "/register" }, false],
        ["pattern", { path: /register$/ }, true],
        ["all conditions together", { kind: "register", phoneNumberId: "1" }, false],
    ];
    for (const [name, match, expected] of matching) {
        it(`a fault's condition: ${name} ${expected ? "meets" : "does not meet"}`, () => {
            expect(matches(match, target)).to.equal(expected);
        });
    }

    it("whether the work is done follows from the fault", () => {
        const done: [FaultAction, boolean][] = [
            [{ error: { code: 1 } }, false],
            [{ html: 502 }, false],
            [{ html: 502, applied: true }, true],
            [{ empty: 500 }, false],
            [{ truncate: true }, true],
            [{ truncate: true, applied: false }, false],
        ];
        for (const [action, expected] of done) {
            expect(appliesWork(action), JSON.stringify(action)).to.equal(expected);
        }
    });
});
