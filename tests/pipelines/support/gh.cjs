#!/usr/bin/env node
// GitHub's command line where it is not installed: what the action's comment step uses of `gh api`, page by page.
const { readFileSync } = require("node:fs");

const args = process.argv.slice(2);
const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);

async function call(url, method = "GET", body = undefined) {
    const headers = { authorization: `token ${process.env.GH_TOKEN}`, "content-type": "application/json" };
    const answer = await fetch(url, { method, headers, body: body && JSON.stringify(body) });
    if (!answer.ok) throw new Error(`gh: HTTP ${answer.status} (${url})`);
    return answer;
}

/** The program of --jq on one page. */
function filtered(program, page) {
    if (program === ".data.viewer.login") return `${page.data.viewer.login}\n`;
    const known = '.[] | [.id, .user.login, (.body // "" | split("\\n")[0] // "" | rtrimstr("\\r"))] | @tsv';
    if (program !== known) throw new Error(`this stand-in does not know --jq ${program}`);
    const rows = page.map(({ id, user, body }) => [id, user.login, body.split("\n")[0].replace(/\r$/, "")]);
    return rows.map((row) => `${row.join("\t").replaceAll("\\", "\\\\")}\n`).join("");
}

async function main() {
    const github = process.env.FAKE_GITHUB;
    if (args[1] === "graphql") {
        const answer = await call(`${github}/graphql`, "POST", {
            query: option("-f").replace(/^query=/, ""),
        });
        return process.stdout.write(filtered(option("--jq"), await answer.json()));
    }
    const url = `${github}/${args.find((arg) => arg.startsWith("repos/"))}`;
    const method = option("--method");
    if (method !== undefined) {
        const body = readFileSync(option("-F").replace(/^body=@/, ""), "utf8");
        return call(url, method, { body });
    }
    for (let next = url; next !== undefined; ) {
        const answer = await call(next);
        process.stdout.write(filtered(option("--jq"), await answer.json()));
        next = /<([^>]+)>; rel="next"/.exec(answer.headers.get("link") ?? "")?.[1];
    }
}

main().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
});
