/** The results as tables, on the terminal and in RESULTS.md. */
import { type ContestantName, OPERATIONS, type Operation } from "./contestants/contestant";
import { Figures, figuresOf } from "./figures";
import type { Measured, Plan } from "./run";
import { asMarkdown, asText, type Table } from "./table";
import { type Conditions, judge, neededSeconds, peersAhead } from "./targets";

/** What the results are of. */
export interface Report extends Measured {
    plan: Plan;
    conditions: Conditions;
    /** The command that makes them again. */
    command: string;
    date: Date;
    machine: readonly string[];
    /** Whether it came to its end. */
    complete: boolean;
}

const NOTHING = "–";

export function renderText(report: Report): string {
    return [...tablesOf(report).map(asText), ...remarks(report)].join("\n");
}

export function renderMarkdown(report: Report): string {
    const { plan, conditions, command, date, machine, complete } = report;
    return [
        "# Results",
        "",
        "Written by the bench; what is compared, and how, is in [README.md](README.md).",
        "",
        `- ${date.toISOString().slice(0, 10)}: \`${command}\`${complete ? "" : ", **which did not come to its end**"}`,
        ...machine.map((line) => `- ${line}`),
        `- ${conditions.latencyMs} ms of latency; Pulumi runs ${conditions.parallelism} operations at once`,
        ...plan.contestants.map(({ name, about }) => `- **${name}**: ${about}`),
        "",
        ...tablesOf(report).map(asMarkdown),
        ...remarks(report),
    ].join("\n");
}

function tablesOf(report: Report): Table[] {
    const figures = new Figures(figuresOf(report.samples));
    const of = new Tables(figures, report);
    return [
        of.seconds(),
        of.cpuSeconds(),
        of.requests(),
        of.state(),
        of.memory(),
        ...of.growth(),
        of.targets(),
        of.aheads(),
    ].filter(({ rows }) => rows.length > 0);
}

class Tables {
    private readonly contestants: ContestantName[];

    constructor(
        private readonly figures: Figures,
        private readonly report: Report,
    ) {
        this.contestants = report.plan.contestants.map(({ name }) => name);
    }

    seconds(): Table {
        return this.byOperation("Seconds", (contestant, operation, size) =>
            this.figures.get(contestant, operation, size)?.seconds.toFixed(1),
        );
    }

    cpuSeconds(): Table {
        return this.byOperation("CPU seconds, of all processes", (contestant, operation, size) =>
            this.figures.get(contestant, operation, size)?.cpuSeconds?.toFixed(1),
        );
    }

    requests(): Table {
        const title = "Graph requests: reads + writes (most at once)";
        return this.byOperation(title, (contestant, operation, size) => {
            const figure = this.figures.get(contestant, operation, size);
            if (figure === undefined) return undefined;
            const { reads, writes, atOnce } = figure;
            return reads + writes === 0 ? "0" : `${grouped(reads)} + ${grouped(writes)} (${atOnce})`;
        });
    }

    state(): Table {
        return this.bySize("Bytes of state per number", (contestant, size) => {
            const bytes = this.figures.stateBytesPerNumber(contestant, size);
            return bytes && grouped(Math.round(bytes));
        });
    }

    memory(): Table {
        return this.bySize("Peak memory of the provider's process, MB", (contestant, size) =>
            this.figures.peakMemoryMb(contestant, size)?.toFixed(0),
        );
    }

    growth(): Table[] {
        const [from, to] = [100, 1000];
        if (![from, to].every((size) => this.figures.sizes.includes(size))) return [];
        const rows = OPERATIONS.map((operation) => [
            operation,
            ...this.contestants.map((contestant) =>
                shown(this.figures.growth(contestant, operation, from, to)?.toFixed(1)),
            ),
        ]);
        const title = `Growth: how many times longer ${grouped(to)} numbers take than ${from}`;
        return [{ title, head: ["", ...this.contestants], rows }];
    }

    targets(): Table {
        const rows = judge(this.figures, this.report.conditions).map(
            ({ target, size, passed, measured, allowed }) => [
                target,
                grouped(size),
                passed ? "pass" : "FAIL",
                measured,
                allowed,
            ],
        );
        return { title: "Targets", head: ["target", "numbers", "", "measured", "allowed"], rows };
    }

    /** Where a peer is faster, with what of our time the engine and the requests take. */
    aheads(): Table {
        const rows = peersAhead(this.figures).map(({ peer, ours, theirs }) => {
            const floor = this.figures.get("floor", ours.operation, ours.size);
            return [
                `${grouped(ours.size)} ${ours.operation}`,
                peer,
                theirs.seconds.toFixed(1),
                ours.seconds.toFixed(1),
                shown(floor?.seconds.toFixed(1)),
                neededSeconds(ours, this.report.conditions).toFixed(1),
            ];
        });
        return {
            title: "Where a peer is faster, in seconds",
            head: ["", "peer", "it takes", "ours takes", "of which the floor", "and requests need"],
            rows,
        };
    }

    private byOperation(
        title: string,
        cell: (contestant: ContestantName, operation: Operation, size: number) => string | undefined,
    ): Table {
        const rows = this.report.plan.sizes.flatMap((size) =>
            OPERATIONS.filter((operation) => this.report.plan.operations.has(operation)).map((operation) => [
                `${grouped(size)} ${operation}`,
                ...this.contestants.map((contestant) => shown(cell(contestant, operation, size))),
            ]),
        );
        return { title, head: ["", ...this.contestants], rows: rows.filter(saysSomething) };
    }

    private bySize(
        title: string,
        cell: (contestant: ContestantName, size: number) => string | undefined | 0,
    ): Table {
        const rows = this.report.plan.sizes.map((size) => [
            grouped(size),
            ...this.contestants.map((contestant) => shown(cell(contestant, size) || undefined)),
        ]);
        return { title, head: ["numbers", ...this.contestants], rows: rows.filter(saysSomething) };
    }
}

function remarks({ failures }: Report): string[] {
    return failures.map(
        ({ contestant, size, during, why }) =>
            `**${contestant} failed** with ${grouped(size)} numbers (${during}): ${why.replaceAll(/\s+/g, " ").slice(0, 300)}\n`,
    );
}

function saysSomething([, ...cells]: readonly string[]): boolean {
    return cells.some((cell) => cell !== NOTHING);
}

function shown(cell: string | undefined): string {
    return cell ?? NOTHING;
}

/** `12,345` */
function grouped(value: number): string {
    return value.toLocaleString("en-US", { maximumFractionDigits: 1 });
}
