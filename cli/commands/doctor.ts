/** `doctor [ID…]`: checks everything that could refuse a registration or an outage, and changes nothing at Graph. */
import { GraphError, TokenError } from "../../graph/errors";
import { type PhoneNumberNode, readNode } from "../../graph/node";
import { showsRegistered } from "../../graph/observed";
import { describeToken, type TokenNode } from "../../graph/token";
import { isLoopback } from "../../graph/url";
import { listNumberIds, listNumbers, readWaba } from "../../graph/wabas";
import { observe } from "../../provider/number/act/observe";
import type { Observation } from "../../provider/number/decide/known";
import { blankState } from "../../provider/number/model/state";
import { JournalUnwritable } from "../../provider/run/journal";
import { nameOf } from "../../provider/say/name";
import { ConfiguredReader, type Shown } from "../../provider/settings/reading";
import { painter } from "../colours";
import { callingOf } from "../configured/calling";
import { CHECKED, type CheckedFacts, checkedFactsOf } from "../configured/facts";
import { type Check, problemsOnly, refuses, type Section } from "../doctor/check";
import { configuredChecks, standingChecks, subscriptionChecks } from "../doctor/configured";
import { limitSeen } from "../doctor/limit";
import { numberChecks } from "../doctor/number";
import { groupsOf, tallyOf } from "../doctor/summary";
import { doctorText } from "../doctor/text";
import { type Fate, reachChecks, tokenChecks } from "../doctor/token";
import { wabaChecks } from "../doctor/waba";
import { askWebhooks } from "../doctor/webhooks";
import { EXIT, type ExitCode, failureOf, nextOf } from "../errors";
import { inParallel } from "../inParallel";
import { limitOf } from "../numbers";
import type { Reach } from "../reach";
import { type CommonOptions, idFrom, Session } from "../session";
import type { Shell } from "../shell";
import type { StackNumber } from "../stack";
import { repeated, standsFor } from "../stopping";

export interface DoctorOptions extends CommonOptions {
    readonly waba?: string;
    /** The problems alone. */
    readonly only?: "problems";
}

/** The outcome of one request: its answer, or its error. */
type Got<T> =
    | { readonly value: T; readonly error?: undefined }
    | { readonly value?: undefined; readonly error: GraphError };

export async function doctor(
    shell: Shell,
    ids: readonly string[],
    options: DoctorOptions,
): Promise<ExitCode> {
    const given = ids.map((id) => idFrom("the phone number ID", id));
    const waba = options.waba === undefined ? undefined : idFrom("--waba", options.waba);
    const session = await Session.start(shell, options);
    const sections = await examine(session, given, waba).finally(() => shell.progress(undefined));
    const only = options.only === "problems";
    session.answer(asJson(sections, only), () => doctorText(sections, painter(shell.colours), only));
    return refuses(sections) ? EXIT.found : EXIT.done;
}

/** The findings as `--json` shows them. */
function asJson(sections: readonly Section[], only: boolean): object {
    const problems = groupsOf(sections).map(({ of, ...problem }) => ({
        ...problem,
        phoneNumberIds: of.flatMap(({ phoneNumberId }) => phoneNumberId ?? []),
        wabaIds: of.flatMap(({ wabaId }) => wabaId ?? []),
    }));
    return {
        refuses: refuses(sections),
        summary: tallyOf(sections),
        problems,
        sections: (only ? problemsOnly(sections) : sections).map((section) => ({
            ...section,
            checks: section.checks.map(({ names: _, ...check }) => check),
        })),
    };
}

async function examine(
    session: Session,
    given: readonly string[],
    waba: string | undefined,
): Promise<Section[]> {
    const { accessToken, graphUrl, apiVersion } = session.settings.graph;
    if (accessToken === undefined) return [NO_TOKEN];
    const token = await got(describeToken(session.call, accessToken));
    const known = await session.stackNumbers(true);
    const listed = waba === undefined ? undefined : await got(listNumberIds(session.call, waba));
    const ids = given.length > 0 ? given : (listed?.value ?? [...known.keys()]);
    const reader = new ConfiguredReader(session.call);
    const numbers = await readNumbers(session, reader, ids);
    const reachOf = await askWebhooks(
        session.shell,
        numbers.flatMap(({ more }) => more?.configured ?? []),
    );
    const wabaIds = new Set([
        ...(waba === undefined ? [] : [waba]),
        ...numbers.flatMap(({ seen }) => seen.value?.node.wabaId ?? []),
    ]);
    const wabas = await inParallel([...wabaIds], (id) => wabaSection(session, reader, id));

    // The token's own endpoint is not documented for these tokens: its failure alone proves nothing.
    const fates: Fate[] = [
        token,
        ...(listed === undefined ? [] : [listed]),
        ...numbers.map(({ seen }) => seen),
    ].map(({ error }) => error && (repeated(error) ?? error));
    const where = `${graphUrl} (${apiVersion})`;
    const reach = reachChecks(where, [...fates, ...wabas.map(({ fate }) => fate)]);
    const sections: Section[] = [{ about: "Graph", checks: reach }];
    if (reach.some(({ verdict }) => verdict === "refuses")) return sections;
    return [
        ...sections,
        { about: "Token", checks: tokenFound(session, token.value, fates) },
        ...(listed?.error === undefined || waba === undefined
            ? []
            : [{ about: `Numbers of WABA ${waba}`, wabaId: waba, checks: [failed(listed.error)] }]),
        ...wabas.map(({ section }) => section),
        ...(ids.length > 0 || listed?.error !== undefined ? [] : [noNumbers(waba)]),
        ...numbers.map((number) => numberSection(session, number, known.get(number.id), reachOf)),
    ];
}

/** That nothing would be refused is no news then. */
function noNumbers(waba: string | undefined): Section {
    const found = waba === undefined ? "none was checked: no stack here has any" : `WABA ${waba} has none`;
    const next =
        waba === undefined ? "give phone number IDs, or --waba" : "add one: pulumi-whatsapp add --help";
    return { about: "Numbers", checks: [{ verdict: "warning", found, next }] };
}

const NO_TOKEN: Section = {
    about: "Token",
    checks: [
        {
            verdict: "refuses",
            found: "there is none",
            next: "export WHATSAPP_ACCESS_TOKEN=… or run pulumi config set --secret whatsapp:accessToken",
        },
    ],
};

function tokenFound({ shell, config, settings }: Session, described: TokenNode | undefined, fates: Fate[]) {
    const fromEnvironment = Boolean(shell.env.WHATSAPP_ACCESS_TOKEN?.trim());
    const inClear = config.get("whatsapp:accessToken")?.secret === false;
    return tokenChecks({
        from: fromEnvironment ? "environment" : "config",
        inClear: inClear && !isLoopback(settings.graph.graphUrl),
        described,
        fates,
        now: shell.now(),
    });
}

interface Read {
    readonly id: string;
    readonly seen: Got<Observation>;
    /** Undefined: the number could not be read. */
    readonly more?: { readonly configured: CheckedFacts; readonly standing: Shown<PhoneNumberNode> };
}

/** How Meta rates a number, and how much it lets it send. */
const STANDING = ["qualityRating", "whatsappBusinessManagerMessagingLimit", "messagingLimitTier"] as const;

function readNumbers(session: Session, reader: ConfiguredReader, ids: readonly string[]): Promise<Read[]> {
    const { call, shell } = session;
    return inParallel(
        ids,
        async (id): Promise<Read> => {
            const seen = await got(observe(call, id, true));
            if (seen.error !== undefined) return { id, seen };
            const { settings, settingsError } = seen.value;
            const calling = callingOf(settings, settingsError?.message);
            const [configured, standing] = await Promise.all([
                reader.ofNumber(id, calling, CHECKED),
                reader.shown(() => readNode(call, id, STANDING)),
            ]);
            return { id, seen, more: { configured: checkedFactsOf(configured), standing } };
        },
        (count) => shell.progress(`reading: ${count} of ${ids.length} numbers`),
    );
}

/** Says of a number's messaging limit what it is, and remembers it on this machine. */
function limitChecks({ journal, shell }: Session, id: string, node: PhoneNumberNode | undefined): Check[] {
    if (node === undefined) return [];
    const { checks, remember } = limitSeen(journal.read(id).highestLimit, limitOf(node), shell.now());
    try {
        if (remember !== undefined) journal.write(id, (record) => ({ ...record, highestLimit: remember }));
    } catch (error) {
        // Without a journal a drop can't be told: what can be checked is.
        if (!(error instanceof JournalUnwritable)) throw error;
    }
    return checks;
}

async function wabaSection(
    { call }: Session,
    reader: ConfiguredReader,
    id: string,
): Promise<{ section: Section; fate: Fate }> {
    const waba = await got(readWaba(call, id));
    const registered = await got(countRegistered(call, id));
    const { value, error } = waba;
    const about = `WABA ${id}${value?.name === undefined ? "" : ` (${value.name})`}`;
    // Then the checks don't show how many numbers it has, which is not the same as none.
    const uncounted = registered.error === undefined ? [] : [unseen(registered.error)];
    const checks =
        error === undefined
            ? [
                  ...wabaChecks(value, registered.value),
                  ...uncounted,
                  ...subscriptionChecks(await reader.subscription(id)),
              ]
            : [failed(error)];
    return { section: { about, wabaId: id, checks }, fate: error && (repeated(error) ?? error) };
}

async function countRegistered(call: Session["call"], wabaId: string): Promise<number> {
    let registered = 0;
    for await (const node of listNumbers(call, wabaId, { fields: ["platformType", "status"] })) {
        if (showsRegistered(node) === true) registered++;
    }
    return registered;
}

function numberSection(
    session: Session,
    { id, seen, more }: Read,
    inStack: StackNumber | undefined,
    reachOf: (of: CheckedFacts) => Reach | undefined,
): Section {
    const { shell, settings } = session;
    const displayPhoneNumber = seen.value?.node.displayPhoneNumber;
    const about = capitalized(nameOf({ phoneNumberId: id, displayPhoneNumber }));
    const number = { about, phoneNumberId: id, displayPhoneNumber };
    if (seen.error !== undefined) return { ...number, checks: [failed(seen.error, id)] };
    const { settingsError } = seen.value;
    // A token that expired in between: said once, and what was read before tells nothing about an outage.
    if (settingsError !== undefined && isShared(settingsError, id)) {
        return { ...number, checks: [failed(settingsError, id)] };
    }
    const { ignoreLocks } = settings;
    const known = session.memory.known(inStack?.state ?? blankState(id, 1));
    const facts = { phoneNumberId: id, seen: seen.value, inStack, now: shell.now(), ignoreLocks, known };
    const also =
        more === undefined
            ? []
            : [
                  ...standingChecks(more.standing, seen.value.node.status),
                  ...limitChecks(session, id, more.standing.value),
                  ...configuredChecks(more.configured, reachOf(more.configured)),
              ];
    return { ...number, checks: [...numberChecks(facts), ...also] };
}

function failed(error: GraphError, phoneNumberId?: string): Section["checks"][number] {
    const because = repeated(error) ?? error;
    if (because instanceof TokenError) {
        return { verdict: "unseen", found: "not tried: Graph refuses the token" };
    }
    if (isShared(error, phoneNumberId)) {
        return {
            verdict: "unseen",
            found: `not tried: ${because.message}`,
            next: nextOf(because, phoneNumberId),
        };
    }
    const { message, next } = failureOf(error, phoneNumberId);
    return { verdict: "refuses", found: message, next };
}

/** Whether an error is one that others got, or would get, too. */
function isShared(error: GraphError, path = ""): boolean {
    return repeated(error) !== undefined || standsFor(error, path) !== "itself";
}

/** What could not be checked: not refused, and not fine either. */
function unseen(error: GraphError): Section["checks"][number] {
    return { ...failed(error), verdict: "unseen" };
}

async function got<T>(work: Promise<T>): Promise<Got<T>> {
    try {
        return { value: await work };
    } catch (error) {
        if (error instanceof GraphError) return { error };
        throw error;
    }
}

function capitalized(text: string): string {
    return text.charAt(0).toUpperCase() + text.slice(1);
}
