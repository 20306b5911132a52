/** Ice breakers and commands of a chat (graph-api-settings.md §5). */
import {
    AUTOMATION_LIMITS,
    AUTOMATION_SOURCE,
    type Automation,
    automationFrom,
    setAutomation,
} from "../../../graph/settings/automation";
import { listRule, objectRule, textRule } from "../../shapes";
import { setting, type Values } from "../setting";

/** A command that a chat offers behind a slash. */
export interface ConversationalCommand {
    /** Without the slash, at most 32 characters. */
    readonly commandName: string;
    /** What it does, at most 256 characters. */
    readonly commandDescription: string;
}

/** What a program declares of a number's chats. An absent list is left as it is; `[]` clears it. */
export interface ConversationalComponentsInputs {
    /** Ice breakers: at most 4 of at most 80 characters, without emoji. New chats show them. */
    readonly prompts?: readonly string[];
    /** Commands: at most 30. */
    readonly commands?: readonly ConversationalCommand[];
}

const { prompts, promptLength, commands, nameLength, descriptionLength } = AUTOMATION_LIMITS;

export const conversationalComponents = setting<ConversationalComponentsInputs>({
    name: "ConversationalComponents",
    noun: "ice breakers and commands",
    of: "phoneNumberId",
    fields: {
        prompts: {
            rule: listRule("prompts", prompts, (at) =>
                textRule(at, { least: 1, most: promptLength, emoji: false }),
            ),
        },
        commands: {
            rule: listRule("commands", commands, (at) =>
                objectRule(
                    at,
                    {
                        commandName: textRule(`${at}.commandName`, {
                            least: 1,
                            most: nameLength,
                            emoji: false,
                        }),
                        commandDescription: textRule(`${at}.commandDescription`, {
                            least: 1,
                            most: descriptionLength,
                            emoji: false,
                        }),
                    },
                    ["commandName", "commandDescription"],
                ),
            ),
        },
    },
    outputs: [],
    // Meta's guide and its schema differ: what only the schema refuses may still be refused.
    warn: (declared) => {
        const names = ((declared.commands ?? []) as readonly ConversationalCommand[]).map(
            (each) => each.commandName,
        );
        const odd = names.filter((name) => !/^\w{1,30}$/.test(name));
        const twice = names.filter((name, at) => names.indexOf(name) !== at);
        return [
            ...(((declared.prompts ?? []) as readonly string[]).length > 3
                ? ["Meta's schema allows 3 prompts, its guide 4: Graph may refuse the fourth"]
                : []),
            ...(odd.length > 0
                ? [
                      `Meta's schema allows letters, digits and _ in a command's name, at most 30: Graph may refuse ${odd.join(", ")}`,
                  ]
                : []),
            ...(twice.length > 0 ? [`the command ${twice.join(", ")} is declared twice`] : []),
        ];
    },
    source: AUTOMATION_SOURCE,
    from: automationFrom,
    async write(call, id, { declared, shown }) {
        await setAutomation(call, id, { ...automationOf(shown), ...declared } as Automation);
        return {};
    },
    removal: {
        kind: "clear",
        isSet: (shown) => {
            const { prompts, commands } = automationOf(shown);
            return prompts.length + commands.length > 0;
        },
        clear: (call, id) => setAutomation(call, id, { prompts: [], commands: [] }),
        means: () => "chats offer no ice breakers and no commands then",
    },
    restore: { putBack: (call, id, _lost, before) => setAutomation(call, id, automationOf(before)) },
});

/** Both lists: what a POST leaves out may stay or go. */
function automationOf({ prompts = [], commands = [] }: Values): Automation {
    return { prompts, commands } as Automation;
}
