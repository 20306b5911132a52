import { expect } from "chai";
import fc from "fast-check";
import { painter } from "../../../cli/colours";
import { CliError, EXIT } from "../../../cli/errors";
import { COLUMNS } from "../../../cli/list/columns";
import { fitting, GAP } from "../../../cli/list/layout";
import { columnsFrom, filterFrom, meets, ordersFrom, sorted, valuesOf } from "../../../cli/list/select";
import { GrowingTable } from "../../../cli/list/table";
import type { NumberRow } from "../../../cli/numbers";

const row = (id: string, node: Partial<NumberRow["node"]> = {}, region?: "DE" | "IN"): NumberRow => ({
    node: { id, ...node },
    settings: region === undefined ? {} : { storage: { kind: "inCountry", region } },
});
const NOW = 0;

function refusalOf(work: () => unknown): CliError {
    try {
        work();
    } catch (error) {
        if (error instanceof CliError) return error;
    }
    throw new Error("it was taken");
}

describe("list --filter", () => {
    const flagged = row("1", { status: "FLAGGED", verifiedName: "Jasper's Shop" }, "DE");
    const rows: [filter: string, meets: boolean][] = [
        ["status=FLAGGED", true],
        ["status=flagged", true],
        ["STATUS = BANNED, FLAGGED", true],
        ["status=BANNED", false],
        ["status!=FLAGGED", false],
        ["status!=BANNED,CONNECTED", true],
        ["name~shop", true],
        ["name~market,shop", true],
        ["name=shop", false],
        ["region=DE", true],
        ["name-status=?", true],
        ["nameStatus=APPROVED", false],
    ];
    for (const [filter, expected] of rows) {
        it(`${filter}: ${expected ? "shown" : "left out"}`, () =>
            expect(meets(flagged, [filterFrom(filter)], NOW)).to.equal(expected));
    }

    it("several must all be met", () => {
        expect(meets(flagged, ["status=FLAGGED", "region=IN"].map(filterFrom), NOW)).to.equal(false);
    });

    it("says what there is, the most first", () => {
        const numbers = [row("1", { status: "A" }), row("2", { status: "B" }), row("3", { status: "B" })];
        expect(valuesOf(filterFrom("status=X").column, numbers, NOW)).to.equal("B (2), A (1)");
    });
});

describe("list --sort", () => {
    const numbers = [
        row("1", { qualityRating: "GREEN", messagingLimitTier: "TIER_1K", verifiedName: "Shop 10" }, "IN"),
        row("2", { qualityRating: "RED", messagingLimitTier: "TIER_250", verifiedName: "Shop 9" }, "DE"),
        row("3", { qualityRating: "YELLOW", messagingLimitTier: "TIER_UNLIMITED" }, "DE"),
        row("4", { qualityRating: "NA", messagingLimitTier: "TIER_100K", verifiedName: "shop 2" }),
    ];
    const rows: [sort: string, ids: string][] = [
        ["id", "1234"],
        ["-id", "4321"],
        ["quality", "4231"],
        ["limit", "2143"],
        ["-limit", "3412"],
        ["name", "3421"],
        ["region,-id", "4321"],
    ];
    for (const [sort, ids] of rows) {
        it(sort, () =>
            expect(
                sorted(numbers, ordersFrom(sort), NOW)
                    .map(({ node }) => node.id)
                    .join(""),
            ).to.equal(ids),
        );
    }
});

describe("what list can't read", () => {
    const rows: [what: string, work: () => unknown, says: RegExp][] = [
        ["a filter without a sign", () => filterFrom("FLAGGED"), /FLAGGED: give column=value/],
        ["a filter without a value", () => filterFrom("status="), /give column=value/],
        ["a filter on no column", () => filterFrom("state=X"), /^--filter: there is no column state/],
        ["an order by no column", () => ordersFrom("quality,-state"), /^--sort: there is no column state/],
        ["no column to sort by", () => ordersFrom(","), /^--sort was given without a column/],
        ["a column that there is not", () => columnsFrom("id,state"), /^--columns: there is no column state/],
    ];
    for (const [what, work, says] of rows) {
        it(what, () => {
            const { message, next, exitCode } = refusalOf(work);
            expect(message).to.match(says);
            expect(next).to.match(/columns are id, number|for example --filter/);
            expect(exitCode).to.equal(EXIT.usage);
        });
    }
});

describe("the columns of a list", () => {
    const columns = fc.array(fc.record({ rank: fc.nat(9), width: fc.integer({ min: 1, max: 40 }) }), {
        minLength: 1,
        maxLength: 12,
    });

    it("fit, or only one is left; those of the lowest rank stay, in their order", () => {
        fc.assert(
            fc.property(columns, fc.integer({ min: 1, max: 200 }), (all, width) => {
                const kept = fitting(all, width);
                const needed = kept.reduce((sum, each) => sum + each.width, GAP * (kept.length - 1));
                expect(needed <= width || kept.length === 1).to.equal(true);
                expect(all.filter((each) => kept.includes(each))).to.deep.equal(kept);
                const dropped = all.filter((each) => !kept.includes(each));
                const highest = Math.max(...kept.map(({ rank }) => rank));
                for (const { rank } of dropped) expect(rank).to.be.at.least(highest);
                expect(fitting(all, undefined)).to.deep.equal(all);
            }),
            { numRuns: 100 },
        );
    });

    it("each has a rank of its own, and the ID goes last", () => {
        expect(new Set(COLUMNS.map(({ rank }) => rank)).size).to.equal(COLUMNS.length);
        expect(
            fitting(
                COLUMNS.map((column) => ({ ...column, width: 20 })),
                10,
            )[0]?.name,
        ).to.equal("id");
    });

    const table = (width: number | undefined, colours = false) =>
        new GrowingTable({
            columns: columnsFrom("id,name,status"),
            width,
            paint: painter(colours),
            now: NOW,
        });

    it("stay aligned while rows are added, and a wider cell widens its column from there on", () => {
        const grows = table(undefined);
        expect(grows.add([row("1", { verifiedName: "渋谷", status: "CONNECTED" })])).to.deep.equal([
            "ID  NAME  STATUS",
            "1   渋谷  CONNECTED",
        ]);
        expect(grows.add([row("22", { verifiedName: "Market", status: "PENDING" })])).to.deep.equal([
            "22  Market  PENDING",
        ]);
    });

    it("are chosen by the first rows, and those left out are known", () => {
        const narrow = table(16);
        expect(narrow.add([row("1", { verifiedName: "Market", status: "BANNED" })])[0]).to.equal(
            "ID  STATUS",
        );
        expect(narrow.left.map(({ name }) => name)).to.deep.equal(["name"]);
    });

    it("have colours that take no room", () => {
        expect(table(undefined, true).add([row("1", { verifiedName: "A", status: "BANNED" })])[1]).to.equal(
            "1   A     \u001b[31mBANNED\u001b[0m",
        );
    });
});
