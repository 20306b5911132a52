/** What is recorded of a number. */
import type { Region } from "../../../graph/observed";

/**
 * What Pulumi's state keeps of a number. Its shape is frozen by tests/fixtures: later versions may add
 * properties, and must still read what this one wrote.
 */
export interface PhoneNumberState {
    /** The number's ID on the Graph API. */
    readonly phoneNumberId: string;
    /** The last PIN that Graph accepted. Absent when it accepted none, or refused the last one (133005). */
    readonly pin?: string;
    /** Goes up by one when the declared PIN changes. */
    readonly pinRevision: number;
    /** The region that Graph has, absent when it has none. */
    readonly dataLocalizationRegion?: Region;
    /** True: the region could not be read yet, so it is not known. The next refresh reads it. */
    readonly regionUnread?: boolean;
    /** The setting that Graph has. Kept only while it is declared. */
    readonly enableIdentityKeyCheck?: boolean;
    /** The declared display name that was requested last. */
    readonly displayName?: string;
    /** As declared. */
    readonly applyApprovedName?: boolean;
    /** As declared. */
    readonly allowUnverifiedOutage?: boolean;
    /** As declared. */
    readonly pinOnAdoption?: "set" | "keep";
    /** As declared. */
    readonly deletionProtection?: boolean;
    /** The phone number itself, formatted by Graph. */
    readonly displayPhoneNumber?: string;
    /** The display name's text. */
    readonly verifiedName?: string;
    /** The status of its review. */
    readonly nameStatus?: string;
    /** The display name under review, or approved and not applied yet. */
    readonly newDisplayName?: string;
    /** The status of the new name's review. */
    readonly newNameStatus?: string;
    /** When the approval of the new name was first seen, ISO 8601 UTC. */
    readonly newNameApprovedAt?: string;
    /** The last approved name that a register was spent on. */
    readonly appliedName?: string;
    /** Whether the number's ownership is verified. */
    readonly codeVerificationStatus?: string;
    /** Less precise than `registered`. */
    readonly status?: string;
    /** `CLOUD_API` when it is registered there. */
    readonly platformType?: string;
    /** Whether it is registered on the Cloud API. */
    readonly registered: boolean;
    /** Whether it is on the WhatsApp Business app too (coexistence). */
    readonly isOnBizApp?: boolean;
    /** The WABA that it is in, if Graph tells. */
    readonly wabaId?: string;
    /** The register and deregister requests of the last 72 hours, as ledger.ts writes them. */
    readonly requests: string;
    /** Until when Graph refuses registrations (133016), ISO 8601 UTC. */
    readonly registerLockedUntil?: string;
    /** Until when Graph refuses deregistrations (133016), ISO 8601 UTC. */
    readonly deregisterLockedUntil?: string;
    /** The PIN that the last register was refused for (133005): the same one is not tried again. */
    readonly refusedPin?: string;
    /** The declared PIN of a number that was adopted with the one that it has: it was never sent. */
    readonly unsentPin?: string;
    /**
     * The refusal of the last register that a person has to fix first, and what Graph showed of the ownership
     * then, e.g. `133006 VERIFIED`: register is not sent again before that changes.
     */
    readonly refusedRegister?: string;
    /** An undeclared identity check that an outage reset and that is still to be restored. */
    readonly identityKeyCheckToRestore?: boolean;
    /** What was configured on the number before an outage, by kind of setting, and is still to be checked or put back. */
    readonly settingsToRestore?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Properties of the state that are as secret as the PIN. */
export const SECRET_PROPERTIES = ["pin", "refusedPin", "unsentPin"] as const;

/** The state of a number of which nothing is known yet. */
export function blankState(phoneNumberId: string, pinRevision = 1): PhoneNumberState {
    return { phoneNumberId, pinRevision, registered: false, requests: "" };
}
