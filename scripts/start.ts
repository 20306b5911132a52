import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { type Emulator, type NumberSeed, startEmulator } from "../emulator";
import { findEngine } from "./engine";
import { type Build, ifStale } from "./ifStale";
import { run } from "./process";
import { pulumiEnv } from "./pulumi";
import { isWatched, stay } from "./stay";

const ROOT = path.resolve(__dirname, "..");
const LOCAL = path.join(ROOT, ".pulumi-local");
const FOLDERS = { home: path.join(LOCAL, "home"), backend: path.join(LOCAL, "state") };
/** What the provider and the emulator of the demonstration are built from: tsconfig.build.json has the same folders. */
const BUILD: Build = {
    sources: ["graph", "provider", "sdk", "emulator", "report", "cli"]
        .concat("package.json", "package-lock.json", "tsconfig.json", "tsconfig.build.json")
        .map((name) => path.join(ROOT, name)),
    stamp: path.join(ROOT, "dist", ".built"),
};
const STACK = "demo";
const STACK_CONFIG = path.join(ROOT, `Pulumi.${STACK}.yaml`);

const NUMBERS: NumberSeed[] = [
    { id: "106540352242922", displayPhoneNumber: "+49 30 901820", verifiedName: "Demo Support" },
    { id: "106540352242923", displayPhoneNumber: "+49 30 901821", verifiedName: "Demo Orders" },
    { id: "106540352242924", displayPhoneNumber: "+91 22 49360000", verifiedName: "Demo India" },
];

/** Ctrl-C, or another signal to end. */
const stopped = new AbortController();

type Pulumi = (...args: string[]) => Promise<void>;

/** `npm start`: the whole demonstration on this machine. `npm start -- preview`: that command in the same set-up. */
async function main(own: string[]): Promise<void> {
    await ifStale(BUILD, async () => {
        say("build pulumi-whatsapp, since sources changed");
        await command("npm", ["run", "--silent", "build"], process.env);
    });
    const engine = await findEngine();
    say(`engine: Pulumi ${engine.version}`);

    // Ten registrations in 72 hours would soon be used up if each run continued from the one before.
    if (own.length === 0) await forget();
    await Promise.all(Object.values(FOLDERS).map((folder) => mkdir(folder, { recursive: true })));
    const graph = await startEmulator({ file: path.join(LOCAL, "numbers.json"), numbers: NUMBERS });
    say(`a Graph API with ${NUMBERS.length} numbers, on this machine only: ${graph.url}`);
    say(`watch them on its page: ${graph.url}/_emulator/ui`);
    const settings = { WHATSAPP_GRAPH_URL: graph.url, WHATSAPP_ACCESS_TOKEN: graph.token };
    const env = pulumiEnv(engine, FOLDERS, settings);
    const pulumi: Pulumi = (...args) => command("pulumi", args, env);

    try {
        await makeStack(pulumi);
        if (own.length === 0) {
            await demo(pulumi, graph);
            if (isWatched(process.stdin, process.stdout, process.env)) await look(pulumi, graph);
            say("done. Go on with: npm start -- preview | up | refresh | destroy | stack");
        } else await pulumi(...own, ...consent(own));
    } finally {
        await graph.close();
    }
}

async function demo(pulumi: Pulumi, graph: Emulator): Promise<void> {
    say("pulumi up: three numbers, two regions");
    await pulumi("up", "--yes", "--skip-preview");

    say("pulumi preview: what would happen if support moved from Germany to Switzerland?");
    await pulumi("config", "set", "supportRegion", "CH");
    await pulumi("preview");

    say("pulumi up: it moves");
    await pulumi("up", "--yes", "--skip-preview");

    say("the numbers, as the Graph API gives them now");
    for (const { id } of NUMBERS) console.log(await describe(graph, id));
}

/** A number goes off behind Pulumi's back, and comes back. */
function look(pulumi: Pulumi, graph: Emulator): Promise<void> {
    return stay({
        input: process.stdin,
        output: process.stdout,
        signal: stopped.signal,
        invite: () =>
            say(
                `look at the numbers: ${graph.url}/_emulator/ui\n` +
                    "  Deregister one there, then press Enter here: pulumi up --refresh brings it back. Ctrl-C ends it.",
            ),
        again: async () => {
            try {
                await pulumi("up", "--yes", "--skip-preview", "--refresh");
            } catch (error) {
                if (!(error instanceof Failed)) throw error;
                console.error(error.message);
            }
        },
    });
}

async function forget(): Promise<void> {
    say("start over: empty .pulumi-local");
    await rm(LOCAL, { recursive: true, force: true });
    await rm(STACK_CONFIG, { force: true });
}

async function makeStack(pulumi: Pulumi): Promise<void> {
    const made = path.join(FOLDERS.backend, ".pulumi", "stacks", "whatsapp-quickstart", `${STACK}.json`);
    if (existsSync(made)) return;
    say(`pulumi stack init ${STACK}, on a file backend in .pulumi-local`);
    await pulumi("stack", "init", STACK);
    await pulumi("config", "set", "--secret", "pin", "123456");
}

/** Without a terminal nobody can confirm. */
function consent(args: string[]): string[] {
    const asks = ["up", "refresh", "destroy"].includes(args[0] ?? "");
    return asks && !process.stdin.isTTY && !args.includes("--yes") ? ["--yes"] : [];
}

async function describe(graph: Emulator, id: string): Promise<string> {
    const number = await get(graph, `${id}?fields=display_phone_number,verified_name,status,platform_type`);
    const { storage_configuration: storage } = await get(graph, `${id}/settings`);
    const region = (storage as Record<string, unknown> | undefined)?.data_localization_region ?? "no region";
    const { display_phone_number, verified_name, status, platform_type } = number;
    return `  ${display_phone_number}  ${verified_name}  ${status}  ${platform_type}  ${region}`;
}

async function get(graph: Emulator, node: string): Promise<Record<string, unknown>> {
    const answer = await fetch(`${graph.url}/v25.0/${node}`, {
        headers: { authorization: `Bearer ${graph.token}` },
    });
    return (await answer.json()) as Record<string, unknown>;
}

async function command(name: string, args: string[], env: NodeJS.ProcessEnv): Promise<void> {
    // npm is a script on Windows, and a script needs a shell there.
    const shell = name === "npm" && process.platform === "win32";
    const { code, signal } = await run(name, args, { cwd: ROOT, env, stdio: "inherit", shell });
    if (code !== 0) throw new Failed(`${name} ${args.join(" ")} ended with ${signal ?? code}`, code ?? 1);
}

/** A command that has already said what is wrong. */
class Failed extends Error {
    constructor(
        message: string,
        readonly exitCode: number,
    ) {
        super(message);
    }
}

function say(text: string): void {
    console.log(`\n» ${text}`);
}

// A Ctrl-C reaches the command as well, which ends cleanly; then so do we.
process.on("SIGINT", () => stopped.abort());

main(process.argv.slice(2)).catch((error: Error) => {
    console.error(error instanceof Failed ? error.message : error);
    process.exitCode = error instanceof Failed ? error.exitCode : 1;
});
