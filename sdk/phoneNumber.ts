/** The resource with which a program declares a WhatsApp business phone number. */
import {
    CustomResource,
    type CustomResourceOptions,
    type Input,
    Output,
    output,
    type ResourceTransformation,
    secret,
} from "@pulumi/pulumi";
import type { Region } from "../graph/observed";
import type { DeclaredInputs } from "../provider/number/model/inputs";
import { PIN_AS_GIVEN } from "../provider/number/model/pinAsGiven";
import { type PhoneNumberState, SECRET_PROPERTIES } from "../provider/number/model/state";
import { NUMBER, pluginTypeOf, RESOURCE_TYPE } from "../provider/resourceType";
import { claim, claimOn, mayBeTransformed, passedBeside, refuseImport, refusePlainToken } from "./program";
import { PROVIDER_TEXT } from "./providerText";
import { shortStackTraces } from "./stackTraces";

/** Each input as an Input, with its documentation; a region may be any text, which `check` validates. */
type Inputs = {
    -readonly [K in keyof DeclaredInputs]: Input<
        K extends "dataLocalizationRegion" ? DeclaredInputs[K] | (string & {}) : DeclaredInputs[K]
    >;
};

/** The inputs of a {@link WhatsAppPhoneNumber}. */
export interface WhatsAppPhoneNumberArgs extends Inputs {}

/** Each output as an Output; what may be absent may be undefined. */
type Outputs = { readonly [K in keyof Required<PhoneNumberState>]: Output<PhoneNumberState[K]> };

/** The outputs' names, so that the engine fills each of them. */
const OUTPUTS = {
    phoneNumberId: undefined,
    pin: undefined,
    pinRevision: undefined,
    dataLocalizationRegion: undefined,
    enableIdentityKeyCheck: undefined,
    displayPhoneNumber: undefined,
    verifiedName: undefined,
    nameStatus: undefined,
    displayName: undefined,
    applyApprovedName: undefined,
    allowUnverifiedOutage: undefined,
    pinOnAdoption: undefined,
    deletionProtection: undefined,
    newDisplayName: undefined,
    newNameStatus: undefined,
    newNameApprovedAt: undefined,
    appliedName: undefined,
    codeVerificationStatus: undefined,
    status: undefined,
    platformType: undefined,
    registered: undefined,
    isOnBizApp: undefined,
    wabaId: undefined,
    requests: undefined,
    registerLockedUntil: undefined,
    deregisterLockedUntil: undefined,
    refusedPin: undefined,
    unsentPin: undefined,
    refusedRegister: undefined,
    identityKeyCheckToRestore: undefined,
    regionUnread: undefined,
    settingsToRestore: undefined,
} satisfies Record<keyof PhoneNumberState, undefined>;

/** The plugin's resource of the same name is taken over as it is. */
const OF_PLUGIN = { type: pluginTypeOf(NUMBER) };

/**
 * A WhatsApp business phone number, registered on Meta's Cloud API as long as it is declared. The number must
 * already be in a WhatsApp Business Account, with its ownership verified.
 *
 * Creating registers the number, or adopts it if it is live already, which sets its PIN (`pinOnAdoption`). Deleting
 * deregisters it, unless another resource of the program declares it.
 */
export class WhatsAppPhoneNumber extends CustomResource implements Outputs {
    /** Pulumi's type of this resource. */
    static readonly type = RESOURCE_TYPE;

    /** The number's ID on the Graph API. */
    declare readonly phoneNumberId: Output<string>;
    /** The last PIN that Graph accepted, secret; undefined when it accepted none, or refused the last one. */
    declare readonly pin: Output<string | undefined>;
    /** Goes up by one when the declared PIN changes. */
    declare readonly pinRevision: Output<number>;
    /** The region that Graph keeps the number's data in; undefined for none. */
    declare readonly dataLocalizationRegion: Output<Region | undefined>;
    /** The identity key check as Graph has it; undefined when it is not declared. */
    declare readonly enableIdentityKeyCheck: Output<boolean | undefined>;
    /** The phone number itself, formatted by Graph, for example `+1 631-555-5555`. */
    declare readonly displayPhoneNumber: Output<string | undefined>;
    /** The display name's text; `nameStatus` says whether it is approved. */
    declare readonly verifiedName: Output<string | undefined>;
    /** `APPROVED`, `PENDING_REVIEW`, `DECLINED`, … (graph-api.md §5). */
    declare readonly nameStatus: Output<string | undefined>;
    /** The declared display name that was requested last. */
    declare readonly displayName: Output<string | undefined>;
    /** As declared. */
    declare readonly applyApprovedName: Output<boolean | undefined>;
    /** As declared. */
    declare readonly allowUnverifiedOutage: Output<boolean | undefined>;
    /** As declared. */
    declare readonly pinOnAdoption: Output<PhoneNumberState["pinOnAdoption"]>;
    /** As declared. */
    declare readonly deletionProtection: Output<boolean | undefined>;
    /** The display name under review, or approved and not applied yet. */
    declare readonly newDisplayName: Output<string | undefined>;
    /** `PENDING_REVIEW`, `APPROVED`, `DECLINED`, `EXPIRED`, … of the new display name. */
    declare readonly newNameStatus: Output<string | undefined>;
    /** When the new name's approval was first seen, ISO 8601 UTC: it can be used for 14 days at most. */
    declare readonly newNameApprovedAt: Output<string | undefined>;
    /** The last approved name that a register request was spent on. */
    declare readonly appliedName: Output<string | undefined>;
    /** Whether the number's ownership is verified: `VERIFIED`, `NOT_VERIFIED`, `EXPIRED`. */
    declare readonly codeVerificationStatus: Output<string | undefined>;
    /** `CONNECTED`, `PENDING`, `FLAGGED`, …: an open set; less precise than `registered`. */
    declare readonly status: Output<string | undefined>;
    /** `CLOUD_API` when the number is registered there. */
    declare readonly platformType: Output<string | undefined>;
    /** Whether the number is registered on the Cloud API. */
    declare readonly registered: Output<boolean>;
    /** Whether the number is on the WhatsApp Business app too (coexistence). */
    declare readonly isOnBizApp: Output<boolean | undefined>;
    /** The WhatsApp Business Account that the number is in, if Graph tells. */
    declare readonly wabaId: Output<string | undefined>;
    /**
     * The register (`r`) and deregister (`d`) requests of the last 72 hours, with Unix time and outcome, for
     * example `r1763807405=ok d1763807410=133016`.
     */
    declare readonly requests: Output<string>;
    /** Until when Graph refuses registrations, ISO 8601 UTC; undefined when it does not. */
    declare readonly registerLockedUntil: Output<string | undefined>;
    /** Until when Graph refuses deregistrations, ISO 8601 UTC; undefined when it does not. */
    declare readonly deregisterLockedUntil: Output<string | undefined>;
    /** The PIN that the last register was refused for, secret: it is not tried again. */
    declare readonly refusedPin: Output<string | undefined>;
    /** The declared PIN of a number that was adopted with the one that it has, secret: it was never sent. */
    declare readonly unsentPin: Output<string | undefined>;
    /** The last refusal of register that a person has to fix first, and the ownership shown then. */
    declare readonly refusedRegister: Output<string | undefined>;
    /** An undeclared identity key check that an outage reset and that is still to be restored. */
    declare readonly identityKeyCheckToRestore: Output<boolean | undefined>;
    /** True: the region could not be read yet, so it is not known; the next refresh reads it. */
    declare readonly regionUnread: Output<boolean | undefined>;
    /** What was configured on the number before an outage, and is still to be checked or put back. */
    declare readonly settingsToRestore: Output<PhoneNumberState["settingsToRestore"]>;

    /**
     * Declares a number.
     *
     * @example
     * ```ts
     * const support = new WhatsAppPhoneNumber("support", {
     *     phoneNumberId: "106540352242922",
     *     pin: config.requireSecret("pin"),
     *     dataLocalizationRegion: "DE",
     * });
     * ```
     * @throws ResourceError when the program declares the same phoneNumberId twice
     * @throws RunError when the stack's config holds the access token in clear text
     */
    constructor(name: string, args: WhatsAppPhoneNumberArgs, opts?: CustomResourceOptions) {
        refusePlainToken();
        refuseImport(name, opts);
        const pin = args.pin === undefined ? undefined : secret(args.pin);
        const passed = {
            [PIN_AS_GIVEN]: pin ?? "none",
            ...passedBeside(WhatsAppPhoneNumber.type, name, opts),
        };
        const props = { ...OUTPUTS, ...args, pin, ...passed, __provider: PROVIDER_TEXT };
        const additionalSecretOutputs = [...SECRET_PROPERTIES, ...(opts?.additionalSecretOutputs ?? [])];
        const transformations = [finalArguments(name), ...(opts?.transformations ?? [])];
        const whole = shortStackTraces(1);
        try {
            super(WhatsAppPhoneNumber.type, name, props, {
                ...opts,
                additionalSecretOutputs,
                transformations,
                aliases: [...(opts?.aliases ?? []), OF_PLUGIN],
            });
        } finally {
            whole();
        }
        if (mayBeTransformed(opts)) claimWhenKnown(this.phoneNumberId, this, name);
    }

    /** Whether a value is a {@link WhatsAppPhoneNumber}, also one of another copy of this package. */
    static override isInstance(value: unknown): value is WhatsAppPhoneNumber {
        return (
            CustomResource.isInstance(value) &&
            (value as { __pulumiType?: string }).__pulumiType === WhatsAppPhoneNumber.type
        );
    }
}

/**
 * Runs after every other transformation: the number is claimed under its final ID, and a PIN is a secret wherever
 * it comes from. A transformation that is added while they run comes last.
 */
function finalArguments(name: string): ResourceTransformation {
    return ({ resource }) => {
        const { __transformations: all } = resource as { __transformations?: ResourceTransformation[] };
        all?.push(({ props, opts }) => {
            if (!mayBeTransformed(opts)) claimWhenKnown(props.phoneNumberId, resource, name);
            const pin = props.pin === undefined ? undefined : secret(props.pin);
            return { props: { ...props, pin, [PIN_AS_GIVEN]: pin ?? "none" }, opts };
        });
        return undefined;
    };
}

/** Claims the number for a resource: at once if its ID is known, else as soon as it is. */
function claimWhenKnown(phoneNumberId: unknown, resource: object, name: string): void {
    if (typeof phoneNumberId === "string") claim(claimOn(phoneNumberId), resource, name);
    else if (Output.isInstance(phoneNumberId) || phoneNumberId instanceof Promise) {
        output(phoneNumberId).apply((id) => claimWhenKnown(id, resource, name));
    }
}
