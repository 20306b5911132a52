/** Folders on this machine that only this user can access: for locks, the journal, and what runs declare. */
import { chmodSync, existsSync, lstatSync, mkdirSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

/** No folder can be used; the message says which were tried, and what to do. */
export class NoPrivateFolder extends Error {
    override readonly name = "NoPrivateFolder";
}

/** Where locks are: in the temporary folder, which all processes of this user share. */
export function locksFolder(env: Environment): string {
    return privateFolder([
        ...chosen(env, "locks"),
        join(tmpdir(), `pulumi-whatsapp-${user()}`),
        join(home(env), "locks"),
    ]);
}

/** The folder for what must survive a restart of the machine. */
export function stateFolder(env: Environment, name: "journal" | "runs"): string {
    return privateFolder([
        ...chosen(env, name),
        join(home(env), name),
        join(tmpdir(), `pulumi-whatsapp-${user()}-${name}`),
    ]);
}

/** WHATSAPP_STATE_DIR, if it is set: then nothing is kept anywhere else. */
function chosen(env: Environment, name: string): string[] {
    const folder = env.WHATSAPP_STATE_DIR?.trim();
    return folder !== undefined && isAbsolute(folder) ? [join(folder, name)] : [];
}

function home(env: Environment): string {
    const own = "pulumi-whatsapp";
    if (process.platform === "win32")
        return join(env.LOCALAPPDATA ?? join(homedir(), "AppData", "Local"), own);
    if (process.platform === "darwin") return join(homedir(), "Library", "Application Support", own);
    return join(env.XDG_STATE_HOME || join(homedir(), ".local", "state"), own);
}

function user(): string {
    return String(process.getuid?.() ?? "user");
}

/**
 * The first of these folders that is ours alone: a directory and no link, owned by us, with no access for others.
 * It is created if it is missing.
 * @throws NoPrivateFolder
 */
export function privateFolder(candidates: readonly string[]): string {
    const refused: string[] = [];
    for (const folder of candidates) {
        const why = refusal(folder);
        if (why === undefined) return folder;
        refused.push(`${folder} (${why})`);
    }
    throw new NoPrivateFolder(
        `no folder can be used for locks and the journal: ${refused.join(", ")}. ` +
            "Next: set WHATSAPP_STATE_DIR to a folder that only this user can write to",
    );
}

function refusal(folder: string): string | undefined {
    try {
        make(folder);
        const found = lstatSync(folder);
        if (!found.isDirectory()) return found.isSymbolicLink() ? "it is a link" : "it is not a folder";
        if (process.getuid === undefined) return undefined;
        if (found.uid !== process.getuid()) return "another user owns it";
        if ((found.mode & 0o077) !== 0) chmodSync(folder, 0o700);
        return undefined;
    } catch (error) {
        return (error as NodeJS.ErrnoException).code ?? String(error);
    }
}

/** Creates a folder and those above it. Node's own recursive way never ends if the system refuses with ENOENT. */
function make(folder: string): void {
    if (existsSync(folder)) return;
    if (dirname(folder) !== folder) make(dirname(folder));
    try {
        mkdirSync(folder, { mode: 0o700 });
    } catch (error) {
        // Another process made it meanwhile, or there is a dangling link.
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
}
