/** Why something is not sent: data, which say/reasons.ts puts in words. */
import type { Words } from "../../../graph/fix";
import type { Region, RegionOrNone } from "../../../graph/observed";
import type { CountedRequest } from "../model/ledger";

/** What a plan would do to the number. */
type Act = "outage" | "register";

/** Statuses of a number that no plan may touch. */
export const LOST_STATUSES = ["BANNED", "DELETED", "MIGRATED"] as const;
export type LostStatus = (typeof LOST_STATUSES)[number];

/** Why a plan may not run. Moments are in milliseconds since 1970. */
export type Reason =
    /** Graph shows neither `platform_type` nor a clear `status` (graph-api.md §3 row 15). */
    | { readonly kind: "registrationUnclear"; readonly status: string | undefined }
    /** Coexistence: the Business app has no local storage (graph-api.md §3 row 20). */
    | { readonly kind: "noRegionOnBizApp"; readonly region: Region }
    /** On the Business app alone, where register is refused (graph-api.md §3 row 12). */
    | { readonly kind: "onBizAppOnly"; readonly platformType: string | undefined }
    /** At create: a live number would have to change its region. */
    | {
          readonly kind: "outageAtCreate";
          readonly has: RegionOrNone | "unknown";
          readonly wanted: RegionOrNone;
      }
    /** The number has drifted, so that the preview showed another plan. */
    | {
          readonly kind: "outageNotPreviewed";
          readonly has: RegionOrNone | "unknown";
          readonly recorded: RegionOrNone | "unknown" | "notRegistered";
      }
    /** A live number whose region can't be read, and never was. */
    | { readonly kind: "regionUnknown"; readonly wanted: Region; readonly cause: string | undefined }
    /** Banned, deleted or migrated. */
    | { readonly kind: "lost"; readonly act: Act; readonly status: LostStatus }
    /** Its ownership does not show as VERIFIED (133006). */
    | { readonly kind: "unverified"; readonly act: Act; readonly ownership: string }
    /** 133016. */
    | { readonly kind: "lockedOut"; readonly request: CountedRequest; readonly until: number }
    | {
          readonly kind: "requestsSpent";
          readonly request: CountedRequest;
          readonly left: number;
          readonly needed: number;
          /** When enough are free again. */
          readonly freeAt: number;
      }
    /** It is live, and declared with `deletionProtection`. */
    | { readonly kind: "deletionProtected" }
    /** Ten changes of the display name in 30 days (graph-api.md §2.2). */
    | { readonly kind: "nameChangesSpent"; readonly freeAt: number }
    /** Register was refused with the same PIN (133005). */
    | { readonly kind: "pinRefused" }
    /** Register was refused for something that a person has to fix, and nothing shows that it is fixed. */
    | { readonly kind: "registerRefused"; readonly code: number; readonly ownership: string }
    /** Not enough of the operation's time is left for an outage. */
    | { readonly kind: "tooSlow" }
    /** The same register was refused in this run. */
    | { readonly kind: "refusedInThisRun"; readonly message: string; readonly fix: Words };

/** Why a number that is given up is left as it is. */
export type LeftAlone =
    /** Graph shows it as deleted. */
    | "deleted"
    /** It is on the WhatsApp Business app too: only the app can take it off. */
    | "onBizApp"
    | "notRegistered";

/** What a person should know, although it changes nothing. */
export type Notice =
    /** Coexistence that the program did not know of. */
    | { readonly kind: "comesOnBizApp" }
    /** Coexistence: the declared region has no effect. */
    | { readonly kind: "regionHasNoEffect"; readonly region: RegionOrNone }
    /** Which region a live number has could not be read: it stays as it is. */
    | { readonly kind: "regionUnread"; readonly cause: string }
    | { readonly kind: "nameDeclined"; readonly name: string }
    | { readonly kind: "approvalExpired"; readonly name: string }
    | { readonly kind: "approvedNotDeclared"; readonly name: string; readonly until: number }
    /** The approved name is applied by this plan or by the next register, until then at the latest. */
    | { readonly kind: "approvalEnds"; readonly until: number }
    /** The register that applies an approved name may not be sent now. */
    | { readonly kind: "namePostponed"; readonly reason: Reason };
