import { once } from "node:events";
import { connect } from "node:net";
import { expect } from "chai";
import type { FaultAction } from "../../emulator/index";
import { ID, WABA, withEmulator } from "./support/client";

/** All that comes back over a connection of our own: no client decides what of it is shown. */
async function onTheWire(url: string, path: string): Promise<string> {
    const { host, hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    let text = "";
    socket.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
    });
    await once(socket, "close");
    return text;
}

describe("x-emulator-world", () => {
    const paths: [string, string][] = [
        ["a read", `/v25.0/${ID}`],
        ["a list", `/v25.0/${WABA}/phone_numbers`],
        ["a refusal", "/v25.0/1"],
        ["what is not emulated", "/v25.0/1/2/3"],
        ["the controls", "/_emulator/state"],
        ["a control that there is not", "/_emulator/x"],
        ["a control's error", "/_emulator/numbers/1"],
    ];
    for (const [what, path] of paths) {
        it(`is on the answer to ${what}`, () =>
            withEmulator({}, async ({ graph, client }) => {
                const { headers } = await client.at("").get(path);
                expect(headers.get("x-emulator-world")).to.equal(graph.world);
            }));
    }

    const actions: FaultAction[] = [
        { error: { code: 4 } },
        { respond: { status: 200, body: "<p>" } },
        { respond: { status: 101 } },
        { html: 502 },
        { empty: 500 },
        { truncate: true },
        { slow: 0 },
        { delayMs: 1 },
    ];
    for (const action of actions) {
        it(`is on the answer of the fault ${JSON.stringify(action)}`, () =>
            withEmulator({}, async ({ graph }) => {
                graph.fail({ do: action });
                const text = await onTheWire(graph.url, `/v25.0/${ID}`);
                expect(text).to.include(`x-emulator-world: ${graph.world}\r\n`);
            }));
    }

    it("is the same from start to end, and another one for each emulator", () =>
        withEmulator({}, async ({ graph, client }) => {
            graph.seed({ numbers: [{ id: ID }] });
            graph.advance(1);
            expect((await client.get(`/${ID}`)).headers.get("x-emulator-world")).to.equal(graph.world);
            await withEmulator({}, async ({ graph: other }) => {
                expect(other.world).to.not.equal(graph.world);
            });
        }));
});
