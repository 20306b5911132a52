import { expect } from "chai";
import fc from "fast-check";
import type { NumberSeed, Switches } from "../../../emulator";
import type { Difference } from "../../../emulator/record/compare";
import { parseRecording } from "../../../emulator/record/recording";
import { compareRecording } from "../../../emulator/record/replay";
import { type Client, ID, OTHER_PIN, PIN, WABA } from "../support/client";
import { FIELDS, NUMBERS, recorded, SECOND, wholeLife } from "../support/recording";

/** A difference in short. */
const inShort = ({ request, field, how }: Difference) =>
    `${request.replace(/\/v25\.0\/\d{15}/, "").trim()} ${field}: ${how}`;

/** The differences between what an upstream with these switches answered and the emulator with those. */
async function differences(
    session: (client: Client) => Promise<void>,
    switches: Partial<Switches>,
    against: Partial<Switches> = {},
): Promise<string[]> {
    const { pairs } = await recorded({ numbers: NUMBERS, switches }, session);
    return (await compareRecording(pairs, { switches: against })).differences.map(inShort);
}

const read = async (client: Client): Promise<void> => {
    await client.get(`/${ID}?fields=${FIELDS}`);
};
const readSettings = async (client: Client): Promise<void> => {
    await read(client);
    await client.get(`/${ID}/settings`);
};
const registerTwelveTimes = async (client: Client): Promise<void> => {
    await read(client);
    for (let i = 0; i < 11; i += 1) await client.register(ID);
};

/** A switch of the upstream, what is asked, and exactly what differs then. */
const ROWS: [switches: Partial<Switches>, session: (client: Client) => Promise<void>, differ: string[]][] = [
    [
        { settingsCasing: "lower" },
        readSettings,
        [
            "GET /settings calling.status: value",
            "GET /settings payload_encryption.status: value",
            "GET /settings storage_configuration.status: value",
        ],
    ],
    [
        { settingsAnswer: "storageOnly", settingsIdentityCheck: "omitted" },
        readSettings,
        [
            "GET /settings calling: extra field",
            "GET /settings payload_encryption: extra field",
            "GET /settings user_identity_change: extra field",
        ],
    ],
    [
        { settingsDialect: "openapi" },
        readSettings,
        [
            "GET /settings storage_configuration.enabled: missing field",
            "GET /settings storage_configuration.region: missing field",
            "GET /settings storage_configuration.data_localization_region: extra field",
            "GET /settings user_identity_change.enabled: missing field",
            "GET /settings user_identity_change.enable_identity_key_check: extra field",
        ],
    ],
    [
        { successAs: "string" },
        async (client) => {
            await read(client);
            await client.register(ID);
        },
        ["POST /register success: type"],
    ],
    [
        { refusalText: "message" },
        async (client) => {
            await read(client);
            await client.register(ID, "12");
        },
        ["POST /register error.message: words", "POST /register error.error_data: extra field"],
    ],
    [
        { storageChangeWhileRegistered: "error131009" },
        async (client) => {
            await readSettings(client);
            await client.store(ID, "FR");
            await client.store(ID, "JP");
        },
        ["POST /settings error.message: words", "POST /settings error.code: code"],
    ],
    [
        { deregisterUnregistered: "notRegistered" },
        async (client) => {
            await client.get(`/${SECOND}?fields=${FIELDS}`);
            await client.deregister(SECOND);
        },
        [
            "POST /deregister error.error_subcode: missing field",
            "POST /deregister error.error_data.details: words",
        ],
    ],
    [
        { retryAfterHeader: true, quotaTransient: "omitted" },
        registerTwelveTimes,
        ["POST /register retry-after: header", "POST /register error.is_transient: extra field"],
    ],
    [
        { duplicateRows: true },
        async (client) => {
            await client.get(`/${WABA}/phone_numbers?fields=id`);
        },
        ["GET /phone_numbers data: length"],
    ],
    [
        { platformType: "omitted" },
        async (client) => {
            await client.get(`/${ID}?fields=status,platform_type`);
        },
        ["GET platform_type: extra field"],
    ],
];

describe("comparing a recording with the emulator's own answers", function () {
    this.timeout(600_000);

    it("finds nothing where the upstream is an emulator", async () => {
        const { pairs } = await recorded({ numbers: NUMBERS }, wholeLife);
        const { compared, left, differences: found } = await compareRecording(pairs);
        expect(found).to.deep.equal([]);
        expect([compared, left]).to.deep.equal([pairs.length, []]);
    });

    for (const [switches, session, differ] of ROWS) {
        it(`finds exactly what ${JSON.stringify(switches)} changes, and nothing against the same`, async () => {
            expect(await differences(session, switches)).to.deep.equal(differ);
            expect(await differences(session, switches, switches)).to.deep.equal([]);
        });
    }

    it("has both values in a difference, and which request it was", async () => {
        const { pairs } = await recorded(
            { numbers: NUMBERS, switches: { settingsCasing: "lower" } },
            readSettings,
        );
        const { differences: found } = await compareRecording(pairs);
        expect(found.at(-1)).to.deep.equal({
            seq: 2,
            request: "GET /v25.0/900000000000001/settings",
            field: "storage_configuration.status",
            how: "value",
            recorded: "in_country_storage_enabled",
            emulated: "IN_COUNTRY_STORAGE_ENABLED",
        });
    });

    it("takes what a number was from who knows it, over what the recording shows", async () => {
        const { pairs } = await recorded({ numbers: NUMBERS }, async (client) => {
            await client.register(ID, OTHER_PIN);
        });
        expect((await compareRecording(pairs)).differences).to.deep.equal([]);
        const [first] = pairs.map(({ request }) => ({
            path: request.path,
            body: request.body as { pin: string },
        }));
        const [id, pin] = [first?.path.split("/")[2] ?? "", first?.body.pin ?? ""];
        const found = await compareRecording(pairs, { numbers: [{ id, pin }] });
        expect(found.differences.map(inShort)).to.include("POST /register HTTP status: status");
    });

    it("finds nothing in whatever a client asks of an emulator with whatever switches", async () => {
        const step = fc.constantFrom<(client: Client) => Promise<unknown>>(
            (client) => client.get(`/${ID}?fields=${FIELDS}`),
            (client) => client.get(`/${SECOND}?fields=${FIELDS}`),
            (client) => client.get(`/${ID}/settings`),
            (client) => client.register(ID, PIN, "DE"),
            (client) => client.register(ID, PIN),
            (client) => client.register(ID, OTHER_PIN, "JP"),
            (client) => client.register(SECOND, PIN),
            (client) => client.deregister(ID),
            (client) => client.deregister(SECOND),
            (client) => client.post(`/${ID}`, { pin: OTHER_PIN }),
            (client) => client.checkIdentity(ID, true),
            (client) => client.store(ID, "JP"),
            (client) => client.store(ID, undefined),
            (client) => client.at("v20.0").register(ID, PIN, "JP"),
        );
        const numbers: fc.Arbitrary<NumberSeed> = fc.record({
            id: fc.constant(ID),
            registered: fc.boolean(),
            pin: fc.constantFrom(PIN, OTHER_PIN),
            isOnBizApp: fc.constantFrom(false, false, true),
            codeVerificationStatus: fc.constantFrom("VERIFIED", "VERIFIED", "EXPIRED"),
            qualityRating: fc.constantFrom("GREEN", "RED"),
            identityKeyCheck: fc.boolean(),
        });
        const switches: fc.Arbitrary<Partial<Switches>> = fc.record({
            pinMode: fc.constantFrom("legacy", "evolved", "retired"),
            regionInRegister: fc.constantFrom("accepted", "ignored", "rejected", "deprecated"),
            storageAfterDeregister: fc.constantFrom("reset", "kept"),
            settingsCasing: fc.constantFrom("upper", "lower"),
            successAs: fc.constantFrom("boolean", "string"),
            refusalText: fc.constantFrom("details", "message"),
        });
        const property = fc.asyncProperty(
            numbers,
            switches,
            fc.array(step, { maxLength: 12 }),
            async (number, chosen, steps) => {
                const session = async (client: Client): Promise<void> => {
                    // What a recording should begin with: each number and its settings as they are.
                    for (const id of [ID, SECOND]) {
                        await client.get(`/${id}?fields=${FIELDS}`);
                        await client.get(`/${id}/settings`);
                    }
                    for (const each of steps) await each(client);
                };
                const { pairs } = await recorded(
                    { numbers: [number, { id: SECOND }], switches: chosen },
                    session,
                );
                expect((await compareRecording(pairs, { switches: chosen })).differences).to.deep.equal([]);
            },
        );
        await fc.assert(property, { numRuns: 40 });
    });

    it("goes on without what the emulator can't begin with, and says so", async () => {
        const { pairs } = await recorded({ numbers: NUMBERS }, readSettings);
        const [node, settings] = pairs;
        const storage = { storage_configuration: { status: "IN_COUNTRY_STORAGE_ENABLED", region: "FR" } };
        const answer = { status: 200, headers: {}, body: storage };
        const changed = [node, settings && { ...settings, answer }].filter((pair) => pair !== undefined);
        const comparison = await compareRecording(changed);
        expect(comparison.refused).to.deep.equal(['region of 900000000000001: "FR"']);
        expect(comparison.differences.map(inShort)).to.include(
            "GET /settings storage_configuration.status: value",
        );
    });

    const broken: [what: string, text: string, says: RegExp][] = [
        ["that is empty", "", /its first line does not say that it is a recording/],
        ["of something else", '{"a":1}\n', /its first line does not say/],
        ["that is cut off", '{"recording":1}\n{"seq":1', /line 2 is not JSON/],
        ["with another line", '{"recording":1}\n{"seq":1}\n', /line 2 has no request with its answer/],
    ];
    for (const [what, text, says] of broken) {
        it(`a file ${what} is refused by its line`, () => {
            expect(() => parseRecording(text)).to.throw(says);
        });
    }
});
