import "../../engine/support/inlineProgram";
import { createRequire } from "node:module";
import { Client, credentials, Server, ServerCredentials, type ServiceError } from "@grpc/grpc-js";
import { expect } from "chai";

const { grpcClientOptions } = createRequire(__filename)("@pulumi/pulumi/runtime/settings");

const plain = (bytes: Buffer) => bytes;
const PING = {
    path: "/test/ping",
    requestStream: false,
    responseStream: false,
    requestSerialize: plain,
    requestDeserialize: plain,
    responseSerialize: plain,
    responseDeserialize: plain,
} as const;

describe("an engine at the port of an earlier one", () => {
    const clients: Client[] = [];
    after(() => {
        for (const client of clients) client.close();
    });

    /** As the SDK's own, whose clients of a command that failed are never closed. */
    function ping(port: number): Promise<ServiceError | null> {
        const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure(), grpcClientOptions);
        clients.push(client);
        return new Promise((resolve) => {
            client.makeUnaryRequest(PING.path, plain, plain, Buffer.from(""), (error) => resolve(error));
        });
    }

    async function listen(port: number): Promise<{ server: Server; port: number }> {
        const server = new Server();
        server.addService(
            { ping: PING },
            { ping: (_: unknown, answer: (e: null, b: Buffer) => void) => answer(null, Buffer.from("")) },
        );
        const bound = await new Promise<number>((resolve, reject) => {
            server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error, own) =>
                error === null ? resolve(own) : reject(error),
            );
        });
        return { server, port: bound };
    }

    it("is reached by a program that runs in this process, whatever became of the earlier one", async () => {
        const { server, port } = await listen(0);
        expect(await ping(port)).to.equal(null);
        server.forceShutdown();
        expect((await ping(port))?.message).to.contain("ECONNREFUSED");
        const next = await listen(port);
        expect(await ping(port)).to.equal(null);
        next.server.forceShutdown();
    });
});
