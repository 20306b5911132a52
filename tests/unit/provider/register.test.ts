import { expect } from "chai";
import { type GraphError, NoAnswerError } from "../../../provider/graph/errors";
import { graphError } from "../../../provider/graph/errorTable";
import { type Attempt, type Remedy, remedyFor } from "../../../provider/register";

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
    remedy: "",
});

const LIVE: Omit<Attempt, "error"> = {
    namedRegion: true,
    wasLive: true,
    tried: new Set(),
    registersLeft: 1,
    deregistersLeft: 1,
};

describe("the remedy for a refused register", () => {
    const rows: [string, GraphError, Partial<Attempt>, string | undefined][] = [
        [
            "the region parameter is deprecated",
            refused(100, "(#100) The parameter data_localization_region is deprecated"),
            { wasLive: false },
            "withoutRegion",
        ],
        [
            "the region parameter is unknown",
            refused(100, "Invalid parameter", "Unexpected key data_localization_region"),
            {},
            "withoutRegion",
        ],
        [
            "…but none was named",
            refused(100, "data_localization_region is not supported"),
            { namedRegion: false, wasLive: false },
            undefined,
        ],
        [
            "bound to another region, was live",
            refused(100, "Expected data localization region: 'IN'"),
            {},
            "boundRegion IN",
        ],
        [
            "bound to another region, was not live",
            refused(100, "Expected data localization region: 'IN'"),
            { wasLive: false },
            undefined,
        ],
        [
            "bound to a region that nobody knows",
            refused(100, "Expected data localization region: 'XX'"),
            {},
            undefined,
        ],
        ["an incomplete deregistration", refused(133000), { wasLive: false }, "deregisterFirst"],
        [
            "an incomplete deregistration without a deregister left",
            refused(133000),
            { deregistersLeft: 0 },
            undefined,
        ],
        ["another refused parameter, was live", refused(100, "Invalid parameter"), {}, "formerStorage"],
        [
            "another refused parameter, was not live",
            refused(100, "Invalid parameter"),
            { wasLive: false },
            undefined,
        ],
        ["the account's condition, was live", refused(131031), {}, "formerStorage"],
        ["no answer, was live", lost, {}, "again"],
        ["no answer, was not live", lost, { wasLive: false }, undefined],
        ["trouble at Graph, was live", refused(131000), {}, "again"],
        ["too many calls, was live", refused(4), {}, "again"],
        ["a wrong PIN is never tried again", refused(133005), {}, undefined],
        ["nor a lock-out", refused(133016), {}, undefined],
        ["nor PINs guessed too fast", refused(133009), {}, undefined],
        ["nor an expired token", refused(190), {}, undefined],
        ["nor an unverified number", refused(133006), {}, undefined],
        ["nothing without a register left", lost, { registersLeft: 0 }, undefined],
        ["each remedy once", lost, { tried: new Set(["again"] as const) }, undefined],
    ];
    for (const [what, error, change, remedy] of rows) {
        it(`${what}: ${remedy ?? "none"}`, () => {
            expect(inWords(remedyFor({ ...LIVE, ...change, error }))).to.equal(remedy);
        });
    }
});

function inWords(remedy: Remedy | undefined): string | undefined {
    return remedy?.kind === "boundRegion" ? `boundRegion ${remedy.region}` : remedy?.kind;
}
