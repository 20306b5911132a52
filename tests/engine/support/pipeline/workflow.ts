/**
 * Runs the shell parts of a GitHub workflow as a runner does: step by step, each in a shell of its own, with the
 * environment, the outputs and the conditions of its steps. Actions that are not ours (checkout, the tools) are
 * passed over.
 */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { type Finished, run } from "../../../../scripts/process";

const ROOT = path.resolve(__dirname, "../../../..");
const OUR_ACTION = "./node_modules/pulumi-whatsapp";

interface Step {
    id?: string;
    if?: string;
    uses?: string;
    run?: string;
    with?: Record<string, string>;
    env?: Record<string, string>;
    "continue-on-error"?: boolean;
}
interface Workflow {
    jobs: Record<string, { env?: Record<string, string>; outputs?: Record<string, string>; steps: Step[] }>;
}
interface Action {
    inputs: Record<string, { default?: string }>;
    runs: { steps: Step[] };
}

/** What expressions such as `secrets.X` or `github.repository` stand for. */
export type Expressions = Record<string, string>;

export interface JobRun {
    code: number;
    text: string;
    summary: string;
    /** What later jobs see of it. */
    outputs: Record<string, string>;
}

/** Runs one job of a workflow in a folder. */
export async function runJob(
    file: string,
    job: string,
    folder: string,
    env: NodeJS.ProcessEnv,
    expressions: Expressions = {},
): Promise<JobRun> {
    const workflow = parse(readFileSync(path.join(ROOT, file), "utf8")) as Workflow;
    const definition = workflow.jobs[job];
    assert.ok(definition, `${file} has no job ${job}`);
    const runner = new Runner(folder, env, expressions);
    const known = await runner.steps(definition.steps, definition.env ?? {}, expressions);
    return { ...runner.result(), outputs: meaningsOf(definition.outputs ?? {}, known) };
}

class Runner {
    private readonly temp: string;
    private readonly texts: string[] = [];
    private failed = false;

    constructor(
        private readonly folder: string,
        private readonly env: NodeJS.ProcessEnv,
        private readonly outer: Expressions,
    ) {
        this.temp = mkdtempSync(path.join(folder, ".runner-"));
    }

    result(): Omit<JobRun, "outputs"> {
        const summary = path.join(this.temp, "summary");
        return {
            code: this.failed ? 1 : 0,
            text: this.texts.join("\n"),
            summary: existsSync(summary) ? readFileSync(summary, "utf8") : "",
        };
    }

    /** Runs them, and says what the expressions then stand for. */
    async steps(
        steps: readonly Step[],
        jobEnv: Record<string, string>,
        known: Expressions,
    ): Promise<Expressions> {
        const expressions = { ...known };
        for (const step of steps) {
            if (!this.wanted(step.if, expressions)) continue;
            const env = meaningsOf({ ...jobEnv, ...step.env }, expressions);
            if (step.uses === OUR_ACTION) await this.action(step, expressions);
            if (step.run === undefined || step.run.startsWith("npm ci")) continue;
            const outputs = await this.shell(step, env);
            for (const [name, value] of Object.entries(outputs)) {
                expressions[`steps.${step.id}.outputs.${name}`] = value;
            }
        }
        return expressions;
    }

    private async action(step: Step, expressions: Expressions): Promise<void> {
        const action = parse(readFileSync(path.join(ROOT, "action.yml"), "utf8")) as Action;
        const given = meaningsOf(step.with ?? {}, expressions);
        const inputs = Object.entries(action.inputs).map(([name, input]) => {
            const value = given[name] ?? meaningsOf({ name: input.default ?? "" }, this.outer).name ?? "";
            return [`inputs.${name}`, value];
        });
        await this.steps(action.runs.steps, {}, { ...this.outer, ...Object.fromEntries(inputs) });
    }

    private async shell(step: Step, env: Record<string, string>): Promise<Record<string, string>> {
        const output = path.join(this.temp, "output");
        writeFileSync(output, "");
        const finished: Finished = await run("bash", ["-e", "-o", "pipefail", "-c", step.run ?? ""], {
            cwd: this.folder,
            env: {
                ...this.env,
                ...env,
                GITHUB_OUTPUT: output,
                GITHUB_STEP_SUMMARY: path.join(this.temp, "summary"),
                RUNNER_TEMP: this.temp,
            },
            timeoutMs: 600_000,
        });
        this.texts.push(`$ ${step.run}\n${finished.text}`);
        if (finished.code !== 0 && step["continue-on-error"] !== true) this.failed = true;
        const lines = readFileSync(output, "utf8").trim().split("\n").filter(Boolean);
        return Object.fromEntries(lines.map((line) => line.split("=") as [string, string]));
    }

    /** Comparisons of one thing with one text, joined by &&: what these pipelines use. */
    private wanted(condition: string | undefined, expressions: Expressions): boolean {
        if (condition === "always()") return true;
        if (this.failed) return false;
        return (condition ?? "")
            .split(" && ")
            .filter(Boolean)
            .every((part) => {
                const [, left = "", operator, right = ""] = /^(\S+) ([!=]=) (\S+)$/.exec(part) ?? [];
                const isEqual = meaningOf(left, expressions) === meaningOf(right, expressions);
                return isEqual === (operator === "==");
            });
    }
}

function meaningsOf(texts: Record<string, string>, expressions: Expressions): Record<string, string> {
    const replaced = Object.entries(texts).map(([name, text]) => [
        name,
        String(text).replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) =>
            meaningOf(expression, expressions),
        ),
    ]);
    return Object.fromEntries(replaced);
}

function meaningOf(expression: string, expressions: Expressions): string {
    const [, literal] = /^'(.*)'$/.exec(expression) ?? [];
    const value = literal ?? expressions[expression];
    assert.ok(value !== undefined, `the test does not say what ${expression} is`);
    return value;
}
