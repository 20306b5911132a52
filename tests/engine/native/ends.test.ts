import { execFileSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { family, killAll } from "../../../scripts/process";
import { ID, PIN } from "../../support/world";
import { ENGINE_TEST_TIMEOUT_MS, Stack } from "../support/stack";
import { of } from "../support/yamlText";

const TYPE = "whatsapp:index:PhoneNumber";
const OUTAGE = ["setPin", "deregister", "setStorage", "register"];

/** Whether a process is there. */
function isThere(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch {
        return false;
    }
}

/** Whether it is the plugin, and not the engine or its host of programs. */
function isPlugin(pid: number): boolean {
    return execFileSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" }).includes(
        "dist/plugin/index.js",
    );
}

async function until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await sleep(20);
}

describe("the end of the engine is the plugin's", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);
    let stack: Stack;
    const declare = (change: object = {}) =>
        stack.declareYaml({
            config: { pin: { type: "string", secret: true } },
            resources: {
                support: { type: TYPE, properties: { phoneNumberId: ID, pin: of("pin"), ...change } },
            },
        });
    beforeEach(async function () {
        if (process.platform === "win32") this.skip();
        stack = await Stack.create({ main: "Pulumi.yaml", numbers: [{ id: ID }], secrets: { pin: PIN } });
        await declare();
        await stack.up();
        stack.graph.clearRequests();
    });
    afterEach(() => stack?.close());

    it("killed in an outage: the number comes back, no process stays, and the next up knows what was done", async () => {
        stack.graph.fail({ match: { kind: "setStorage" }, do: { delayMs: 1_000 } });
        await declare({ dataLocalizationRegion: "DE" });
        const { child, finished } = stack.start("up", "--yes", "--skip-preview");
        await until(() => !stack.graph.number(ID).registered);
        const all = family(child);
        const plugins = all.filter(isPlugin);
        const hosts = all.filter((pid) => !plugins.includes(pid));
        // One more was started for its schema.
        expect(plugins).not.to.deep.equal([]);
        child.kill("SIGKILL");
        await until(() => plugins.every((pid) => !isThere(pid)));
        // The host of YAML programs notices only after minutes, and holds the output open.
        killAll(hosts);
        await finished;
        expect(stack.graph.number(ID)).to.include({ registered: true, region: "DE" });
        expect(stack.graph.writes().map(({ kind }) => kind)).to.deep.equal(OUTAGE);

        await stack.succeeds("cancel", "--yes");
        await stack.removeTornAttributes();
        const { sent } = await stack.up("--refresh");
        expect(sent).not.to.include("deregister");
        expect((await stack.outputs("support")).requests).to.match(/^r\d+=ok d\d+=ok r\d+=ok$/);
        await stack.expectNoChanges();
    });

    it("interrupted while it waits for a registration to show: it ends at once, and state has the number", async () => {
        stack.graph.set({ registerSettleMs: 3600_000 });
        stack.env.WHATSAPP_WAIT_FOR_CONNECTED = "3600";
        await declare({ dataLocalizationRegion: "DE" });
        const { child, finished } = stack.start("up", "--yes", "--skip-preview");
        const asksAfterRegister = () => {
            const { requests } = stack.graph;
            return requests.findLastIndex(({ kind }) => kind === "register") in requests.slice(0, -1);
        };
        await until(asksAfterRegister);
        child.kill("SIGINT");
        await finished;
        expect(stack.graph.writes().map(({ kind }) => kind)).to.deep.equal(OUTAGE);
        expect(await stack.outputs("support")).to.include({ registered: true });
    });
});
