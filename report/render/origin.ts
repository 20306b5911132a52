/** Which commit a report is about and which run made it, from what GitHub and GitLab tell a job. Pure. */
import type { Around } from "./around";

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The commit and the run of this job; nothing outside a pipeline.
 * @param event what GITHUB_EVENT_PATH holds: for a pull request GITHUB_SHA is a merge that nobody pushed
 */
export function originOf(env: Env, event?: unknown): Pick<Around, "commit" | "run"> {
    const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
    if (server !== undefined && repository !== undefined) {
        const web = `${server}/${repository}`;
        return links(web, headOf(event) ?? env.GITHUB_SHA, `${web}/actions/runs/${run}`, run);
    }
    const { CI_PROJECT_URL: project, CI_PIPELINE_URL: pipeline, CI_PIPELINE_ID: id } = env;
    if (project === undefined) return {};
    // Empty outside merge requests whose result is tested.
    const sha = env.CI_MERGE_REQUEST_SOURCE_BRANCH_SHA || env.CI_COMMIT_SHA;
    return links(`${project}/-`, sha, pipeline, id);
}

/** Nothing in it ends a Markdown link or an attribute. */
const URL = /^https?:\/\/[\w.:/~-]+$/;
const SHA = /^[\da-f]{7,64}$/;

function links(
    web: string,
    sha: string | undefined,
    run: string | undefined,
    id: string | undefined,
): Pick<Around, "commit" | "run"> {
    const commit = sha !== undefined && SHA.test(sha) ? `${web}/commit/${sha}` : undefined;
    return {
        ...(commit !== undefined && URL.test(commit)
            ? { commit: { text: sha?.slice(0, 7) ?? "", url: commit } }
            : {}),
        ...(run !== undefined && URL.test(run) && /^\d+$/.test(id ?? "")
            ? { run: { text: `run ${id}`, url: run } }
            : {}),
    };
}

function headOf(event: unknown): string | undefined {
    const { pull_request: request } = (event ?? {}) as {
        readonly pull_request?: { readonly head?: { sha?: unknown } };
    };
    const sha = request?.head?.sha;
    return typeof sha === "string" ? sha : undefined;
}
