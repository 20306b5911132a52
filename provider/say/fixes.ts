/** What graph/ names as a fix, in the words of our programs and commands. Pure. */
import type { Fix, FixKind, Words } from "../../graph/fix";
import { GRANT } from "../../graph/refusals/row";

/** What the words of a fix name. */
interface Named {
    /** The phone number's ID. */
    readonly id: string;
    readonly wabaId: string;
}

/** The words for each kind of fix. */
export type FixTexts = Readonly<Record<FixKind, (named: Named) => Words>>;

const FIXES: FixTexts = {
    anotherId: () => ({
        todo: "remove it from the program, or add it to the WABA again and declare its new ID",
        again: false,
    }),
    anotherUsername: ({ id }) => ({
        todo: `declare another username; GET /${id}/username_suggestions has some`,
    }),
    awaitReview: ({ id }) => ({
        todo: `wait until its account_review_status is APPROVED (npx pulumi-whatsapp doctor ${id})`,
    }),
    boundRegion: () => ({ todo: "declare the region that Graph's words name as dataLocalizationRegion" }),
    deregisterAgain: () => ({ todo: "deregister it once more" }),
    formerPin: ({ id }) => ({
        todo: "give the PIN that the number had before (a PIN outlives deregistration)",
        besides:
            `if it is lost and the number is registered, POST /${id} with a new pin sets it; if it is not ` +
            "registered, turn two-step verification off in WhatsApp Manager (Phone numbers > Settings)",
    }),
    idOfNumber: ({ wabaId }) => ({
        todo: `give the phone number ID: npx pulumi-whatsapp list --waba ${wabaId} shows the numbers of a WABA with their IDs`,
    }),
    leaveParameterOut: () => ({ todo: "leave the parameter out" }),
    listNumbers: () => ({
        todo: "list the WABA's numbers (npx pulumi-whatsapp list) and declare the ID that is there",
        again: false,
    }),
    nameOrTwoStep: ({ id }) => ({
        todo:
            `see npx pulumi-whatsapp show ${id}: if the name is not approved, wait for its review or ask for ` +
            "another name; if it is, have two-step verification turned off in WhatsApp Manager",
    }),
    register: () => ({ todo: "register the number" }),
    registerAgain: () => ({ todo: "register the number again" }),
    registeredOrGrant: ({ id }) => ({
        todo: `see npx pulumi-whatsapp show ${id}: if it is registered, run pulumi refresh; if not, ${GRANT}`,
    }),
    registerOrVerify: ({ id }) => ({
        todo: `register it (npx pulumi-whatsapp doctor ${id} says what is missing), or verify it in WhatsApp Manager`,
        again: false,
    }),
    subscribeApp: () => ({
        todo: "declare an AppSubscription resource of the WABA and let this resource depend on it (dependsOn); where that is done, set the app's webhook in the App Dashboard",
    }),
    takeUsername: () => ({
        todo: "declare forceTransfer: true to take it from that number, which then has none at once, or declare another username",
    }),
    verify: ({ id }) => ({ todo: `run npx pulumi-whatsapp verify ${id}` }),
    viewWaba: () => ({ todo: "fix what Graph's words name (npx pulumi-whatsapp doctor shows the WABA)" }),
};

/**
 * A fix in words.
 * @param id of the number that it is about, where it is known
 * @param own the caller's own words
 */
export function wordsOf(fix: Fix, id = "ID", own: Partial<FixTexts> = {}): Words {
    if (!("kind" in fix)) return fix;
    const { kind, wabaId = "ID" } = fix;
    return (own[kind] ?? FIXES[kind])({ id, wabaId });
}
