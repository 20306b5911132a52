import { expect } from "chai";
import fc from "fast-check";
import { requestsLeft } from "../../../../provider/number/model/ledger";
import { BadState, stateFrom } from "../../../../provider/number/model/storedState";
import { ID, PIN } from "../../../support/world";

const NOW = Date.UTC(2026, 10, 22, 12);
const SECONDS = NOW / 1000;

describe("state as it comes back", () => {
    it("is read as it was written", () => {
        const state = {
            phoneNumberId: ID,
            pin: PIN,
            pinRevision: 2,
            registered: true,
            dataLocalizationRegion: "DE",
            requests: `r${SECONDS - 60}=ok`,
            registerLockedUntil: new Date(NOW + 3600_000).toISOString(),
        };
        expect(stateFrom(state, NOW)).to.deep.equal(state);
    });

    const badIds = [undefined, null, "", "1/../2", "http://evil.example/", "12a", 106540352242922, {}, ["1"]];
    for (const phoneNumberId of badIds) {
        it(`with the ID ${JSON.stringify(phoneNumberId)} is refused with what to do next`, () => {
            expect(() => stateFrom({ phoneNumberId }, NOW)).to.throw(BadState, /state.*Next: /);
        });
    }

    it("drops what somebody edited into something else, each property by itself", () => {
        const edited = {
            phoneNumberId: ID,
            pinRevision: "x",
            registered: "yes",
            dataLocalizationRegion: "de",
            registerLockedUntil: "next week",
            wabaId: "1/../2",
            requests: { r: 1 },
        };
        expect(stateFrom(edited, NOW)).to.deep.equal({
            phoneNumberId: ID,
            pinRevision: 1,
            registered: false,
            requests: "",
        });
    });

    it("holds no entries of the future: ten of the year 2286 would block outages for good", () => {
        const requests = Array.from({ length: 10 }, (_, at) => `r${9_999_999_990 + at}=ok`).join(" ");
        expect(requestsLeft(stateFrom({ phoneNumberId: ID, requests }, NOW), "register", NOW)).to.equal(10);
    });

    it("keeps what a later release wrote", () => {
        expect(stateFrom({ phoneNumberId: ID, ofTheFuture: 1 }, NOW)).to.include({ ofTheFuture: 1 });
    });

    it("is never more than a BadState, whatever is in it", () => {
        fc.assert(
            fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), (bag, requests) => {
                const state = stateFrom({ ...bag, requests, phoneNumberId: ID }, NOW);
                expect(state.requests).to.be.a("string");
                expect(state.registered).to.be.a("boolean");
            }),
        );
    });
});
