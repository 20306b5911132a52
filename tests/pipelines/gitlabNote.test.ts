import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { json } from "node:stream/consumers";
import { expect } from "chai";
import { run } from "../../scripts/process";

const NOTE = path.resolve(__dirname, "../../examples/pipelines/gitlab/note.mjs");
const MARKER = "<!-- pulumi-whatsapp-report shop/dev -->";

interface Note {
    id: number;
    body: string;
    author: { id: number };
}
interface Issue {
    iid: number;
    description: string;
    state: string;
}

/** Whose token it is, and somebody else. */
const ME = { id: 42 };
const PERSON = { id: 7 };

/** The part of GitLab that note.mjs calls: a merge request's notes in pages, and issues. */
class GitLab {
    readonly notes: Note[] = Array.from({ length: 100 }, (_, id) => ({
        id,
        body: "a person's note",
        author: PERSON,
    }));
    readonly issues: Issue[] = [];
    readonly tokens = new Set<string | undefined>();
    readonly server: Server = createServer(async (request, response) => {
        this.tokens.add(request.headers["private-token"] as string | undefined);
        const url = new URL(request.url ?? "/", "http://localhost");
        const body = request.method === "GET" ? {} : ((await json(request)) as Record<string, string>);
        response.end(JSON.stringify(this.answer(request.method ?? "", url, body)));
    });

    private answer(method: string, url: URL, body: Record<string, string>): unknown {
        const [, id] = /\/(\d+)$/.exec(url.pathname) ?? [];
        const page = Number(url.searchParams.get("page")) - 1;
        if (url.pathname === "/api/v4/user") return ME;
        if (url.pathname.includes("/notes")) {
            if (method === "GET") return this.notes.slice(page * 100, page * 100 + 100);
            if (method === "PUT") return Object.assign(this.notes[Number(id)] as Note, body);
            return this.notes.push({ id: this.notes.length, body: body.body ?? "", author: ME });
        }
        if (method === "GET") return this.issues.filter(({ state }) => state === "opened");
        if (method === "POST")
            return this.issues.push({
                iid: this.issues.length + 1,
                description: body.description ?? "",
                state: "opened",
            });
        const issue = this.issues[Number(id) - 1] as Issue;
        if (body.state_event === "close") issue.state = "closed";
        return Object.assign(issue, body);
    }
}

describe("the pipelines' note on GitLab", function () {
    this.timeout(600_000);
    let gitlab: GitLab;
    let folder: string;
    beforeEach(async () => {
        folder = mkdtempSync(path.join(tmpdir(), "note-"));
        gitlab = new GitLab();
        gitlab.server.listen(0, "127.0.0.1");
        await once(gitlab.server, "listening");
    });
    afterEach(() => {
        gitlab.server.close();
        rmSync(folder, { recursive: true });
    });

    async function note(body: string | undefined, args: string[] = [], status = "failed"): Promise<void> {
        if (body !== undefined) writeFileSync(path.join(folder, "report.md"), body);
        const { port } = gitlab.server.address() as AddressInfo;
        const env = {
            ...process.env,
            NO_PROXY: "127.0.0.1",
            CI_API_V4_URL: `http://127.0.0.1:${port}/api/v4`,
            CI_PROJECT_ID: "5",
            CI_MERGE_REQUEST_IID: "7",
            CI_JOB_STATUS: status,
            GITLAB_TOKEN: "a token",
        };
        const { code, text } = await run(process.execPath, [NOTE, "report.md", ...args], {
            cwd: folder,
            env,
        });
        expect(code, text).to.equal(0);
    }

    it("is written once, and updated by the next pipeline, whatever page it is on", async () => {
        await note(`${MARKER}\none`);
        await note(`${MARKER}\ntwo`);
        expect(gitlab.notes.slice(100).map(({ body }) => body)).to.deep.equal([`${MARKER}\ntwo`]);
        expect([...gitlab.tokens]).to.deep.equal(["a token"]);
    });

    it("leaves a note of somebody else with the same marker alone", async () => {
        const theirs = { id: 0, body: `${MARKER}\ntheirs`, author: PERSON };
        gitlab.notes[0] = theirs;
        await note(`${MARKER}\none`);
        expect(gitlab.notes[0]).to.equal(theirs);
        expect(gitlab.notes.slice(100).map(({ body }) => body)).to.deep.equal([`${MARKER}\none`]);
    });

    it("is none where nothing changes; an earlier one says so", async () => {
        const nothing = `${MARKER}\n<!-- nothing changes -->\nnothing`;
        await note(nothing);
        expect(gitlab.notes).to.have.length(100);
        await note(`${MARKER}\none`);
        await note(nothing);
        expect(gitlab.notes.slice(100).map(({ body }) => body)).to.deep.equal([nothing]);
    });

    it("is none where the job has no report", async () => {
        await note(undefined);
        expect(gitlab.notes).to.have.length(100);
    });

    it("of drift is an issue: opened, updated, and closed when all is as declared again", async () => {
        await note("one", ["--issue"]);
        await note("two", ["--issue"]);
        expect(gitlab.issues).to.deep.equal([{ iid: 1, description: "two", state: "opened" }]);
        await note("none", ["--issue"], "success");
        expect(gitlab.issues[0]?.state).to.equal("closed");
    });
});
