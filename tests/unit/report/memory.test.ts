import { expect } from "chai";
import { memoryJournal } from "../../../provider/run/journal";
import { memoryOf, recollection } from "../../../provider/run/memory";
import { concernsOf, prepare, type Report, reportOf } from "../../../report";
import { ID, INPUTS, NOW, preview, S, STATE, step } from "./previews";
import { LEFT, LIVE, NAME, OFF } from "./rows";

const MOVE = step("update", { state: STATE, news: { ...INPUTS, dataLocalizationRegion: "CH" } });
const NEW = step("create", { news: INPUTS });
const at = (secondsAgo: number) => S - secondsAgo;

/** What `up` on this machine would count, the report counts. */
describe("a report on the machine that sent requests", () => {
    it("counts those that only its journal knows", () => {
        const { numbers } = journalled(`r${at(300)}=ok d${at(200)}=ok`, MOVE);
        expect(numbers[0]?.line).to.contain(LEFT(7, 8));
    });

    it("refuses what the journal knows to be used up, of a recorded number and of a new one", () => {
        const spent = Array.from({ length: 10 }, (_, i) => `r${at(3600 + i)}=ok`).join(" ");
        for (const [made, live] of [
            [MOVE, LIVE],
            [NEW, OFF],
        ] as const) {
            const { numbers } = journalled(spent, made, new Map([[ID, live]]));
            expect(numbers.flatMap(concernsOf)).to.include("refused");
            expect(numbers[0]?.line).to.match(/It would be REFUSED: (0|no) register requests? (is|are) left/);
        }
    });

    it("asks for one register less once this Graph is known not to take the region in register", () => {
        const spent = Array.from({ length: 7 }, (_, i) => `r${at(3600 + i)}=ok`).join(" ");
        const state = { ...STATE, requests: spent };
        const move = step("update", { state, news: { ...INPUTS, dataLocalizationRegion: "CH" } });
        const concerns = (requests: string) => journalled(requests, move).numbers.flatMap(concernsOf);
        expect(concerns(`r${at(60)}=ok`)).to.include("refused");
        expect(concerns(`r${at(60)}=12`)).not.to.include("refused");
    });

    it("says nothing of itself where nothing was sent", () => {
        expect(journalled("", MOVE)).to.deep.equal(
            reportOf(prepare(preview(MOVE)), { now: NOW, ignoreLocks: false }),
        );
        expect(journalled("", MOVE).numbers[0]?.line).to.match(
            new RegExp(`^${NAME.replace(/[+()]/g, "\\$&")}: OUTAGE`),
        );
    });
});

type Live = NonNullable<Parameters<typeof reportOf>[1]["live"]>;

function journalled(requests: string, made: Record<string, unknown>, live?: Live): Report {
    const journal = memoryJournal();
    journal.write(ID, () => ({ requests }));
    const memory = recollection(memoryOf(journal, "v25.0"), NOW);
    const seen = live === undefined ? {} : { live };
    return reportOf(prepare(preview(made)), { now: NOW, ignoreLocks: false, memory, ...seen });
}
