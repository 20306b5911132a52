import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { Client, credentials } from "@grpc/grpc-js";
import { expect } from "chai";
import { type Emulator, startEmulator } from "../../../../emulator";
import { ask, type Method, NativeCalls, secret } from "../../../support/nativeCalls";
import { ID, PIN } from "../../../support/world";

const MAIN = path.join(__dirname, "../../../../provider/adapters/native/main.ts");

/**
 * A server that closes, and never says so: as one does whose engine closed its connection a moment before, in two
 * commands of five.
 */
const FORGETFUL = `data:text/javascript,${encodeURIComponent(`
    import { createRequire } from "node:module";
    const { Server } = createRequire(${JSON.stringify(__filename)})("@grpc/grpc-js");
    const { tryShutdown } = Server.prototype;
    Server.prototype.tryShutdown = function () { tryShutdown.call(this, () => {}); };
`)}`;

/** The plugin as a process of its own, whose connection stays open. */
class Spawned extends NativeCalls {
    private constructor(
        readonly child: ChildProcess,
        private readonly client: Client,
    ) {
        super();
    }

    static async start(flags: readonly string[] = []): Promise<Spawned> {
        const child = spawn(process.execPath, [...flags, "--import", "tsx", MAIN], {
            stdio: ["pipe", "pipe", "inherit"],
        });
        const [said] = await once(child.stdout as NodeJS.ReadableStream, "data");
        const address = `127.0.0.1:${Number(String(said))}`;
        return new Spawned(child, new Client(address, credentials.createInsecure()));
    }

    call<Answer>(method: Method, request: object): Promise<Answer> {
        return ask(this.client, method, request);
    }

    close(): void {
        this.client.close();
        this.child.kill("SIGKILL");
    }

    async [Symbol.asyncDispose](): Promise<void> {
        this.close();
    }
}

describe("a plugin that is to end during an operation answers first", () => {
    let graph: Emulator;
    let plugin: Spawned;
    beforeEach(async () => {
        graph = await startEmulator({ numbers: [{ id: ID }] });
        plugin = await Spawned.start();
        await plugin.configure({
            graphUrl: graph.url,
            accessToken: secret(graph.token),
            waitForConnected: "0",
        });
    });
    afterEach(async () => {
        plugin?.close();
        await graph?.close();
    });

    async function registering() {
        graph.fail({ match: { kind: "register" }, do: { delayMs: 100 } });
        const { inputs } = await plugin.check({ phoneNumberId: ID, pin: secret(PIN) });
        const creating = plugin.create(inputs);
        const ended = once(plugin.child, "exit");
        while (graph.writes().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
        return { creating, ended };
    }

    for (const signals of [["SIGTERM"], ["SIGINT"], ["SIGINT", "SIGTERM"]] as const) {
        it(`on ${signals.join(" and ")}`, async () => {
            const { creating, ended } = await registering();
            for (const signal of signals) plugin.child.kill(signal);
            expect((await creating).state).to.include({ registered: true });
            expect(await ended).to.deep.equal([0, null]);
        });
    }

    it("when its input ends", async () => {
        const { creating, ended } = await registering();
        plugin.child.stdin?.end();
        expect((await creating).state).to.include({ registered: true });
        expect(await ended).to.deep.equal([0, null]);
    });

    it("and ends too if its engine closes the connection just before", async () => {
        await using other = await Spawned.start(["--import", FORGETFUL]);
        const ended = once(other.child, "exit");
        other.child.kill("SIGTERM");
        expect(await ended).to.deep.equal([0, null]);
    });

    it("and without one ends at once, whoever is connected", async () => {
        const ended = once(plugin.child, "exit");
        plugin.child.kill("SIGTERM");
        expect(await ended).to.deep.equal([0, null]);
    });
});
