import { expect } from "chai";
import { NotTriedError, standsFor, stopping } from "../../cli/stopping";
import type { GraphClient, GraphRequest } from "../../graph/client";
import { NoAnswerError } from "../../graph/errors";
import { graphError } from "../../graph/errorTable";

const refused = (code: number, message = "") => graphError("reading", 400, { code, message }, (text) => text);
const lost = (verdict: "notSent" | "unclear") =>
    new NoAnswerError({ verdict, request: "reading", message: "no answer", fix: {} });

describe("a refusal that further requests would get too", () => {
    const rows: [what: string, error: Error, path: string, reach: string][] = [
        ...[0, 102, 104, 190].map((code): [string, Error, string, string] => [
            `token ${code}`,
            refused(code),
            "1001",
            "all",
        ]),
        ...[4, 17, 80007, 80008].map((code): [string, Error, string, string] => [
            `limit ${code}`,
            refused(code),
            "1001/settings",
            "all",
        ]),
        ["the app is blocked", refused(200, "API access blocked."), "1001", "all"],
        ["no connection", lost("notSent"), "1001", "all"],
        ["an ID that is none was not sent", lost("notSent"), "abc", "itself"],
        ["a lost answer", lost("unclear"), "1001", "itself"],
        ["the app lacks the capability", refused(3), "1001", "its kind"],
        [
            "the app has no permission",
            refused(10, "(#10) Application does not have permission for this action"),
            "1001",
            "its kind",
        ],
        ["the number is not eligible", refused(10, "Permission denied"), "1001", "itself"],
        ["a permission for one asset", refused(200, "Permissions error"), "1001", "itself"],
        ["an unknown object", refused(100), "1001", "itself"],
        ["the token's own endpoint", refused(190), "debug_token", "itself"],
        ["the app's endpoint", refused(4), "app", "itself"],
        ["an error that is not Graph's", new Error("no"), "1001", "itself"],
    ];
    for (const [what, error, path, reach] of rows) {
        it(`${what}: ${reach}`, () => expect(standsFor(error, path)).to.equal(reach));
    }
});

describe("a client that stops asking", () => {
    const ask = (request: string, path: string): GraphRequest => ({
        request,
        method: "GET",
        path,
        repeatable: true,
    });

    /** What each of the requests came to, in turn, and the paths that were sent. */
    async function play(answers: Readonly<Record<string, Error>>, requests: readonly GraphRequest[]) {
        const sent: string[] = [];
        const inner: GraphClient = {
            send: async ({ path }) => {
                sent.push(path);
                const error = answers[path];
                if (error !== undefined) throw error;
                return {};
            },
        };
        const client = stopping(inner);
        const ended: unknown[] = [];
        for (const request of requests) {
            ended.push(await client.send(request).catch((error: unknown) => error));
        }
        return { sent, ended };
    }

    it("sends nothing after a refusal for all, and says which one it was", async () => {
        const token = refused(190);
        const { sent, ended } = await play({ 2: token }, [ask("a", "1"), ask("a", "2"), ask("b", "3")]);
        expect(sent).to.deep.equal(["1", "2"]);
        expect(ended[1]).to.equal(token);
        expect(ended[2])
            .to.be.instanceOf(NotTriedError)
            .and.include({ because: token, code: 190, request: "b" });
    });

    it("goes on with other kinds after a refusal of one kind, and with all after one of its own", async () => {
        const requests = [ask("a", "1"), ask("a", "2"), ask("b", "3"), ask("b", "4")];
        const { sent } = await play({ 1: refused(3), 3: refused(100) }, requests);
        expect(sent).to.deep.equal(["1", "3", "4"]);
    });
});
