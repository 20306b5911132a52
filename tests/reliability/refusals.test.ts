import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import type { FaultError, RequestKind } from "../../emulator";
import { ModelStack } from "../support/pulumiModel";
import { ID, PIN, startWorld } from "../support/world";

const GOLDEN = path.join(__dirname, "..", "fixtures", "refusals.txt");
const program = { support: { phoneNumberId: ID, pin: PIN, dataLocalizationRegion: "DE" } };

/** Every code of graph-api.md §4 that a call on a number can give, at the request that gives it. */
const REGISTER = [
    0, 1, 2, 3, 4, 10, 17, 33, 100, 190, 200, 368, 80007, 131000, 131005, 131008, 131009, 131016, 131031,
    131037, 131042, 131045, 131057, 133004, 133005, 133006, 133008, 133009, 133010, 133015, 133016,
];
const ROWS: [kind: RequestKind, run: "up" | "refresh" | "destroy", error: FaultError][] = [
    ...REGISTER.map((code): (typeof ROWS)[number] => ["register", "up", { code }]),
    ["register", "up", { code: 12 }],
    ["register", "up", { code: 100, subcode: 2388001 }],
    ["register", "up", { code: 100, message: "Unsupported request - method type: post" }],
    ["register", "up", { code: 200, message: "API access blocked." }],
    ["register", "up", { code: 100, details: "Your WhatsApp Business Account is not yet approved" }],
    ["register", "up", { code: 100, details: "Expected data localization region: 'IN'" }],
    ["read", "up", { code: 100, subcode: 33 }],
    ["read", "refresh", { code: 190, subcode: 463 }],
    ["read", "refresh", { code: 100, subcode: 33 }],
    ["read", "destroy", { code: 190 }],
    ["deregister", "destroy", { code: 133016 }],
    ["deregister", "destroy", { code: 131000 }],
];

/** What the user reads when this request of this command is refused. */
async function refusalOf([kind, run, error]: (typeof ROWS)[number]): Promise<string> {
    const world = await startWorld({ numbers: [{ id: ID }], now: Date.UTC(2026, 10, 22, 12) });
    const stack = new ModelStack({ ...world.ports, now: () => Date.UTC(2026, 10, 22, 12) });
    try {
        if (run !== "up") expect(await stack.up(program)).to.deep.equal([]);
        // A refresh reads the WABA's listing first: what refuses a read refuses that too.
        for (const met of kind === "read" ? [kind, "list" as const] : [kind]) {
            world.graph.fail({ match: { kind: met }, times: 99, do: { error } });
        }
        const errors = run === "up" ? await stack.up(program) : await stack[run]();
        expect(errors).to.have.length(1);
        return errors[0]?.message ?? "";
    } finally {
        await world.close();
    }
}

describe("a refusal", () => {
    let lines: string[];
    before(async function () {
        this.timeout(600_000);
        lines = await Promise.all(
            ROWS.map(async (row) => {
                const [kind, run, { code, subcode }] = row;
                return `${code}${subcode === undefined ? "" : `/${subcode}`}, ${kind}, pulumi ${run}: ${await refusalOf(row)}`;
            }),
        );
        if (process.env.UPDATE_GOLDEN === "1") writeFileSync(GOLDEN, `${lines.join("\n\n")}\n`);
    });

    it("reads as tests/fixtures/refusals.txt has it (UPDATE_GOLDEN=1 writes it again)", () => {
        expect(lines).to.deep.equal(readFileSync(GOLDEN, "utf8").trimEnd().split("\n\n"));
    });

    it("is one line with the number, the request, the code and the next thing to do; never with a secret", () => {
        for (const line of lines) {
            expect(line).to.match(
                new RegExp(`phone number ${ID}.*(was refused|reading the number).*Next: .{20,}`),
            );
            expect(line).not.to.contain("\n");
            expect(line).not.to.match(new RegExp(`${PIN}|EMULATOR-TOKEN`));
        }
    });
});
