import { expect } from "chai";
import fc from "fast-check";
import { nested } from "../../../emulator/http/params";
import { ID, outcome, withEmulator } from "../support/client";

describe("names with brackets", () => {
    const CASES: [rule: string, form: string, value: object][] = [
        ["a plain name stays", "a=1&b=2", { a: "1", b: "2" }],
        ["the last of equal names counts", "a=1&a=2&b[c]=1&b[c]=2", { a: "2", b: { c: "2" } }],
        ["numbers make a list", "a[0]=x&a[1]=y", { a: ["x", "y"] }],
        ["a list may come in any order", "a[1]=y&a[0]=x", { a: ["x", "y"] }],
        ["empty brackets take the next place", "a[]=x&a[]=y", { a: ["x", "y"] }],
        ["names make an object", "a[b]=1&a[c]=2", { a: { b: "1", c: "2" } }],
        ["they nest", "a[b][0][c]=1&a[b][1][c]=2", { a: { b: [{ c: "1" }, { c: "2" }] } }],
        ["a gap makes an object, however large", "a[0]=x&a[999999999]=y", { a: { 0: "x", 999999999: "y" } }],
        ["a branch replaces a value", "a=1&a[b]=2", { a: { b: "2" } }],
        ["a value replaces a branch", "a[b]=2&a=1", { a: "1" }],
        ["halves of brackets are part of a name", "a[=1&b]=2&[c]=3&d[e]f=4", null as never],
    ];
    for (const [rule, form, value] of CASES) {
        const expected = value ?? { "a[": "1", "b]": "2", "[c]": "3", "d[e]f": "4" };
        it(rule, () => {
            expect(nested(new URLSearchParams(form))).to.deep.equal(expected);
        });
    }

    it("no name reaches beyond the parameters", () => {
        const read = nested(new URLSearchParams("__proto__[polluted]=1&constructor[prototype][polluted]=1"));
        expect(Object.keys(read)).to.deep.equal(["__proto__", "constructor"]);
        expect(({} as Record<string, unknown>).polluted).to.equal(undefined);
    });

    it("whatever is written with brackets is read back", () => {
        const key = fc.stringMatching(/^[a-z_]{1,6}$/);
        const text = fc.string({ maxLength: 8 });
        const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
            tree: fc.oneof(
                { maxDepth: 3 },
                text,
                fc.array(tie("tree"), { minLength: 1, maxLength: 3 }),
                fc.dictionary(key, tie("tree"), { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
            ),
        }));
        const entriesOf = (name: string, value: unknown): [string, string][] =>
            typeof value === "string"
                ? [[name, value]]
                : Object.entries(value as object).flatMap(([k, each]) => entriesOf(`${name}[${k}]`, each));
        fc.assert(
            fc.property(fc.dictionary(key, tree, { maxKeys: 3, noNullPrototype: true }), (given) => {
                const entries = Object.entries(given).flatMap(([name, value]) => entriesOf(name, value));
                expect(nested(new URLSearchParams(entries))).to.deep.equal(given);
            }),
        );
    });
});

describe("a form with brackets", () => {
    const multipart = (form: URLSearchParams): FormData => {
        const data = new FormData();
        for (const [name, value] of form) data.append(name, value);
        return data;
    };
    const ENCODINGS: [string, (form: URLSearchParams) => { query?: string; body?: RequestInit["body"] }][] = [
        ["an urlencoded form", (form) => ({ body: form })],
        ["a multipart form", (form) => ({ body: multipart(form) })],
        ["query parameters", (form) => ({ query: `?${form}` })],
    ];
    const REQUESTS: [
        path: string,
        form: Record<string, string>,
        read: string,
        shown: (body: never) => unknown,
        value: unknown,
    ][] = [
        [
            "whatsapp_business_profile",
            {
                messaging_product: "whatsapp",
                "websites[0]": "https://a.example",
                "websites[1]": "https://b.example",
            },
            "whatsapp_business_profile?fields=websites",
            ({ data: [{ websites }] }: { data: [{ websites: unknown }] }) => websites,
            ["https://a.example", "https://b.example"],
        ],
        [
            "settings",
            { "user_identity_change[enable_identity_key_check]": "true" },
            "settings",
            (body: { user_identity_change: unknown }) => body.user_identity_change,
            { enable_identity_key_check: true },
        ],
        [
            "settings",
            {
                "calling[call_hours][status]": "ENABLED",
                "calling[call_hours][timezone_id]": "Europe/Berlin",
                "calling[call_hours][weekly_operating_hours][0][day_of_week]": "MONDAY",
                "calling[call_hours][weekly_operating_hours][0][open_time]": "0900",
                "calling[call_hours][weekly_operating_hours][0][close_time]": "1700",
            },
            "settings",
            (body: { calling: { call_hours: { weekly_operating_hours: unknown } } }) =>
                body.calling.call_hours.weekly_operating_hours,
            [{ day_of_week: "MONDAY", open_time: "0900", close_time: "1700" }],
        ],
        [
            "conversational_automation",
            {
                "prompts[]": "Where are you?",
                "commands[0][command_name]": "help",
                "commands[0][command_description]": "Helps",
            },
            "?fields=conversational_automation",
            (body: { conversational_automation: unknown }) => body.conversational_automation,
            {
                prompts: ["Where are you?"],
                commands: [{ command_name: "help", command_description: "Helps" }],
            },
        ],
    ];
    for (const [name, encode] of ENCODINGS) {
        for (const [path, form, read, shown, value] of REQUESTS) {
            it(`${Object.keys(form).at(-1)} may come as ${name}`, () =>
                withEmulator({}, async ({ client }) => {
                    const { query = "", body } = encode(new URLSearchParams(form));
                    const answer = await client.send("POST", `/${ID}/${path}${query}`, {
                        ...(body ? { body } : {}),
                    });
                    expect(outcome(answer)).to.equal("ok");
                    const { body: after } = await client.get(
                        `/${ID}${read.startsWith("?") ? "" : "/"}${read}`,
                    );
                    expect(shown(after as never)).to.deep.equal(value);
                }));
        }
    }
});
