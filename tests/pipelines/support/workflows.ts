import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";

export const ROOT = path.resolve(__dirname, "../../..");

export interface Step {
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Readonly<Record<string, unknown>>;
    readonly env?: Readonly<Record<string, string>>;
}
type Permissions = Readonly<Record<string, string>>;
interface Concurrency {
    readonly group: string;
    readonly "cancel-in-progress"?: boolean;
    readonly queue?: string;
}
export interface Job {
    readonly uses?: string;
    readonly if?: string;
    readonly environment?: unknown;
    readonly permissions?: Permissions;
    readonly concurrency?: Concurrency;
    readonly env?: Readonly<Record<string, string>>;
    readonly steps?: readonly Step[];
}
export interface Workflow {
    readonly on: unknown;
    readonly permissions?: Permissions;
    readonly concurrency?: Concurrency;
    readonly env?: Readonly<Record<string, string>>;
    readonly jobs: Readonly<Record<string, Job>>;
}

const inFolder = (folder: string) => readdirSync(path.join(ROOT, folder)).map((name) => `${folder}/${name}`);

/** The workflows to copy. */
export const TO_COPY: readonly string[] = [
    ...inFolder("examples/pipelines/github"),
    "examples/fleet/github-matrix.yml",
];

/** Every GitHub workflow of this repository: those to copy, and its own. */
export const ALL: readonly string[] = [...TO_COPY, ...inFolder(".github/workflows")];

export const textOf = (file: string): string => readFileSync(path.join(ROOT, file), "utf8");

export const stepsOf = (job: Job): readonly Step[] => job.steps ?? [];

/** What `rule` finds wrong in the text of a workflow; nothing if it holds. */
export type Rule = (workflow: Workflow, text: string) => readonly string[];

export const check = (rule: Rule, text: string): readonly string[] => rule(parse(text) as Workflow, text);

/** What a rule about one job finds in all jobs, each with the job's name. */
export function ofEachJob(find: (job: Job, workflow: Workflow) => readonly string[]): Rule {
    return (workflow) =>
        Object.entries(workflow.jobs).flatMap(([name, job]) =>
            find(job, workflow).map((what) => `${name}: ${what}`),
        );
}
