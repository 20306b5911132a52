/** The outcome of each shard: pure, from the engine's events to the table and the exit code. */
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { isNumber } from "./numberType";

/** The outcome of one shard. */
export interface ShardResult {
    shard: string;
    numbers: number;
    outcome: "done" | "failed" | "not begun";
    /** Numbers by what was done to them, `same` left out. In a preview: what would be done. */
    changes: Record<string, number>;
    /** Register and deregister requests that the records say were spent. */
    requests: { register: number; deregister: number };
    /** The provider's plan of each number that changes. */
    plans: string[];
    error?: { line: string; remedy: string } | undefined;
    seconds: number;
}

/** Collects the events of one shard. */
export class ShardEvents {
    readonly changes: ShardResult["changes"] = {};
    readonly requests = { register: 0, deregister: 0 };
    readonly plans: string[] = [];
    private readonly errors: string[] = [];
    /** Numbers that the engine has finished. */
    seen = 0;

    add({ resOutputsEvent: done, resOpFailedEvent: failed, diagnosticEvent: message }: EngineEvent): void {
        if (message !== undefined) this.said(message.severity, plain(message.message));
        const { metadata } = done ?? failed ?? {};
        if (metadata === undefined || !isNumber(metadata)) return;
        const { op, old } = metadata;
        this.seen += 1;
        if (failed === undefined && op !== "same") this.changes[op] = (this.changes[op] ?? 0) + 1;
        if (done?.planning === true) return;
        const before = ledger(old?.outputs?.requests);
        const spent = ledger(metadata.new?.outputs?.requests).filter((entry) => !before.includes(entry));
        this.requests.register += spent.filter((entry) => entry.startsWith("r")).length;
        this.requests.deregister += spent.filter((entry) => entry.startsWith("d")).length;
        // A deleted number leaves no record.
        const isGone = op === "delete" && failed === undefined;
        if (isGone && old?.outputs?.registered === true) this.requests.deregister += 1;
    }

    /** The first thing that went wrong; `thrown` is what the command ended with. */
    error(thrown: Error): { line: string; remedy: string } {
        return explain(this.errors[0] ?? plain(thrown.message));
    }

    private said(severity: string, message: string): void {
        if (severity === "error") this.errors.push(message);
        else if (/^phone number \d+/.test(message)) this.plans.push(message);
    }
}

/** What to do, if the message itself does not say. */
const REMEDIES: [RegExp, string][] = [
    [
        /currently locked/,
        "if no other run is at work on it: pulumi cancel --stack SHARD --yes, then run this again",
    ],
    [
        /protected/,
        "put the number's row back; if it is to be switched off: removable = yes, up, then take the row out",
    ],
    [/passphrase/, "set PULUMI_CONFIG_PASSPHRASE, or PULUMI_SECRETS_PROVIDER for new stacks"],
];

/** The first telling line of what the engine or the provider said, and what to do next. */
export function explain(message: string): { line: string; remedy: string } {
    const lines = message.split("\n").map((line) => line.trim().replace(/^(error:|\*) /, ""));
    const line =
        lines.find((each) => each !== "" && !/^(Diagnostics:|\d+ errors? occurred:)$/.test(each)) ??
        "no reason given";
    const [what = line, next] = line.split(" Next: ");
    const remedy = next ?? REMEDIES.find(([pattern]) => pattern.test(message))?.[1];
    return {
        line: what,
        remedy: remedy ?? "run it again with --only SHARD, or pulumi up --stack SHARD for all it says",
    };
}

/** The summary, one line per shard and two more for one that failed. */
export function summaryText(verb: string, results: readonly ShardResult[]): string {
    const rows = results.map((result) => [
        result.shard,
        result.outcome,
        `${result.numbers}`,
        changesText(result),
        requestsText(result),
        result.outcome === "not begun" ? "" : `${result.seconds.toFixed(1)} s`,
    ]);
    const table = [["shard", "outcome", "numbers", "changes", "requests", "time"], ...rows];
    const widths =
        table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
    const lines = table.map((row) =>
        row
            .map((cell, column) => cell.padEnd(widths[column] ?? 0))
            .join("  ")
            .trimEnd(),
    );
    const errors = results.flatMap(({ shard, error }) =>
        error === undefined
            ? []
            : [`${shard}: ${error.line}`, `    next: ${error.remedy.replaceAll("SHARD", shard)}`],
    );
    return [...lines, "", ...errors, totals(verb, results)].join("\n");
}

/** 0 when all went well, 130 when it was stopped before all were begun, else 1. */
export function exitCode(results: readonly ShardResult[]): number {
    if (results.some(({ outcome }) => outcome === "not begun")) return 130;
    return results.every(({ outcome }) => outcome === "done") ? 0 : 1;
}

function totals(verb: string, results: readonly ShardResult[]): string {
    const count = (outcome: string) => results.filter((result) => result.outcome === outcome).length;
    const spent = (kind: "register" | "deregister") =>
        results.reduce((sum, { requests }) => sum + requests[kind], 0);
    const outcomes = ["done", "failed", "not begun"]
        .map((outcome) => `${count(outcome)} ${outcome}`)
        .join(", ");
    return `${verb}: ${outcomes}; ${spent("register")} register and ${spent("deregister")} deregister requests spent`;
}

function changesText({ changes }: ShardResult): string {
    const parts = Object.entries(changes).map(([op, count]) => `${count} ${op}`);
    return parts.length === 0 ? "none" : parts.join(", ");
}

function requestsText({ requests }: ShardResult): string {
    const parts = [];
    if (requests.register > 0) parts.push(`${requests.register} register`);
    if (requests.deregister > 0) parts.push(`${requests.deregister} deregister`);
    return parts.length === 0 ? "none" : parts.join(", ");
}

/** The entries of a record's `requests`. */
function ledger(requests: unknown): string[] {
    return typeof requests === "string" ? requests.split(" ").filter(Boolean) : [];
}

/** Without the engine's colour marks. */
function plain(message: string): string {
    return message.replace(/<\{%[^%]*%\}>/g, "").trim();
}
