import { expect } from "chai";
import type { Call } from "../../../graph/call";
import type { GraphRequest } from "../../../graph/client";
import * as errors from "../../../graph/errors";
import { graphError, mayReadAgain } from "../../../graph/errorTable";
import { nextStep } from "../../../graph/fix";
import { readNumber, register, setPin } from "../../../graph/numbers";
import type { RequestKind } from "../../../graph/refusals/row";
import { readSource } from "../../../graph/settings/source";
import { SUBSCRIPTIONS_SOURCE, subscribeApp, unsubscribeApp } from "../../../graph/settings/webhooks";
import { addNumber, listNumbers, readWaba } from "../../../graph/wabas";
import { wordsOf } from "../../../provider/say/fixes";

const NEW_NUMBER = { countryCode: "1", nationalNumber: "6315555555", verifiedName: "Shop" };

/** Every code of graph-api.md §4 that calls on numbers and WABAs can give: class, verdict, may a read go again. */
const ROWS: [code: number, kind: typeof errors.GraphError, verdict: errors.Verdict, readAgain: boolean][] = [
    [0, errors.TokenError, "refused", false],
    [1, errors.ServiceError, "unclear", true],
    [2, errors.ServiceError, "unclear", true],
    [3, errors.PermissionError, "refused", false],
    [4, errors.RateLimitError, "refused", true],
    [10, errors.PermissionError, "refused", false],
    [17, errors.RateLimitError, "refused", true],
    [33, errors.NotFoundError, "refused", false],
    [100, errors.ParameterError, "refused", false],
    [102, errors.TokenError, "refused", false],
    [104, errors.TokenError, "refused", false],
    [190, errors.TokenError, "refused", false],
    [200, errors.PermissionError, "refused", false],
    [299, errors.PermissionError, "refused", false],
    [300, errors.ParameterError, "refused", false],
    [368, errors.AccountError, "refused", false],
    [80007, errors.RateLimitError, "refused", true],
    [80008, errors.RateLimitError, "refused", true],
    [130429, errors.RateLimitError, "refused", true],
    [131000, errors.ServiceError, "unclear", true],
    [131005, errors.PermissionError, "refused", false],
    [131008, errors.ParameterError, "refused", false],
    [131009, errors.ParameterError, "refused", false],
    [131016, errors.ServiceError, "unclear", true],
    [131031, errors.AccountError, "refused", false],
    [131037, errors.AccountError, "refused", false],
    [131042, errors.AccountError, "refused", false],
    [131045, errors.NumberStateError, "refused", false],
    [131057, errors.NumberStateError, "refused", true],
    [133000, errors.NumberStateError, "refused", false],
    [133004, errors.ServiceError, "unclear", true],
    [133005, errors.PinError, "refused", false],
    [133006, errors.VerificationError, "refused", false],
    [133008, errors.PinError, "refused", false],
    [133009, errors.PinError, "refused", false],
    [133010, errors.NumberStateError, "refused", false],
    [133015, errors.NumberStateError, "refused", false],
    [133016, errors.LockedOutError, "refused", false],
    [134011, errors.AccountError, "refused", false],
    [136024, errors.VerificationError, "refused", false],
    [136025, errors.VerificationError, "refused", false],
    [200000, errors.ParameterError, "refused", false],
    [2388012, errors.ParameterError, "refused", false],
    [2388091, errors.VerificationError, "refused", false],
    [2388093, errors.VerificationError, "refused", false],
    [2388103, errors.AccountError, "refused", false],
];

const build = (code: number, status: number, more = {}) =>
    graphError("register", status, { code, message: `(#${code}) words`, ...more }, (text) => text);

describe("the error table", () => {
    for (const [code, Kind, verdict, readAgain] of ROWS) {
        it(`${code}: ${Kind.name}, ${verdict}, a read ${readAgain ? "may" : "may not"} go again`, () => {
            const error = build(code, 500);
            expect(error).to.be.instanceOf(Kind);
            expect(error.name).to.equal(Kind.name);
            expect(error.verdict).to.equal(verdict);
            expect(mayReadAgain(code)).to.equal(readAgain);
            expect(error.message).to.match(new RegExp(`^register was refused: .+ \\(${code}; Graph said: `));
            expect(nextStep(wordsOf(error.fix), "run it again")).to.have.length.greaterThan(20);
        });
    }

    it("is_transient alone never makes a request go again", () => {
        const error = build(133016, 400, { is_transient: true });
        expect(error.verdict).to.equal("refused");
        expect(mayReadAgain(133016)).to.equal(false);
    });

    it("100 with subcode 33 is an object that this token does not see, and names every cause", () => {
        const error = build(100, 400, { error_subcode: 33 });
        expect(error).to.be.instanceOf(errors.NotFoundError);
        expect(wordsOf(error.fix).todo).to.match(
            /not the phone number, nor the WABA's ID.*deleted.*token still has it/,
        );
    });

    it("100 with subcode 33 speaks of the kind of ID that was asked for", () => {
        const asked = (kind?: RequestKind) =>
            graphError("anything", 400, { code: 100, error_subcode: 33 }, (text) => text, kind);
        for (const [error, of] of [
            [asked("ofWaba"), /^check the WABA's ID/],
            [asked("register"), /^check that the phone number ID/],
            [asked(), /^check that the phone number ID/],
        ] as const) {
            expect(error).to.be.instanceOf(errors.NotFoundError);
            expect(wordsOf(error.fix).todo).to.match(of);
        }
    });

    const requests: Record<string, [kind: RequestKind | undefined, ask: (call: Call) => Promise<unknown>]> = {
        "listing a WABA's numbers": ["ofWaba", (call) => listNumbers(call, "7", { fields: [] }).next()],
        "reading a WABA": ["ofWaba", (call) => readWaba(call, "7")],
        "adding a number": ["ofWaba", (call) => addNumber(call, "7", NEW_NUMBER)],
        "reading its app subscription": [
            "ofWaba",
            (call) => readSource(call, "7", SUBSCRIPTIONS_SOURCE, "app subscription", "WABA"),
        ],
        "subscribing the app": ["ofWaba", (call) => subscribeApp(call, "7")],
        "unsubscribing the app": ["ofWaba", (call) => unsubscribeApp(call, "7")],
        "reading a number": [undefined, (call) => readNumber(call, "1")],
        "reading a setting": [undefined, (call) => readSource(call, "1", { field: "a" }, "username")],
        "setting the PIN": [undefined, (call) => setPin(call, "1", "123456")],
        registering: ["register", (call) => register(call, "1", "123456", "none")],
    };
    for (const [what, [kind, ask]] of Object.entries(requests)) {
        it(`${what} says what kind of request it is: ${kind ?? "none of its own"}`, async () => {
            const kinds: unknown[] = [];
            const send = (request: GraphRequest) => {
                kinds.push(request.kind);
                return Promise.resolve({ success: true, id: "1", data: [] });
            };
            await ask({ client: { send } });
            expect([...new Set(kinds)]).to.deep.equal([kind]);
        });
    }

    const certificate: [words: string, kind: typeof errors.GraphError, cause: RegExp][] = [
        ["Please make sure that two-factor authentication is disabled", errors.PinError, /two-step/],
        ["Turn off two step verification", errors.PinError, /two-step/],
        ["The display name could not be processed", errors.AccountError, /display name could not be used/],
        ["Cannot Create Certificate", errors.AccountError, /two-step.*or the display name/],
    ];
    for (const [words, kind, cause] of certificate) {
        it(`100 with subcode 2388001 has two causes, which its words tell: ${words}`, () => {
            const error = build(100, 400, { error_subcode: 2388001, error_user_msg: words });
            expect(error).to.be.instanceOf(kind);
            expect(error.message).to.match(cause).and.to.contain(words);
        });
    }

    it("another subcode changes nothing", () => {
        expect(build(190, 401, { error_subcode: 463 })).to.be.instanceOf(errors.TokenError);
    });

    it("a code that it does not know is unclear with 5xx, and refused otherwise", () => {
        expect(build(777777, 500).verdict).to.equal("unclear");
        expect(build(777777, 400).verdict).to.equal("refused");
    });

    it("says Graph's own words once each", () => {
        const error = build(133005, 400, {
            error_user_msg: "(#133005) words",
            error_data: { details: "more" },
        });
        expect(error.message).to.contain("Graph said: (#133005) words - more)");
    });
});
