/** The stream of events that the page lives on. */
import { once } from "node:events";
import { get, type IncomingMessage, type OutgoingHttpHeaders } from "node:http";
import { expect } from "chai";
import { Live } from "../../../emulator/http/live";
import type { Emulator } from "../../../emulator/index";
import { ID, PIN, withEmulator } from "../support/client";
import { EventReader } from "../support/events";
import { withListener } from "../support/listener";

/** The status of a GET with these headers; fetch would not let a Host through. */
async function statusOf(url: string, headers: OutgoingHttpHeaders): Promise<number | undefined> {
    const asked = get(url, { headers });
    const [answer] = (await once(asked, "response")) as [IncomingMessage];
    answer.destroy();
    return answer.statusCode;
}

const OTHER = "106540352242923";
const any = () => true;

async function listen({ url }: Emulator, query = ""): Promise<EventReader> {
    return new EventReader(await fetch(`${url}/_emulator/events${query}`));
}

describe("GET /_emulator/events", () => {
    it("tells the requests so far and the state, then each request as it comes", () =>
        withEmulator({ numbers: [{ id: ID }] }, async ({ graph, client }) => {
            await client.register(ID, PIN);
            const events = await listen(graph);
            const first = await events.until(any);
            expect(first.before).to.deep.equal(graph.requests);
            expect(first.state).to.include({ world: graph.world, total: 1, live: 1, found: 1 });
            expect(first.state.cards[0]).to.include({ id: ID, state: "live", hasPin: true });

            await client.deregister(ID);
            const { before } = await events.until(({ live }) => live === 0);
            expect(before.map(({ kind, seq }) => [kind, seq])).to.deep.equal([["deregister", 2]]);
        }));

    it("tells of each control: number, seed, clock, fault, switch, log", () =>
        withEmulator({}, async ({ graph, client }) => {
            const events = await listen(graph);
            const { state } = await events.until(any);
            graph.change(ID, { status: "BANNED" });
            await events.until(({ cards }) => cards[0]?.state === "barred");
            graph.seed({ numbers: [{ id: OTHER }] });
            await events.until(({ total }) => total === 2);
            graph.advance(3_600_000);
            await events.until(({ now }) => now >= state.now + 3_600_000);
            graph.fail({ match: { kind: "register" }, times: 2, do: { drop: "after" } });
            await events.until(({ faults }) => faults[0]?.left === 2);
            graph.clearFaults();
            await events.until(({ faults }) => faults.length === 0);
            await client.get(`/${ID}`);
            await events.until(({ log }) => log.first === 1 && log.last === 1);
            graph.clearRequests();
            await events.until(({ log }) => log.first === 2 && log.last === 1);
            await client.get(`/${ID}`);
            const { before } = await events.until(({ log }) => log.last === 2);
            expect(before.map(({ seq }) => seq)).to.deep.equal([2]);
        }));

    it("tells of a fault that was met", () =>
        withEmulator({}, async ({ graph, client }) => {
            const events = await listen(graph);
            graph.fail({ times: 2, do: { error: { code: 4 } } });
            await events.until(({ faults }) => faults[0]?.left === 2);
            await client.get(`/${ID}`);
            const { before } = await events.until(({ faults }) => faults[0]?.left === 1);
            expect(before[0]).to.include({ fault: "fault-1", code: 4 });
        }));

    it("tells how a webhook went, once it is known", () =>
        withListener(({ url }) =>
            withEmulator({ apps: [{ id: "67084829", callbackUrl: url }] }, async ({ graph, client }) => {
                graph.changeWaba("102290129340398", { subscribedApps: ["67084829"] });
                const events = await listen(graph);
                await client.post(`/${ID}/settings`, { calling: { status: "ENABLED" } });
                const { state } = await events.until(({ cards }) =>
                    cards.some(({ deliveries }) => deliveries[0]?.outcome === "delivered 200"),
                );
                expect(state.cards[0]?.deliveries[0]?.field).to.equal("account_settings_update");
            }),
        ));

    it("has no PIN and no token", () =>
        withEmulator({ numbers: [{ id: ID, pin: PIN }] }, async ({ graph, client }) => {
            await client.send("POST", `/${ID}/register?access_token=${graph.token}&pin=${PIN}`);
            const { state, before } = await (await listen(graph)).until(any);
            expect(before).to.have.length(1);
            const text = JSON.stringify([state, before]);
            expect(text).to.not.include(PIN).and.not.include(graph.token);
        }));

    it("tells a long body by its length", () =>
        withEmulator({}, async ({ graph, client }) => {
            await client.post(`/${ID}`, { x: "y".repeat(20_000) });
            const { before } = await (await listen(graph)).until(any);
            expect(before[0]?.body).to.equal("[20008 characters]");
        }));

    it("tells the newest 200 of many requests to who comes later", () =>
        withEmulator({}, async ({ graph, client }) => {
            for (let at = 0; at < 205; at += 1) await client.get(`/${ID}`);
            const { before, state } = await (await listen(graph)).until(any);
            expect(before.map(({ seq }) => seq)).to.deep.equal(
                Array.from({ length: 200 }, (_, at) => at + 6),
            );
            expect(state.log).to.deep.equal({ first: 1, last: 205 });
        }));

    it("narrows the numbers down to what is looked for", () =>
        withEmulator({ numbers: [{ id: ID }, { id: OTHER }] }, async ({ graph }) => {
            const { state } = await (await listen(graph, `?find=${OTHER}`)).until(any);
            expect(state.cards.map(({ id }) => id)).to.deep.equal([OTHER]);
            expect(state).to.include({ total: 2, found: 1 });
        }));

    const pages: [string, OutgoingHttpHeaders, number][] = [
        ["a name of its own that leads here", { host: "evil.example" }, 403],
        ["another origin", { origin: "https://evil.example" }, 403],
        ["another site", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "cors" }, 403],
        ["the emulator's own page", { "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors" }, 200],
    ];
    for (const [who, headers, status] of pages) {
        it(`answers ${status} to ${who}, as the page's files do`, () =>
            withEmulator({}, async ({ graph }) => {
                for (const path of ["/events", "/ui", "/ui/page.mjs"]) {
                    expect(await statusOf(`${graph.url}/_emulator${path}`, headers), path).to.equal(status);
                }
            }));
    }

    it("ends with the emulator, by connection and in process", async () => {
        let streams: EventReader[] = [];
        await withEmulator({}, async ({ graph }) => {
            const called = await graph.fetch(new Request(`${graph.url}/_emulator/events`));
            streams = [await listen(graph), new EventReader(called)];
            for (const stream of streams) await stream.until(any);
        });
        for (const stream of streams) expect(await stream.next()).to.equal(undefined);
    });
});

describe("a stream of changes", () => {
    const decoder = new TextDecoder();
    const opened = (live: Live) => {
        let count = 0;
        const reader = live
            .stream(() => {
                count += 1;
                return `told ${count}`;
            })
            .getReader();
        const read = async () => {
            const { value, done } = await reader.read();
            return done ? "end" : decoder.decode(value);
        };
        return { reader, read };
    };

    it("asks for nothing while nobody reads, however much changes", async () => {
        const live = new Live();
        const { read } = opened(live);
        for (let at = 0; at < 100; at += 1) live.changed();
        expect(await read()).to.equal("told 1");
        for (let at = 0; at < 100; at += 1) live.changed();
        expect(await read()).to.equal("told 2");
        const third = read();
        live.changed();
        expect(await third).to.equal("told 3");
        live.close();
    });

    it("forgets a reader that leaves, also one that waits", async () => {
        const live = new Live();
        const { reader, read } = opened(live);
        await read();
        const waiting = read();
        expect(live.size).to.equal(1);
        await reader.cancel();
        expect(await waiting).to.equal("end");
        expect(live.size).to.equal(0);
        live.changed();
    });

    it("has no reader where nobody reads, such as of a HEAD, and no warning where many do", async () => {
        const live = new Live();
        const warnings: Error[] = [];
        const warned = (warning: Error) => void warnings.push(warning);
        process.on("warning", warned);
        live.stream(() => "");
        expect(live.size).to.equal(0);
        const all = Array.from({ length: 30 }, () => opened(live));
        for (const { read } of all) await read();
        const second = all.map(({ read }) => read());
        expect(live.size).to.equal(30);
        live.changed();
        expect(new Set(await Promise.all(second))).to.deep.equal(new Set(["told 2"]));
        live.close();
        process.off("warning", warned);
        expect(warnings).to.deep.equal([]);
    });

    it("ends for those that wait, and for those that come later", async () => {
        const live = new Live();
        const { read } = opened(live);
        await read();
        const waiting = read();
        live.close();
        expect(await waiting).to.equal("end");
        expect(await opened(live).read()).to.equal("end");
        expect(live.size).to.equal(0);
    });
});
