/** Ice breakers and commands (graph-api-settings.md §5). */
import { invalidParameter } from "../errors";
import { isObject } from "../schema/json";
import type { AutomationCommand, JsonObject, NumberState } from "../state";
import type { Switches } from "../switches";
import { lengthOf, must } from "./checks";

const LIMITS = {
    guide: { prompts: 4, name: 32, form: /^.*$/su },
    openapi: { prompts: 3, name: 30, form: /^[a-zA-Z0-9_]+$/ },
};
const EMOJI = /\p{Emoji_Presentation}|[\uFE0F\u20E3]/u;

/** Applies a POST, or throws the refusal. A list that is given replaces the one before. */
export function changeAutomation(
    number: NumberState,
    asked: { readonly prompts: unknown; readonly commands: unknown },
    switches: Switches,
): void {
    if (asked.prompts === undefined && asked.commands === undefined) {
        throw invalidParameter("One of prompts, commands is required");
    }
    const before = switches.automationAbsentList === "kept" ? number.conversationalAutomation : undefined;
    number.conversationalAutomation = {
        prompts: asked.prompts === undefined ? (before?.prompts ?? []) : promptsOf(asked.prompts, switches),
        commands:
            asked.commands === undefined ? (before?.commands ?? []) : commandsOf(asked.commands, switches),
    };
}

function promptsOf(value: unknown, { automationLimits }: Switches): string[] {
    const { prompts: most } = LIMITS[automationLimits];
    if (!Array.isArray(value) || value.length > most) throw must("prompts", `be a list of at most ${most}`);
    return value.map((each: unknown, index) => plainText(`prompts[${index}]`, each, 80));
}

function commandsOf(value: unknown, { automationLimits }: Switches): AutomationCommand[] {
    const { name: most, form } = LIMITS[automationLimits];
    if (!Array.isArray(value) || value.length > 30) throw must("commands", "be a list of at most 30");
    const commands = value.map((each: unknown, index) => {
        const param = `commands[${index}]`;
        if (!isObject(each)) throw must(param, "be an object");
        const name = plainText(`${param}[command_name]`, each.command_name, most);
        if (!form.test(name)) throw must(`${param}[command_name]`, "have letters, digits and _ only");
        const description = plainText(`${param}[command_description]`, each.command_description, 256);
        return { command_name: name, command_description: description };
    });
    const names = new Set(commands.map((each) => each.command_name));
    if (automationLimits === "openapi" && names.size < commands.length) {
        throw must("commands", "have different names");
    }
    return commands;
}

function plainText(param: string, value: unknown, most: number): string {
    if (typeof value !== "string" || value === "" || lengthOf(value) > most) {
        throw must(param, `be a string of 1 to ${most} characters`);
    }
    if (EMOJI.test(value)) throw must(param, "have no emoji");
    return value;
}

/** The field `conversational_automation` of a number's node; undefined: never set. */
export function showAutomation(
    { id, conversationalAutomation: automation }: NumberState,
    { automationAnswer }: Switches,
): JsonObject | undefined {
    if (automation === undefined) return undefined;
    const { prompts, commands } = automation;
    return automationAnswer === "withIdAndFlag"
        ? { prompts, commands, id, enable_welcome_message: false }
        : { prompts, commands };
}
