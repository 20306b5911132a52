import { runtime } from "@pulumi/pulumi";
import { expect } from "chai";
import { REGIONS } from "../../../../graph/observed";
import { check } from "../../../../provider/number/model/check";
import { UNKNOWN } from "../../../../provider/unknown";

const GOOD = { phoneNumberId: "106540352242922", pin: "012345" };

/** The failures of one property, for inputs that are good otherwise. */
function refusals(change: Record<string, unknown>): Record<string, string> {
    const { failures } = check({}, { ...GOOD, ...change });
    return Object.fromEntries(failures.map(({ property, reason }) => [property, reason]));
}

describe("check", () => {
    it("knows the engine's own text for an unknown value", () => {
        expect(UNKNOWN).to.equal(runtime.unknownValue);
    });

    describe("lets pass", () => {
        const rows: [string, Record<string, unknown>][] = [
            ["what is required", {}],
            ["a PIN with leading zeros", { pin: "000001" }],
            ["true", { enableIdentityKeyCheck: true }],
            ["false", { enableIdentityKeyCheck: false }],
            ["null, as absent", { dataLocalizationRegion: null, enableIdentityKeyCheck: null }],
            ...Object.keys(REGIONS).map((region): [string, Record<string, unknown>] => [
                `the region ${region}`,
                { dataLocalizationRegion: region },
            ]),
            ...["phoneNumberId", "pin", "dataLocalizationRegion", "enableIdentityKeyCheck"].map(
                (property): [string, Record<string, unknown>] => [
                    `an unknown ${property}`,
                    { [property]: UNKNOWN },
                ],
            ),
        ];
        for (const [what, change] of rows) {
            it(what, () => expect(refusals(change)).to.deep.equal({}));
        }
    });

    describe("with deletionProtection,", () => {
        const OLD = { ...GOOD, deletionProtection: true, pinRevision: 1 };
        const other = "106540352242923";
        const rows: [string, Record<string, unknown>, Record<string, unknown>, RegExp | undefined][] = [
            ["another ID is refused", OLD, { ...GOOD, phoneNumberId: other }, /deletionProtection: false/],
            [
                "another ID is refused, with the protection lifted in the same run too",
                OLD,
                { ...GOOD, phoneNumberId: other, deletionProtection: false },
                /run pulumi up first/,
            ],
            [
                "an ID that is not known is refused",
                OLD,
                { ...GOOD, phoneNumberId: UNKNOWN },
                /not known until/,
            ],
            ["the same ID is kept", OLD, { ...GOOD, pin: "271828" }, undefined],
            [
                "a number that was not protected may be replaced",
                GOOD,
                { ...OLD, phoneNumberId: other },
                undefined,
            ],
            ["a new number has nothing to lose", {}, OLD, undefined],
        ];
        for (const [what, olds, news, pattern] of rows) {
            it(what, () => {
                const [failure, ...others] = check(olds, news).failures;
                expect(others).to.deep.equal([]);
                if (pattern === undefined) expect(failure).to.equal(undefined);
                else expect(failure?.reason).to.match(pattern);
            });
        }
    });

    describe("refuses, on its own property, with what was given, the rule and a valid example:", () => {
        const rows: [string, string, unknown, ...RegExp[]][] = [
            ["a missing phoneNumberId", "phoneNumberId", undefined, /missing/, /"106540352242922"/],
            [
                "a phoneNumberId as a number",
                "phoneNumberId",
                106540352242922,
                /the number 106540352242922/,
                /as a string/,
            ],
            [
                "a phone number instead of its ID",
                "phoneNumberId",
                "+1 631-555-5555",
                /"\+1 631-555-5555"/,
                /looks like the phone number/,
                /give the phone number ID/,
            ],
            [
                "a phoneNumberId with letters",
                "phoneNumberId",
                "abc",
                /"abc"/,
                /digits of an ID/,
                /"106540352242922"/,
            ],
            ["an empty phoneNumberId", "phoneNumberId", "", /given as ""/, /digits/],
            ["a phoneNumberId that is a list", "phoneNumberId", ["1"], /\["1"\]/],
            ["a missing pin", "pin", undefined, /missing/, /requireSecret/],
            ["a pin as a number", "pin", 123456, /given as a number/, /leading zeros/, /"012345"/],
            ["a pin of five digits", "pin", "98765", /5 digits/, /six digits as a string/],
            ["a pin of one digit", "pin", "9", /1 digit:/],
            ["a pin with letters", "pin", "98765x", /6 characters, not all of them digits/],
            ["a pin with other scripts' digits", "pin", "١٢٣٤٥٦", /not all of them digits/],
            ["a pin that is an object", "pin", {}, /an object/],
            [
                "a region in lower case",
                "dataLocalizationRegion",
                "de",
                /"de"/,
                /AU ID IN/,
                /did you mean "DE"/,
            ],
            ["the United Kingdom's other code", "dataLocalizationRegion", "UK", /did you mean "GB"/],
            ["a country's name", "dataLocalizationRegion", "Switzerland", /did you mean "CH"/],
            ["the European Union", "dataLocalizationRegion", "EU", /did you mean "DE"/],
            ["a country without local storage", "dataLocalizationRegion", "FR", /"FR"/, /for example "DE"/],
            ["an inherited property's name as region", "dataLocalizationRegion", "toString", /"toString"/],
            ["a region that is no text", "dataLocalizationRegion", 49, /49/],
            ["a name of one emoji, which is two units of UTF-16", "displayName", "👍", /2 to 75 characters/],
            ["a name of 38 emojis", "displayName", "👍".repeat(38), /2 to 75 characters/],
            ["a text for a boolean", "enableIdentityKeyCheck", "true", /"true"/, /true or false/],
            [
                "a property that it does not know",
                "region",
                "DE",
                /not an input/,
                /Did you mean dataLocalizationRegion/,
            ],
            [
                "a property that every object has",
                "constructor",
                "DE",
                /^constructor is not an input of \S+: it knows [^.]*\.$/,
            ],
            ["a way of adopting that is none", "pinOnAdoption", "skip", /given as "skip"/, /give "keep"/],
            ["a property that is like none", "colour", "red", /not an input/, /phoneNumberId, pin/],
        ];
        for (const [what, property, value, ...patterns] of rows) {
            it(what, () => {
                const refused = refusals({ [property]: value });
                expect(Object.keys(refused)).to.deep.equal([property]);
                for (const pattern of patterns) expect(refused[property]).to.match(pattern);
            });
        }
    });

    it("never shows what was meant to be a PIN", () => {
        for (const pin of [987654, "98765", "987654x", "0987654"]) {
            expect(JSON.stringify(refusals({ pin }))).not.to.contain("98765");
        }
    });

    it("names every wrong property at once", () => {
        expect(refusals({ pin: 1, phoneNumberId: "x", other: 1 })).to.have.keys(
            "pin",
            "phoneNumberId",
            "other",
        );
    });

    describe("counts the PIN's revisions", () => {
        const rows: [string, Record<string, unknown>, string, unknown][] = [
            ["1 for a new number", {}, "111111", 1],
            ["the same for the same PIN", { pin: "111111", pinRevision: 3 }, "111111", 3],
            ["one more for another PIN", { pin: "111111", pinRevision: 3 }, "222222", 4],
            ["one more for a PIN after none", { pinRevision: 3 }, "222222", 4],
            ["unknown for an unknown PIN", { pin: "111111", pinRevision: 3 }, UNKNOWN, UNKNOWN],
        ];
        for (const [what, olds, pin, revision] of rows) {
            it(what, () => expect(check(olds, { ...GOOD, pin }).inputs.pinRevision).to.equal(revision));
        }
    });

    it("is idempotent: checked inputs check to themselves", () => {
        const once = check({}, { ...GOOD, dataLocalizationRegion: "DE" });
        const twice = check(once.inputs, once.inputs);
        expect(twice).to.deep.equal(once);
    });
});
