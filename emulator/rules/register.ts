/** Register, step by step (graph-api.md §2.3, §6). */
import { DAY, MINUTE } from "../clock";
import { GraphRefusal, invalidParameter } from "../errors";
import { STORAGE_COUNTRIES } from "../schema/regions";
import type { JsonObject, NumberState, WabaState } from "../state";
import type { Rung, Switches } from "../switches";
import { applyApprovedName } from "./displayName";
import { mayRegister } from "./ownership";
import { checkPin, countGuess, keepPin, PIN_FORMAT, pinMode } from "./pin";
import { refund, spend } from "./quota";
import { regionAfterRegister, storeIn } from "./region";
import { settle } from "./status";

/** A register request, and everything that its answer depends on. */
interface RegisterRequest {
    readonly messagingProduct: string | undefined;
    readonly pin: string | undefined;
    readonly region: string | undefined;
    readonly version: number;
    readonly now: number;
    readonly switches: Switches;
    readonly waba: WabaState;
}

/** The same, once its parameters are valid. */
type CheckedRequest = RegisterRequest & { readonly pin: string };
type Check = (number: NumberState, request: CheckedRequest) => GraphRefusal | undefined;

/** One entry per step; `quota` is not here because it also counts. */
const checks: { readonly [Name in Exclude<Rung, "quota">]: Check } = {
    businessApp: (number) =>
        number.isOnBizApp
            ? invalidParameter("Register endpoint is not available for SMB businesses")
            : undefined,
    wabaReview: (_, { waba }) =>
        waba.accountReviewStatus === "APPROVED"
            ? undefined
            : invalidParameter(`WhatsApp Business Account ${waba.id} is not verified`),
    accountLocked: (number) => (number.status === "BANNED" ? new GraphRefusal(131031) : undefined),
    ownership: (number, { switches }) =>
        mayRegister(number, switches) ? undefined : new GraphRefusal(133006),
    recentlyDeleted: ({ recentlyDeletedAt }, { now }) =>
        recentlyDeletedAt !== undefined && now < recentlyDeletedAt + 5 * MINUTE
            ? new GraphRefusal(133015)
            : undefined,
    partialDeregister: (number) => (number.partialDeregister ? new GraphRefusal(133000) : undefined),
    inheritedTwoStep: (number) =>
        number.inheritedTwoStep
            ? noCertificate(
                  "Please make sure that two-factor authentication is disabled for this phone number, then try again",
              )
            : undefined,
    displayName: ({ nameStatus }, { switches }) =>
        switches.nameRefusesCertificate && ["PENDING_REVIEW", "DECLINED"].includes(nameStatus)
            ? noCertificate(
                  "The display name of this phone number could not be processed. Please edit the display name, then try again",
              )
            : undefined,
    signupAge: ({ embeddedSignupAt, registered }, { now, switches }) =>
        switches.lateSignup === "refused" &&
        !registered &&
        embeddedSignupAt !== undefined &&
        now > embeddedSignupAt + 14 * DAY
            ? invalidParameter("The phone number must be registered within 14 days of Embedded Signup")
            : undefined,
    payment: (number, { waba }) =>
        number.migrating && !waba.payment
            ? new GraphRefusal(100, {
                  userTitle: "Cannot Migrate Phone Number",
                  userMsg: "The WhatsApp Business Account has no valid payment method",
                  details: "Cannot Migrate Phone Number: no payment method",
              })
            : undefined,
    pin: (number, { pin, now, switches }) => checkPin(number, pin, now, switches),
    region: (number, { region, version, switches }) => {
        const outcome = regionAfterRegister(number, region, version, switches);
        return "refusal" in outcome ? outcome.refusal : undefined;
    },
};

/** One code for two causes; only its text and name_status tell which (graph-api.md §3 row 8). */
function noCertificate(userMsg: string): GraphRefusal {
    const title = "Cannot Create Certificate";
    return new GraphRefusal(100, { subcode: 2388001, userTitle: title, userMsg, details: title });
}

/** Answers a register request, or throws the refusal. A refused request may count, and so may a wrong PIN. */
export function answerRegister(number: NumberState, asked: RegisterRequest): JsonObject {
    const request = { ...asked, pin: checkParameters(asked) };
    checkInOrder(number, request);
    return apply(number, request);
}

function checkParameters({ messagingProduct, pin, region }: RegisterRequest): string {
    if (messagingProduct !== "whatsapp") {
        throw invalidParameter("Param messaging_product must be one of {WHATSAPP}");
    }
    if (pin === undefined) throw invalidParameter("The parameter pin is required");
    if (!PIN_FORMAT.test(pin)) throw invalidParameter("Param pin must be a string of 6 digits");
    if (region !== undefined && !STORAGE_COUNTRIES.includes(region)) {
        throw invalidParameter(
            `Param data_localization_region must be one of {${STORAGE_COUNTRIES.join(", ")}}`,
        );
    }
    return pin;
}

function checkInOrder(number: NumberState, request: CheckedRequest): void {
    const { now, switches } = request;
    let counted = false;
    for (const step of switches.registerOrder) {
        if (step === "quota") {
            spend(number, "register", now, switches);
            counted = true;
            continue;
        }
        const refusal = checks[step](number, request);
        if (refusal === undefined) continue;
        if (refusal.code === 133005) countGuess(number, now, switches);
        if (counted && !switches.refusedRequestsCount) refund(number, "register");
        throw refusal;
    }
}

function apply(number: NumberState, request: CheckedRequest): JsonObject {
    const { now, switches, pin } = request;
    const already = number.registered;
    const outcome = regionAfterRegister(number, request.region, request.version, switches);
    if ("region" in outcome) storeIn(number, outcome.region);
    if (!already) {
        settle(number, now, switches.registerSettleMs);
        number.status = "CONNECTED";
    }
    keepPin(number, pin, switches);
    applyApprovedName(number, now);
    number.registered = true;
    delete number.platformType;
    number.migrating = false;
    delete number.boundRegion;
    const says = already && pinMode(number, switches) === "evolved" && switches.alreadyRegisteredField;
    return { success: true, ...(says ? { [says]: true } : {}) };
}
