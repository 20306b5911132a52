import { expect } from "chai";
import fc from "fast-check";
import { plainWords } from "../../../emulator/record/kinds";
import { Masker } from "../../../emulator/record/mask";
import { EDGES } from "../../../emulator/record/recorder";

/** What must not be in a recording, in the forms that Graph and its clients have. */
const digits = (least: number, most: number) =>
    fc.stringMatching(new RegExp(`^[2-8]\\d{${least - 1},${most - 1}}$`));
const word = fc.stringMatching(/^[A-Z][a-z]{4,9}$/);
const CANARIES = {
    token: fc.stringMatching(/^EAA[A-Za-z0-9]{20,40}$/),
    pin: digits(6, 6),
    id: digits(15, 16),
    phone: digits(8, 11).map((each) => `+49 ${each.slice(0, 3)} ${each.slice(3)}`),
    name: fc.tuple(word, word).map((words) => words.join(" ")),
    mail: fc.tuple(word, word).map(([one, other]) => `${one}@${other}.example`),
    url: fc.tuple(word, digits(5, 9)).map(([path, id]) => `https://shop.test/${path}?a=${id}`),
};
const canary = fc.oneof(...Object.values(CANARIES));

/** Keys that Graph has, keys of secrets, and keys that nobody has seen yet. */
const key = fc.oneof(
    fc.constantFrom(
        "status",
        "id",
        "pin",
        "code",
        "verified_name",
        "access_token",
        "verify_token",
        "about",
        "data",
    ),
    fc.constantFrom(
        "region",
        "type",
        "message",
        "fields",
        "ids",
        "url",
        "language",
        "sip_user_password",
        "to",
    ),
    fc.stringMatching(/^[a-z]{3,8}(_[a-z]{3,8})?$/),
);

/** Any JSON with canaries at its ends, and the canaries that are in it. */
const { json } = fc.letrec<{ json: { value: unknown; planted: string[] } }>((tie) => ({
    json: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        canary.map((each) => ({ value: each as unknown, planted: [each] })),
        fc.array(fc.tuple(key, tie("json")), { maxLength: 4 }).map((entries) => ({
            value: Object.fromEntries(entries.map(([name, { value }]) => [name, value])) as unknown,
            planted: entries.flatMap(([, { planted }]) => planted),
        })),
        fc.array(tie("json"), { maxLength: 3 }).map((items) => ({
            value: items.map(({ value }) => value) as unknown,
            planted: items.flatMap(({ planted }) => planted),
        })),
        tie("json").map(({ value, planted }) => ({ value: JSON.stringify(value) as unknown, planted })),
    ),
}));

const found = (text: string, planted: readonly string[]) => planted.filter((each) => text.includes(each));

describe("masking a recording", () => {
    it("leaves no canary, wherever it stands, and whatever its key", () => {
        const property = fc.property(json, fc.boolean(), ({ value, planted }, inError) => {
            const masker = new Masker(EDGES);
            const known = planted.map((each) => masker.value(each));
            const masked = JSON.stringify(masker.value(inError ? { error: value } : value));
            expect(found(masked + JSON.stringify(known), planted)).to.deep.equal([]);
        });
        fc.assert(property, { numRuns: 2000 });
    });

    it("leaves no canary in an error's words, where it was in the request", () => {
        const property = fc.property(canary, canary, (one, other) => {
            const masker = new Masker(EDGES);
            const asked = masker.value({ new_display_name: one, about: other });
            const body = { error: { message: `(#100) The value ${one} is like ${other}`, code: 100 } };
            expect(found(JSON.stringify([asked, masker.value(body)]), [one, other])).to.deep.equal([]);
        });
        fc.assert(property, { numRuns: 500 });
    });

    it("leaves no canary in a path", () => {
        const property = fc.property(canary, fc.constantFrom("/register", "", "/upload:x"), (each, rest) => {
            const masked = new Masker(EDGES).path(`/v25.0/${encodeURIComponent(each)}${rest}`);
            expect(found(decodeURIComponent(masked), [each])).to.deep.equal([]);
            expect(masked).to.match(/^\/v25\.0\//);
        });
        fc.assert(property, { numRuns: 300 });
    });

    it("takes a secret out of a line also where nobody thought of it", () => {
        const masker = new Masker(EDGES);
        masker.token("EAAsecret");
        masker.value({ pin: "246813" });
        expect(masker.without('{"odd":"EAAsecret 246813"}')).to.equal('{"odd":"TOKEN-1 100001"}');
        expect(masker.without('{"id":"1246813"}')).to.equal('{"id":"1246813"}');
    });

    it("maps one to one: equal stays equal, different stays different", () => {
        const property = fc.property(
            fc.uniqueArray(digits(15, 16), { minLength: 2, maxLength: 9 }),
            (ids) => {
                const masker = new Masker(EDGES);
                const twice = [...ids, ...ids].map((id) => masker.value({ id }));
                expect(new Set(twice.map((each) => JSON.stringify(each))).size).to.equal(ids.length);
                expect(twice.slice(ids.length)).to.deep.equal(twice.slice(0, ids.length));
            },
        );
        fc.assert(property, { numRuns: 200 });
    });

    const kept: [what: string, value: unknown][] = [
        ["statuses", { status: "CONNECTED", code_verification_status: "NOT_VERIFIED", vertical: "RETAIL" }],
        ["small numbers and truth values", { limit: 10, success: true, text: "true", count: 3 }],
        ["an error's codes", { error: { code: 133016, error_subcode: 2388012, type: "OAuthException" } }],
        ["names of fields", { fields: "id,health_status{entities}", sort: "last_onboarded_time.desc" }],
        ["what is empty", { about: "", pin: "", websites: [], profile: {}, name: null }],
        [
            "hours",
            { open_time: "0900", timezone_id: "Europe/Berlin", day_of_week: "MONDAY", date: "2026-12-25" },
        ],
    ];
    for (const [what, value] of kept) {
        it(`keeps ${what}`, () => expect(new Masker(EDGES).value(value)).to.deep.equal(value));
    }

    const forms: [value: unknown, masked: unknown][] = [
        [{ pin: "246813" }, { pin: "100001" }],
        [{ pin: 246813 }, { pin: 100001 }],
        [{ pin: "24" }, { pin: "11" }],
        [{ pin: "abcdef" }, { pin: "xxxxxx" }],
        [
            { cc: "49", phone_number: "30901820" },
            { cc: "1", phone_number: "15550000001" },
        ],
        [{ display_phone_number: "+49 30 901820" }, { display_phone_number: "+1 555-0000001" }],
        [
            { last_onboarded_time: "2026-03-04T05:06:07+0000" },
            { last_onboarded_time: "2026-01-01T00:00:00+0000" },
        ],
        [{ ids: "222222222222222,333333333333333" }, { ids: "900000000000001,900000000000002" }],
        [{ "222222222222222": { id: "222222222222222" } }, { "900000000000001": { id: "900000000000001" } }],
        [
            {
                batch: '[{"method":"POST","relative_url":"v25.0/222222222222222/register?access_token=T","body":"pin=246813"}]',
            },
            {
                batch: '[{"method":"POST","relative_url":"v25.0/900000000000001/register?access_token=TOKEN-1","body":"pin=100001"}]',
            },
        ],
        [
            { code: 200, body: '{"id":"222222222222222","status":"CONNECTED"}' },
            { code: 200, body: '{"id":"900000000000001","status":"CONNECTED"}' },
        ],
        [{ command: '{"name":"Jasper"}' }, { command: '{"name":"Name 1"}' }],
    ];
    for (const [value, masked] of forms) {
        it(`${JSON.stringify(value)} keeps its form`, () => {
            expect(new Masker(EDGES).value(value)).to.deep.equal(masked);
        });
    }

    const words: [text: string, plain: string][] = [
        ["(#133016) Account limit", "(#133016) Account limit"],
        ["Object with ID '106540352242922' does not exist", "Object with ID '#' does not exist"],
        ["Param 'pin' can't be \"Jasper's Market\", isn't it", "Param 'pin' can't be '#', isn't it"],
        ["call +49 30 901820 or mail a@b.example", "call # or mail #"],
        [
            "see https://developers.facebook.com/docs and https://shop.example/x",
            "see https://developers.facebook.com/docs and #",
        ],
    ];
    for (const [text, plain] of words) {
        it(`of "${text}" Meta's words are left`, () => expect(plainWords(text)).to.equal(plain));
    }
});
