/** Plays what docs/emulator/ has for others' tests, and holds its Dockerfile. */
import { readdirSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { validate } from "dockerfile-utils";
import { parse } from "yaml";
import { startEmulator } from "../../emulator";
import { type Finished, run } from "../../scripts/process";
import { commandFile } from "../support/command";
import { ROOT, readText } from "./support/documents";

/** A folder of docs/emulator/, and how its tests are run. */
interface Fixture {
    readonly folder: string;
    readonly command: readonly string[];
    /** Ends with 0 where that can be run. */
    readonly probe: readonly [string, ...string[]];
    /** How a control is called in its language. */
    readonly control: RegExp;
    /** How many tests there are, in what the command prints. */
    readonly passed: RegExp;
}

const FIXTURES: readonly Fixture[] = [
    {
        folder: "pytest",
        command: ["python3", "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        probe: ["python3", "-m", "pytest", "--version"],
        control: /control\("([A-Z]+)", f?"([^"]+)"/g,
        passed: /^5 passed/m,
    },
    {
        folder: "go",
        command: ["go", "test", "-count=1", "-v", "./..."],
        probe: ["go", "version"],
        control: /control\("([A-Z]+)", "([^"]+)"/g,
        passed: /^(?:[\s\S]*?--- PASS){4}[\s\S]*\nok /,
    },
];

function exec(fixture: Fixture, ...options: string[]): Promise<Finished> {
    const args = [commandFile(), "emulator", "exec", ...options, "--", ...fixture.command];
    return run(process.execPath, args, {
        cwd: path.join(ROOT, "docs/emulator", fixture.folder),
        env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1", GOTOOLCHAIN: "local", GOWORK: "off" },
        timeoutMs: 500_000,
    });
}

async function isHere({ probe: [command, ...args] }: Fixture): Promise<boolean> {
    return run(command, args).then(
        ({ code }) => code === 0,
        () => false,
    );
}

/** The text of all of a fixture's files. */
function textOf({ folder }: Fixture): string {
    const files = readdirSync(path.join(ROOT, "docs/emulator", folder)).filter((file) =>
        /\.(py|go)$/.test(file),
    );
    return files.map((file) => readText(`docs/emulator/${folder}/${file}`)).join("\n");
}

describe("the fixtures in docs/emulator", function () {
    this.timeout(600_000);
    const { paths } = parse(readText("docs/emulator.openapi.yaml")) as { paths: Record<string, object> };
    const controls = Object.entries(paths).flatMap(([name, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${name}`),
    );

    for (const fixture of FIXTURES) {
        it(`${fixture.folder}: uses controls that there are`, () => {
            const used = [...textOf(fixture).matchAll(fixture.control)].map(
                ([, method, used = ""]) =>
                    `${method} ${used.replace(/\?.*$/, "").replace(/\/(\{ID\}|)$/, "/{id}")}`,
            );
            expect(used).to.have.length.greaterThan(3);
            expect(controls).to.include.members(used);
        });

        it(`${fixture.folder}: its tests pass, over http and https, where they can be run`, async () => {
            if (!(await isHere(fixture))) {
                // What docs/emulator.md says of it still holds, and the test above held its requests.
                expect(readText("docs/emulator.md")).to.contain(`emulator/${fixture.folder}`);
                return;
            }
            for (const options of [[], ["--tls"]]) {
                const { code, text } = await exec(fixture, ...options);
                expect(code, text).to.equal(0);
                expect(text).to.match(fixture.passed);
            }
        });
    }
});

describe("docs/emulator/Dockerfile", () => {
    const text = readText("docs/emulator/Dockerfile");
    const instructions = text
        .replace(/\\\n\s*/g, "")
        .split("\n")
        .filter((line) => /^[A-Z]/.test(line))
        .map((line) => /^([A-Z]+) (.*)$/.exec(line)?.slice(1) as [string, string]);
    const named = (name: string) => instructions.filter(([each]) => each === name).map(([, rest]) => rest);
    const { version } = JSON.parse(readText("package.json")) as { version: string };

    it("has nothing that a linter objects to", () => {
        const problems = validate(text, { instructionWorkdirRelative: 2, deprecatedMaintainer: 2 });
        expect(problems.map(({ message }) => message)).to.deep.equal([]);
        expect(validate("FROM node:22-slim\nFROMM x\n")).to.have.length.greaterThan(0);
    });

    it("begins with a version of Node.js that the package allows, and installs this version without Pulumi", () => {
        expect(named("FROM")).to.deep.equal(["node:22-slim"]);
        const [install = "", ...more] = named("RUN");
        expect(more).to.deep.equal([]);
        expect(install)
            .to.contain("npm install --global --omit=peer")
            .and.to.contain(`pulumi-whatsapp@${version} `);
    });

    it("runs as nobody special, and stops on the signal that docker sends: it runs no shell in between", () => {
        const order = instructions.map(([name]) => name);
        expect(named("USER")).to.deep.equal(["node"]);
        expect(order.indexOf("USER")).to.be.below(order.indexOf("ENTRYPOINT"));
        const [entry = "[]", options = "[]"] = [...named("ENTRYPOINT"), ...named("CMD")];
        expect([...JSON.parse(entry), ...JSON.parse(options)]).to.deep.equal(
            "pulumi-whatsapp emulator --port 4010 --in-memory".split(" "),
        );
    });

    it("is healthy while the emulator answers, and only then", async () => {
        const [check = ""] = named("HEALTHCHECK");
        const [, list = "[]"] = /CMD (\[.*\])$/.exec(check) ?? [];
        const [command, flag, script] = JSON.parse(list) as string[];
        expect([command, flag]).to.deep.equal(["node", "-e"]);
        const graph = await startEmulator();
        const probe = () =>
            run(process.execPath, ["-e", script?.replace("http://127.0.0.1:4010", graph.url) ?? ""]);
        expect((await probe()).code).to.equal(0);
        await graph.close();
        expect((await probe()).code).to.equal(1);
    });
});
