import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { expect } from "chai";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { type Emulator, startEmulator } from "../../../emulator";
import { family, killAll } from "../../../scripts/process";

const HOST = require.resolve("@pulumi/pulumi/cmd/dynamic-provider");
const OURS = `exports.handler=()=>require(${JSON.stringify(require.resolve("../../../provider/adapters/dynamic"))})`;
/** Another package's provider, which shares the process: it is done once it has said so. */
const OTHERS = `exports.handler=()=>({ create: async () => {
    await new Promise((resolve) => setTimeout(resolve, 600));
    console.log("the other one is done");
    return { id: "other" };
} })`;
const ID = "106540352242922";
const INPUTS = { phoneNumberId: ID, pin: "310467", dataLocalizationRegion: "DE" };

/** Pulumi's own host of dynamic providers, started as an engine starts it: with a pipe, whose other end dies with it. */
class StartedHost {
    /** What a call failed with while the engine was there. */
    failure: Error | undefined;

    private constructor(
        private readonly shell: ChildProcess,
        readonly printed: string[],
        private readonly client: ResourceProviderClient,
    ) {}

    static async start(graph: Emulator): Promise<StartedHost> {
        // What the test writes to is a socket; an engine's plugins have a pipe.
        const line = `cat | "${process.execPath}" --import tsx "${HOST}" 127.0.0.1:1`;
        const shell = spawn("sh", ["-c", line], {
            stdio: ["pipe", "pipe", "inherit"],
            env: {
                ...process.env,
                WHATSAPP_GRAPH_URL: graph.url,
                WHATSAPP_ACCESS_TOKEN: graph.token,
                WHATSAPP_REQUEST_TIMEOUT: "1",
                WHATSAPP_WAIT_FOR_CONNECTED: "0",
            },
        });
        const printed: string[] = [];
        if (shell.stdout === null) throw new Error("no output");
        const lines = createInterface(shell.stdout);
        const [port] = (await once(lines, "line")) as [string];
        lines.on("line", (text) => printed.push(text));
        const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
        const request = new proto.ConfigureRequest();
        request.setArgs(new Struct());
        await new Promise((resolve) => client.configure(request, resolve));
        return new StartedHost(shell, printed, client);
    }

    /** Calls create, and waits for no answer. */
    create(provider: string, inputs: Record<string, unknown>): void {
        const request = new proto.CreateRequest();
        request.setProperties(Struct.fromJavaScript({ ...inputs, __provider: provider } as never));
        this.client.create(request, (error) => {
            this.failure ??= error ?? undefined;
        });
    }

    /** Waits for a request of a call that was begun. */
    async hasGraphGet(graph: Emulator, kind: string): Promise<void> {
        while (!graph.requests.some((each) => each.kind === kind)) {
            if (this.failure !== undefined) throw this.failure;
            await sleep(10);
        }
    }

    /** What a killed engine leaves: no connection, and a pipe that nobody holds. */
    engineDies(): void {
        this.client.close();
        this.shell.stdin?.destroy();
    }

    async ended(): Promise<void> {
        if (this.shell.exitCode === null) await once(this.shell, "close");
    }

    stop(): void {
        killAll(family(this.shell));
    }
}

describe("a provider's process whose engine was killed", function () {
    this.timeout(120_000);
    let graph: Emulator;
    let host: StartedHost;
    before(function () {
        if (process.platform === "win32") this.skip();
    });
    beforeEach(async () => {
        graph = await startEmulator({ numbers: [{ id: ID }] });
        host = await StartedHost.start(graph);
    });
    afterEach(async () => {
        host.stop();
        await graph.close();
    });

    it("finishes its operation, then ends", async () => {
        graph.fail({ match: { kind: "setStorage" }, do: { hang: "after" } });
        host.create(OURS, INPUTS);
        await host.hasGraphGet(graph, "setStorage");

        host.engineDies();
        await host.ended();

        expect(graph.writes().map(({ kind }) => kind)).to.deep.equal([
            "setStorage",
            "setStorage",
            "register",
        ]);
        expect(graph.number(ID)).to.include({ registered: true, region: "DE" });
    });

    it("lets another package's operation in the same process finish, too", async () => {
        host.create(OTHERS, {});
        host.create(OURS, INPUTS);
        await host.hasGraphGet(graph, "register");

        host.engineDies();
        await host.ended();

        expect(host.printed).to.include("the other one is done");
    });
});
