// Puts a report on GitLab: as a note of the merge request, or with --issue as an issue. What an earlier pipeline
// put there, known by the report's first line, is updated and not repeated.
//   node ci/note.mjs report.md [--issue]
import { existsSync, readFileSync } from "node:fs";

const { CI_API_V4_URL, CI_PROJECT_ID, CI_MERGE_REQUEST_IID, CI_JOB_STATUS, GITLAB_TOKEN } = process.env;
const [file, issue] = process.argv.slice(2);
const project = `projects/${CI_PROJECT_ID}`;
const LABEL = "numbers-drift";

async function gitlab(method, path, body) {
    const answer = await fetch(`${CI_API_V4_URL}/${path}`, {
        method,
        headers: { "PRIVATE-TOKEN": GITLAB_TOKEN, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`GitLab answered ${answer.status} to ${method} ${path}`);
    return answer.json();
}

async function pages(path) {
    const all = [];
    for (let page = 1; ; page++) {
        const some = await gitlab("GET", `${path}${path.includes("?") ? "&" : "?"}per_page=100&page=${page}`);
        all.push(...some);
        if (some.length < 100) return all;
    }
}

async function note(body) {
    const notes = `${project}/merge_requests/${CI_MERGE_REQUEST_IID}/notes`;
    const [marker, second] = body.split("\n");
    // Anybody can write the marker: the note must be this token's own.
    const { id: me } = await gitlab("GET", "user");
    const isOurs = (each) => each.author.id === me && each.body.split("\n")[0] === marker;
    const earlier = (await pages(notes)).find(isOurs);
    // A report without any change only updates what an earlier one said.
    if (earlier === undefined && second === "<!-- nothing changes -->") return;
    if (earlier === undefined) await gitlab("POST", notes, { body });
    else await gitlab("PUT", `${notes}/${earlier.id}`, { body });
}

async function driftIssue(description) {
    const [open] = await pages(`${project}/issues?state=opened&labels=${LABEL}`);
    if (CI_JOB_STATUS === "success") {
        if (open !== undefined)
            await gitlab("PUT", `${project}/issues/${open.iid}`, { state_event: "close" });
    } else if (open === undefined) {
        const title = "WhatsApp numbers are not as declared";
        await gitlab("POST", `${project}/issues`, { title, description, labels: LABEL });
    } else {
        await gitlab("PUT", `${project}/issues/${open.iid}`, { description });
    }
}

// A job that failed before its report has none to show.
if (existsSync(file)) {
    const report = readFileSync(file, "utf8");
    await (issue === "--issue" ? driftIssue(report) : note(report));
}
