import { expect } from "chai";
import { APP, readUsages, spacing } from "../../../graph/usage";

const usages = (headers: Record<string, unknown>) => Object.fromEntries(readUsages((name) => headers[name]));
const business = (...types: object[]) => ({ "x-business-use-case-usage": JSON.stringify({ "7": types }) });

describe("the usage headers of Graph's answers", () => {
    const cases: readonly (readonly [string, Record<string, unknown>, Record<string, unknown>])[] = [
        ["none", {}, {}],
        [
            "the app's",
            { "x-app-usage": '{"call_count":28,"total_cputime":15,"total_time":12}' },
            { [APP]: { percent: 28, regainMs: 0 } },
        ],
        [
            "the fullest of what is counted",
            { "x-app-usage": '{"call_count":3,"total_cputime":91,"total_time":12}' },
            { [APP]: { percent: 91, regainMs: 0 } },
        ],
        [
            "a WABA's: the fullest of its types",
            business(
                { type: "whatsapp_business_management", call_count: 40, estimated_time_to_regain_access: 0 },
                { type: "whatsapp", call_count: 80 },
            ),
            { "7": { percent: 80, regainMs: 0 } },
        ],
        [
            "the time until access is regained, in minutes",
            business({ call_count: 100, estimated_time_to_regain_access: 3 }),
            { "7": { percent: 100, regainMs: 180_000 } },
        ],
        ["nothing in text that is no JSON", { "x-app-usage": "busy", "x-business-use-case-usage": "{" }, {}],
        [
            "nothing in another shape",
            { "x-business-use-case-usage": '{"7":"full","8":[null]}', "x-app-usage": '{"call_count":"9"}' },
            { [APP]: { percent: 0, regainMs: 0 }, "8": { percent: 0, regainMs: 0 } },
        ],
    ];
    for (const [name, headers, expected] of cases) {
        it(`say ${name}`, () => expect(usages(headers)).to.deep.equal(expected));
    }

    it("spread numbers out from 75 percent on", () => {
        const spaced = [0, 75, 76, 90, 100, 250].map((percent) => spacing({ percent, regainMs: 0 }));
        expect(spaced).to.deep.equal([0, 0, 200, 3000, 5000, 5000]);
    });
});
