import { expect } from "chai";
import { UNKNOWN } from "../../../../provider/unknown";
import { failed, NativeProcess } from "../../../support/nativeProcess";
import { ID } from "../../../support/world";

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

describe("the arguments of the plugin's functions", () => {
    let plugin: NativeProcess;
    before(async () => {
        plugin = await NativeProcess.start({ numbers: [{ id: ID }] });
    });
    after(() => plugin[Symbol.asyncDispose]());

    for (const [name, whole] of Object.entries(FUNCTIONS)) {
        const token = `whatsapp:index:${name}`;
        for (const property of Object.keys(whole)) {
            for (const value of [...WRONG, ...UNKNOWNS]) {
                it(`${name}: ${property} as ${JSON.stringify(value)} is refused on its name`, async () => {
                    const { failures } = await plugin.invoke(token, { ...whole, [property]: value });
                    expect(failures.map((each) => each.property)).to.deep.equal([property]);
                    expect(failures[0]?.reason).to.match(/^\w+(\[\d\])?(\.\w+)? (was|is|has)/);
                    expect(failures[0]?.reason).not.to.contain(UNKNOWN);
                });
            }
        }
        for (const property of ["constructor", "toString", "nothing"]) {
            it(`${name}: ${property} is no argument`, async () => {
                const { failures } = await plugin.invoke(token, { ...whole, [property]: "x" });
                expect(failures.map((each) => each.property)).to.deep.equal([property]);
            });
        }
        it(`${name}: without any, and with nulls, the ID is missing`, async () => {
            const nulls = Object.fromEntries(Object.keys(whole).map((each) => [each, null]));
            for (const args of [{}, nulls]) {
                const { failures } = await plugin.invoke(token, args);
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
