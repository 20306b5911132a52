import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { ALL, check, type Job, ofEachJob, ROOT, type Rule, stepsOf, textOf } from "./support/workflows";

const secretsIn = (value: unknown) => JSON.stringify(value ?? {}).match(/secrets\.\w+|github\.token/g) ?? [];
const runs = (job: Job, script: RegExp) => stepsOf(job).some(({ run = "" }) => script.test(run));

/** A job that changes numbers, or the state of their stack. */
const changes = (job: Job) =>
    runs(job, /numbers\.sh (apply|drift|destroy)/) || runs(job, /fleet -- (up|move|destroy|refresh)/);

/** A job beside whose install scripts there is something to steal. */
const isTrusted = (job: Job) =>
    secretsIn(stepsOf(job).map(({ env }) => env)).some((name) => name !== "github.token") ||
    Object.values(job.permissions ?? {}).includes("write");

interface Hardening {
    readonly says: string;
    readonly rule: Rule;
    /** An edit of a workflow that the rule must find. */
    readonly broken: readonly [file: string, from: string | RegExp, to: string];
}

/** What a reviewer of a pipeline looks for, in every workflow of this repository. */
const RULES: readonly Hardening[] = [
    {
        says: "an action that is not ours is pinned to a commit, and its version named",
        rule: (_, text) =>
            [...text.matchAll(/uses: (\S+).*/g)]
                .filter(([, action]) => !action?.startsWith("./"))
                .map(([line]) => line)
                .filter((line) => !/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line)),
        broken: ["examples/pipelines/github/apply.yml", /pulumi\/actions@\w+ # v7.0.0/, "pulumi/actions@v7"],
    },
    {
        says: "a checkout leaves no token in .git",
        rule: ofEachJob((job) =>
            stepsOf(job)
                .filter(({ uses = "" }) => uses.startsWith("actions/checkout@"))
                .filter((step) => step.with?.["persist-credentials"] !== false && !runs(job, /git push/))
                .map(() => "a checkout without persist-credentials: false"),
        ),
        broken: [".github/workflows/ci.yml", "persist-credentials: false", "fetch-depth: 1"],
    },
    {
        says: "a secret is seen by the step that needs it, not by the whole job",
        rule: (workflow) =>
            [workflow, ...Object.values(workflow.jobs)].flatMap(({ env }) => [...secretsIn(env)]),
        broken: [
            "examples/pipelines/github/drift.yml",
            "    env:\n      PULUMI_STACK",
            `    env:\n      WHATSAPP_ACCESS_TOKEN: \${{ secrets.WHATSAPP_MANAGEMENT_TOKEN }}\n      PULUMI_STACK`,
        ],
    },
    {
        says: "no package's install script runs in a job that has secrets, or may write",
        rule: ofEachJob((job) =>
            stepsOf(job)
                .flatMap(({ run = "" }) => run.match(/npm (ci|install).*/g) ?? [])
                .filter((command) => isTrusted(job) && !command.includes("--ignore-scripts")),
        ),
        broken: [".github/workflows/release.yml", "npm ci --ignore-scripts", "npm ci"],
    },
    {
        says: "a workflow may read the contents; a job names what else it needs",
        rule: ({ permissions }) =>
            JSON.stringify(permissions) === '{"contents":"read"}'
                ? []
                : [JSON.stringify(permissions) ?? "all"],
        broken: ["examples/fleet/github-matrix.yml", "contents: read", "contents: write"],
    },
    {
        says: "what changes numbers runs one at a time, is never killed, and never dropped from the queue",
        rule: ofEachJob((job, workflow) => {
            const concurrency = job.concurrency ?? workflow.concurrency;
            if (!changes(job)) return [];
            if (concurrency?.["cancel-in-progress"] !== false) return ["a newer run kills it"];
            return concurrency.queue === "max" ? [] : ["a newer run takes its place in the queue"];
        }),
        broken: ["examples/pipelines/github/apply.yml", "      queue: max\n", ""],
    },
    {
        says: "what changes numbers is behind an environment, whose rules say which branch has its secrets",
        rule: ofEachJob((job) => {
            const isBehind = job.environment !== undefined;
            const hasToken = JSON.stringify(job).includes("WHATSAPP_ACCESS_TOKEN");
            return (changes(job) || hasToken) && !isBehind ? ["no environment"] : [];
        }),
        broken: ["examples/pipelines/github/drift.yml", "    environment: production-read\n", ""],
    },
    {
        says: "drift and applies have tokens of their own: drift's can't register",
        rule: ofEachJob((job) => {
            const tokens = new Set(JSON.stringify(job).match(/secrets\.WHATSAPP_\w+TOKEN/g));
            const [isDrift, isManagement] = [
                runs(job, /numbers\.sh drift/),
                tokens.has("secrets.WHATSAPP_MANAGEMENT_TOKEN"),
            ];
            return tokens.size > 1 || isDrift !== isManagement ? [[...tokens].join(", ")] : [];
        }),
        broken: ["examples/pipelines/github/drift.yml", "WHATSAPP_MANAGEMENT_TOKEN", "WHATSAPP_ACCESS_TOKEN"],
    },
    {
        says: "a label takes effect when it is set, and when it is taken away",
        rule: ({ on }, text) => {
            const { pull_request: event } = on as { pull_request?: { types?: string[] } };
            const needed = ["opened", "synchronize", "reopened", "labeled", "unlabeled"];
            if (!text.includes("pull_request.labels")) return [];
            return needed.filter((type) => event?.types?.includes(type) !== true);
        },
        broken: ["examples/pipelines/github/preview.yml", ", unlabeled", ""],
    },
    {
        says: "nothing of a stranger runs with secrets: no pull_request_target, and none for a fork",
        rule: (workflow) => [
            ...Object.keys(Object(workflow.on)).filter((event) =>
                /pull_request_target|workflow_run/.test(event),
            ),
            ...Object.values(workflow.jobs)
                .filter((job) => job.if?.includes("head.repo.full_name !=") ?? false)
                .flatMap((job) => [...secretsIn(job), ...Object.keys(job.permissions ?? {})]),
        ],
        broken: [
            "examples/pipelines/github/preview.yml",
            "- run: sh ci/numbers.sh preview-of-fork",
            `- run: sh ci/numbers.sh preview-of-fork\n        env:\n          A: \${{ secrets.A }}`,
        ],
    },
    {
        says: "what a person typed is no part of a script: expressions go by the environment",
        rule: ofEachJob((job) => stepsOf(job).flatMap(({ run = "" }) => (run.includes("${{") ? [run] : []))),
        broken: ["examples/fleet/github-matrix.yml", '"$PART"', `"\${{ matrix.part }}"`],
    },
];

/** Who may write what, by the job: more is a change of this table. */
const MAY_WRITE: Readonly<Record<string, readonly string[]>> = {
    "examples/pipelines/github/apply.yml plan": ["id-token"],
    "examples/pipelines/github/apply.yml apply": ["id-token"],
    "examples/pipelines/github/destroy.yml destroy": ["id-token"],
    "examples/pipelines/github/drift.yml drift": ["issues", "id-token"],
    "examples/pipelines/github/preview.yml preview": ["pull-requests", "id-token"],
    ".github/workflows/docs.yml publish": ["pages", "id-token"],
    ".github/workflows/release.yml publish": ["id-token"],
    ".github/workflows/release.yml announce": ["contents"],
};

describe("every workflow of this repository", () => {
    for (const { says, rule, broken } of RULES) {
        it(says, () => {
            for (const file of ALL) expect(check(rule, textOf(file)), file).to.deep.equal([]);
            const [file, from, to] = broken;
            const text = textOf(file);
            expect(text.replace(from, to), "the edit").not.to.equal(text);
            expect(check(rule, text.replace(from, to)), "what the rule is for").to.have.length(1);
        });
    }

    it("lets no job write more than is listed here", () => {
        const writes = ALL.flatMap((file) =>
            Object.entries((parse(textOf(file)) as { jobs: Record<string, Job> }).jobs).map(([name, job]) => {
                const permissions = Object.entries(job.permissions ?? {});
                return [
                    `${file} ${name}`,
                    permissions.filter(([, right]) => right === "write").map(([what]) => what),
                ] as const;
            }),
        );
        expect(Object.fromEntries(writes.filter(([, rights]) => rights.length > 0))).to.deep.equal(MAY_WRITE);
    });

    it("waits in one line with whatever else changes the same numbers", () => {
        const groups = ["apply", "drift", "destroy"].map((name) => {
            const { jobs } = parse(textOf(`examples/pipelines/github/${name}.yml`)) as {
                jobs: Record<string, Job>;
            };
            return jobs[name]?.concurrency?.group;
        });
        expect(groups).to.deep.equal(["numbers", "numbers", "numbers"]);
    });

    it("the action too: no script of it has an expression in it", () => {
        const { runs: action } = parse(readFileSync(path.join(ROOT, "action.yml"), "utf8")) as {
            runs: { steps: { run?: string }[] };
        };
        for (const { run = "" } of action.steps) expect(run).not.to.include("${{");
    });
});
