import { expect } from "chai";
import type { Tokens } from "marked";
import { codesIn, rowsOf, tokensOf } from "./support/documents";
import { brokenArrows, circles, EVERYTHING, type Files, type Room } from "./support/imports";
import { ours } from "./support/ours";

const PAGE = "docs/how-it-works.md";

/** The rooms' table: the one list of what imports what. */
const ROOMS: readonly Room[] = tokensOf(PAGE)
    .filter((token): token is Tokens.Table => token.type === "table")
    .filter(({ header }) => header.at(-1)?.text === "imports")
    .flatMap(rowsOf)
    .map(([place = "", , imports = ""]) => ({
        place: codesIn(place)[0] ?? "",
        imports: imports === EVERYTHING ? [EVERYTHING] : codesIn(imports),
    }));

/** Files that the made-up ones below reach. */
const REACHED: Files = Object.fromEntries(
    [
        "sdk/index.ts",
        "emulator/index.ts",
        "report/index.ts",
        "cli/text.ts",
        "scripts/process.ts",
        "graph/wire.ts",
        "provider/resource.ts",
        "provider/number/resource.ts",
        "provider/number/act/steps.ts",
        "provider/number/decide/plan.ts",
        "provider/number/model/state.ts",
        "provider/functions/read.ts",
        "provider/settings/act.ts",
        "provider/settings/setting.ts",
        "provider/run/lock.ts",
        "provider/adapters/native/service.ts",
    ].map((file) => [file, ""]),
);

/** A made-up file, and what it must not say. */
const REFUSED: readonly (readonly [string, string])[] = [
    // The index of a folder.
    ["graph/x.ts", 'import { a } from "../sdk";'],
    ["graph/x.ts", 'import { a } from "../emulator/";'],
    ["provider/number/decide/x.ts", 'import { a } from "../../../report";'],
    ["sdk/x.ts", 'export * from "../emulator";'],
    ["cli/x.ts", 'import { a } from "../sdk";'],
    // Each way to import.
    ["graph/x.ts", 'import "../cli/text";'],
    ["graph/x.ts", 'import type { A } from "../cli/text";'],
    ["graph/x.ts", 'export { a } from "../cli/text.js";'],
    ["graph/x.ts", 'import a = require("../cli/text");'],
    ["graph/x.ts", 'const a = require("../cli/text");'],
    ["graph/x.ts", 'const a = module.require("../cli/text");'],
    ["graph/x.ts", 'const a = require.resolve("../cli/text");'],
    ["graph/x.ts", "const a = import(`../cli/text`);"],
    ["graph/x.ts", 'const a = import("../cli" + "/text");'],
    ["graph/x.ts", 'const load = require; const a = load("../cli/text");'],
    ["graph/x.ts", 'const a = (require)("../cli/text");'],
    ["graph/x.ts", 'const a = (0, require)("../cli/text");'],
    ["graph/x.ts", 'const a = require["call"](null, "../cli/text");'],
    ["graph/x.ts", 'const a = require.call(null, "../cli/text");'],
    ["graph/x.ts", 'const a = module["require"]("../cli/text");'],
    ["graph/x.ts", "const { require: load } = module;"],
    ["graph/x.ts", 'const a = [require].map((load) => load("../cli/text"));'],
    ["graph/x.ts", 'const a = process.getBuiltinModule("module");'],
    ["graph/x.ts", 'const a = process["getBuiltinModule"]("module");'],
    ["graph/x.ts", 'const a = eval("require")("../cli/text");'],
    ["graph/x.ts", 'const a = new Function("return import(1)");'],
    ["graph/x.ts", 'declare module "../cli/text" { interface A { b: string } }'],
    ["graph/x.ts", 'type A = import("../cli/text").A;'],
    ["graph/x.ts", 'type A = typeof import("../cli/text");'],
    ["graph/x.ts", '/// <reference path="../cli/text.ts" />'],
    ["graph/x.mjs", '/** @type {import("../cli/text").A} */\nconst a = 1;'],
    ["graph/x.mjs", '/** @import { A } from "../cli/text" */\nconst a = 1;'],
    ["graph/x.ts", 'import { createRequire } from "node:module";'],
    // Packages, and our own by its name.
    ["graph/x.ts", 'import * as pulumi from "@pulumi/pulumi";'],
    ["provider/number/resource.ts", 'import { Resource } from "@pulumi/pulumi/resource";'],
    ["provider/adapters/native/x.ts", 'import * as pulumi from "@pulumi/pulumi";'],
    ["emulator/x.ts", 'import axios from "axioss";'],
    ["graph/x.ts", 'import { a } from "pulumi-whatsapp";'],
    ["cli/x.ts", 'import { a } from "pulumi-whatsapp/emulator";'],
    // Rooms.
    ["graph/x.ts", 'import { a } from "../scripts/process";'],
    ["emulator/x.ts", 'import { a } from "../graph/wire";'],
    ["emulator/x.ts", 'import { a } from "../scripts/process";'],
    ["provider/x.ts", 'import { a } from "./run/lock";'],
    ["provider/say/x.ts", 'import { a } from "../number/decide/plan";'],
    ["provider/number/model/x.ts", 'import { a } from "../decide/plan";'],
    ["provider/number/model/x.ts", 'import { a } from "../resource";'],
    ["provider/number/decide/x.ts", 'import { a } from "../../functions/read";'],
    ["provider/number/decide/x.ts", 'import { a } from "../act/steps";'],
    ["provider/number/say/x.ts", 'import { a } from "../resource";'],
    ["provider/number/act/x.ts", 'import { a } from "../resource";'],
    ["provider/number/resource.ts", 'import { a } from "../adapters/native/service";'],
    ["provider/run/x.ts", 'import { a } from "../functions/read";'],
    ["provider/settings/x.ts", 'import { a } from "../functions/read";'],
    ["provider/settings/x.ts", 'import { a } from "../number/model/state";'],
    ["provider/settings/kinds/x.ts", 'import { a } from "../act";'],
    ["provider/settings/kinds/x.ts", 'import { a } from "../../run/lock";'],
    ["provider/functions/x.ts", 'import { a } from "../number/act/steps";'],
    ["sdk/x.ts", 'import { a } from "../provider/number/decide/plan";'],
    ["report/x.ts", 'import { a } from "../provider/number/act/steps";'],
    ["cli/x.ts", 'import { a } from "../provider/adapters/native/service";'],
    // What is nowhere.
    ["graph/x.ts", 'import { a } from "./missing";'],
    ["newroom/x.ts", "const a = 1;"],
    ["provider/newroom/x.ts", "const a = 1;"],
    ["provider/number/x.ts", "const a = 1;"],
    ["provider/adapters/grpc/x.ts", "const a = 1;"],
    ["x.ts", "const a = 1;"],
];

const ALLOWED: readonly (readonly [string, string])[] = [
    ["graph/x.ts", 'import { a } from "./wire.js";'],
    ["graph/x.ts", 'import { readFile } from "node:fs/promises";'],
    ["graph/settings/x.ts", 'import { a } from "../wire";'],
    ["provider/number/act/x.ts", 'import { a } from "../../run/lock";'],
    ["provider/settings/kinds/x.ts", 'import { a } from "../setting";'],
    ["provider/adapters/native/x.ts", 'import a from "@pulumi/pulumi/proto/status_pb";'],
    ["sdk/x.ts", 'import * as pulumi from "@pulumi/pulumi";'],
    ["graph/x.ts", 'const a = require("./wire"); const b = require.resolve("./wire");'],
    ["graph/x.ts", "type A = Function; type B = typeof require; declare global { var a: string }"],
    ["tests/x.ts", 'import { a } from "../cli/text";\nimport b from "any-package";'],
];

/** Files that import each other, in ways that are easy to overlook. */
const CIRCLES: Readonly<Record<string, Files>> = {
    "import type": {
        "graph/a.ts": 'import type { B } from "./b";',
        "graph/b.ts": 'import type { A } from "./a";',
    },
    "import types": { "graph/a.ts": 'type A = import("./b").B;', "graph/b.ts": 'type B = import("./a").A;' },
    "an index": { "graph/index.ts": 'export * from "./a";', "graph/a.ts": 'import { b } from ".";' },
    "three files": {
        "graph/a.ts": 'import "./b";',
        "graph/b.ts": 'const c = require("./c");',
        "graph/c.ts": 'const a = import("./a.js");',
    },
};

describe("the arrows between rooms", function () {
    this.timeout(600_000);

    it("has a table", () => {
        expect(ROOMS.map(({ place }) => place)).to.include.members(["cli/", "graph/", "provider/run/"]);
    });

    it("has rows that only allow what stands below them", () => {
        const places = ROOMS.map(({ place }) => place);
        const up = ROOMS.flatMap(({ place, imports }, at) =>
            imports
                .filter((other) => places.slice(0, at).includes(other))
                .map((other) => `${place} -> ${other}`),
        );
        expect(up).to.deep.equal([]);
    });

    it("is kept by all of our files", () => {
        expect(brokenArrows(ours(), ROOMS)).to.deep.equal([]);
    });

    it("allows nothing that no file needs", () => {
        const files = ours();
        const unused = ROOMS.flatMap((room, at) =>
            room.imports
                .filter((entry) => entry !== EVERYTHING)
                .filter((entry) => {
                    const without = { ...room, imports: room.imports.filter((other) => other !== entry) };
                    const own = Object.keys(files).filter((file) => file.startsWith(room.place));
                    const texts = Object.fromEntries(own.map((file) => [file, files[file] ?? ""]));
                    const reached = Object.fromEntries(Object.keys(files).map((file) => [file, ""]));
                    return brokenArrows({ ...reached, ...texts }, ROOMS.with(at, without)).length === 0;
                })
                .map((entry) => `${room.place} -> ${entry}`),
        );
        expect(unused).to.deep.equal([]);
    });

    it("has no circles between files, imports of types counted", () => {
        expect(circles(ours())).to.deep.equal([]);
    });

    for (const [file, text] of REFUSED) {
        it(`refuses in ${file}: ${text.replaceAll("\n", " ")}`, () => {
            expect(brokenArrows({ ...REACHED, [file]: text }, ROOMS)).to.have.length(1);
        });
    }

    for (const [file, text] of ALLOWED) {
        it(`allows in ${file}: ${text.replaceAll("\n", " ")}`, () => {
            expect(brokenArrows({ ...REACHED, [file]: text }, ROOMS)).to.deep.equal([]);
        });
    }

    for (const [name, files] of Object.entries(CIRCLES)) {
        it(`finds a circle of ${name}`, () => {
            expect(circles(files)).to.have.length(1);
        });
    }
});
