/** What a pipeline adds to a report: what it stops at, and where it ran. */
import type { Concern } from "../report";

/** A concern that `--fail-on` names. */
export interface Gate {
    readonly concern: Concern;
    /** The label with which the pipeline lets it pass; undefined: it knows none. */
    readonly label?: string;
}

/** A place on the web, by its address. */
export interface Link {
    readonly text: string;
    readonly url: string;
}

/** What is around a report. Default: nothing. */
export interface Around {
    readonly gates?: readonly Gate[];
    readonly commit?: Link;
    readonly run?: Link;
}
