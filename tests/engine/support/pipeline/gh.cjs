#!/usr/bin/env node
// GitHub's command line, as far as the pipelines use it: comments, issues, and the labels of the pull request that was
// merged last, in a JSON file, which FAKE_GH names. Its main is the folder's.
const { execFileSync } = require("node:child_process");
const { existsSync, readFileSync, writeFileSync } = require("node:fs");

const file = process.env.FAKE_GH;
const store = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { comments: [], issues: [] };
const args = process.argv.slice(2);
const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const body = () => readFileSync(option("--body-file") ?? option("-F").replace(/^body=@/, ""), "utf8");

const head = () => execFileSync("git", ["rev-parse", "main"], { encoding: "utf8" }).trim();
/** Whose token it is. */
const ME = "github-actions[bot]";

function api() {
    if (args[1] === "graphql") return console.log(ME);
    const path = args.find((arg) => arg.startsWith("repos/"));
    const [, commit, pulls] = /^repos\/acme\/shop\/commits\/(\w+)(\/pulls)?$/.exec(path) ?? [];
    if (pulls) {
        if (commit === head()) for (const label of store.labels ?? []) console.log(label);
    } else if (commit === "main") {
        console.log(head());
    } else if (option("--method") === "POST") {
        store.comments.push({ id: 1000 + store.comments.length, path, body: body() });
    } else if (option("--method") === "PATCH") {
        const id = Number(path.split("/").at(-1));
        store.comments.find((comment) => comment.id === id).body = body();
    } else {
        const [resource] = path.split("?");
        for (const { id, path: of, body } of store.comments) {
            if (of === resource) console.log([id, ME, body.split("\n")[0]].join("\t"));
        }
    }
}

function issue() {
    const number = Number(args[2]);
    const of = () => store.issues.find((each) => each.number === number);
    const commands = {
        list: () => {
            const open = store.issues.find(
                ({ state, label }) => state === "open" && label === option("--label"),
            );
            if (open !== undefined) console.log(open.number);
        },
        create: () => {
            const issue = { title: option("--title"), label: option("--label"), body: body() };
            store.issues.push({ number: 1 + store.issues.length, state: "open", ...issue });
        },
        edit: () => Object.assign(of(), { body: body() }),
        close: () => Object.assign(of(), { state: "closed" }),
    };
    commands[args[1]]();
}

const commands = { api, issue, label: () => {} };
commands[args[0]]();
writeFileSync(file, JSON.stringify(store));
