import { expect } from "chai";
import fc from "fast-check";
import { limitSeen } from "../../../cli/doctor/limit";
import { customersOf } from "../../../cli/numbers";
import { Recorder } from "../../../provider/number/act/recorder";
import { LONGEST_WINDOW_MS } from "../../../provider/number/model/ledger";
import { blankState } from "../../../provider/number/model/state";
import { memoryJournal } from "../../../provider/run/journal";
import { lines, NOW } from "../support/doctor";

const DAY = 24 * 3600_000;
const TIERS = ["TIER_50", "TIER_250", "TIER_1K", "TIER_10K", "TIER_100K", "TIER_UNLIMITED"];
const seen = (limit: string, daysAgo: number) => ({ limit, at: new Date(NOW - daysAgo * DAY).toISOString() });
const today = (limit: string) => seen(limit, 0);

describe("a messaging limit that drops", () => {
    const rows: [string, Parameters<typeof limitSeen>, string, object | undefined][] = [
        ["never seen", [undefined, "TIER_1K", NOW], "ok: messaging limit: TIER_1K", today("TIER_1K")],
        ["the same, today", [today("TIER_1K"), "TIER_1K", NOW], "ok: messaging limit: TIER_1K", undefined],
        [
            "the same, days later: remembered again",
            [seen("TIER_1K", 3), "TIER_1K", NOW],
            "ok: messaging limit: TIER_1K",
            today("TIER_1K"),
        ],
        [
            "higher",
            [seen("TIER_1K", 3), "TIER_UNLIMITED", NOW],
            "ok: messaging limit: TIER_UNLIMITED",
            today("TIER_UNLIMITED"),
        ],
        [
            "lower",
            [seen("TIER_1K", 3), "TIER_250", NOW],
            "warning: messaging limit: TIER_250, down from TIER_1K (seen here on 2026-11-19)",
            undefined,
        ],
        [
            "lower for so long that it is no news",
            [seen("TIER_1K", 31), "TIER_250", NOW],
            "ok: messaging limit: TIER_250",
            today("TIER_250"),
        ],
        ["not shown", [seen("TIER_1K", 3), "?", NOW], "", undefined],
        ["no tier", [seen("TIER_1K", 3), "TIER_NOT_SET", NOW], "", undefined],
    ];
    for (const [what, given, says, remember] of rows) {
        it(what, () => {
            const found = limitSeen(...given);
            expect(lines(found.checks)).to.equal(says);
            expect(found.remember).to.deep.equal(remember);
        });
    }

    it("warns exactly while a higher one was seen within the window, over any history", () => {
        const history = fc.array(fc.record({ tier: fc.constantFrom(...TIERS), days: fc.nat(40) }), {
            maxLength: 12,
        });
        fc.assert(
            fc.property(history, (readings) => {
                let [now, remembered]: [number, Parameters<typeof limitSeen>[0]] = [NOW, undefined];
                for (const { tier, days } of readings) {
                    now += days * DAY;
                    const { checks, remember } = limitSeen(remembered, tier, now);
                    const isLower =
                        remembered !== undefined &&
                        now - Date.parse(remembered.at) <= LONGEST_WINDOW_MS &&
                        customersOf(tier) < customersOf(remembered.limit);
                    expect(checks.map(({ verdict }) => verdict)).to.deep.equal([isLower ? "warning" : "ok"]);
                    // What was dropped from stays known, so that the next run still tells it.
                    if (isLower) expect(remember).to.equal(undefined);
                    remembered = remember ?? remembered;
                }
            }),
        );
    });

    it("stays known when the provider records a request", () => {
        const journal = memoryJournal();
        journal.write("1", (record) => ({ ...record, highestLimit: today("TIER_1K") }));
        new Recorder(
            blankState("1", 1),
            journal,
            () => NOW,
            () => undefined,
        ).begin("register");
        expect(journal.read("1")).to.deep.include({ highestLimit: today("TIER_1K") });
        expect(journal.read("1").requests).to.match(/^r\d+=\?$/);
    });
});
