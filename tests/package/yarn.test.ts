import { expect } from "chai";
import { ENGINE_TEST_TIMEOUT_MS } from "../engine/support/stack";
import { asking, installed, yarn } from "./support/managers";
import { type Packed, packed } from "./support/packed";
import { commonJsProgram, dependencies, esModuleProgram, MODERN, playThrough } from "./support/programs";

/** With node_modules: Pulumi itself does not run from Yarn's Plug'n'Play. */
describe("installed by yarn", function () {
    this.timeout(2 * ENGINE_TEST_TIMEOUT_MS);
    let pack: Packed;
    let folder: string;
    before(async () => {
        pack = await packed();
        folder = await installed(yarn, dependencies(pack, "^6.0.3"));
    });

    it("serves a CommonJS program in TypeScript", async () => {
        const text = await playThrough(await commonJsProgram(folder, MODERN), "index.ts", pack);
        expect(text).to.match(/system +: "object"/);
    });

    it("serves an ES module program in TypeScript", async () => {
        const text = await playThrough(await esModuleProgram(folder), "index.ts", pack);
        expect(text).to.match(/system +: "file:undefined"/);
    });

    it("brings the command", async () => {
        const { stdout, text } = await yarn.exec(folder, "pulumi-whatsapp", "--version");
        expect(stdout, text).to.equal(`${pack.version}\n`);
    });

    it("warns beside a Pulumi SDK that is too old, and without one", async () => {
        const ours = { "pulumi-whatsapp": `file:${pack.tarball}` };
        const lock = ["--mode=update-lockfile"];
        const old = await yarn.install(
            await asking({ dependencies: { ...ours, "@pulumi/pulumi": "3.215.0" } }),
            ...lock,
        );
        expect(old.text).to.match(
            /@pulumi\/pulumi is listed by your project with version 3\.215\.0.*pulumi-whatsapp/,
        );
        const none = await yarn.install(await asking({ dependencies: ours }), ...lock);
        expect(none.text).to.match(/doesn't provide @pulumi\/pulumi.*requested by pulumi-whatsapp/);
    });
});
