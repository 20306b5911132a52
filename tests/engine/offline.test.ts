import { expect } from "chai";
import type { NumberState } from "../../emulator";
import { PIN } from "./support/numbers";
import { type Declared, ENGINE_TEST_TIMEOUT_MS, type Outcome, Stack } from "./support/stack";

const REGION_CHANGE = ["setPin", "deregister", "setStorage", "register"];

/** A number for each test: all are live in Germany, and share the runs of one stack. */
const IDS = {
    otherPin: "106540352242921",
    lost: "106540352242922",
    unseen: "106540352242923",
    seen: "106540352242924",
    spent: "106540352242925",
    noStorage: "106540352242926",
    refused: "106540352242927",
};
type Name = keyof typeof IDS;
const NAMES = Object.keys(IDS) as Name[];

describe("taking a live number offline", function () {
    this.timeout(2 * ENGINE_TEST_TIMEOUT_MS);
    let stack: Stack;
    /** The preview and the run of changes, some of which fail; the next run; and those after a refresh. */
    let previewed: Outcome;
    let changed: Outcome;
    let next: Outcome;
    let refreshed: Outcome;
    let mended: Outcome;
    /** What the numbers were after the run of changes. */
    let afterChange: Record<Name, NumberState>;

    before(async () => {
        stack = await Stack.create({ numbers: Object.values(IDS).map((id) => ({ id })) });
        await declare({});
        await stack.up();
        // Registered an hour ago: what is missing in the first minutes would only be settling.
        await stack.rewriteOutputs("lost", { requests: requestsOf(1) });
        // With the one that this machine's journal knows of: nine.
        await stack.rewriteOutputs("spent", { requests: requestsOf(8) });

        change("otherPin", { pin: "777777" });
        change("unseen", { region: "IN" });
        stack.graph.fail({
            match: { kind: "setStorage", phoneNumberId: IDS.noStorage },
            do: { error: { code: 100 } },
        });
        stack.graph.fail({
            match: { kind: "setPin", phoneNumberId: IDS.refused },
            do: { error: { code: 100 } },
        });
        const CH = { dataLocalizationRegion: "CH" };
        await declare({
            otherPin: CH,
            unseen: { enableIdentityKeyCheck: true },
            spent: CH,
            noStorage: CH,
            refused: CH,
        });
        previewed = await stack.preview();
        changed = await stack.upFails("--continue-on-error");
        afterChange = Object.fromEntries(NAMES.map((name) => [name, number(name)])) as typeof afterChange;

        await declare({ otherPin: CH, refused: CH });
        next = await stack.up();
        await stack.expectNoChanges();

        change("lost", { registered: false, region: undefined });
        change("seen", { region: "IN" });
        await declare({ otherPin: CH, refused: CH, unseen: { dataLocalizationRegion: "IN" } });
        await stack.refresh();
        refreshed = await stack.preview();
        mended = await stack.up();
        await stack.expectNoChanges();
    });
    after(() => stack?.close());

    it("a PIN changed elsewhere is corrected before the outage, since off the API it can't be", () => {
        expect(sent(changed, "otherPin")).to.deep.equal(REGION_CHANGE);
        expect(afterChange.otherPin).to.include({ registered: true, region: "CH" });
    });

    it("a number that lost its registration regains its region before it is live", () => {
        expect(refreshed.text).to.match(saidOf("lost", "set storage to DE, register in DE"));
        expect(sent(mended, "lost")).to.deep.equal(["setStorage", "register"]);
        expect(number("lost")).to.include({ registered: true, region: "DE" });
    });

    it("an outage that no preview has shown is refused, and nothing is sent", () => {
        expect(sent(changed, "unseen")).to.deep.equal([]);
        expect(changed.text)
            .to.match(saidOf("unseen", "the region is IN, state says DE"))
            .and.to.match(saidOf("unseen", "run pulumi refresh, and look at the preview"));
        expect(afterChange.unseen).to.include({ registered: true, region: "IN" });
    });

    it("after a refresh the same outage is in the preview, and runs", () => {
        expect(refreshed.text).to.match(saidOf("seen", "OUTAGE"));
        expect(sent(mended, "seen")).to.deep.equal(REGION_CHANGE);
        expect(number("seen")).to.include({ registered: true, region: "DE" });
    });

    it("with fewer than two register requests left a region change is refused, and the number stays live", () => {
        expect(previewed.text).to.match(saidOf("spent", "It would be REFUSED"));
        expect(sent(changed, "spent")).to.deep.equal([]);
        expect(changed.text)
            .to.match(saidOf("spent", "1 register request is left"))
            .and.to.match(saidOf("spent", "one to come back, one in reserve"));
        expect(afterChange.spent).to.include({ registered: true, region: "DE" });
    });

    it("when setStorage is refused after the deregister, the number comes back with the storage it had", () => {
        expect(sent(changed, "noStorage")).to.deep.equal([
            "setPin",
            "deregister",
            "setStorage",
            "setStorage",
            "register",
        ]);
        expect(afterChange.noStorage).to.include({ registered: true, region: "DE" });
        expect(sent(next, "noStorage")).to.deep.equal([]);
    });

    it("a PIN that is refused before the outage stops it: the number is still live", () => {
        expect(sent(changed, "refused")).to.deep.equal(["setPin"]);
        expect(afterChange.refused).to.include({ registered: true, region: "DE" });
        expect(sent(next, "refused")).to.deep.equal(REGION_CHANGE);
    });

    it("no run sends anything for a number whose turn it is not", () => {
        const others = (outcome: Outcome, ...names: Name[]) =>
            outcome.writes.filter(({ phoneNumberId }) => names.every((name) => IDS[name] !== phoneNumberId));
        expect(others(changed, "otherPin", "noStorage", "refused")).to.deep.equal([]);
        expect(others(next, "refused")).to.deep.equal([]);
        expect(others(mended, "lost", "seen")).to.deep.equal([]);
    });

    /** Declares all numbers in Germany, some of them with changes. */
    function declare(changes: Partial<Record<Name, Declared>>): Promise<void> {
        const declared = NAMES.map((name) => [
            name,
            { phoneNumberId: IDS[name], pin: PIN, dataLocalizationRegion: "DE", ...changes[name] },
        ]);
        return stack.declare(Object.fromEntries(declared));
    }

    function change(name: Name, patch: Parameters<Stack["graph"]["change"]>[1]): void {
        stack.graph.change(IDS[name], patch);
    }

    function number(name: Name): NumberState {
        return stack.graph.number(IDS[name]);
    }
});

/** What a run sent for one number. */
function sent({ writes }: Outcome, name: Name): string[] {
    return writes.filter(({ phoneNumberId }) => phoneNumberId === IDS[name]).map(({ kind }) => kind);
}

/** A line about one number that says this. */
function saidOf(name: Name, text: string): RegExp {
    return new RegExp(`${IDS[name]}.*${text}`);
}

/** A ledger with this many register requests, all of the last hour. */
function requestsOf(count: number): string {
    const hourAgo = Math.floor(Date.now() / 1000) - 3600;
    return Array.from({ length: count }, (_, index) => `r${hourAgo + index}=ok`).join(" ");
}
