import { expect } from "chai";
import fc from "fast-check";
import { expressionOf, parseFields, type Selection } from "../../../emulator/rules/fields";
import { type Answered, details, ID, outcome, WABA, withEmulator } from "../support/client";

const at = (path: string, fields: string): string => `${path}?fields=${encodeURIComponent(fields)}`;

describe("fields", () => {
    const read: [string, Selection[]][] = [
        ["", []],
        [" , ,", []],
        ["id,status", [{ name: "id" }, { name: "status" }]],
        [" id ,\n status ", [{ name: "id" }, { name: "status" }]],
        ["a{b,c{d}}", [{ name: "a", inside: [{ name: "b" }, { name: "c", inside: [{ name: "d" }] }] }]],
        ["a{}", [{ name: "a", inside: [] }]],
        ["a {b}", [{ name: "a", inside: [{ name: "b" }] }]],
        ["a.limit(3)", [{ name: "a", modifiers: { limit: "3" } }]],
        [
            "a.limit(3).after(x){b},c",
            [{ name: "a", modifiers: { limit: "3", after: "x" }, inside: [{ name: "b" }] }, { name: "c" }],
        ],
        ["a.fields(b,c)", [{ name: "a", inside: [{ name: "b" }, { name: "c" }] }]],
        ['a.filtering([{"b":"c,d"}])', [{ name: "a", modifiers: { filtering: '[{"b":"c,d"}]' } }]],
    ];
    for (const [expression, expected] of read) {
        it(`${JSON.stringify(expression)} says ${JSON.stringify(expected)}`, () => {
            expect(parseFields(expression)).to.deep.equal(expected);
        });
    }

    for (const expression of [
        "a{",
        "a}",
        "a{b",
        "a{b}}",
        "a(",
        "a.limit(3",
        "a.limit",
        "a{b)",
        "a{b}c",
        "a(b)",
    ]) {
        it(`${expression} is refused: it is not closed, or has what stands nowhere`, () => {
            expect(() => parseFields(expression))
                .to.throw()
                .with.property("code", 100);
        });
    }

    it("whatever they say can be written again", () => {
        const name = fc.constantFrom("id", "status", "phone_numbers", "a1");
        const modifiers = fc.dictionary(fc.constantFrom("limit", "sort"), fc.constantFrom("", "1", "{}"), {
            minKeys: 1,
        });
        const { all } = fc.letrec<{ all: Selection[] }>((tie) => ({
            all: fc.oneof(
                { maxDepth: 3 },
                fc.constant<Selection[]>([]),
                fc.array(
                    fc.record(
                        { name, modifiers, inside: tie("all") },
                        { requiredKeys: ["name"] },
                    ) as fc.Arbitrary<Selection>,
                    { maxLength: 3 },
                ),
            ),
        }));
        fc.assert(
            fc.property(all, (selections) => {
                expect(parseFields(expressionOf(selections))).to.deep.equal(selections);
            }),
        );
    });

    it("whatever is given is read, or refused as Graph refuses", () => {
        const text = fc.string({ unit: fc.constantFrom(..."ab.,{}() \n", "limit(", "fields(") });
        fc.assert(
            fc.property(text, (expression) => {
                try {
                    parseFields(expression);
                } catch (error) {
                    expect(error).to.have.property("code", 100);
                }
            }),
        );
    });

    const FORMS: [string, string, RequestInit][] = [
        ["with commas", "?fields=id,status", {}],
        ["in brackets", "?fields[]=id&fields[]=status", {}],
        ["by places", "?fields[1]=status&fields[0]=id", {}],
        ["as JSON text", '?fields=["id","status"]', {}],
        [
            "as a list in a body",
            "?method=get",
            {
                method: "POST",
                body: '{"fields":["id","status"]}',
                headers: { "content-type": "application/json" },
            },
        ],
    ];
    for (const [name, query, { method = "GET", ...init }] of FORMS) {
        it(`may come ${name}, for a node, for several and for a list`, () =>
            withEmulator({}, async ({ client }) => {
                const asked = (path: string) => client.send(method, path, init);
                const expected = { id: ID, status: "PENDING" };
                expect((await asked(`/${ID}${query}`)).body).to.deep.equal(expected);
                expect((await asked(`/${query}&ids=${ID}`)).body).to.deep.equal({ [ID]: expected });
                const list: Answered = await asked(`/${WABA}/phone_numbers${query}&limit=1`);
                expect(list.body.data).to.deep.equal([expected]);
            }));
    }

    it("a list that came in a body has links to its pages with the same fields", () =>
        withEmulator({ numbers: [{ id: "1" }, { id: "2" }] }, async ({ client, graph }) => {
            const asked = { fields: ["id", "status"], limit: 1, sort: "creation_time.asc" };
            const { body } = await client.post(`/${WABA}/phone_numbers?method=get`, asked);
            const next = body.paging.next.replace(`${graph.url}/v25.0`, "");
            expect((await client.get(next)).body.data).to.deep.equal([{ id: "2", status: "PENDING" }]);
        }));

    it("an edge takes what its own request takes, and its pages go on so", () =>
        withEmulator({ numbers: ["1", "2", "3"].map((id) => ({ id })) }, async ({ client, graph }) => {
            const fields = "phone_numbers.limit(2).sort(creation_time.asc){id}";
            const { phone_numbers: page } = (await client.get(at(`/${WABA}`, fields))).body;
            expect(page.data).to.deep.equal([{ id: "1" }, { id: "2" }]);
            const next = await client.get(page.paging.next.replace(`${graph.url}/v25.0`, ""));
            expect(next.body.data).to.deep.equal([{ id: "3" }]);
            const after = `phone_numbers.sort(creation_time.asc).after(${page.paging.cursors.after}).fields(id)`;
            const rest = (await client.get(at(`/${WABA}`, after))).body.phone_numbers;
            expect(rest.data).to.deep.equal([{ id: "3" }]);
            const filter =
                'phone_numbers.filtering([{"field":"account_mode","operator":"EQUAL","value":"SANDBOX"}])';
            expect((await client.get(at(`/${WABA}`, filter))).body.phone_numbers.data).to.deep.equal([]);
        }));

    const refused: [string, string, string][] = [
        [`/${ID}`, "status.limit(1)", "Field status has no limit"],
        [`/${ID}`, "health_status{entities.limit(1)}", "Field entities has no limit"],
        [`/${ID}`, "id{", "Syntax error in fields: id{"],
        [`/${WABA}`, "phone_numbers.order(x)", "Field phone_numbers has no order"],
        [`/${WABA}`, "phone_numbers.limit(x)", "Param limit must be a number from 1 to 100"],
        [`/${WABA}`, "phone_numbers.filtering(x)", "Param filtering must be an array"],
        [`/${WABA}`, "phone_numbers{id.limit(1)}", "Field id has no limit"],
        [`/${WABA}`, "subscribed_apps.limit(1)", "Field subscribed_apps has no limit"],
        [`/${ID}/message_qrdls`, "code.format(SVG)", "Field code has no format"],
        [`/${ID}/whatsapp_business_profile`, "about.limit(1)", "Field about has no limit"],
    ];
    for (const [path, fields, saying] of refused) {
        it(`${fields} is refused, not ignored`, () =>
            withEmulator({}, async ({ graph, client }) => {
                graph.change(ID, { qrCodes: [{ code: "A", prefilledMessage: "", createdAt: 1 }] });
                const answer = await client.get(at(path, fields));
                expect([outcome(answer), details(answer)]).to.deep.equal(["400 100", saying]);
            }));
    }

    for (const limit of ["", "0", "-1", "1.5", "1e1", "0x10", " 5", "101", "many"]) {
        it(`a limit of ${JSON.stringify(limit)} is refused`, () =>
            withEmulator({}, async ({ client }) => {
                const answer = await client.get(`/${WABA}/phone_numbers?limit=${encodeURIComponent(limit)}`);
                expect(details(answer)).to.equal("Param limit must be a number from 1 to 100");
            }));
    }

    for (const [filtering, saying] of [
        ["null", "must be an array"],
        ["[null]", "must be an array of objects"],
        ["[[]]", "must be an array of objects"],
        ["[{}]", "Filtering by nothing nothing is not supported"],
        ['[{"field":"account_mode","operator":"NOT_EQUAL"}]', 'by "account_mode" "NOT_EQUAL" is not'],
    ]) {
        it(`filtering=${filtering} is refused in words`, () =>
            withEmulator({}, async ({ client }) => {
                const answer = await client.get(`/${WABA}/phone_numbers?filtering=${filtering}`);
                expect(details(answer)).to.include(saying);
            }));
    }
});
