import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { Command } from "commander";
import { addCommands } from "../../cli/commands";
import { failureOf } from "../../cli/errors";
import { ENVIRONMENT, EXAMPLES, GROUPS } from "../../cli/help";
import type { Shell } from "../../cli/shell";
import { systemNext } from "../../cli/systemErrors";
import { usageFailure } from "../../cli/usage";
import { SettingError } from "../../provider/run/settings";
import { Terminal } from "./support/terminal";

function programOf(): Command {
    const program = new Command("pulumi-whatsapp");
    addCommands(program, {} as Shell, () => {});
    return program;
}

/** Commands that can be called, with those below others. */
const all = (command: Command): Command[] => command.commands.flatMap((each) => [each, ...all(each)]);

/** The words of an example, as a shell splits them. */
const wordsOf = (line: string) =>
    [...(line.split(/ [|>]/)[0] ?? "").matchAll(/"([^"]*)"|(\S+)/g)].map(
        ([, quoted, bare]) => quoted ?? bare ?? "",
    );

describe("--help", () => {
    it("has each command in a group, and examples with it", () => {
        const program = programOf();
        const groups: readonly string[] = Object.values(GROUPS);
        for (const command of program.commands)
            expect(groups, command.name()).to.include(command.helpGroup());
        expect(Object.keys(EXAMPLES)).to.have.members(all(program).map((command) => command.name()));
    });

    for (const [line] of Object.values(EXAMPLES).flat()) {
        it(`the example "${line}" is a command line`, async () => {
            const program = programOf();
            let ran = false;
            for (const command of all(program)) {
                command.action(() => {
                    ran = true;
                });
            }
            await program.parseAsync(wordsOf(line), { from: "user" });
            expect(ran).to.equal(true);
        });
    }

    it("names environment variables that the documentation or the code knows", () => {
        const where = [
            "cli/shell.ts",
            "cli/commands.ts",
            "provider/run/settings.ts",
            "provider/run/journal.ts",
            "README.md",
        ]
            .concat("docs/cli.md", "docs/reliability.md")
            .map((file) => readFileSync(path.join(__dirname, "../..", file), "utf8"))
            .join("\n");
        for (const [names] of ENVIRONMENT) {
            for (const name of names.replace(/=.*/, "").split(", ")) expect(where).to.include(name);
        }
    });
});

describe("a failure has a next step", () => {
    const system = (code: string, syscall = "open"): Error =>
        Object.assign(new Error(code), { code, syscall });
    const rows: [what: string, error: unknown, next: RegExp][] = [
        ["a file that is not there", system("ENOENT"), /check the path/],
        ["a port in use", system("EADDRINUSE", "listen"), /another --port/],
        ["a file of somebody else", system("EACCES"), /permissions/],
        ["no connection", system("ECONNRESET", "read"), /check the network/],
        ["a name that can't be resolved", system("EAI_AGAIN", "getaddrinfo"), /check the network/],
        ["an error that no table has", system("EXDEV", "rename"), /look up EXDEV.*rename/],
        ["a setting", new SettingError("x", "WHATSAPP_X is y"), /environment or in the stack's config/],
        ["anything else", new Error("what?"), /PULUMI_WHATSAPP_DEBUG=1/],
        ["what is not even an error", "what?", /PULUMI_WHATSAPP_DEBUG=1/],
    ];
    for (const [what, error, next] of rows) {
        it(what, () => expect(failureOf(error).next).to.match(next));
    }

    it("an error that is not the system's has none of its steps", () => {
        for (const error of [undefined, "ENOENT", new Error("ENOENT"), { code: 190 }]) {
            expect(systemNext(error)).to.equal(undefined);
        }
    });
});

describe("a wrong command line", () => {
    const rows: [text: string, message: string, next: string][] = [
        [
            "error: unknown option '--wba'\n(Did you mean --waba?)\n",
            "unknown option '--wba'",
            "did you mean --waba? see p list --help",
        ],
        [
            "error: unknown command 'ls'\n(Did you mean one of list, show?)",
            "unknown command 'ls'",
            "did you mean list, show? see p list --help",
        ],
        ["error: missing required argument 'id'\n", "missing required argument 'id'", "see p list --help"],
    ];
    for (const [text, message, next] of rows) {
        it(message, () => expect(usageFailure(text, "p list")).to.deep.equal({ message, next }));
    }

    it("is reported like any other failure, also in JSON, and below a command that has commands", async () => {
        const terminal = await Terminal.open();
        try {
            const lines: [string[], string, string][] = [
                [["list"], "", "Next: see pulumi-whatsapp list --help\n"],
                [["list", "--json"], '"next": "see pulumi-whatsapp list --help"', ""],
                [
                    ["emulator", "switches", "--jsn"],
                    "",
                    "Next: did you mean --json? see pulumi-whatsapp emulator switches --help\n",
                ],
            ];
            for (const [args, stdout, stderr] of lines) {
                const said = await terminal.run(...args);
                expect(said.stdout).to.include(stdout);
                expect(said.stderr).to.include(stderr);
                expect([said.stdout === "", said.stderr === ""]).to.deep.equal([
                    stdout === "",
                    stderr === "",
                ]);
            }
        } finally {
            await terminal.close();
        }
    });
});
