import { expect } from "chai";
import fc from "fast-check";
import type { NumberPatch, Seed } from "../../emulator/index";
import { startEmulator } from "../../emulator/index";
import { displayNumberOf } from "../../emulator/schema/displayNumber";
import { isObject } from "../../emulator/schema/json";
import { NUMBER_ENTRIES } from "../../emulator/schema/number";
import { EmulatorWorld } from "../../emulator/world";
import { ID, PIN, WABA, withEmulator } from "./support/client";

/** IDs near to each other, or 7,999,993 apart. */
const NEAR = fc.constantFrom(ID, "106540352242923", "106540344242929", "106540336242936", "106540344242930");

describe("a seed", () => {
    it("needs an id only: the rest is a verified, unregistered number in the default WABA", () =>
        withEmulator({}, async ({ graph }) => {
            expect(graph.number(ID)).to.include({
                wabaId: WABA,
                registered: false,
                status: "PENDING",
                codeVerificationStatus: "VERIFIED",
                isOnBizApp: false,
                identityKeyCheck: false,
            });
            expect(graph.number(ID)).to.not.have.any.keys("pin", "region");
        }));

    it("replaces what has the same id", () =>
        withEmulator({ numbers: [{ id: ID, pin: PIN }] }, async ({ graph }) => {
            graph.seed({ numbers: [{ id: ID, registered: true }] });
            expect(graph.number(ID))
                .to.include({ registered: true, status: "CONNECTED" })
                .and.not.have.property("pin");
        }));

    it("takes null as what is not there, in every place", () =>
        withEmulator({ numbers: [] }, async ({ graph }) => {
            const nothing = Object.keys(NUMBER_ENTRIES).map((key) => [key, null]);
            graph.seed({ numbers: [{ ...Object.fromEntries(nothing), id: ID }], wabas: null, users: null });
            const bare = graph.number(ID);
            graph.seed({ numbers: [{ id: ID }] });
            expect(bare).to.deep.equal(graph.number(ID));
            graph.seed({
                numbers: [
                    {
                        id: ID,
                        calling: { status: "ENABLED", sip: null, call_hours: { status: null } },
                        profile: { about: null, websites: null },
                        commerce: { isCartEnabled: null },
                        callingRestrictions: [{ type: "RESTRICTED", reason: null, expiration: null }],
                        fields: { certificate: null },
                    },
                ],
            });
            expect(graph.number(ID)).to.deep.include({
                calling: { status: "ENABLED", call_hours: {} },
                profile: { messaging_product: "whatsapp" },
                commerce: { isCartEnabled: false, isCatalogVisible: false },
                callingRestrictions: [{ type: "RESTRICTED" }],
                // A field of the node is shown as it was given: Graph may say null.
                fields: { certificate: null },
            });
        }));

    it("gives each number a display number that follows from its ID, whenever it is seeded", () =>
        withEmulator({ numbers: [{ id: "106540352242923" }, { id: ID }] }, async ({ graph }) => {
            const shown = () => graph.state().numbers.map((number) => [number.id, number.displayPhoneNumber]);
            const expected = [
                ["106540352242923", "+1 631-555-5556"],
                [ID, "+1 631-555-5555"],
            ];
            expect(shown()).to.deep.equal(expected);
            graph.seed({ numbers: [{ id: ID }, { id: "106540352242923" }] });
            expect(shown()).to.deep.equal(expected);
        }));

    it("never gives two numbers one display number, whatever is seeded, changed and removed", () =>
        fc.assert(
            fc.property(
                fc.array(fc.tuple(NEAR, fc.option(NEAR), fc.boolean()), { maxLength: 20 }),
                (steps) => {
                    const world = new EmulatorWorld();
                    for (const [id, alike, remove] of steps) {
                        // 7,999,993 apart, two IDs lead to one display number.
                        const displayPhoneNumber = alike === null ? null : displayNumberOf(alike);
                        const before = JSON.stringify([...world.numbers]);
                        try {
                            if (world.numbers.has(id)) world.change(id, { displayPhoneNumber });
                            else world.seed({ numbers: [{ id, displayPhoneNumber }] });
                        } catch (error) {
                            expect(String(error)).to.match(
                                /can't have the display number .*: number \d+ has it$/,
                            );
                            expect(JSON.stringify([...world.numbers])).to.equal(before);
                        }
                        const all = [...world.numbers.values()].map((number) => number.displayPhoneNumber);
                        expect(new Set(all).size).to.equal(all.length);
                        if (remove && world.numbers.has(id)) world.removeNumber(id);
                    }
                },
            ),
        ));

    it("a phone number may move to another ID: the one that had it shows another", () =>
        withEmulator({ numbers: [{ id: ID }, { id: "2" }] }, async ({ graph }) => {
            const { displayPhoneNumber } = graph.number(ID);
            graph.change("2", { displayPhoneNumber });
            expect(graph.number("2").displayPhoneNumber).to.equal(displayPhoneNumber);
            expect(graph.number(ID).displayPhoneNumber).not.to.equal(displayPhoneNumber);
        }));

    it("adds nothing if anything in it is wrong", () =>
        withEmulator({ numbers: [] }, async ({ graph }) => {
            const before = graph.state();
            const seed = { wabas: [{ id: "9" }], tokens: [{ token: "T" }], numbers: [{ id: ID, pin: "12" }] };
            expect(() => graph.seed(seed)).to.throw("must be a text of six digits");
            expect({ ...graph.state(), now: 0 }).to.deep.equal({ ...before, now: 0 });
        }));

    // As JSON has them: the types would not let them through.
    const refused: [string, string, string][] = [
        ["a number without an id", '{"numbers":[{"pin":"123456"}]}', "numbers[0] of the seed needs id"],
        [
            "an id that is a number",
            '{"numbers":[{"id":1}]}',
            "numbers[0].id of the seed must be a text of digits, not 1",
        ],
        [
            "an id with letters",
            '{"numbers":[{"id":"1"},{"id":"x1"}]}',
            'numbers[1].id (x1) of the seed must be a text of digits, not "x1"',
        ],
        [
            "a misspelt key",
            '{"numbers":[{"id":"1","isOnBizzApp":true}]}',
            "numbers[0] (1) of the seed has no isOnBizzApp; it has id, wabaId",
        ],
        ["a key of every object", '{"numbers":[{"id":"1","toString":1}]}', "has no toString"],
        ["a prototype", '{"numbers":[{"id":"1","__proto__":{"pin":"1"}}]}', "has no __proto__"],
        [
            "a misspelt key deep inside",
            '{"numbers":[{"id":"1","qrCodes":[{"code":"A","prefilledMessage":"","createdAt":1,"scans":1}]}]}',
            "numbers[0].qrCodes[0] (1) of the seed has no scans",
        ],
        [
            "a number where a list is due",
            '{"number":[{"id":"1"}]}',
            "the seed has no number; it has numbers,",
        ],
        [
            "an object in place of a list",
            '{"numbers":{"id":"1"}}',
            "numbers of the seed must be a list, not an object",
        ],
        ["null in a list", '{"numbers":[null]}', "numbers[0] of the seed must be an object with id"],
        ["a list in place of a seed", "[1]", "the seed must be an object with numbers"],
        ["nothing in place of a seed", "null", "the seed must be an object with numbers"],
        [
            "a pin that is a number",
            '{"numbers":[{"id":"1","pin":123456}]}',
            "numbers[0].pin (1) of the seed must be a text of six digits",
        ],
        ["a pin of two digits", '{"numbers":[{"id":"1","pin":"12"}]}', "must be a text of six digits"],
        [
            "a region that there is not",
            '{"numbers":[{"id":"1","region":"XX"}]}',
            "must be one of AU, ID, IN, JP,",
        ],
        [
            "a display number of letters",
            '{"numbers":[{"id":"1","displayPhoneNumber":"soon"}]}',
            "must be a phone number such as +1 631-555-5555",
        ],
        [
            "a demand that is text",
            '{"numbers":[{"id":"1","verificationDemanded":"yes"}]}',
            'numbers[0].verificationDemanded (1) of the seed must be true or false, not "yes"',
        ],
        [
            "a list that is none",
            '{"numbers":[{"id":"1","pinGuesses":5}]}',
            "pinGuesses (1) of the seed must be a list, not 5",
        ],
        [
            "a time that no date has",
            '{"numbers":[{"id":"1","lastOnboardedTime":1e300}]}',
            "must be a time in milliseconds since 1970",
        ],
        [
            "SIP servers that are none",
            '{"numbers":[{"id":"1","calling":{"sip":{"servers":[null]}}}]}',
            "numbers[0].calling.sip.servers[0] (1) of the seed must be a JSON object",
        ],
        [
            "a token with a line break",
            '{"tokens":[{"token":"EAA\\nB"}]}',
            "tokens[0].token of the seed must be a text without blanks",
        ],
        [
            "an app that is subscribed twice",
            '{"wabas":[{"id":"1","subscribedApps":["2","2"]}]}',
            "subscribedApps (1) of the seed has two subscribed apps 2",
        ],
        [
            "a code twice",
            '{"numbers":[{"id":"1","qrCodes":[{"code":"A","prefilledMessage":"x","createdAt":1},{"code":"A","prefilledMessage":"y","createdAt":1}]}]}',
            "has two QR codes with the code A",
        ],
        [
            "JSON that is too deep",
            `{"numbers":[{"id":"1","fields":{"a":${"[".repeat(100)}${"]".repeat(100)}}}]}`,
            "must be a JSON object that is not nested deeper than 64 levels",
        ],
        [
            "one ID twice",
            '{"numbers":[{"id":"1"},{"id":"1"}]}',
            "numbers of the seed has two numbers with the ID 1",
        ],
        [
            "one display number, written in two ways",
            '{"numbers":[{"id":"1","displayPhoneNumber":"+49 151 55"},{"id":"2","displayPhoneNumber":"+4915155"}]}',
            "number 2 can't have the display number +4915155: number 1 has it",
        ],
        [
            "one ID for a number and its WABA",
            '{"numbers":[{"id":"1","wabaId":"1"}]}',
            "WABA 1 can't have this ID: it is the number's",
        ],
        [
            "one ID for a WABA and an app",
            '{"apps":[{"id":"1"}],"wabas":[{"id":"1"}]}',
            "app 1 can't have this ID: it is the WABA's",
        ],
        [
            "the ID of the default WABA for a number",
            `{"numbers":[{"id":"${WABA}"}]}`,
            `number ${WABA} can't have this ID: it is the WABA's`,
        ],
        [
            "the ID of the default app for a WABA",
            '{"wabas":[{"id":"67084829"}]}',
            "WABA 67084829 can't have this ID: it is the app's",
        ],
        [
            "a number's ID for a token's app",
            '{"numbers":[{"id":"1"}],"tokens":[{"token":"T","appId":"1"}]}',
            "app 1 can't have this ID: it is the number's",
        ],
        ["an ID with a line break", '{"numbers":[{"id":"1\\n"}]}', "numbers[0].id of the seed must be"],
        ["a WABA with an unknown key", '{"wabas":[{"id":"1","review":"PENDING"}]}', "has no review"],
        [
            "a WABA in no country",
            '{"wabas":[{"id":"1","country":"us"}]}',
            "must be a country of ISO 3166, such as US",
        ],
        ["a token without its text", '{"tokens":[{"scopes":[]}]}', "tokens[0] of the seed needs token"],
        [
            "a token with one scope as text",
            '{"tokens":[{"token":"T","scopes":"x"}]}',
            'tokens[0].scopes of the seed must be a list, not "x"',
        ],
        ["a user without a hash", '{"users":[{"waId":"1"}]}', "users[0] of the seed needs identityKeyHash"],
        [
            "an upload without a length",
            '{"uploads":[{"id":"1","appId":"1","fileType":"x"}]}',
            "needs fileLength",
        ],
    ];
    for (const [rule, json, saying] of refused) {
        it(`${rule} is refused, saying what is wrong`, async () => {
            const seed = JSON.parse(json) as Seed;
            expect(() => new EmulatorWorld().seed(seed)).to.throw(saying);
            if (!isObject(seed)) return;
            const { number: _, ...options } = seed as Seed & { number?: unknown };
            const refusal = await startEmulator({ ...options, ...seed }).catch(
                (error: Error) => error.message,
            );
            expect(refusal).to.include(_ === undefined ? saying : "a start has no option number");
        });
    }

    it("never shows a secret in its refusal", () => {
        const [pin, token, appSecret, verifyToken] = ["12345", 5551, 5552, 5553];
        for (const seed of [
            { numbers: [{ id: "1", pin }] },
            { numbers: { id: "1", pin } },
            { numbers: [{ id: "1", webhookOverrides: { "7": { uri: "https://a.example", verifyToken } } }] },
            { tokens: [{ token }] },
            { tokens: [{ token: "5554", appSecret }] },
            { tokens: [{ token: "5554" }, { token: "5554" }] },
        ]) {
            const refusal = thrown(() => new EmulatorWorld().seed(seed as unknown as Seed));
            expect(refusal, JSON.stringify(seed))
                .to.match(/ (must|has) /)
                .and.not.match(/12345|555\d/);
        }
    });
});

describe("a change behind everybody's back", () => {
    const refused: [string, string][] = [
        ['{"registerd":true}', `number ${ID} has no registerd; it has id`],
        ['{"pin":"12"}', `pin of number ${ID} must be a text of six digits`],
        ['{"id":"5"}', `the id of number ${ID} can't be changed`],
        [`{"wabaId":"${ID}"}`, `WABA ${ID} can't have this ID: it is the number's`],
        ['{"wabaId":"67084829"}', "WABA 67084829 can't have this ID: it is the app's"],
        ['{"wabaId":"x"}', `wabaId of number ${ID} must be a text of digits, not "x"`],
        ["[]", `a change of number ${ID} is a JSON object`],
        ["null", `a change of number ${ID} is a JSON object`],
    ];
    for (const [json, saying] of refused) {
        it(`${json} is refused, and changes nothing`, () =>
            withEmulator({}, async ({ graph }) => {
                const before = graph.state();
                expect(() => graph.change(ID, JSON.parse(json) as NumberPatch)).to.throw(saying);
                expect({ ...graph.state(), now: 0 }).to.deep.equal({ ...before, now: 0 });
            }));
    }

    it("may give back all that a read showed", () =>
        withEmulator({}, async ({ graph }) => {
            const before = graph.number(ID);
            graph.change(ID, before);
            expect(graph.number(ID)).to.deep.equal(before);
        }));

    it("brings defaults back with null, of numbers, WABAs and apps", () =>
        withEmulator({ wabas: [{ id: WABA, name: "Kitchen", maxNumbers: 2 }] }, async ({ graph }) => {
            graph.change(ID, { displayPhoneNumber: "+49 15112345678", registerRequests: [1], pin: PIN });
            graph.change(ID, { displayPhoneNumber: null, registerRequests: null, pin: null });
            graph.changeWaba(WABA, { name: null, maxNumbers: null });
            graph.changeApp("67084829", { name: null });
            expect(graph.number(ID)).to.deep.include({
                displayPhoneNumber: "+1 631-555-5555",
                registerRequests: [],
            });
            expect(graph.number(ID)).to.not.have.property("pin");
            const { wabas, apps } = graph.state();
            expect([wabas[0]?.name, apps[0]?.name]).to.deep.equal(["Jasper's Markets", "Emulator"]);
            expect(wabas[0]).to.not.have.property("maxNumbers");
            expect(() => graph.changeWaba(WABA, { payment: "no" } as never)).to.throw(
                `payment of WABA ${WABA} must be true or false, not "no"`,
            );
            expect(() => graph.changeApp("67084829", { callbackUrl: "no" })).to.throw("must be a URL");
        }));
});

function thrown(run: () => void): string {
    try {
        run();
    } catch (error) {
        return String(error);
    }
    return "";
}
