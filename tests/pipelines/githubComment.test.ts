import { once } from "node:events";
import {
    chmodSync,
    copyFileSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    rmSync,
    writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { json } from "node:stream/consumers";
import { expect } from "chai";
import { parse } from "yaml";
import { NOTHING } from "../../report/render/markdown";
import { type Finished, run } from "../../scripts/process";

const ROOT = path.resolve(__dirname, "../..");
const MARKER = "<!-- pulumi-whatsapp-report shop/dev -->";
const ME = "github-actions[bot]";
const CHANGES = `${MARKER}\n\n**1 WhatsApp number: 1 set in place**\n`;
const CHANGES_NOTHING = `${MARKER}\n${NOTHING}\n\n**no WhatsApp number changes**\n`;

interface Comment {
    readonly id: number;
    readonly user: { readonly login: string };
    body: string;
}

/** The part of GitHub that the step calls: whose token it is, and a pull request's comments in pages. */
class GitHub {
    readonly comments: Comment[] = [];
    readonly server: Server = createServer(async (request, response) => {
        const url = new URL(request.url ?? "/", "http://api.github.localhost");
        const body = request.method === "GET" ? {} : ((await json(request)) as { body?: string });
        const { next, answer } = this.answer(request.method ?? "", url, body.body ?? "");
        response.setHeader("content-type", "application/json");
        if (next !== undefined) {
            const { host = "" } = request.headers;
            response.setHeader(
                "link",
                `<http://${host}${url.pathname}?per_page=100&page=${next}>; rel="next"`,
            );
        }
        response.end(JSON.stringify(answer));
    });

    writes(login: string, body: string): void {
        this.comments.push({ id: 1_000 + this.comments.length, user: { login }, body });
    }

    private answer(method: string, url: URL, body: string): { answer: unknown; next?: number } {
        if (url.pathname === "/graphql") return { answer: { data: { viewer: { login: ME } } } };
        if (method === "POST" && url.pathname === "/repos/acme/shop/issues/7/comments") {
            this.writes(ME, body);
            return { answer: this.comments.at(-1) };
        }
        if (method === "PATCH") {
            const id = Number(url.pathname.split("/").at(-1));
            const comment = this.comments.find((each) => each.id === id) as Comment;
            comment.body = body;
            return { answer: comment };
        }
        const page = Number(url.searchParams.get("page") ?? 1);
        const answer = this.comments.slice(page * 100 - 100, page * 100);
        return { answer, ...(this.comments.length > page * 100 ? { next: page + 1 } : {}) };
    }
}

/** The script of the action's step that comments. */
function commentStep(): string {
    const text = readFileSync(path.join(ROOT, "action.yml"), "utf8");
    const { runs } = parse(text) as { runs: { steps: { if?: string; run: string }[] } };
    return runs.steps.find((step) => step.if?.includes("inputs.comment"))?.run ?? "";
}

/** By GitHub's own command line where it is installed, as on its runners; else by a stand-in. */
describe("the action's comment on GitHub", function () {
    this.timeout(600_000);
    let github: GitHub;
    let folder: string;
    let installed: boolean;

    before(async () => {
        const version = run("gh", ["--version"]);
        installed = await version.then(({ code }) => code === 0).catch(() => false);
    });
    beforeEach(async () => {
        folder = mkdtempSync(path.join(tmpdir(), "comment-"));
        mkdirSync(path.join(folder, "bin"));
        if (!installed) {
            copyFileSync(path.join(__dirname, "support/gh.cjs"), path.join(folder, "bin/gh"));
            chmodSync(path.join(folder, "bin/gh"), 0o755);
        }
        github = new GitHub();
        github.server.listen(0, "127.0.0.1");
        await once(github.server, "listening");
    });
    afterEach(() => {
        github.server.closeAllConnections();
        github.server.close();
        rmSync(folder, { recursive: true });
    });

    /** The step on a report; the environment is a runner's. */
    async function step(report: string | undefined): Promise<Finished> {
        const file = path.join(folder, "report.md");
        if (report !== undefined) writeFileSync(file, report);
        const { port } = github.server.address() as AddressInfo;
        const url = `http://127.0.0.1:${port}`;
        const env = {
            PATH: `${path.join(folder, "bin")}${path.delimiter}${process.env.PATH}`,
            HOME: folder,
            GH_TOKEN: "a token of this job",
            // gh speaks HTTP to this host only; the proxy is our server.
            GH_HOST: "github.localhost",
            HTTP_PROXY: url,
            FAKE_GITHUB: url,
            REPORT: file,
            REPOSITORY: "acme/shop",
            PULL_REQUEST: "7",
            PREVIEW: "preview.json",
            FAIL_ON: "",
            LIVE: "false",
        };
        const ended = await run("bash", ["-e", "-o", "pipefail", "-c", commentStep()], {
            cwd: folder,
            env,
        });
        expect(ended.code, ended.text).to.equal(0);
        return ended;
    }
    const ours = () => github.comments.filter(({ user }) => user.login === ME).map(({ body }) => body);
    const chat = (count: number) => {
        for (let each = 0; each < count; each++) github.writes("octocat", "a\tperson's \\ comment");
    };

    it("is written once, and updated by the next run, whatever page it is on", async () => {
        chat(150);
        await step(`${CHANGES}one`);
        chat(150);
        await step(`${CHANGES}two`);
        expect(ours()).to.deep.equal([`${CHANGES}two`]);
    });

    it("of which there are two, on two pages, is the first; the step goes on", async () => {
        github.writes(ME, `${CHANGES}first`);
        chat(250);
        github.writes(ME, `${CHANGES}second`);
        await step(`${CHANGES}new`);
        expect(ours()).to.deep.equal([`${CHANGES}new`, `${CHANGES}second`]);
    });

    it("is never somebody else's, whatever marker they wrote", async () => {
        github.writes("mallory", `${CHANGES}as if it were ours`);
        github.writes("github-actions", `${CHANGES}nearly`);
        await step(CHANGES);
        expect(github.comments.map(({ body }) => body)).to.deep.equal([
            `${CHANGES}as if it were ours`,
            `${CHANGES}nearly`,
            CHANGES,
        ]);
    });

    it("is not one of another stack, nor one that only cites the marker", async () => {
        const others = [CHANGES.replace("shop/dev", "shop/dev-2"), `> ${CHANGES}`, `See\n${CHANGES}`];
        for (const body of others) github.writes(ME, body);
        await step(CHANGES);
        expect(ours()).to.deep.equal([...others, CHANGES]);
    });

    it("is found after a person saved it with other line ends", async () => {
        github.writes(ME, CHANGES.replaceAll("\n", "\r\n"));
        await step(CHANGES);
        expect(ours()).to.deep.equal([CHANGES]);
    });

    it("is none where nothing changes; an earlier one is updated to say so", async () => {
        await step(CHANGES_NOTHING);
        expect(ours()).to.deep.equal([]);
        await step(CHANGES);
        await step(CHANGES_NOTHING);
        expect(ours()).to.deep.equal([CHANGES_NOTHING]);
    });

    it("is none where there is no report", async () => {
        await step(undefined);
        expect(github.comments).to.deep.equal([]);
    });
});
