/** A number and everything that is configured on it, in one program: what may be declared, and what holds then. */
import type { NumberState } from "../../emulator";
import type { GraphClient } from "../../graph/client";
import type { Ports } from "../../provider/run/ports";
import { ModelStack, type Program } from "../support/pulumiModel";

export const PIN = "493817";
export const VERIFY_TOKEN = "canary-of-the-verify-token";

/** What a kind may declare, and what Graph has then; the second one of each is another declaration. */
interface Declarable {
    readonly args: (id: string) => readonly [object, object];
    readonly has: (number: NumberState) => unknown;
    /** What `has` answers with where it is declared. */
    readonly means: (id: string) => readonly [unknown, unknown];
}

const hook = (name: string) => ({
    overrideCallbackUri: `https://hooks.example/${name}`,
    verifyToken: VERIFY_TOKEN,
});

/** The kinds of a number's own settings. Files and keys are a test's. */
export function declarable(
    picture: string,
    keys: readonly [string, string],
): Readonly<Record<string, Declarable>> {
    return {
        WebhookOverride: {
            args: () => [hook("a"), hook("b")],
            has: ({ webhookOverrides }) => Object.values(webhookOverrides).map(({ uri }) => uri),
            means: () => [["https://hooks.example/a"], ["https://hooks.example/b"]],
        },
        BusinessProfile: {
            args: () => [{ about: "Open", profilePicture: picture }, { about: "Shut" }],
            has: ({ profile, picture }) => [profile.about, picture !== undefined || profile.about === "Shut"],
            means: () => [
                ["Open", true],
                ["Shut", true],
            ],
        },
        ConversationalComponents: {
            args: () => [{ prompts: ["Hi"] }, { prompts: ["Hi", "Ho"] }],
            has: ({ conversationalAutomation }) => conversationalAutomation?.prompts,
            means: () => [["Hi"], ["Hi", "Ho"]],
        },
        CallingSettings: {
            args: () => [{ status: "ENABLED" }, { status: "DISABLED" }],
            has: ({ calling }) => calling?.status ?? "DISABLED",
            means: () => ["ENABLED", "DISABLED"],
        },
        CommerceSettings: {
            args: () => [{ isCatalogVisible: true }, { isCatalogVisible: false }],
            has: ({ commerce }) => commerce.isCatalogVisible,
            means: () => [true, false],
        },
        Username: {
            args: (id) => [{ username: `id_${id}` }, { username: `id.${id}` }],
            has: ({ username }) => username,
            means: (id) => [`id_${id}`, `id.${id}`],
        },
        FlowsPublicKey: {
            args: () => [{ businessPublicKey: keys[0] }, { businessPublicKey: keys[1] }],
            has: ({ flowsKey }) => [flowsKey?.publicKey.trim(), flowsKey?.status],
            means: () => [
                [keys[0].trim(), "VALID"],
                [keys[1].trim(), "VALID"],
            ],
        },
        QrCode: {
            args: () => [{ prefilledMessage: "Hello" }, { prefilledMessage: "Good day" }],
            has: ({ qrCodes }) => qrCodes.at(-1)?.prefilledMessage,
            means: () => ["Hello", "Good day"],
        },
    };
}

/** What somebody has set by hand, and no program declares: an outage must bring it back, or name it. */
export const BY_HAND = {
    profile: { description: "by hand", websites: ["https://a.example"] },
    conversationalAutomation: {
        prompts: [],
        commands: [{ command_name: "track", command_description: "Track it" }],
    },
    calling: { call_icon_visibility: "DISABLE_ALL" },
    commerce: { isCartEnabled: true, isCatalogVisible: false },
} satisfies Partial<NumberState>;

/** The values of {@link BY_HAND} that are not there any more, by what the provider calls their setting. */
export function lostByHand({ profile, conversationalAutomation, calling, commerce }: NumberState): string[] {
    const is: readonly [string, boolean][] = [
        ["business profile", profile.description === "by hand" && Array.isArray(profile.websites)],
        ["ice breakers and commands", conversationalAutomation?.commands.length === 1],
        ["calling settings", calling?.call_icon_visibility === "DISABLE_ALL"],
        ["commerce settings", commerce.isCartEnabled],
    ];
    return is.flatMap(([noun, isThere]) => (isThere ? [] : [noun]));
}

/** The process dies at a request, before or after it is done. */
export interface Kill {
    readonly at: number;
    readonly after: boolean;
}

/** A stack whose process can be killed: what a killed one still does reaches neither Graph nor the journal. */
export class MortalStack extends ModelStack {
    private sent = 0;
    private kill: Kill | undefined;

    static on(ports: Ports): MortalStack {
        const client: GraphClient = { send: (request) => stack.send(ports.client, request) };
        const journal: Ports["journal"] = {
            ...ports.journal,
            write: (id, change) => {
                if (!stack.killed) ports.journal.write(id, change);
            },
        };
        const stack: MortalStack = new MortalStack({ ...ports, client, journal });
        return stack;
    }

    /** `pulumi up` of a process that dies at a request; whether it got that far. */
    async upKilled(program: Program, kill: Kill): Promise<boolean> {
        this.kill = kill;
        this.sent = 0;
        await this.up(program);
        const { killed } = this;
        this.kill = undefined;
        this.killed = false;
        return killed;
    }

    private async send(client: GraphClient, request: Parameters<GraphClient["send"]>[0]): Promise<unknown> {
        const { kill } = this;
        if (kill === undefined) return client.send(request);
        this.sent += 1;
        const isNow = this.sent === kill.at;
        if (isNow && !kill.after) this.killed = true;
        if (this.killed) throw new Error("killed");
        const answer = await client.send(request).catch((error: unknown) => {
            if (isNow) this.killed = true;
            throw error;
        });
        if (!isNow) return answer;
        this.killed = true;
        throw new Error("killed");
    }
}
