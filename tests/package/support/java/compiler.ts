import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { cached, digestOf } from "../../../../scripts/cached";
import { which } from "../../../../scripts/engine";
import { attempt, toStderr } from "../../../../scripts/engine/say";
import { type Finished, run } from "../../../../scripts/process";

const POM = path.join(__dirname, "pom.xml");

/**
 * Runs the Java compiler once on all sources in a folder, with Pulumi's SDK to import; its messages call them as they
 * are called from that folder. Undefined where there is no compiler, or no Maven that gets the SDK.
 */
export async function compileJava(folder: string): Promise<Finished | undefined> {
    if (which("javac") === undefined) {
        toStderr("no Java compiler on this machine\n");
        return undefined;
    }
    const jars = await cached(`java-${digestOf([POM])}`, fetchJars, toStderr);
    if (jars === undefined) return undefined;
    const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".java"));
    const sources = path.join(folder, "sources");
    await writeFile(sources, files.map((name) => JSON.stringify(name)).join("\n"));
    // The second tier optimizes for longer runs than this one.
    const machine = ["-J-Duser.language=en", "-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"];
    // An error in one source hides none in another; the generated SDK reads its config by a method that is deprecated.
    const checks = ["--should-stop=ifError=FLOW", "-Xlint:all,-deprecation", "-proc:none"];
    const options = ["-encoding", "UTF-8", "-d", "classes"];
    const args = [...machine, ...checks, ...options, "-classpath", path.join(jars, "*"), "@sources"];
    return run("javac", args, { cwd: folder });
}

/** By Maven, whose own repository is not kept: the plugin that copies the jars needs ten times as much. */
async function fetchJars(work: string): Promise<string | undefined> {
    const jars = path.join(work, "jars");
    const own = [`-Dmaven.repo.local=${path.join(work, "repository")}`, `-DoutputDirectory=${jars}`];
    const args = ["-q", "-B", "-f", POM, ...own, "-DincludeScope=compile", "dependency:copy-dependencies"];
    const what = "the Java SDK from Maven's repository";
    const got = await attempt(toStderr, what, async () => {
        if (which("mvn") === undefined) return { outcome: "no Maven on this machine", value: false };
        const { code, text } = await run("mvn", args, {
            shell: process.platform === "win32",
            timeoutMs: 300_000,
        });
        const why = text.trim().split("\n").slice(0, 3).join(" | ");
        return code === 0 ? { outcome: "here", value: true } : { outcome: `failed: ${why}`, value: false };
    });
    return got ? jars : undefined;
}
