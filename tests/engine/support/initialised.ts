/**
 * Stacks that need no command to be made, configured and looked at. What `pulumi stack init` leaves is made once in a
 * process and copied; a configuration is written, and state read, as the engine does it: each start of the CLI takes a
 * quarter of a second.
 */
import assert from "node:assert/strict";
import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { parse, stringify } from "yaml";
import { run } from "../../../scripts/process";
import { makeProject } from "./project";
import { decrypted, type Resource, resourcesIn } from "./state";
import { keyOf } from "./vault";

const STACK = "test";
/** The project of {@link makeProject}. */
const PROJECT = "test";

/** A stack that was made once: its folder, and the key of its secrets. */
interface Template {
    readonly folder: string;
    readonly key: Buffer;
}

interface StackFile {
    encryptedkey?: string;
    config?: Record<string, string | { secure: string }>;
}

let template: Promise<Template> | undefined;

/**
 * Leaves in a project's folder what `pulumi stack init` does.
 * @param env the environment of the stack's commands
 * @param stateOf the folder of a stack whose state this one begins with
 */
export async function initialise(folder: string, env: NodeJS.ProcessEnv, stateOf?: string): Promise<void> {
    template ??= makeTemplate(env);
    const made = (await template).folder;
    const copy = (from: string, part: string) =>
        cp(path.join(from, part), path.join(folder, part), { recursive: true });
    await copy(stateOf ?? made, "state");
    await copy(made, stackFile());
    // Which stack is selected.
    const project = path.join(folder, "Pulumi.yaml");
    const name = `${PROJECT}-${createHash("sha1").update(project).digest("hex")}-workspace.json`;
    const workspaces = path.join(folder, "home/workspaces");
    await mkdir(workspaces, { recursive: true });
    const stacks = { [backendOf(env)]: `organization/${PROJECT}/${STACK}` };
    await writeFile(path.join(workspaces, name), JSON.stringify({ stacks }));
}

/** Leaves in a stack's configuration what `pulumi config set-all` does. */
export async function configured(
    folder: string,
    config: Readonly<Record<string, string>>,
    secrets: Readonly<Record<string, string>>,
): Promise<void> {
    const file = path.join(folder, stackFile());
    const stack = parse(await readFile(file, "utf8")) as StackFile;
    const { key } = await known();
    const full = (name: string) => (name.includes(":") ? name : `${PROJECT}:${name}`);
    stack.config ??= {};
    for (const [name, value] of Object.entries(config)) stack.config[full(name)] = value;
    for (const [name, value] of Object.entries(secrets))
        stack.config[full(name)] = { secure: encrypt(key, value) };
    await writeFile(file, stringify(stack));
}

/**
 * The resources in state, as `pulumi stack export` shows them.
 * @param isShown whether secrets are in clear, as with its `--show-secrets`
 */
export async function storedResources(folder: string, isShown: boolean): Promise<Resource[]> {
    const { checkpoint } = JSON.parse(await readFile(stateFile(folder), "utf8")) as {
        checkpoint: { latest: unknown };
    };
    const resources = resourcesIn(JSON.stringify({ deployment: checkpoint.latest }));
    if (!isShown) return resources;
    const { key } = await known();
    return decrypted(resources, (ciphertext) => decrypt(key, ciphertext)) as Resource[];
}

/**
 * The file backend writes state whole, but not the attributes beside it: an engine that is killed in that moment
 * leaves an empty file, and every later command fails (docs/troubleshooting.md has the user do the same).
 */
export async function removeTornAttributes(folder: string): Promise<void> {
    const file = `${stateFile(folder)}.attrs`;
    const text = await readFile(file, "utf8").catch(() => "{}");
    if (!text.trimEnd().endsWith("}")) await rm(file);
}

async function makeTemplate(env: NodeJS.ProcessEnv): Promise<Template> {
    const folder = await makeProject("Pulumi.yaml");
    const own = { PULUMI_HOME: path.join(folder, "home"), PULUMI_BACKEND_URL: `file://${folder}/state` };
    await mkdir(path.join(folder, "state"));
    const options = { cwd: folder, env: { ...env, ...own } };
    const { code, text } = await run("pulumi", ["stack", "init", STACK, "--non-interactive"], options);
    assert.equal(code, 0, `pulumi stack init failed:\n${text}`);
    const stack = parse(await readFile(path.join(folder, stackFile()), "utf8")) as StackFile;
    const key = keyOf(stack.encryptedkey ?? "");
    assert.equal(key.length, 32, "the key of the stack");
    return { folder, key };
}

async function known(): Promise<Template> {
    assert.ok(template, "a stack was initialised here");
    return template;
}

/** As sdk/go/common/resource/config/crypt.go of Pulumi's. */
function encrypt(key: Buffer, text: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", key, nonce);
    const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
    return `v1:${nonce.toString("base64")}:${sealed.toString("base64")}`;
}

function decrypt(key: Buffer, ciphertext: string): string {
    const [version, nonce = "", text = ""] = ciphertext.split(":");
    assert.equal(version, "v1", "the version of the ciphertext");
    const sealed = Buffer.from(text, "base64");
    const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64"));
    decipher.setAuthTag(sealed.subarray(-16));
    return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString("utf8");
}

function stateFile(folder: string): string {
    return path.join(folder, `state/.pulumi/stacks/${PROJECT}/${STACK}.json`);
}

function stackFile(): string {
    return `Pulumi.${STACK}.yaml`;
}

function backendOf(env: NodeJS.ProcessEnv): string {
    return env.PULUMI_BACKEND_URL ?? "";
}
