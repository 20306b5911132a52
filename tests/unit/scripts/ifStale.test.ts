import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { ifStale, isStale } from "../../../scripts/ifStale";

describe("a build of the sources", () => {
    let folder: string;
    const at = (...parts: string[]) => path.join(folder, ...parts);
    const source = () => at("graph", "call.ts");
    const stamp = () => at("dist", ".built");
    /** A time before every build. */
    const age = (file: string) => utimesSync(file, new Date(0), new Date(0));

    beforeEach(() => {
        folder = mkdtempSync(path.join(tmpdir(), "pulumi-whatsapp-build-"));
        mkdirSync(at("graph"));
        writeFileSync(source(), "");
        writeFileSync(at("package.json"), "{}");
        for (const file of [source(), at("graph"), at("package.json")]) age(file);
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    const build = async (work: () => Promise<void> = async () => {}) =>
        ifStale({ sources: [at("graph"), at("package.json")], stamp: stamp() }, work);

    it("runs once, and not again while nothing changes", async () => {
        expect([await build(), await build()]).to.deep.equal([true, false]);
    });

    const later = () => new Date(Date.now() + 60_000);
    const changes: [what: string, change: () => void][] = [
        ["a source changed", () => utimesSync(source(), later(), later())],
        ["a source was added, or removed", () => utimesSync(at("graph"), later(), later())],
        ["package.json changed", () => utimesSync(at("package.json"), later(), later())],
        ["a source folder is not there", () => rmSync(at("graph"), { recursive: true })],
        ["what was built is gone", () => rmSync(at("dist"), { recursive: true })],
    ];
    for (const [what, change] of changes) {
        it(`runs again when ${what}`, async () => {
            await build();
            change();
            expect(await build()).to.equal(true);
        });
    }

    it("runs again after one that failed, although the one before it succeeded", async () => {
        await build();
        utimesSync(source(), later(), later());
        await build(async () => {
            throw new Error("types");
        }).catch(() => {});
        age(source());
        expect(await build()).to.equal(true);
    });

    it("runs again when a source was saved while it ran", async () => {
        await build(async () => utimesSync(source(), later(), later()));
        expect(await build()).to.equal(true);
    });

    const rows: [built: number | undefined, changed: number | undefined, stale: boolean][] = [
        [undefined, 1, true],
        [2, 1, false],
        [2, 3, true],
        // A file system may count in whole seconds.
        [2, 2, true],
        [2, undefined, true],
    ];
    for (const [built, changed, stale] of rows) {
        it(`built at ${built}, changed at ${changed}: ${stale ? "stale" : "fresh"}`, () =>
            expect(isStale(built, changed)).to.equal(stale));
    }

    it("is made from the folders that the compiler reads", () => {
        const root = path.join(__dirname, "../../..");
        const { include } = JSON.parse(readFileSync(path.join(root, "tsconfig.build.json"), "utf8"));
        const start = readFileSync(path.join(root, "scripts/start.ts"), "utf8");
        const [, listed = ""] = /sources: (\[[^\]]*\])/.exec(start) ?? [];
        expect(JSON.parse(listed)).to.deep.equal(include);
    });
});
