import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { expect } from "chai";
import { ID, number } from "./support/numbers";
import { ENGINE_TEST_TIMEOUT_MS, type Outcome, Stack } from "./support/stack";

/**
 * A read has four tries (docs/reliability.md), each with a connection of its own, and a time-out of one second here: as many as
 * there are, so long it takes at most, on any machine.
 */
const TRIES = 4;

const DE = { dataLocalizationRegion: "DE" };
const CH = { dataLocalizationRegion: "CH" };

/** A server that accepts, and never answers. */
class SilentServer {
    /** The connections since the last look. */
    readonly sockets = new Set<Socket>();
    private constructor(
        private readonly server: Server,
        readonly url: string,
    ) {
        server.on("connection", (socket) => this.sockets.add(socket.on("error", () => undefined)));
    }

    static async start(): Promise<SilentServer> {
        const server = createServer().listen(0, "127.0.0.1");
        await once(server, "listening");
        return new SilentServer(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    }

    close(): void {
        for (const socket of this.sockets) socket.destroy();
        this.server.close();
    }
}

describe("under a Graph that accepts and never answers", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);
    let silent: SilentServer;

    before(async () => {
        silent = await SilentServer.start();
    });
    after(() => silent?.close());

    it("create, refresh, update and delete end in time, say so of the number, and leave state as it was", async () => {
        await using stack = await Stack.create({ numbers: [{ id: ID }], env: briefly() });
        await stack.declare({ support: number(DE) });
        await expectBounded(stack, ["up", "--yes", "--skip-preview"], 2);
        await stack.up();
        const before = await stack.outputs("support");

        // It asks for the WABA's listing, and then for the number and its settings.
        await expectBounded(stack, ["refresh", "--yes", "--skip-preview"], 3);
        await stack.declare({ support: number(CH) });
        await expectBounded(stack, ["up", "--yes", "--skip-preview"], 2);
        await expectBounded(stack, ["destroy", "--yes", "--skip-preview"], 1);
        expect(await stack.outputs("support")).to.deep.equal(before);

        await stack.up();
        await stack.expectNoChanges();
    });

    it("falls silent in the middle of an outage: the error says what is known, and the next run ends the outage", async () => {
        await using stack = await Stack.create({ numbers: [{ id: ID }], env: briefly() });
        await stack.declare({ support: number(DE) });
        await stack.up();
        await stack.declare({ support: number(CH) });
        // setPin and deregister, and the seven reads before them, are still answered.
        stack.graph.fail({ after: 9, times: 999, do: { hang: "before" } });

        const failed = await stack.upFails();

        expect(failed.text).to.match(
            /phone number 106540352242922 .*storage region got no answer in time\. It is not known whether the register was done/,
        );
        stack.graph.clearFaults();
        const { sent } = await stack.up();
        expect(sent).to.deep.equal(["setStorage", "register"]);
        expect(stack.graph.number(ID)).to.include({ registered: true, region: "CH" });
        await stack.expectNoChanges();
    });

    async function expectBounded(stack: Stack, command: string[], reads: number): Promise<void> {
        silent.sockets.clear();
        const { text }: Outcome = await stack.with({ WHATSAPP_GRAPH_URL: silent.url }, () =>
            stack.fails(...command),
        );
        expect(silent.sockets.size, command.join(" ")).to.equal(reads * TRIES);
        expect(text).to.match(/phone number 106540352242922.*: reading the number got no answer in time/);
    }
});

function briefly(): NodeJS.ProcessEnv {
    return { WHATSAPP_REQUEST_TIMEOUT: "1", WHATSAPP_WAIT_FOR_CONNECTED: "0" };
}
