import { expect } from "chai";
import { UNKNOWN } from "../../../provider/unknown";
import * as sdk from "../../../sdk";
import { failed, NativeProcess } from "../../support/nativeProcess";
import { ID } from "../../support/world";

/** In JavaScript, which has no types. */
const BY_NAME = sdk as unknown as Readonly<Record<string, (args: object) => Promise<unknown>>>;

const FUNCTIONS = {
    getPhoneNumber: { phoneNumberId: ID, fields: ["status"] },
    getPhoneNumbers: {
        wabaId: "102290129340398",
        fields: ["status"],
        sort: "newestFirst",
        limit: 1,
        filtering: [{ field: "accountMode", value: "LIVE" }],
    },
};
const WRONG: readonly unknown[] = [
    true,
    -1,
    "x",
    {},
    { constructor: "x" },
    [null],
    ["x", null],
    [[]],
    [{ field: "x" }],
];
const UNKNOWNS = [UNKNOWN, [UNKNOWN], [{ field: "accountMode", value: UNKNOWN }]];

describe("the arguments of the functions, of the plugin and of the package for Node.js", () => {
    let plugin: NativeProcess;
    before(async () => {
        plugin = await NativeProcess.start({ numbers: [{ id: ID }] });
    });
    after(() => plugin[Symbol.asyncDispose]());

    /** What the plugin says of them, each on its name; the package says the same in one line, and asks nothing. */
    async function refused(name: string, args: Readonly<Record<string, unknown>>) {
        const { failures } = await plugin.invoke(`whatsapp:index:${name}`, args);
        const error = await (BY_NAME[name]?.(args) ?? Promise.resolve()).then(
            () => expect.fail("should have failed"),
            (reason: Error) => reason,
        );
        expect(error.message).to.equal(`${name}: ${failures.map(({ reason }) => reason).join("; ")}`);
        return failures;
    }

    for (const [name, whole] of Object.entries(FUNCTIONS)) {
        for (const property of Object.keys(whole)) {
            for (const value of [...WRONG, ...UNKNOWNS]) {
                it(`${name}: ${property} as ${JSON.stringify(value)} is refused on its name`, async () => {
                    const failures = await refused(name, { ...whole, [property]: value });
                    expect(failures.map((each) => each.property)).to.deep.equal([property]);
                    expect(failures[0]?.reason).to.match(/^\w+(\[\d\])?(\.\w+)? (was|is|has)/);
                    expect(failures[0]?.reason).not.to.contain(UNKNOWN);
                });
            }
        }
        for (const property of ["constructor", "toString", "nothing"]) {
            it(`${name}: ${property} is no argument`, async () => {
                const failures = await refused(name, { ...whole, [property]: "x" });
                expect(failures.map((each) => each.property)).to.deep.equal([property]);
            });
        }
        it(`${name}: without any, and with nulls, the ID is missing`, async () => {
            const nulls = Object.fromEntries(Object.keys(whole).map((each) => [each, null]));
            for (const args of [{}, nulls]) {
                const failures = await refused(name, args);
                expect(failures.map(({ reason }) => reason).join()).to.match(/^\w+Id is missing/);
            }
        });
    }
    for (const token of ["constructor", "toString", "whatsapp:index:none"]) {
        it(`${token} is no function`, async () => {
            expect((await failed(plugin.invoke(token, {}))).message).to.contain(`no function ${token}`);
        });
    }
});
