import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { ROOT } from "./support/documents";

const BIOME = path.join(ROOT, "node_modules/.bin/biome");

interface Diagnostic {
    readonly category: string;
    readonly location: { readonly path: string | { readonly file: string } };
}

/** The rules that Biome finds broken in a folder with our configuration and these files, by file. */
function lint(files: Readonly<Record<string, string>>): Map<string, string[]> {
    const folder = mkdtempSync(path.join(tmpdir(), "rooms-"));
    try {
        const {
            vcs: _,
            $schema: __,
            ...config
        } = JSON.parse(readFileSync(path.join(ROOT, "biome.json"), "utf8"));
        const all = { ...files, "biome.json": JSON.stringify(config) };
        for (const [name, text] of Object.entries(all)) {
            mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
            writeFileSync(path.join(folder, name), text);
        }
        const flags = ["lint", "--reporter=json", "--max-diagnostics=none"];
        const { stdout } = spawnSync(BIOME, flags, { cwd: folder, encoding: "utf8" });
        const { diagnostics } = JSON.parse(stdout.slice(stdout.indexOf("{"))) as {
            diagnostics: Diagnostic[];
        };
        const found = new Map<string, string[]>();
        for (const { category, location } of diagnostics) {
            const file = typeof location.path === "string" ? location.path : location.path.file;
            found.set(file, [...(found.get(file) ?? []), category]);
        }
        return found;
    } finally {
        rmSync(folder, { recursive: true });
    }
}

/** Rows as docs/how-it-works.md has them: a room, and imports that its arrows refuse or allow. */
const ROWS: Record<string, { refused: string[]; allowed: string[] }> = {
    "graph/x.ts": {
        refused: ["../provider/number/model/inputs", "../sdk/engine", "../emulator/state"],
        allowed: ["./wire"],
    },
    "provider/number/model/x.ts": {
        refused: ["../decide/plan", "../say/steps", "../act/steps", "../../run/lock", "../../../cli/text"],
        allowed: ["../../../graph/wire", "./state"],
    },
    "provider/number/decide/x.ts": {
        refused: ["../say/steps", "../act/steps", "../../run/lock", "../../adapters/dynamic/adapter"],
        allowed: ["../model/state", "../../../graph/wire"],
    },
    "provider/number/say/x.ts": {
        refused: ["../act/steps", "../../run/lock", "../../../report/text"],
        allowed: ["../decide/plan", "../model/state"],
    },
    "provider/settings/x.ts": {
        refused: [
            "../number/act/steps",
            "../number/model/state",
            "../adapters/dynamic/adapter",
            "../../cli/text",
        ],
        allowed: ["../run/ports", "../resource", "./kinds/username", "../../graph/call"],
    },
    "provider/settings/kinds/x.ts": {
        refused: ["../act", "../resource", "../outage", "../../run/ports", "../../number/model/state"],
        allowed: ["../setting", "../rules", "../../../graph/settings/source"],
    },
    "provider/run/x.ts": {
        refused: [
            "../number/act/steps",
            "../number/resource",
            "../settings/setting",
            "../adapters/dynamic/adapter",
        ],
        allowed: ["../number/decide/remedy", "../resource", "../../graph/wire"],
    },
    "provider/number/act/x.ts": {
        refused: ["../resource", "../../adapters/dynamic/adapter", "../../../sdk/engine"],
        allowed: [
            "../../resource",
            "../../run/lock",
            "../decide/plan",
            "../say/steps",
            "../../settings/outage",
        ],
    },
    "provider/functions/x.ts": {
        refused: ["../number/act/steps", "../adapters/native/adapter", "../../sdk/engine"],
        allowed: ["../../graph/node", "../number/say/failures", "../run/settings"],
    },
    "provider/adapters/native/x.ts": {
        refused: ["../../../cli/text", "../../../sdk/engine"],
        allowed: ["../../number/resource"],
    },
    "sdk/x.ts": {
        refused: [
            "../provider/number/act/steps",
            "../provider/number/decide/plan",
            "../provider/adapters/dynamic/adapter",
            "../cli/text",
        ],
        allowed: ["../provider/number/model/inputs", "../graph/wire"],
    },
    "report/x.ts": {
        refused: ["../provider/number/act/steps", "../provider/adapters/dynamic/adapter", "../cli/text"],
        allowed: ["../provider/say/name", "../provider/number/decide/decide"],
    },
    "cli/x.ts": {
        refused: ["../provider/adapters/dynamic/adapter", "../sdk/engine"],
        allowed: ["../report/index", "../provider/number/act/observe"],
    },
    "emulator/x.ts": {
        refused: ["../graph/wire", "../provider/number/model/state", "../cli/text"],
        allowed: ["./state"],
    },
};

/** A file of a room for each of its imports. */
const FILES = Object.entries(ROWS).flatMap(([room, { refused, allowed }]) =>
    [...refused, ...allowed].map((specifier, at) => ({
        file: room.replace("x.ts", `x${at}.ts`),
        specifier,
        isRefused: at < refused.length,
    })),
);
const importing = (specifier: string) =>
    `import { thing } from "${specifier}";\nexport const same = thing;\n`;

describe("the arrows between rooms", function () {
    this.timeout(600_000);
    let found: Map<string, string[]>;

    before(() => {
        const circle = {
            "report/a.ts": 'import type { B } from "./b";\nexport type A = B | 1;\n',
            "report/b.ts": 'import type { A } from "./a";\nexport type B = A | 2;\n',
        };
        const files = FILES.map(({ file, specifier }) => [file, importing(specifier)]);
        found = lint({ ...Object.fromEntries(files), ...circle });
    });

    for (const { file, specifier, isRefused } of FILES) {
        it(`${path.dirname(file)} ${isRefused ? "must not import" : "may import"} ${specifier}`, () => {
            const rules = found.get(file) ?? [];
            expect(rules.includes("lint/style/noRestrictedImports")).to.equal(isRefused);
        });
    }

    it("refuses every import cycle, of types too", () => {
        expect(found.get("report/a.ts")).to.include("lint/suspicious/noImportCycles");
    });
});
