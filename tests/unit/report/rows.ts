/** What the report's tests share: tables of previews with the lines and concerns that they result in. */
import { expect } from "chai";
import type { Observation } from "../../../provider/number/decide/known";
import {
    type Circumstances,
    type Concern,
    concernsOf,
    prepare,
    type Report,
    reportOf,
} from "../../../report";
import { FACES, ID, NOW, OTHER_ID, preview } from "./previews";

export const NAME = `phone number ${ID} (+1 631-555-5555)`;
export const OTHER_NAME = `phone number ${OTHER_ID} (+1 631-555-5556)`;

/** How a line says how many requests are left. */
export const LEFT = (register: number, deregister: number) =>
    `; leaves ${register} register and ${deregister} deregister requests of 10 in 72 hours`;

export function report(text: string, live?: Circumstances["live"], ignoreLocks = false): Report {
    return reportOf(prepare(text), { now: NOW, ignoreLocks, ...(live === undefined ? {} : { live }) });
}

/** The steps of a preview, and what the report makes of them. */
export interface Row {
    steps: Record<string, unknown>[];
    lines: string[];
    concerns?: Concern[];
    live?: Record<string, Observation | { unread: string }>;
}

/** The number as `--live` may show it. */
export const LIVE: Observation = {
    node: { platformType: "CLOUD_API", isOnBizApp: false },
    settings: { storage: { kind: "inCountry", region: "DE" } },
};
export const OFF: Observation = {
    node: { platformType: "NOT_APPLICABLE", isOnBizApp: false, codeVerificationStatus: "VERIFIED" },
    settings: { storage: { kind: "default" } },
};
/** A lock that ends in an hour. */
export const UNTIL = new Date(NOW + 3600_000).toISOString();

/** What state has of a display name that waits to be applied. */
export const APPROVED = {
    verifiedName: "Jasper's Market",
    displayName: "Shop",
    newDisplayName: "Shop",
    newNameStatus: "APPROVED",
    newNameApprovedAt: new Date(NOW - 3600_000).toISOString(),
};

/** A test of each row, named by its situation, for both types of our resources. */
export function testRows(rows: Record<string, Row>): void {
    const cases = FACES.flatMap(([face, of]) =>
        Object.entries(rows).map(([what, row]) => ({ title: `${what}, of ${face}`, of, row })),
    );
    for (const { title, of, row } of cases) {
        it(title, () => {
            const text = of(preview(...row.steps));
            const { numbers } = report(text, row.live && new Map(Object.entries(row.live)));
            expect(numbers.map(({ line }) => line)).to.deep.equal(row.lines);
            const concerns = new Set(numbers.flatMap(concernsOf));
            expect([...concerns]).to.have.members(row.concerns ?? []);
        });
    }
}
