/** `show ID`: everything of one number. */
import {
    DEFAULT_FIELDS,
    type HealthStatus,
    type PhoneNumberField,
    readNode,
    wabaIdOf,
} from "../../graph/node";
import { describeLimit } from "../../provider/number/say/limits";
import { when } from "../../provider/say/time";
import { ConfiguredReader, KINDS } from "../../provider/settings/reading";
import { callingOf } from "../configured/calling";
import { type ConfiguredFacts, factsAsJson, factsOf } from "../configured/facts";
import { configuredLines } from "../configured/lines";
import { EXIT, type ExitCode } from "../errors";
import {
    type Left,
    leftOf,
    limitOf,
    type NumberRow,
    pinOf,
    regionText,
    registrationOf,
    rowAsJson,
    settingsReader,
} from "../numbers";
import { type CommonOptions, idFrom, Session } from "../session";
import type { Shell } from "../shell";
import { table } from "../table";

const FIELDS: readonly PhoneNumberField[] = [...DEFAULT_FIELDS, "messagingLimitTier", "searchVisibility"];

export async function show(shell: Shell, id: string, options: CommonOptions): Promise<ExitCode> {
    const phoneNumberId = idFrom("the phone number ID", id);
    const session = await Session.start(shell, options);
    const [node, settings, inStack] = await Promise.all([
        readNode(session.call, phoneNumberId, FIELDS),
        settingsReader(session.call)(phoneNumberId),
        session.stackNumbers(),
    ]);
    const wabaId = wabaIdOf(node);
    const reader = new ConfiguredReader(session.call);
    const calling = callingOf(settings.settings, settings.settingsError);
    const [configured, subscription, qrCodes] = await Promise.all([
        reader.ofNumber(phoneNumberId, calling, KINDS),
        reader.subscription(wabaId),
        reader.qrCodes(phoneNumberId),
    ]);
    const facts = factsOf({ configured, subscription, qrCodes });
    const row = { node, ...settings, inStack: inStack.get(phoneNumberId) };
    const now = shell.now();
    const answer = { ...rowAsJson(row, now), wabaId, configured: factsAsJson(facts) };
    session.answer(answer, () => showText(row, facts, now));
    return EXIT.done;
}

/** A number, with a line for each known fact. */
function showText(row: NumberRow, facts: ConfiguredFacts, now: number): string {
    const { node, settings, settingsError, inStack } = row;
    const left = leftOf(inStack, now);
    const lines: (readonly [string, string | undefined])[] = [
        ["ID", node.id],
        ["number", node.displayPhoneNumber],
        ["name", node.verifiedName],
        ["name status", node.nameStatus],
        ["new name", node.newDisplayName],
        ["new name status", node.newNameStatus],
        ["registration", registrationOf(node)],
        ["status", node.status],
        ["platform", node.platformType],
        ["ownership", node.codeVerificationStatus],
        ["WABA", wabaIdOf(node)],
        ["region", settingsError === undefined ? regionText(row) : `? (${settingsError})`],
        ["PIN", pinOf(node)],
        ["identity key check", onOff(settings.identityKeyCheck)],
        ["quality", node.qualityRating],
        ["messaging limit", limitOf(node)],
        ["throughput", node.throughput?.level],
        ["account mode", node.accountMode],
        ["official account", yesNo(node.isOfficialBusinessAccount)],
        ["onboarded", node.lastOnboardedTime],
        ["can send", healthText(node.healthStatus)],
        ...configuredLines(facts),
        ["in this stack", inStack === undefined ? "no" : `as "${inStack.name}"`],
        ["register requests left", left && leftText(left.register, now)],
        ["deregister requests left", left && leftText(left.deregister, now)],
    ];
    return table(
        [],
        lines.flatMap(([label, value]) => (value === undefined ? [] : [[label, value]])),
    );
}

function leftText({ left, lockedUntil }: Left, now: number): string {
    const text = `${left} of ${describeLimit("register")}, as far as this stack knows`;
    return lockedUntil === undefined
        ? text
        : `${text}; locked out (133016) until ${when(Date.parse(lockedUntil), now)}`;
}

function healthText(health: HealthStatus | undefined): string | undefined {
    if (health?.canSendMessage === undefined) return undefined;
    const reasons = (health.entities ?? []).flatMap(({ entityType, errors = [] }) =>
        errors.map(
            ({ errorCode, errorDescription }) =>
                `${entityType} ${errorCode ?? ""}: ${errorDescription ?? "no reason given"}`,
        ),
    );
    return [health.canSendMessage, ...reasons].join("; ");
}

function onOff(value: boolean | undefined): string | undefined {
    return value === undefined ? undefined : value ? "on" : "off";
}

function yesNo(value: boolean | undefined): string | undefined {
    return value === undefined ? undefined : value ? "yes" : "no";
}
