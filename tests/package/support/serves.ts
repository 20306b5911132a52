import assert from "node:assert/strict";
import { expect } from "chai";
import { installed, type Manager } from "./managers";
import { type Packed, packed } from "./packed";
import { commonJsProgram, dependencies, esModuleProgram, playThrough } from "./programs";

/** The package, and a folder that a package manager installed it into. */
export interface Served {
    readonly pack: Packed;
    readonly folder: string;
}

/**
 * Installs the package, and tests what has to hold whichever package manager did.
 * @param typescript the version that the programs ask for
 * @param compilerOptions of the CommonJS program
 * @returns what was installed, for further tests
 */
export function servesPrograms(manager: Manager, typescript: string, compilerOptions: object): () => Served {
    let served: Served | undefined;
    const installation = () => {
        assert.ok(served, `${manager.name} has not installed the package`);
        return served;
    };
    before(async () => {
        const pack = await packed();
        served = { pack, folder: await installed(manager, dependencies(pack, typescript)) };
    });

    it("serves a CommonJS program in TypeScript", async () => {
        const { pack, folder } = installation();
        const text = await playThrough(await commonJsProgram(folder, compilerOptions), "index.ts", pack);
        expect(text).to.match(/system +: "object"/);
    });

    it("serves an ES module program in TypeScript", async () => {
        const { pack, folder } = installation();
        const text = await playThrough(await esModuleProgram(folder), "index.ts", pack);
        expect(text).to.match(/system +: "file:undefined"/);
    });

    it("brings the command", async () => {
        const { pack, folder } = installation();
        const { stdout, text } = await manager.exec(folder, "pulumi-whatsapp", "--version");
        expect(stdout, text).to.equal(`${pack.version}\n`);
    });

    return installation;
}
