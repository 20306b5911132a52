import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { startRecorder, upstreamFrom } from "../../../emulator/record/recorder";
import { compareRecording } from "../../../emulator/record/replay";
import { ID, OTHER_PIN, outcome, PIN, WABA } from "../support/client";
import { FIELDS, NUMBERS, PUBLIC_KEY, recorded, SECOND, wholeLife } from "../support/recording";

describe("recording a Graph API", () => {
    it("passes requests and answers on as they are", async () => {
        await recorded({ numbers: NUMBERS }, async (client, upstream) => {
            const through = await client.get(`/${ID}?fields=${FIELDS}`);
            const headers = { authorization: `Bearer ${upstream.token}` };
            const direct = await fetch(`${upstream.url}/v25.0/${ID}?fields=${FIELDS}`, { headers });
            expect(through.body).to.deep.equal(await direct.json());
            expect(through.headers.get("x-app-usage")).to.equal(direct.headers.get("x-app-usage"));
            expect(outcome(await client.register(ID, "000000"))).to.equal("400 133005");
            const [, , refused] = upstream.requests;
            expect(refused).to.deep.include({ kind: "register", status: 400, version: "25.0" });
        });
    });

    it("passes nothing on for a page, and records nothing of it", async () => {
        const { pairs } = await recorded({ numbers: NUMBERS }, async (client, upstream) => {
            const byPage = await client.send("GET", `/${ID}`, { headers: { origin: "https://example.com" } });
            expect([byPage.status, byPage.body.error.code]).to.deep.equal([403, 1]);
            expect(upstream.requests).to.deep.equal([]);
        });
        expect(pairs).to.deep.equal([]);
    });

    it("keeps no secret, and nothing that is about somebody", async () => {
        const { text } = await recorded({ numbers: NUMBERS }, wholeLife);
        const canaries = [
            ...["EMULATOR-TOKEN", "canary-unknown-token", "canary-verify", PIN, OTHER_PIN, ID, SECOND, WABA],
            ...["Canary", "canary", "901820", "901821", "901822", "+49", PUBLIC_KEY.split("\n")[1] ?? ""],
        ];
        expect(canaries.filter((canary) => text.includes(canary))).to.deep.equal([]);
    });

    it("gives the same value the same stand-in, in all of a recording", async () => {
        const { pairs } = await recorded({ numbers: NUMBERS }, async (client) => {
            await client.get(`/${ID}?fields=id,verified_name,display_phone_number`);
            await client.get(`/${WABA}/phone_numbers?fields=id,verified_name,display_phone_number`);
            await client.register(ID, PIN);
            await client.register(SECOND, PIN);
        });
        const [node, list, first, second] = pairs.map(({ request, answer }) => ({
            request,
            body: answer.body,
        }));
        const path = node?.request.path;
        expect(node?.body).to.include({ id: path?.replace("/v25.0/", "") });
        expect(list?.body).to.deep.nested.include({ "data[0]": node?.body });
        expect(first?.request.path).to.equal(`${path}/register`);
        expect(first?.request.body).to.deep.equal(second?.request.body);
        expect(new Set(pairs.map(({ request }) => request.authorization))).to.deep.equal(
            new Set(["Bearer TOKEN-1"]),
        );
    });

    it("keeps what Graph itself says: statuses, codes, and an error's words", async () => {
        const { pairs } = await recorded({ numbers: NUMBERS }, async (client) => {
            await client.get(`/${ID}?fields=status,platform_type,quality_rating`);
            await client.register(ID, "000000");
            await client.get("/999999999999999");
        });
        expect(pairs[0]?.answer.body).to.deep.include({
            status: "CONNECTED",
            platform_type: "CLOUD_API",
            quality_rating: "YELLOW",
        });
        expect(pairs[1]?.answer.body).to.deep.nested.include({
            "error.code": 133005,
            "error.message": "(#133005) Two step verification PIN Mismatch",
        });
        expect(JSON.stringify(pairs[2]?.answer.body)).to.contain(
            "Unsupported get request. Object with ID '#' does not exist",
        );
    });

    it("keeps of a file how many bytes it has", async () => {
        const { pairs, text } = await recorded({}, async (client) => {
            await client.send("POST", "/upload:abc", { body: Buffer.from("\x89PNG canary") });
        });
        expect(pairs[0]?.request).to.deep.include({ encoding: "bytes", body: 12 });
        expect(text).not.to.contain("canary");
    });

    it("reads forms and parameters as it reads JSON", async () => {
        const { pairs, text } = await recorded({ numbers: NUMBERS }, async (client) => {
            const multipart = new FormData();
            multipart.set("pin", "245680");
            await client.send("POST", `/${ID}/register`, { body: new URLSearchParams({ pin: "245680" }) });
            await client.send("POST", `/${ID}/register`, { body: multipart });
            await client.send("POST", `/${ID}/register?pin=245680`);
        });
        expect(pairs.map(({ request }) => request.encoding)).to.deep.equal(["form", "multipart", "none"]);
        expect(
            pairs.map(({ request }) => (request.body as { pin: string })?.pin ?? request.query.pin),
        ).to.deep.equal(Array.from({ length: 3 }, () => "100001"));
        expect(text).not.to.contain("245680");
    });

    describe("goes where tokens are safe", () => {
        const refused = [
            ["http://graph.facebook.com", /must be https, or on this machine/],
            ["ftp://127.0.0.1", /must be https, or on this machine/],
            ["https://user:canary@graph.facebook.com", /must not have a user or password/],
            ["https://graph.facebook.com/v25.0", /must have no path: give https:\/\/graph\.facebook\.com/],
            ["graph.facebook.com", /is not a URL/],
        ] as const;
        for (const [upstream, says] of refused) {
            it(`not to ${upstream}`, () => {
                expect(() => upstreamFrom(upstream))
                    .to.throw(says)
                    .and.not.to.match(/canary/);
            });
        }
        for (const upstream of ["https://graph.facebook.com", "http://127.0.0.1:4010", "http://[::1]:1"]) {
            it(`to ${upstream}`, () => expect(upstreamFrom(`${upstream}/`)).to.equal(upstream));
        }

        it("and to no other host that a path names", async () => {
            const asked: string[] = [];
            const other = createServer((request, response) => {
                asked.push(request.headers.authorization ?? "");
                response.end("{}");
            });
            await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
            const { port } = other.address() as AddressInfo;
            try {
                await recorded({}, async (_, upstream, url) => {
                    const headers = { authorization: `Bearer ${upstream.token}` };
                    for (const path of [
                        `//127.0.0.1:${port}/x`,
                        `/http://127.0.0.1:${port}/x`,
                        `/\\\\127.0.0.1:${port}/x`,
                    ])
                        await fetch(url + path, { headers }).catch(() => {});
                    expect(upstream.requests.length).to.be.greaterThan(0);
                });
                expect(asked).to.deep.equal([]);
            } finally {
                await new Promise((resolve) => other.close(resolve));
            }
        });
    });

    describe("its file", () => {
        let folder: string;
        beforeEach(() => {
            folder = mkdtempSync(join(tmpdir(), "emulator-record-"));
        });
        afterEach(() => rmSync(folder, { recursive: true }));

        it("is for its owner alone, and begins with what it is", async () => {
            const file = join(folder, "a.jsonl");
            const recorder = await startRecorder({ upstream: "https://graph.facebook.com", file });
            await recorder.close();
            expect(statSync(file).mode & 0o777).to.equal(0o600);
            expect(JSON.parse(readFileSync(file, "utf8"))).to.deep.equal({
                recording: 1,
                upstream: "graph.facebook.com",
            });
        });

        it("is a new one: what is there stays as it is", async () => {
            const file = join(folder, "a.jsonl");
            writeFileSync(file, "mine");
            const code = await startRecorder({ upstream: "https://graph.facebook.com", file }).then(
                () => "started",
                (error: NodeJS.ErrnoException) => error.code,
            );
            expect([code, readFileSync(file, "utf8")]).to.deep.equal(["EEXIST", "mine"]);
        });

        it("is not made for an upstream that is refused", async () => {
            const file = join(folder, "a.jsonl");
            await startRecorder({ upstream: "http://graph.facebook.com", file }).catch(() => {});
            expect(existsSync(file)).to.equal(false);
        });

        it("has a request that got no answer too", async () => {
            const { pairs } = await recorded({ numbers: NUMBERS }, async (client, upstream) => {
                upstream.fail({ match: { kind: "register" }, do: { drop: "before" } });
                const { status, body } = await client.register(ID);
                expect([status, body.error.code, body.error.message]).to.deep.equal([
                    502,
                    1,
                    "(#1) The recorder got no answer from the upstream",
                ]);
            });
            expect(pairs[0]?.answer).to.deep.equal({ status: 0, headers: {} });
            expect((await compareRecording(pairs)).left.map(({ why }) => why)).to.deep.equal([
                "no answer came",
            ]);
        });
    });
});
