/** Ice breakers and commands (graph-api-settings.md §5). */
import { type Call, post } from "../call";
import { json, list, prose } from "../wire";
import type { Source } from "./source";

/** Meta's guide; its schema is tighter. */
export const AUTOMATION_LIMITS = {
    prompts: 4,
    promptLength: 80,
    commands: 30,
    nameLength: 32,
    descriptionLength: 256,
} as const;

interface Command {
    readonly commandName: string;
    readonly commandDescription: string;
}

/** What a chat offers. */
export interface Automation {
    readonly prompts: readonly string[];
    readonly commands: readonly Command[];
}

export const AUTOMATION_SOURCE: Source = { field: "conversational_automation" };

export function automationFrom(value: unknown): Automation {
    const { prompts, commands } = json(value);
    return {
        prompts: list(prompts)
            .map(prose)
            .filter((prompt) => prompt !== undefined),
        commands: list(commands).map((each) => {
            const { command_name, command_description } = json(each);
            return {
                commandName: prose(command_name) ?? "",
                commandDescription: prose(command_description) ?? "",
            };
        }),
    };
}

/** POST /{phone-number-id}/conversational_automation as JSON, with both lists: what is left out may stay or go. */
export async function setAutomation(
    call: Call,
    id: string,
    { prompts, commands }: Automation,
): Promise<void> {
    const body = {
        prompts,
        commands: commands.map(({ commandName, commandDescription }) => ({
            command_name: commandName,
            command_description: commandDescription,
        })),
    };
    const path = `${id}/conversational_automation`;
    await post(call, "setting the ice breakers and commands", path, body, { repeatable: true });
}
