import { expect } from "chai";
import fc from "fast-check";
import { fromStruct, NONE, toStruct } from "../../../../provider/adapters/native/values";
import { UNKNOWN } from "../../../../provider/unknown";
import { bag, secret, struct } from "../../../support/nativeProcess";

const SENTINELS = [
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    "030794c1-ac77-496b-92df-f27374a8bd58",
    "e48ece36-62e2-4504-bad9-02848725956a",
];

describe("properties on the wire", () => {
    it("come back as they were sent, nested as deep as they are, with their secrets", () => {
        const value = fc.letrec<{ any: unknown }>((tie) => ({
            any: fc.oneof(
                { maxDepth: 3 },
                fc.string(),
                fc.double({ noNaN: true, noDefaultInfinity: true }).map((each) => each + 0),
                fc.boolean(),
                fc.constant(null),
                fc.array(tie("any"), { maxLength: 3 }),
                fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), tie("any"), { maxKeys: 3 }),
            ),
        })).any;
        const properties = fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), value, { maxKeys: 4 });
        fc.assert(
            fc.property(properties, fc.array(fc.stringMatching(/^[a-z]{1,5}$/)), (plain, names) => {
                const own = { ...plain };
                const secrets = new Set(names.filter((name) => Object.hasOwn(own, name)));
                const back = fromStruct(toStruct({ plain: own, secrets }));
                expect(back.plain).to.deep.equal(JSON.parse(JSON.stringify(own)));
                expect(back.secrets).to.deep.equal(secrets);
            }),
        );
    });

    it("are nothing where nothing was sent", () => {
        expect(fromStruct(undefined)).to.deep.equal(NONE);
    });

    for (const sentinel of SENTINELS) {
        it(`an unknown value of any type is the one unknown: ${sentinel}`, () => {
            const { plain } = fromStruct(struct({ a: sentinel, list: [sentinel], map: { b: sentinel } }));
            expect(plain).to.deep.equal({ a: UNKNOWN, list: [UNKNOWN], map: { b: UNKNOWN } });
        });
    }

    it("a property is a secret if anything in it is", () => {
        const { plain, secrets } = fromStruct(
            struct({ pin: secret("493817"), list: [{ name: secret("x") }], open: 1, nothing: secret(null) }),
        );
        expect(plain).to.deep.equal({ pin: "493817", list: [{ name: "x" }], open: 1, nothing: null });
        expect([...secrets]).to.have.members(["pin", "list", "nothing"]);
    });

    it("an unknown secret goes as unknown: marked, the engine would take the mark's text for a value", () => {
        const sent = bag(toStruct({ plain: { pin: UNKNOWN }, secrets: new Set(["pin"]) }));
        expect(sent).to.deep.equal({ pin: UNKNOWN });
    });

    it("what is undefined is left out, and a hole in a list is nothing", () => {
        const sent = bag(
            toStruct({ ...NONE, plain: { a: undefined, b: { c: undefined }, d: [undefined, 1] } }),
        );
        expect(sent).to.deep.equal({ b: {}, d: [null, 1] });
    });
});
