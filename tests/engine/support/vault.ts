/**
 * The secrets provider of the stacks that tests make: HashiCorp Vault's transit engine, as far as Pulumi asks it for the
 * key of a stack. A passphrase makes its key with a million rounds, a third of a second of each command; with either,
 * state is encrypted by the same code. `npm start` has a passphrase.
 */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

const PREFIX = "vault:v1:";

let once: Promise<NodeJS.ProcessEnv> | undefined;

/** What leads an engine to the vault of this process, which every stack shares: it keeps nothing. */
export function vaultEnv(): Promise<NodeJS.ProcessEnv> {
    once ??= listen();
    return once;
}

/** The key of a stack, as its file has it: nothing hides it here. */
export function keyOf(encryptedKey: string): Buffer {
    const wrapped = Buffer.from(encryptedKey, "base64").toString();
    assert.ok(wrapped.startsWith(PREFIX), "a key that this vault has wrapped");
    return Buffer.from(wrapped.slice(PREFIX.length), "base64");
}

async function listen(): Promise<NodeJS.ProcessEnv> {
    const server = createServer(async (request, response) => {
        const asked = JSON.parse(await text(request)) as { plaintext?: string; ciphertext?: string };
        const data =
            asked.plaintext === undefined
                ? { plaintext: asked.ciphertext?.slice(PREFIX.length) }
                : { ciphertext: PREFIX + asked.plaintext };
        response.setHeader("content-type", "application/json").end(JSON.stringify({ data }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    server.unref();
    const address = server.address();
    assert.ok(address !== null && typeof address === "object");
    const { port } = address satisfies AddressInfo;
    return {
        PULUMI_OPTION_SECRETS_PROVIDER: "hashivault://tests",
        VAULT_SERVER_URL: `http://127.0.0.1:${port}`,
        VAULT_SERVER_TOKEN: "any",
    };
}
