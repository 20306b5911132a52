import { generateKeyPairSync } from "node:crypto";
import { expect } from "chai";
import { ID, outcome, withEmulator } from "../support/client";

const path = `/${ID}/whatsapp_business_encryption`;
const pair = (modulusLength: number) =>
    generateKeyPairSync("rsa", {
        modulusLength,
        publicKeyEncoding: { type: "spki", format: "pem" },
        privateKeyEncoding: { type: "pkcs8", format: "pem" },
    });
const { publicKey, privateKey } = pair(2048);

describe("the public key of Flows", () => {
    it("is set as JSON or form, and read as flowsKeyAnswer and noFlowsKey say", () =>
        withEmulator({}, async ({ graph, client }) => {
            const status = { business_public_key_signature_status: "VALID" };
            expect((await client.get(path)).body).to.deep.equal({ data: [] });
            graph.set({ noFlowsKey: "mismatch" });
            expect((await client.get(path)).body).to.deep.equal({
                data: [{ business_public_key_signature_status: "MISMATCH" }],
            });
            expect((await client.post(path, { business_public_key: publicKey })).body).to.deep.equal({
                success: true,
            });
            const body = new URLSearchParams({ business_public_key: publicKey });
            expect(outcome(await client.send("POST", path, { body }))).to.equal("ok");
            expect((await client.get(path)).body.data[0]).to.include(status);
            expect((await client.get(path)).body.data[0].business_public_key).to.equal(publicKey);
            graph.set({ flowsKeyAnswer: "statusOnly" });
            expect((await client.get(path)).body).to.deep.equal({ data: [status] });
        }));

    for (const [what, key] of Object.entries({
        nothing: undefined,
        "a number": 7,
        "any text": "key",
        "a broken PEM": publicKey.slice(0, 90),
        "a private key": privateKey,
        "1024 bits": pair(1024).publicKey,
        "another kind": generateKeyPairSync("ed25519", {
            publicKeyEncoding: { type: "spki", format: "pem" },
            privateKeyEncoding: { type: "pkcs8", format: "pem" },
        }).publicKey,
    })) {
        it(`${what} is refused`, () =>
            withEmulator({}, async ({ client }) => {
                expect(outcome(await client.post(path, { business_public_key: key }))).to.equal("400 100");
            }));
    }
});
