/** What a reader must know first: how grave it is, and what stops the pipeline. The same in every format. Pure. */
import { CONCERNS, type Report } from "../report";
import type { Gate } from "./around";

/**
 * `caution`: a live number goes offline for good, or may. `warning`: for a moment, or may. `calm`: neither; what else
 * there is, the words say without shouting.
 */
type Level = "caution" | "warning" | "calm";

/** A gate that the report does not pass. */
interface Stop extends Gate {
    /** What it stops, in words. */
    readonly words: string;
    /** How many numbers and settings it stops. */
    readonly count: number;
}

/** The verdict on a report. */
export interface Verdict {
    readonly level: Level;
    /** The report in one line. */
    readonly line: string;
    readonly stops: readonly Stop[];
    /** Nothing is sent, recorded or given up: there is nothing to review. */
    readonly nothing: boolean;
}

/** The verdict on a report, for a pipeline with these gates. */
export function verdictOf(report: Report, gates: readonly Gate[] = []): Verdict {
    const { concerns, line } = report.summary;
    return {
        level: concerns.deregister > 0 ? "caution" : concerns.outage > 0 ? "warning" : "calm",
        line,
        stops: gates
            .filter(({ concern }) => concerns[concern] > 0)
            .map((gate) => ({ ...gate, words: CONCERNS[gate.concern], count: concerns[gate.concern] })),
        nothing: report.errors.length === 0 && report.settings.length === 0 && changing(report).length === 0,
    };
}

/** The numbers to show, the worst first: those that stay as they are, and need no look, are only counted. */
export function changing({ numbers }: Pick<Report, "numbers">): Report["numbers"] {
    return numbers.filter(({ action, warnings }) => action !== "none" || warnings.length > 0);
}
