import type { EngineEvent, OpType } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import { isNumber } from "../../../examples/fleet/numberType";
import { Stop } from "../../../examples/fleet/stop";
import {
    exitCode,
    explain,
    ShardEvents,
    type ShardResult,
    summaryText,
} from "../../../examples/fleet/summary";

const TYPES = ["pulumi-nodejs:dynamic/whatsapp:PhoneNumber", "whatsapp:index:PhoneNumber"];
const [TYPE = ""] = TYPES;

/** What the engine says when it is done with a resource. */
function done(op: OpType, before?: object, after?: object, more: { type?: string; planning?: boolean } = {}) {
    const { type = TYPE, planning } = more;
    const state = (outputs?: object) => (outputs === undefined ? undefined : { outputs });
    const metadata = { op, type, old: state(before), new: state(after) };
    return { resOutputsEvent: { metadata, planning } } as unknown as EngineEvent;
}

/** What it says when that failed; what was recorded before counts. */
function failed(op: OpType, after?: object, before: object = {}): EngineEvent {
    const metadata = { op, type: TYPE, old: { outputs: before }, new: { outputs: after } };
    return { resOpFailedEvent: { metadata } } as unknown as EngineEvent;
}

function said(severity: string, message: string): EngineEvent {
    return { diagnosticEvent: { severity, message } } as unknown as EngineEvent;
}

function collected(...events: EngineEvent[]): ShardEvents {
    const all = new ShardEvents();
    for (const event of events) all.add(event);
    return all;
}

function result(shard: string, more: Partial<ShardResult> = {}): ShardResult {
    const requests = { register: 0, deregister: 0 };
    return { shard, numbers: 2, outcome: "done", changes: {}, requests, plans: [], seconds: 1, ...more };
}

describe("what a shard did, by the engine's events", () => {
    it("counts numbers by what was done to them; what stays the same is no change", () => {
        const { changes, seen } = collected(
            done("create"),
            done("create"),
            done("same"),
            done("update"),
            done("create", undefined, undefined, { type: "pulumi:pulumi:Stack" }),
            failed("create"),
        );
        expect(changes).to.deep.equal({ create: 2, update: 1 });
        expect(seen).to.equal(5);
    });

    for (const [what, event, spent] of [
        ["a registration", done("create", undefined, { requests: "r1=ok" }), [1, 0]],
        ["a refused one", failed("create", { requests: "r1=133005" }), [1, 0]],
        ["an outage", done("update", { requests: "r1=ok" }, { requests: "r1=ok d5=ok r6=ok" }), [1, 1]],
        [
            "entries that are pruned",
            done("update", { requests: "r1=ok r2=ok" }, { requests: "r2=ok" }),
            [0, 0],
        ],
        ["a change of name's review", done("update", { requests: "" }, { requests: "n5=ok" }), [0, 0]],
        ["a live number that is deleted", done("delete", { registered: true, requests: "r1=ok" }), [0, 1]],
        ["one that is deleted and was off", done("delete", { registered: false, requests: "r1=ok" }), [0, 0]],
        ["a delete that was refused", failed("delete", { requests: "r1=ok" }, { requests: "r1=ok" }), [0, 0]],
        ["a preview", done("create", undefined, { requests: "r1=ok" }, { planning: true }), [0, 0]],
    ] as [string, EngineEvent, [number, number]][]) {
        it(`${what} spends ${spent[0]} register and ${spent[1]} deregister requests`, () => {
            const { register, deregister } = collected(event).requests;
            expect([register, deregister]).to.deep.equal(spent);
        });
    }

    for (const [type, count] of [
        ...TYPES.map((each) => [each, 1] as const),
        ["acme:index:PhoneNumber", 0] as const,
        ["whatsapp:index:BusinessProfile", 0] as const,
    ]) {
        it(`counts ${count} of the type ${type}`, () => {
            const { seen, requests } = collected(done("create", undefined, { requests: "r1=ok" }, { type }));
            expect([seen, requests.register]).to.deep.equal([count, count]);
            expect(isNumber({ type })).to.equal(count === 1);
        });
    }

    it("keeps the provider's plan of each number, and no other remark", () => {
        const events = collected(
            said("info#err", "phone number 1: register in DE"),
            said("info", "something else"),
            said("warning", "<{%fg 3%}>phone number 2: set PIN<{%reset%}>"),
        );
        expect(events.plans).to.deep.equal(["phone number 1: register in DE", "phone number 2: set PIN"]);
    });

    it("tells the first error the engine named; else what the command ended with", () => {
        const thrown = new Error("error: passphrase must be set");
        const named = collected(said("error", "first. Next: do this"), said("error", "update failed"));
        expect(named.error(thrown)).to.deep.equal({ line: "first.", remedy: "do this" });
        expect(collected().error(thrown).line).to.equal("passphrase must be set");
    });
});

describe("an error, in one line and what to do next", () => {
    for (const [what, message, line, remedy] of [
        [
            "the provider's own",
            "1 error occurred:\n\t* phone number 1: the PIN was refused (133005). Next: set the right one, then run pulumi up",
            "phone number 1: the PIN was refused (133005).",
            /^set the right one/,
        ],
        [
            "a lock",
            "error: the stack is currently locked by 1 lock(s). Either wait\n  /some/path",
            "the stack is currently locked by 1 lock(s). Either wait",
            /^if no other run .* pulumi cancel --stack SHARD --yes/,
        ],
        [
            "a number that is protected",
            'resource "urn" cannot be deleted\nbecause it is protected. To unprotect it …',
            'resource "urn" cannot be deleted',
            /^put the number's row back/,
        ],
        [
            "a missing passphrase",
            "passphrase must be set",
            "passphrase must be set",
            /PULUMI_CONFIG_PASSPHRASE/,
        ],
        ["any other", "Diagnostics:\n  out of luck", "out of luck", /--only SHARD/],
        ["none at all", "", "no reason given", /--only SHARD/],
    ] as [string, string, string, RegExp][]) {
        it(what, () => {
            const found = explain(message);
            expect(found.line).to.equal(line);
            expect(found.remedy).to.match(remedy);
        });
    }
});

describe("the summary", () => {
    it("has a line per shard, the errors with their remedies, and the sums", () => {
        const error = { line: "the stack is locked", remedy: "pulumi cancel --stack SHARD" };
        const text = summaryText("up", [
            result("9-1", {
                changes: { create: 2, update: 1 },
                requests: { register: 3, deregister: 1 },
                seconds: 12.34,
            }),
            result("9-10", { outcome: "failed", error }),
            result("10-1", { outcome: "not begun" }),
        ]);
        expect(text.split("\n")).to.deep.equal([
            "shard  outcome    numbers  changes             requests                  time",
            "9-1    done       2        2 create, 1 update  3 register, 1 deregister  12.3 s",
            "9-10   failed     2        none                none                      1.0 s",
            "10-1   not begun  2        none                none",
            "",
            "9-10: the stack is locked",
            "    next: pulumi cancel --stack 9-10",
            "up: 1 done, 1 failed, 1 not begun; 3 register and 1 deregister requests spent",
        ]);
    });

    for (const [outcomes, code] of [
        [["done", "done"], 0],
        [[], 0],
        [["done", "failed"], 1],
        [["done", "not begun"], 130],
        [["failed", "not begun"], 130],
    ] as [ShardResult["outcome"][], number][]) {
        it(`${outcomes.join(", ") || "nothing to do"}: exit code ${code}`, () => {
            expect(exitCode(outcomes.map((outcome) => result("9-1", { outcome })))).to.equal(code);
        });
    }
});

describe("Ctrl-C", () => {
    it("first begins no further shard; again, later, stops those that run; npm's copy of it does not count", () => {
        let now = 0;
        const lines: string[] = [];
        const stop = new Stop(
            (line) => lines.push(line),
            () => now,
        );
        expect([stop.asked, stop.signal.aborted]).to.deep.equal([false, false]);
        stop.ask();
        now = 20;
        stop.ask();
        expect([stop.asked, stop.signal.aborted]).to.deep.equal([true, false]);
        now = 3_000;
        stop.ask();
        stop.ask();
        expect([stop.asked, stop.signal.aborted]).to.deep.equal([true, true]);
        expect(lines).to.have.length(2);
    });
});
