import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { playsExample } from "../support/readme";
import { resourcesIn } from "../support/state";

const FIRST = ["106540352242922", "106540352242923"];
const SECOND = ["106540352242924", "106540352242925"];
const ADDED = "106540352242926";
const OTHER_WABA = ["206540352242922", "206540352242923"];
const ALL = [...FIRST, ...SECOND, ADDED, ...OTHER_WABA];

describe("examples/fleet, one stack per shard, in parallel", function () {
    this.timeout(600_000);
    const example = playsExample("fleet", { filledIn: { WHATSAPP_PIN: "310467" } });
    const registered = (ids: string[]) => ids.filter((id) => example.stack.graph.number(id).registered);
    const recordedIn = async (shard: string) => {
        const { stdout } = await example.stack.succeeds("stack", "export", "--stack", shard);
        return resourcesIn(stdout).flatMap(({ type, id }) => (type.endsWith(":PhoneNumber") ? [id] : []));
    };

    it("a preview sends nothing; a shard that fails does not stop the others", async () => {
        await example.play("npm install");
        expect((await example.play("fleet -- preview")).sent).to.deep.equal([]);

        const failed = await example.playRefused("fleet -- up");
        expect(failed.code).to.equal(1);
        expect(registered(ALL)).to.deep.equal([...FIRST, ...SECOND, "206540352242922"]);
    });

    it("each WABA has its own PIN; one shard can be run alone", async () => {
        await example.play("export WHATSAPP_PIN_202290129340398=493817");
        for (const id of OTHER_WABA) {
            expect(example.stack.graph.number(id)).to.include({ registered: true, pin: "493817" });
        }
        expect(example.stack.graph.number(FIRST[0] ?? "").pin).to.equal("310467");
    });

    it("a new number moves no other one", async () => {
        await example.play("assign --size 2");
        const { writes } = await example.play("up --only 102290129340398-3");
        expect(new Set(writes.map(({ phoneNumberId }) => phoneNumberId))).to.deep.equal(new Set([ADDED]));
        expect(registered([ADDED])).to.deep.equal([ADDED]);
    });

    it("a number that changes shards stays live: the old shard refuses, the driver moves its record", async () => {
        const refused = await example.playRefused("pulumi up --yes --stack 102290129340398-3");
        expect(refused.text).to.match(/protected/);
        expect(refused.sent).to.deep.equal([]);

        const moved = await example.play("up --only 102290129340398-2 102290129340398-3");
        expect(moved.sent).to.deep.equal([]);
        expect(registered([ADDED])).to.deep.equal([ADDED]);
        expect(await recordedIn("102290129340398-2")).to.have.members([...SECOND, ADDED]);
        expect(await recordedIn("102290129340398-3")).to.deep.equal([]);
    });

    it("a number that was made removable is deregistered once its row is gone", async () => {
        const { writes } = await example.play("up --only 102290129340398-2");
        expect(writes.map(({ kind, phoneNumberId }) => [kind, phoneNumberId])).to.deep.equal([
            ["deregister", ADDED],
        ]);
    });

    it("destroy needs to be told how many live numbers it deregisters", async () => {
        const refused = await example.playRefused("fleet -- destroy");
        expect([refused.code, refused.sent]).to.deep.equal([2, []]);

        const { writes } = await example.play("destroy --only 102290129340398-1 --deregister 2");
        expect(writes.map(({ kind }) => kind)).to.deep.equal(["deregister", "deregister"]);
        expect(registered(FIRST)).to.deep.equal([]);
    });

    it("Ctrl-C: the running shard finishes, no other begins", async () => {
        const { stack } = example;
        stack.graph.clearRequests();
        stack.graph.fail({ match: { kind: "register" }, do: { delayMs: 3_000 } });
        const args = ["run", "--silent", "fleet", "--", "up", "--parallel", "1"];
        // In a process group of its own, as a terminal starts it; Ctrl-C goes to all of the group.
        const child = spawn("npm", args, { cwd: stack.folder, env: stack.env, detached: true });
        let output = "";
        for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
        const ended = once(child, "close");
        while (!stack.graph.writes().some(({ kind }) => kind === "register")) {
            expect(child.exitCode, output).to.equal(null);
            await sleep(50);
        }
        process.kill(-(child.pid ?? 0), "SIGINT");

        // npm ends by the signal, as what it runs does; a shell calls that 130 too.
        const [code, signal] = await ended;
        expect(signal === "SIGINT" ? 130 : code, output).to.equal(130);
        expect(output)
            .to.match(/^102290129340398-1 {2}done /m)
            .and.match(/^up: 1 done, 0 failed, 3 not begun/m);
        expect(registered(FIRST)).to.deep.equal(FIRST);
    });

    it("a locked shard is not destroyed, keeps its protection, and does not stop the others", async () => {
        const { stack } = example;
        const locks = path.join(
            stack.folder,
            "state/.pulumi/locks/organization/whatsapp-fleet/102290129340398-2",
        );
        await mkdir(locks, { recursive: true });
        await writeFile(path.join(locks, "another-run.json"), "{}");

        const only = "--only 102290129340398-1 102290129340398-2";
        const { code, text } = await stack.shell(`npm run --silent fleet -- destroy ${only} --deregister 4`);

        expect(code, text).to.equal(1);
        expect(text).to.match(/^destroy: 1 done, 1 failed, 0 not begun/m);
        expect(registered([...FIRST, ...SECOND])).to.deep.equal(SECOND);
        await rm(locks, { recursive: true });
        const { stdout } = await stack.succeeds("stack", "export", "--stack", "102290129340398-2");
        const numbers = resourcesIn(stdout).filter(({ type }) => type.endsWith(":PhoneNumber"));
        expect(numbers.map(({ protect }) => protect)).to.deep.equal([true, true]);
    });
});
