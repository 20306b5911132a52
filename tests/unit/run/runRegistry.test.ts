import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { fileRunRegistry, memoryRunRegistry } from "../../../provider/run/runRegistry";
import { countedFolder } from "../../support/countedFolder";

const MODULE = path.join(__dirname, "..", "..", "..", "provider", "run", "runRegistry.ts");
const ADDRESS = "127.0.0.1:40001";

describe("what a run declares, in all of its processes", () => {
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(path.join(tmpdir(), "runs-"));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    const env = () => ({ WHATSAPP_STATE_DIR: folder });
    const engine = (identity: string) => () => ({ identity, destroys: false });
    const registry = (run: string | undefined, address = ADDRESS) =>
        fileRunRegistry(address, env(), run === undefined ? () => undefined : engine(run));

    /** Another process declares a number, and ends. */
    function elsewhere(code: string): void {
        const script = `const {fileRunRegistry}=require(${JSON.stringify(MODULE)});${code}`;
        const ended = spawnSync(process.execPath, ["--require", "tsx/cjs", "-e", script], {
            encoding: "utf8",
        });
        expect(ended.stderr).to.equal("");
        expect(ended.status).to.equal(0);
    }
    const declareElsewhere = (id: string, run: string | undefined, by = "program") =>
        elsewhere(
            `fileRunRegistry(${JSON.stringify(ADDRESS)},{WHATSAPP_STATE_DIR:${JSON.stringify(folder)}},` +
                `()=>(${run === undefined ? "undefined" : JSON.stringify({ identity: run, destroys: false })}))` +
                `.declare(${JSON.stringify(id)},"+1 555 ${id}","${by}")`,
        );

    it("is known to a process that never declared anything, also once the program has ended", () => {
        declareElsewhere("1", "run 1");
        expect(registry("run 1").stillDeclared("1")).to.deep.equal({ id: "1", by: "program" });
        expect(registry("run 1").stillDeclared("9", "+1-555-1")).to.deep.equal({ id: "1", by: "program" });
        expect(registry("run 1").stillDeclared("2")).to.equal(undefined);
    });

    it("a provider's word counts for more than the program's", () => {
        declareElsewhere("1", "run 1");
        registry("run 1").declare("1", undefined, "provider");
        expect(registry("run 1").stillDeclared("1")?.by).to.equal("provider");
    });

    it("of an earlier run at the same address counts for nothing", () => {
        declareElsewhere("1", "run 1");
        expect(registry("run 2").stillDeclared("1")).to.equal(undefined);
        const second = registry("run 2");
        second.declare("2", undefined, "provider");
        expect([second.stillDeclared("1"), second.stillDeclared("2")?.id]).to.deep.equal([undefined, "2"]);
    });

    it("counts while one of its processes lives, if the engine is unknown", () => {
        const here = registry(undefined);
        here.declare("1", undefined, "program");
        expect(registry(undefined).stillDeclared("1")?.id).to.equal("1");
        declareElsewhere("2", undefined);
        expect(registry(undefined).stillDeclared("2")?.id).to.equal("2");
    });

    it("and not when all of them have ended", () => {
        declareElsewhere("1", undefined);
        expect(registry(undefined).stillDeclared("1")).to.equal(undefined);
    });

    it("is another one at another address, and none without", () => {
        registry("run 1").declare("1", undefined, "provider");
        expect(registry("run 1", "127.0.0.1:2").stillDeclared("1")).to.equal(undefined);
        const alone = fileRunRegistry(undefined, env());
        alone.declare("1", undefined, "provider");
        expect(alone.stillDeclared("1")?.id).to.equal("1");
        expect(memoryRunRegistry().stillDeclared("1")).to.equal(undefined);
    });

    it("is kept by many at once, and loses none", () => {
        const all = Array.from({ length: 40 }, (_, at) => String(at + 100));
        const several = [registry("run 1"), registry("run 1"), registry("run 1")];
        for (const [at, id] of all.entries()) several[at % 3]?.declare(id, undefined, "provider");
        const found = all.filter((id) => registry("run 1").stillDeclared(id)?.id === id);
        expect(found).to.deep.equal(all);
    });

    it("looks for its folder once, however many numbers are declared", () => {
        const counted = countedFolder(folder);
        const one = fileRunRegistry(ADDRESS, counted.env, engine("run 1"));
        for (let id = 1; id <= 50; id++) one.declare(String(id), undefined, "provider");
        expect(registry("run 1").stillDeclared("50")?.id).to.equal("50");
        expect(counted.looks()).to.equal(1);
    });

    it("where nothing can be written each process has its own, without an error", () => {
        const nowhere = fileRunRegistry(ADDRESS, { WHATSAPP_STATE_DIR: "/proc/nowhere" }, engine("run 1"));
        expect(() => nowhere.declare("1", undefined, "provider")).not.to.throw();
    });
});
