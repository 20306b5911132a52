import { expect } from "chai";
import { deadExports } from "./support/exports";
import { ours } from "./support/ours";

/** The emulator's page is left out: its tests load its files by a path that they put together. */
const isProduct = (file: string) => /^(graph|provider|sdk|report|cli|emulator(?!\/ui))\//.test(file);

/** What the plugin's schema reads by its name: scripts/plugin/schema/configuration.ts. */
const READ: readonly string[] = ["provider/run/configuration.ts Configuration"];

/** How a file may take `A` from graph/a.ts. */
const USES: readonly string[] = [
    'import { A } from "./a";',
    'import type { A as B } from "./a.js";',
    'import * as a from "./a";',
    'export { A } from "./a";',
    'export * from "./a";',
    'type B = import("./a").A;',
    'const a = import("./a");',
];

describe("what is exported", function () {
    this.timeout(600_000);

    it("is imported by another file", () => {
        expect(deadExports(ours(), isProduct)).to.have.members(READ);
    });

    for (const declared of [
        "export const A = 1;",
        "export const { A } = { A: 1 };",
        "export function A() {}",
        "export class A {}",
        "export interface A {}",
        "export type A = 1;",
        "export enum A {}",
    ]) {
        it(`is found where nobody imports it: ${declared}`, () => {
            const files = { "graph/a.ts": declared, "graph/b.ts": 'import { B } from "./a";\nimport "./a";' };
            expect(deadExports(files, isProduct)).to.deep.equal(["graph/a.ts A"]);
        });
    }

    for (const use of USES) {
        it(`is in use: ${use}`, () => {
            const files = { "graph/a.ts": "export const A = 1;", "tests/x.ts": "", "graph/b.ts": use };
            expect(deadExports(files, isProduct)).to.deep.equal([]);
        });
    }
});
