import { expect } from "chai";
import { ID, outcome, withEmulator } from "../support/client";

const settings = `/${ID}/settings`;

describe("settings", () => {
    it("the identity check is set and read back", () =>
        withEmulator({}, async ({ client }) => {
            expect((await client.checkIdentity(ID, true)).body).to.deep.equal({ success: true });
            expect((await client.get(settings)).body.user_identity_change).to.deep.equal({
                enable_identity_key_check: true,
            });
        }));

    it("settingsIdentityCheck decides whether the answer has user_identity_change", () =>
        withEmulator({}, async ({ graph, client }) => {
            const shown = async () => "user_identity_change" in (await client.get(settings)).body;
            expect(await shown()).to.equal(true);
            graph.set({ settingsIdentityCheck: "whenEnabled" });
            expect(await shown()).to.equal(false);
            graph.change(ID, { identityKeyCheck: true });
            expect(await shown()).to.equal(true);
            graph.set({ settingsIdentityCheck: "omitted" });
            expect(await shown()).to.equal(false);
        }));

    it("settingsAnswer=storageOnly leaves out calling and payload encryption", () =>
        withEmulator({ switches: { settingsIdentityCheck: "omitted" } }, async ({ graph, client }) => {
            expect((await client.get(settings)).body).to.have.keys(
                "calling",
                "payload_encryption",
                "storage_configuration",
            );
            graph.set({ settingsAnswer: "storageOnly" });
            expect((await client.get(settings)).body).to.have.keys("storage_configuration");
        }));

    it("settingsCasing=lower writes statuses in lower case", () =>
        withEmulator(
            { numbers: [{ id: ID, region: "DE" }], switches: { settingsCasing: "lower" } },
            async ({ client }) => {
                const { body } = await client.get(settings);
                expect(body.storage_configuration.status).to.equal("in_country_storage_enabled");
                expect(body.calling.status).to.equal("disabled");
                expect(body.payload_encryption.status).to.equal("disabled");
                await client.post(settings, { calling: { callback_permission_status: "ENABLED" } });
                expect((await client.get(settings)).body.calling.callback_permission_status).to.equal(
                    "enabled",
                );
            },
        ));

    it("settingsDialect=openapi answers with the schema's names", () =>
        withEmulator(
            { numbers: [{ id: ID, region: "DE" }], switches: { settingsDialect: "openapi" } },
            async ({ graph, client }) => {
                const { body } = await client.get(settings);
                expect(body.user_identity_change).to.deep.equal({ enabled: false });
                expect(body.storage_configuration).to.include({ enabled: true, region: "DE" });
                graph.change(ID, { region: null });
                expect((await client.get(settings)).body.storage_configuration.enabled).to.equal(false);
            },
        ));

    it("settingsAccepts decides which names a request may use", () =>
        withEmulator({}, async ({ graph, client }) => {
            const guides = [
                { user_identity_change: { enable_identity_key_check: true } },
                {
                    storage_configuration: {
                        status: "IN_COUNTRY_STORAGE_ENABLED",
                        data_localization_region: "DE",
                    },
                },
            ];
            const openapi = [
                { user_identity_change: { enabled: true } },
                { storage_configuration: { enabled: true, region: "DE" } },
                { storage_configuration: { enabled: false } },
            ];
            const all = async (bodies: object[]) => {
                const outcomes: string[] = [];
                for (const body of bodies) outcomes.push(outcome(await client.post(settings, body)));
                return new Set(outcomes);
            };
            expect([...(await all(guides)), ...(await all(openapi))]).to.deep.equal(["ok", "ok"]);
            graph.set({ settingsAccepts: "guides" });
            expect([...(await all(guides)), ...(await all(openapi))]).to.deep.equal(["ok", "400 100"]);
            graph.set({ settingsAccepts: "openapi" });
            expect([...(await all(guides)), ...(await all(openapi))]).to.deep.equal(["400 100", "ok"]);
        }));

    it("storageOffStatus is what storage that is off is called", () =>
        withEmulator(
            { switches: { storageOffStatus: "IN_COUNTRY_STORAGE_DISABLED" } },
            async ({ client }) => {
                expect((await client.get(settings)).body.storage_configuration.status).to.equal(
                    "IN_COUNTRY_STORAGE_DISABLED",
                );
            },
        ));

    it("payload encryption is off until it is set, and reads as the key's fingerprint and the cloud's key", () =>
        withEmulator({}, async ({ client }) => {
            const shown = async () => (await client.get(settings)).body.payload_encryption;
            expect(await shown()).to.deep.equal({ status: "DISABLED" });
            const wanted = { status: "enabled", client_encryption_key: "a2V5" };
            await client.post(settings, { payload_encryption: wanted });
            const first = await shown();
            expect(first).to.have.keys("status", "client_encryption_key_fingerprint", "cloud_encryption_key");
            expect(first.status).to.equal("ENABLED");
            await client.post(settings, {
                payload_encryption: { ...wanted, client_encryption_key: "b3RoZXI=" },
            });
            const second = await shown();
            expect(second.cloud_encryption_key).to.equal(first.cloud_encryption_key);
            expect(second.client_encryption_key_fingerprint).to.not.equal(
                first.client_encryption_key_fingerprint,
            );
            await client.post(settings, { payload_encryption: { status: "disabled" } });
            expect(await shown()).to.deep.equal({ status: "DISABLED" });
        }));

    for (const [rule, body] of [
        ["a request without a feature is refused", {}],
        [
            "two features in one request are refused",
            { user_identity_change: { enable_identity_key_check: true }, calling: { status: "ENABLED" } },
        ],
        ["a feature that is not an object is refused", { calling: 7 }],
        [
            "an identity check that is not a boolean is refused",
            { user_identity_change: { enable_identity_key_check: "yes" } },
        ],
    ] as const) {
        it(rule, () =>
            withEmulator({}, async ({ client }) => {
                expect(outcome(await client.post(settings, body))).to.equal("400 100");
            }),
        );
    }
});
