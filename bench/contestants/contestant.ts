import type { FleetNumber } from "../fleet";
import type { GraphProcess } from "../graphProcess";

export const CONTESTANTS = [
    "ours",
    "native-node",
    "native-yaml",
    "floor",
    "usual",
    "naive",
    "restapi",
    "lean-restapi",
] as const;
export type ContestantName = (typeof CONTESTANTS)[number];

/** What is measured, in the order in which it is run. */
export const OPERATIONS = [
    "preview",
    "up",
    "unchanged up",
    "unchanged preview",
    "refresh",
    "region change",
    "destroy",
] as const;
export type Operation = (typeof OPERATIONS)[number];

/** All that is declared; the registration alone, read once; or nothing. */
export type Work = "everything" | "registration" | "nothing";

/** Who takes part. */
export interface Contestant {
    readonly name: ContestantName;
    /** One line for the reader of the results. */
    readonly about: string;
    /** What it does to Graph. One that leaves a number otherwise has failed. */
    readonly work: Work;
    /**
     * Makes an empty deployment of its own. May reject: the contestant has then failed, and the run goes on.
     * @param env further variables of its commands
     */
    deploy(graph: GraphProcess, env?: NodeJS.ProcessEnv): Promise<Deployment>;
}

/** A program with a state, in a folder of its own. */
export interface Deployment extends AsyncDisposable {
    /** Writes what the program declares. */
    declare(numbers: readonly FleetNumber[]): Promise<void>;
    /** The command that does an operation with what is declared. */
    command(operation: Operation): Command;
    /** Whether a process, by its command line, is one in which the provider runs. */
    isProvider(commandLine: string): boolean;
    stateBytes(): Promise<number>;
}

export interface Command {
    file: string;
    args: string[];
    cwd: string;
    env: NodeJS.ProcessEnv;
}
