import { config, expect } from "chai";
import * as kinds from "../../provider/settings/kinds";
import { type Bench, type Cell, openBenches, playAll } from "./bench";
import { FAULTS, type NamedFault } from "./faults";
import { inPeace, runSettingCell } from "./settingsMatrix";
import { type SettingOperation, settingOperations } from "./settingsOperations";

/** Its requests meet every fault; those of the others one fault of each class, the next one each time. */
const THOROUGH = "update of a webhook override";
/** Codes that say nothing about whether it was done, and codes of limits. */
const UNCLEAR = [1, 2, 131000, 131016, 133004];
const LIMITS = [4, 17, 80007];

/** What a fault amounts to once the client has named it: a setting sees no more of it. */
const CLASSES = [
    FAULTS.filter(({ does }) => does === "refuseConnection"),
    FAULTS.filter(({ applied }) => applied),
    FAULTS.filter((fault) => hasCode(fault, LIMITS)),
    FAULTS.filter((fault) => isRefused(fault)),
    FAULTS.filter((fault) => !fault.applied && !hasCode(fault, LIMITS) && !isRefused(fault)),
];

function hasCode({ does }: NamedFault, codes: readonly number[]): boolean {
    return does !== "refuseConnection" && "error" in does && codes.includes(does.error.code);
}

function isRefused(fault: NamedFault): boolean {
    const { does } = fault;
    const hasAny = does !== "refuseConnection" && "error" in does;
    return hasAny && !fault.applied && !hasCode(fault, [...UNCLEAR, ...LIMITS]);
}

describe("the settings' fault matrix: every kind, every operation, each of its requests, once and lasting", () => {
    const { operations, close } = settingOperations();
    let benches: Bench[];
    before(async () => {
        config.truncateThreshold = 0;
        benches = await openBenches();
    });
    after(async () => {
        await Promise.all(benches.map(({ world }) => world.close()));
        close();
    });

    it("every kind is here", () => {
        expect(new Set(operations.map(({ setting }) => setting))).to.have.all.keys(Object.values(kinds));
    });

    for (const setting of Object.values(kinds)) {
        it(`${setting.noun}: converges, wastes nothing, says no secret`, async function () {
            this.timeout(600_000);
            const deal = dealer();
            const all: string[] = [];
            for (const operation of operations.filter((each) => each.setting === setting)) {
                const peaceful = await inPeace(benches[0] as Bench, operation);
                const cells = peaceful.targets.flatMap((target) =>
                    [false, true].flatMap((lasting) =>
                        (operation.name === THOROUGH ? FAULTS : deal()).map(
                            (fault): Cell<SettingOperation> => ({ play: operation, target, fault, lasting }),
                        ),
                    ),
                );
                const { broken } = await playAll(benches, cells, (bench, cell) =>
                    runSettingCell(bench, cell, peaceful),
                );
                all.push(...broken);
            }
            expect(all, `${all.length} broken cells`).to.deep.equal([]);
        });
    }
});

/** One fault of each class, the next one each time. */
function dealer(): () => NamedFault[] {
    let round = 0;
    return () => {
        const dealt = CLASSES.flatMap((faults) => faults[round % faults.length] ?? []);
        round += 1;
        return dealt;
    };
}
