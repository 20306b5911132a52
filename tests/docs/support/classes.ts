/** Where each sh block of the documentation is run. blocks.test.ts fails for a block that is in neither table. */
import { blocksOf } from "./documents";

/** A command block of a document. */
export interface Command {
    readonly file: string;
    readonly code: string;
}

/** The block of a document that begins with this text; by it a test takes the block out of the document. */
export function commandOf(file: string, beginning: string): Command {
    const found = blocksOf(file).filter(
        ({ language, code }) => language === "sh" && code.startsWith(beginning),
    );
    if (found.length !== 1)
        throw new Error(`${file} has ${found.length} sh blocks that begin with ${beginning}`);
    return { file, code: found[0]?.code ?? "" };
}

/** Taken out of the documents and run, by tests/engine/docs.test.ts, in one stack. */
export const COMMANDS = {
    firstUp: commandOf("README.md", "npm install pulumi-whatsapp"),
    comment: commandOf("README.md", "pulumi preview --json"),
    report: commandOf("docs/report.md", "pulumi preview --json"),
    failOn: commandOf("docs/protection.md", "pulumi preview --json"),
    unprotect: commandOf("docs/protection.md", "pulumi state unprotect"),
    upgrade: commandOf("docs/upgrading.md", "npm install pulumi-whatsapp@latest"),
    nextVersion: commandOf("docs/upgrading.md", "WHATSAPP_API_VERSION="),
    cancel: commandOf("docs/troubleshooting.md", "pulumi cancel"),
    ignoreLocks: commandOf("docs/troubleshooting.md", "WHATSAPP_IGNORE_LOCKS=1"),
    newToken: commandOf("docs/troubleshooting.md", "export WHATSAPP_ACCESS_TOKEN"),
    addAndVerify: commandOf("docs/cli.md", "npx pulumi-whatsapp add"),
    adopt: commandOf("docs/cli.md", "npx pulumi-whatsapp adopt"),
} as const satisfies Record<string, Command>;

export const PLAYED: readonly Command[] = Object.values(COMMANDS);

/** What can't be run by a test of these, and the file that runs it, by the text that it has for that. */
export const HELD_ELSEWHERE: readonly (Command & { readonly by: string; readonly runs: string })[] = [
    // It is what runs this test.
    { ...commandOf("README.md", "npm ci && npm test"), by: ".ci/run", runs: "npm ci && npm test" },
    // It builds, and empties a folder of the checkout: CI does that on a checkout of its own.
    {
        ...commandOf("README.md", "npm ci && npm start"),
        by: ".github/workflows/ci.yml",
        runs: "npm ci && npm start",
    },
    {
        ...commandOf("docs/emulator.md", "npx pulumi-whatsapp emulator exec"),
        by: "tests/emulator/exec.test.ts",
        runs: '"emulator", "exec"',
    },
    {
        ...commandOf("docs/emulator.md", "npx pulumi-whatsapp emulator --record"),
        by: "tests/emulator/record/command.test.ts",
        runs: '["--record", file',
    },
    {
        ...commandOf("docs/emulator.md", "npm install --save-dev --omit=peer"),
        by: "tests/package/emulatorOnly.test.ts",
        runs: '"--omit=peer"',
    },
    // Their test installs what a release has.
    ...["pulumi plugin install", "export WHATSAPP_ACCESS_TOKEN", "pulumi config set"].map((beginning) => ({
        ...commandOf("docs/installation-configuration.md", beginning),
        by: "tests/engine/native/released.test.ts",
        runs: `"${beginning}"`,
    })),
    // It runs until it is stopped.
    {
        ...commandOf("docs/emulator.md", "npx pulumi-whatsapp emulator    #"),
        by: "tests/emulator/support/process.ts",
        runs: '"emulator"',
    },
    // No Pulumi is needed for it.
    {
        ...commandOf("docs/emulator.md", "curl"),
        by: "tests/emulator/http/guard.test.ts",
        runs: 'commandOf("docs/emulator.md", "curl")',
    },
];

/** Examples whose commands no test can play, and the test that holds what they do. */
export const EXAMPLES_HELD_ELSEWHERE: Readonly<Record<string, string>> = {
    // Pulumi runs a policy pack by a plugin that a built engine comes without.
    "policy-pack": "tests/unit/examples/policyPack.test.ts",
};
