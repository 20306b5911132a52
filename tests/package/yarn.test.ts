import { expect } from "chai";
import { ENGINE_TEST_TIMEOUT_MS } from "../engine/support/stack";
import { asking, yarn } from "./support/managers";
import { MODERN } from "./support/programs";
import { servesPrograms } from "./support/serves";

/** With node_modules: Pulumi itself does not run from Yarn's Plug'n'Play. */
describe("installed by yarn", function () {
    this.timeout(2 * ENGINE_TEST_TIMEOUT_MS);
    const installation = servesPrograms(yarn, "^6.0.3", MODERN);

    it("warns beside a Pulumi SDK that is too old, and without one", async () => {
        const ours = { "pulumi-whatsapp": `file:${installation().pack.tarball}` };
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
