import { expect } from "chai";
import { NoAnswerError } from "../../../graph/errors";
import * as numbers from "../../../graph/numbers";
import { scripted, unknownField } from "./scripted";

describe("the requests that change something", () => {
    const ok = { success: true };
    const rows: [string, (call: numbers.Call) => Promise<void>, string, unknown, boolean][] = [
        [
            "register",
            (c) => numbers.register(c, "1", "111111", "none"),
            "1/register",
            { messaging_product: "whatsapp", pin: "111111" },
            false,
        ],
        [
            "register with a region",
            (c) => numbers.register(c, "1", "111111", "DE"),
            "1/register",
            { messaging_product: "whatsapp", pin: "111111", data_localization_region: "DE" },
            false,
        ],
        ["deregister", (c) => numbers.deregister(c, "1"), "1/deregister", undefined, false],
        ["set the PIN", (c) => numbers.setPin(c, "1", "111111"), "1", { pin: "111111" }, true],
        [
            "switch storage on",
            (c) => numbers.setStorage(c, "1", { kind: "inCountry", region: "BR" }),
            "1/settings",
            {
                storage_configuration: {
                    status: "IN_COUNTRY_STORAGE_ENABLED",
                    data_localization_region: "BR",
                },
            },
            true,
        ],
        [
            "switch storage off",
            (c) => numbers.setStorage(c, "1", { kind: "default" }),
            "1/settings",
            { storage_configuration: { status: "IN_COUNTRY_STORAGE_DISABLED" } },
            true,
        ],
        [
            "give back no storage",
            (c) => numbers.setStorage(c, "1", { kind: "noStorage", retentionMinutes: 60 }),
            "1/settings",
            { storage_configuration: { status: "NO_STORAGE_ENABLED", retention_minutes: 60 } },
            true,
        ],
        [
            "set the identity key check",
            (c) => numbers.setIdentityKeyCheck(c, "1", false),
            "1/settings",
            { user_identity_change: { enable_identity_key_check: false } },
            true,
        ],
    ];
    for (const [what, act, path, body, repeatable] of rows) {
        it(`${what}: POST ${path}, ${repeatable ? "may be repeated" : "never repeated"}`, async () => {
            const { client, sent } = scripted(ok);
            await act({ client });
            expect(sent).to.have.length(1);
            expect(sent[0]).to.include({ method: "POST", path, repeatable });
            expect(sent[0]?.body).to.deep.equal(body);
        });
    }

    it("hand the PIN to the client as a secret", async () => {
        const { client, sent } = scripted(ok);
        await numbers.register({ client }, "1", "111111", "none");
        await numbers.setPin({ client }, "1", "222222");
        expect(sent.map((request) => request.secrets)).to.deep.equal([["111111"], ["222222"]]);
    });

    it('take "true" for true, and nothing else for success', async () => {
        await numbers.deregister({ client: scripted({ success: "true" }).client }, "1");
        for (const answer of [{ success: false }, {}, null, "ok"]) {
            const error = await numbers
                .deregister({ client: scripted(answer).client }, "1")
                .catch((e: unknown) => e);
            expect(error).to.be.instanceOf(NoAnswerError).and.to.include({ verdict: "unclear" });
        }
    });
});

describe("reading the number", () => {
    it("asks for the fields by name, and gives them in our names", async () => {
        const { client, sent } = scripted({
            id: "1",
            display_phone_number: "+1 631-555-5555",
            verified_name: "Jasper's Market",
            name_status: "APPROVED",
            code_verification_status: "VERIFIED",
            status: "CONNECTED",
            platform_type: "CLOUD_API",
            is_on_biz_app: false,
            is_pin_enabled: true,
            health_status: {
                entities: [
                    { entity_type: "PHONE_NUMBER", id: "1" },
                    { entity_type: "WABA", id: "7" },
                ],
            },
        });
        expect(await numbers.readNumber({ client }, "1")).to.deep.equal({
            displayPhoneNumber: "+1 631-555-5555",
            verifiedName: "Jasper's Market",
            nameStatus: "APPROVED",
            codeVerificationStatus: "VERIFIED",
            status: "CONNECTED",
            platformType: "CLOUD_API",
            isOnBizApp: false,
            isPinEnabled: true,
            wabaId: "7",
        });
        expect(sent[0]?.params?.fields).to.contain("platform_type").and.to.contain("health_status");
    });

    it("leaves out what Graph does not say", async () => {
        expect(await numbers.readNumber({ client: scripted({ id: "1" }).client }, "1")).to.deep.equal({});
    });

    it("continues without the fields that Graph no longer knows", async () => {
        const { client, sent } = scripted(unknownField("platform_type"), unknownField("name_status"), {
            status: "CONNECTED",
        });
        expect(await numbers.readNumber({ client }, "1")).to.deep.equal({ status: "CONNECTED" });
        expect(sent[2]?.params?.fields).not.to.match(/platform_type|,name_status/);
        // The schema's name for the platform is asked for then, and only then.
        expect(sent.map(({ params }) => params?.fields).slice(3)).to.deep.equal(["host_platform"]);
    });

    it("does not go in circles over a field that it never asked for", async () => {
        const { client, sent } = scripted(unknownField("other"));
        expect(await numbers.readNumber({ client }, "1").catch((e: unknown) => e)).to.be.instanceOf(Error);
        expect(sent).to.have.length(1);
    });
});

describe("reading the settings", () => {
    const rows: [string, unknown, unknown][] = [
        [
            "in upper case",
            {
                storage_configuration: {
                    status: "IN_COUNTRY_STORAGE_ENABLED",
                    data_localization_region: "BR",
                },
            },
            { storage: { kind: "inCountry", region: "BR" } },
        ],
        [
            "in lower case, by the schema's names",
            {
                storage_configuration: { status: "in_country_storage_enabled", region: "br" },
                user_identity_change: { enabled: true },
            },
            { storage: { kind: "inCountry", region: "BR" }, identityKeyCheck: true },
        ],
        [
            "the default",
            {
                storage_configuration: { status: "DEFAULT" },
                user_identity_change: { enable_identity_key_check: false },
            },
            { storage: { kind: "default" }, identityKeyCheck: false },
        ],
        [
            "switched off",
            { storage_configuration: { status: "IN_COUNTRY_STORAGE_DISABLED" } },
            { storage: { kind: "default" } },
        ],
        [
            "no storage",
            { storage_configuration: { status: "NO_STORAGE_ENABLED", retention_minutes: 60 } },
            { storage: { kind: "noStorage", retentionMinutes: 60 } },
        ],
        ["a status that nobody knows is unknown", { storage_configuration: { status: "SOMETHING" } }, {}],
        [
            "a region that nobody knows is unknown",
            {
                storage_configuration: {
                    status: "IN_COUNTRY_STORAGE_ENABLED",
                    data_localization_region: "XX",
                },
            },
            {},
        ],
        ["silence is unknown", {}, {}],
        ["nonsense is unknown", "text", {}],
    ];
    for (const [what, answer, settings] of rows) {
        it(what, async () => {
            const { calling, ...read } = await numbers.readSettings({ client: scripted(answer).client }, "1");
            expect(read).to.deep.equal(settings);
            const saysNothing = Object.keys(Object(answer)).length === 0 || typeof answer === "string";
            expect(calling, "calls are not set, or not known").to.deep.equal(saysNothing ? undefined : {});
        });
    }
});
