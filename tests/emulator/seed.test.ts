import { expect } from "chai";
import { checkNumber, checkSeed } from "../../emulator/checkSeed";
import type { Seed } from "../../emulator/index";
import { startEmulator } from "../../emulator/index";
import { ID, PIN, WABA, withEmulator } from "./support/client";

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

    // As JSON has them: the types would not let them through.
    const refused: [string, string, string][] = [
        ["a number without an id", '{"numbers":[{"pin":"123456"}]}', "a number's id is a string of digits"],
        ["an id that is a number", '{"numbers":[{"id":1}]}', "a number's id is a string of digits, not 1"],
        [
            "a misspelt key",
            '{"numbers":[{"id":"1","isOnBizzApp":true}]}',
            "a number has no isOnBizzApp; it has id, wabaId",
        ],
        [
            "a pin that is a number",
            '{"numbers":[{"id":"1","pin":123456}]}',
            "pin of a number must be a string, not 123456",
        ],
        [
            "a demand that is text",
            '{"numbers":[{"id":"1","verificationDemanded":"yes"}]}',
            "verificationDemanded of a number must be true or false",
        ],
        ["a list that is none", '{"numbers":[{"id":"1","pinGuesses":5}]}', "must be a list of numbers"],
        ["a WABA with an unknown key", '{"wabas":[{"id":"1","review":"PENDING"}]}', "a WABA has no review"],
        ["a token without its text", '{"tokens":[{"scopes":[]}]}', "a token needs its text"],
        [
            "a token with one scope as text",
            '{"tokens":[{"token":"T","scopes":"x"}]}',
            "must be a list of strings",
        ],
    ];
    for (const [rule, json, saying] of refused) {
        it(`${rule} is refused, saying what is wrong`, async () => {
            const seed = JSON.parse(json) as Seed;
            expect(() => checkSeed(seed)).to.throw(saying);
            const refusal = await startEmulator(seed).catch((error: Error) => error.message);
            expect(refusal).to.include(saying);
        });
    }

    it("a patch may remove with null, and is checked like a seed", () => {
        expect(() => checkNumber({ pin: null, region: undefined, registered: true })).to.not.throw();
        expect(() => checkNumber({ registerd: true })).to.throw("a number has no registerd");
    });
});
