/** What `--help` says besides commands and options: groups, examples, the environment. */

/** The groups of commands and of options. */
export const GROUPS = {
    look: "Look, and change nothing:",
    add: "Bring a number in:",
    declare: "Declare and preview:",
    here: "On this machine:",
    output: "Output:",
    stack: "Settings and state:",
} as const;

/** A command line, and what it does. */
type Example = readonly [line: string, what: string];

/** Examples of each command; their command lines are real. */
export const EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
    list: [
        ["list --waba 102290129340398", "all numbers"],
        ["list --waba 102290129340398 --filter status=FLAGGED,BANNED --sort quality", "those in trouble"],
        ["list --waba 102290129340398 --json | jq -r '.[].id'", "their IDs, for other tools"],
    ],
    show: [["show 106540352242922", "everything of one number"]],
    doctor: [
        ["doctor", "the numbers of the selected stack"],
        ["doctor --waba 102290129340398 --only problems", "the problems of a WABA"],
        ["doctor 106540352242922 --json", "one number, for other tools"],
    ],
    add: [['add --waba 102290129340398 --cc 49 --phone 30901820 --name "Jasper\'s Market"', "+49 30 901820"]],
    verify: [
        ["verify 106540352242922", "asks for a code by SMS, then for what came"],
        ["verify 106540352242922 --code 123456", "takes a code that came"],
    ],
    adopt: [["adopt --waba 102290129340398 --out index.ts --settings", "a program with all that is set"]],
    report: [["report --file preview.json --fail-on outage", "ends with 3 where a number would go offline"]],
    emulator: [
        ["emulator", "a Graph API on port 4010, with three numbers"],
        ["emulator --in-memory --port 0 --switch pinMode=retired", "another one, which keeps nothing"],
        ["emulator --record session.jsonl", "records what you do with the real Graph API"],
    ],
    compare: [
        ["emulator compare session.jsonl", "ends with 1 where the emulator answers otherwise"],
        ["emulator compare session.jsonl --switch settingsCasing=lower", "whether a switch explains it"],
    ],
    exec: [
        ["emulator exec -- npm test", "a test, with WHATSAPP_GRAPH_URL and WHATSAPP_ACCESS_TOKEN set"],
        ["emulator exec --numbers numbers.json --tls -- pytest -q", "these numbers, over https"],
    ],
    complete: [
        ["complete bash >> ~/.bashrc", "for bash, with its package bash-completion"],
        ["complete zsh >> ~/.zshrc", "for zsh"],
    ],
    switches: [["emulator switches pin", "the switches that are about PINs"]],
};

/** What the environment sets, for all commands. */
export const ENVIRONMENT: readonly Example[] = [
    ["WHATSAPP_ACCESS_TOKEN", "the access token; else whatsapp:accessToken of the stack's config"],
    ["WHATSAPP_APP_SECRET", "signs each request (appsecret_proof)"],
    ["WHATSAPP_GRAPH_URL", "another Graph API, for example the emulator's"],
    ["WHATSAPP_API_VERSION", "for example v25.0"],
    ["WHATSAPP_REQUEST_TIMEOUT", "the longest that one request may take"],
    ["WHATSAPP_STATE_DIR", "where this machine's journal is"],
    ["HTTPS_PROXY, NO_PROXY", "the way to Graph"],
    ["NO_COLOR, COLUMNS", "no colours; how wide the terminal is"],
    ["PULUMI_WHATSAPP_DEBUG=1", "adds the stack trace of an error"],
    ["PULUMI_WHATSAPP_PULUMI_TIMEOUT_MS", "how long pulumi may take; 120000 by default"],
];

/** The examples of one command, as text after its help. */
export function examplesText(command: string): string {
    return section(
        (EXAMPLES[command]?.length ?? 0) > 1 ? "Examples:" : "Example:",
        (EXAMPLES[command] ?? []).map(([line, what]) => `  pulumi-whatsapp ${line}\n      ${what}`),
    );
}

/** What stands after the help of the program itself. */
export function programText(): string {
    const width = Math.max(...ENVIRONMENT.map(([name]) => name.length));
    return [
        section("Examples:", [
            "  pulumi-whatsapp doctor --waba 102290129340398\n      what would refuse a registration or an outage",
            "  pulumi preview --json | pulumi-whatsapp report\n      what a preview would do to each number",
            "  pulumi-whatsapp emulator\n      a Graph API to try all of it with, without an account",
        ]),
        section(
            "Environment:",
            ENVIRONMENT.map(([name, what]) => `  ${name.padEnd(width)}  ${what}`),
        ),
        "\n`pulumi-whatsapp <command> --help` has a command's options and examples.",
    ].join("\n");
}

function section(title: string, lines: readonly string[]): string {
    return lines.length === 0 ? "" : `\n${[title, ...lines].join("\n")}`;
}
