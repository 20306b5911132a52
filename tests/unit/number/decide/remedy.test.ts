import { expect } from "chai";
import fc from "fast-check";
import { type GraphError, NoAnswerError } from "../../../../graph/errors";
import { graphError } from "../../../../graph/errorTable";
import { type Attempt, isFinal, type Remedy, remedyFor } from "../../../../provider/number/decide/remedy";

const refused = (code: number, message = "words", details?: string): GraphError =>
    graphError(
        "register",
        400,
        { code, message, error_data: details === undefined ? {} : { details } },
        (text) => text,
    );
const lost = new NoAnswerError({
    verdict: "unclear",
    request: "register",
    message: "got no answer",
    fix: {},
});

const LIVE: Omit<Attempt, "error"> = {
    namedRegion: true,
    regionParameter: "takes",
    wasLive: true,
    tried: new Set(),
    registersLeft: 1,
    deregistersLeft: 1,
};
const UNKNOWN = { regionParameter: "unknown" } as const;

describe("the remedy for a refused register", () => {
    const rows: [string, GraphError, Partial<Attempt>, string | undefined][] = [
        ["the region parameter is deprecated (12)", refused(12), { wasLive: false }, "withoutRegion"],
        [
            "the same where this Graph took it before",
            refused(12),
            { regionParameter: "takes" },
            "withoutRegion",
        ],
        [
            "the region parameter is deprecated, in words",
            refused(100, "(#100) The parameter data_localization_region is deprecated"),
            { wasLive: false },
            "withoutRegion",
        ],
        [
            "100 with any words, while it is not known whether this Graph takes the region",
            refused(100, "Invalid parameter"),
            { ...UNKNOWN, wasLive: false },
            "withoutRegion",
        ],
        [
            "100 that tells another cause",
            refused(100, "Register endpoint is not available for SMB businesses"),
            { ...UNKNOWN, wasLive: false },
            undefined,
        ],
        [
            "100 where none was named",
            refused(100, "Invalid parameter"),
            { ...UNKNOWN, namedRegion: false, wasLive: false },
            undefined,
        ],
        [
            "100 where this Graph takes the region, was not live",
            refused(100, "Invalid parameter"),
            { wasLive: false },
            undefined,
        ],
        [
            "bound to another region, was live",
            refused(100, "Expected data localization region: 'IN'"),
            UNKNOWN,
            "boundRegion IN",
        ],
        [
            "bound to another region, was not live",
            refused(100, "Expected data localization region: 'IN'"),
            { ...UNKNOWN, wasLive: false },
            undefined,
        ],
        [
            "bound to a region that nobody knows, was live",
            refused(100, "Expected data localization region: 'XX'"),
            {},
            "formerStorage",
        ],
        ["an incomplete deregistration", refused(133000), { wasLive: false }, "deregisterFirst"],
        [
            "an incomplete deregistration without a deregister left, was live",
            refused(133000),
            { deregistersLeft: 0 },
            "formerStorage",
        ],
        ["another refused parameter, was live", refused(100, "Invalid parameter"), {}, "formerStorage"],
        ["the account's condition, was live", refused(131031), {}, "formerStorage"],
        ["a number that was deleted a moment ago, was live", refused(133015), {}, "later"],
        ["maintenance, was live", refused(131057), {}, "again"],
        ["no answer, was live", lost, {}, "again"],
        ["no answer, was not live", lost, { wasLive: false }, undefined],
        ["trouble at Graph, was live", refused(131000), {}, "again"],
        ["too many calls, was live", refused(4), {}, "again"],
        ["PINs guessed too fast, was live", refused(133009), {}, "formerStorage"],
        ["a wrong PIN is never tried again", refused(133005), {}, undefined],
        ["nor a lock-out", refused(133016), {}, undefined],
        ["nor an expired token", refused(190), {}, undefined],
        ["nor an unverified number", refused(133006), {}, undefined],
        ["nothing without a register left", lost, { registersLeft: 0 }, undefined],
        ["each remedy once", lost, { tried: new Set(["again"] as const) }, undefined],
        [
            "another refusal of the second try has its own",
            refused(100, "Invalid parameter"),
            { tried: new Set(["again"] as const) },
            "formerStorage",
        ],
    ];
    for (const [what, error, change, remedy] of rows) {
        it(`${what}: ${remedy ?? "none"}`, () => {
            expect(inWords(remedyFor({ ...LIVE, ...change, error }))).to.equal(remedy);
        });
    }

    it("of a number that was live is there for every code that is not final, known or not", () => {
        fc.assert(
            fc.property(
                fc.oneof(
                    fc.integer({ min: 0, max: 3_000_000 }),
                    fc.constantFrom(0, 190, 133005, 133006, 133016),
                ),
                fc.string(),
                fc.boolean(),
                (code, words, namedRegion) => {
                    const error = refused(code, words);
                    const remedy = remedyFor({ ...LIVE, ...UNKNOWN, error, namedRegion });
                    expect(remedy === undefined).to.equal(isFinal(error));
                },
            ),
        );
    });
});

function inWords(remedy: Remedy | undefined): string | undefined {
    return remedy?.kind === "boundRegion" ? `boundRegion ${remedy.region}` : remedy?.kind;
}
