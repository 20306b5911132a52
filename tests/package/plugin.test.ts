import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client, credentials } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { GetSchemaRequest, GetSchemaResponse } from "@pulumi/pulumi/proto/provider_pb";
import { expect } from "chai";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { run } from "../../scripts/process";
import { packed, ROOT } from "./support/packed";

/** As the engine starts it: flags of its own, then its address. Nobody listens there. */
const ARGS = ["--logtostderr", "-v=9", "127.0.0.1:1"];

/** Asks a plugin on this machine. */
async function ask<Answer>(
    port: number,
    method: string,
    request: { serializeBinary(): Uint8Array },
    answer: { deserializeBinary(bytes: Uint8Array): Answer },
): Promise<Answer> {
    const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
    try {
        return await new Promise((resolve, reject) => {
            client.makeUnaryRequest(
                `/pulumirpc.ResourceProvider/${method}`,
                (message: typeof request) => Buffer.from(message.serializeBinary()),
                (bytes) => answer.deserializeBinary(bytes),
                request,
                (error, answered) => (error === null ? resolve(answered as Answer) : reject(error)),
            );
        });
    } finally {
        client.close();
    }
}

describe("the plugin in the package", function () {
    this.timeout(600_000);
    let folder: string;
    before(async function () {
        // A launcher of its own there, which only Windows runs.
        if (process.platform === "win32") this.skip();
        folder = path.join((await packed()).folder, "dist/plugin");
    });

    /** Starts it, and waits for its port. */
    async function started(
        file: string,
        stdin: "pipe" | "ignore",
    ): Promise<{ child: ChildProcess; port: number }> {
        const child = spawn(file, ARGS, { stdio: [stdin, "pipe", "inherit"] });
        if (child.stdout === null) throw new Error("it has no output");
        const [line] = (await once(child.stdout.setEncoding("utf8"), "data")) as [string];
        expect(line).to.match(/^\d+\n$/);
        return { child, port: Number(line) };
    }

    it("starts by its launcher, serves the version and the schema that were packed, and ends with its input", async () => {
        const { child, port } = await started(path.join(folder, "pulumi-resource-whatsapp"), "pipe");
        const { version } = require(path.join(ROOT, "package.json"));
        const info = await ask(port, "GetPluginInfo", new Empty(), PluginInfo);
        expect(info.getVersion()).to.equal(version);
        const schema = await ask(port, "GetSchema", new GetSchemaRequest(), GetSchemaResponse);
        expect(JSON.parse(schema.getSchema())).to.include({ name: "whatsapp", version });
        child.stdin?.end();
        expect(await once(child, "exit")).to.deep.equal([0, null]);
    });

    it("says what is missing where there is no Node.js", async () => {
        const file = path.join(folder, "pulumi-resource-whatsapp");
        // A PATH with the tools that the launcher uses, and no more.
        const tools = await mkdtemp(path.join(tmpdir(), "tools-"));
        try {
            const ended = await run("/bin/sh", [file, ...ARGS], { env: { PATH: tools } });
            expect(ended.code).to.equal(1);
            expect(ended.stderr).to.contain("Next: install Node.js");
        } finally {
            await rm(tools, { recursive: true });
        }
    });

    it("starts through a link, as tools put it on PATH; one SIGTERM ends it", async () => {
        const elsewhere = await mkdtemp(path.join(tmpdir(), "plugin-"));
        try {
            const link = path.join(elsewhere, "pulumi-resource-whatsapp");
            await symlink(path.join(folder, "pulumi-resource-whatsapp"), link);
            // No pipe: nothing to end with, so that it serves until it is told.
            const { child } = await started(link, "ignore");
            child.kill("SIGTERM");
            expect(await once(child, "exit")).to.deep.equal([0, null]);
        } finally {
            await rm(elsewhere, { recursive: true });
        }
    });
});
