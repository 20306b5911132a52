/** The types of what the emulator keeps, and of the seeds and patches that set it. They follow from the schemas. */
import type { InferInput, InferOutput } from "valibot";
import type { AppState, UploadState, UserState } from "./features";
import type { NUMBER, OWNERSHIP, SETTLING, VERIFICATION_CODE } from "./schema/number";
import type { TOKEN, WABA } from "./schema/others";
import type { SEED } from "./schema/seed";
import type { Switches } from "./switches";

export type * from "./features";

/** A JSON object as it came in or goes out. */
export type JsonObject = Record<string, unknown>;

/** `code_verification_status`: whether the number's ownership is verified (graph-api.md §5). */
export type Ownership = InferOutput<typeof OWNERSHIP>;

/** A verification code that was sent to the owner. */
export interface VerificationCode extends InferOutput<typeof VERIFICATION_CODE> {}

/** What reads still show for a while after an accepted register or deregister. */
export interface Settling extends InferOutput<typeof SETTLING> {}

/** Everything about one phone number. Times are milliseconds of the emulator's clock. */
export interface NumberState extends InferOutput<typeof NUMBER> {}

/** A number to add; everything but `id` has a default. */
export interface NumberSeed extends InferInput<typeof NUMBER> {}

/** A direct change of a number; null and undefined remove a value, or bring its default back. */
export interface NumberPatch extends Partial<NumberSeed> {}

/** A WhatsApp Business Account. */
export interface WabaState extends InferOutput<typeof WABA> {}

/** A WABA to add; everything but `id` has a default. */
export interface WabaSeed extends InferInput<typeof WABA> {}

/** A direct change of a WABA; null and undefined remove a value, or bring its default back. */
export interface WabaPatch extends Partial<WabaSeed> {}

/** An access token and its permissions. */
export interface TokenState extends InferOutput<typeof TOKEN> {}

/** A token to add: by default valid, with both scopes, for all WABAs. */
export interface TokenSeed extends InferInput<typeof TOKEN> {}

/** What can be added at the start and at any later time. */
export interface Seed extends InferInput<typeof SEED> {}

/** Everything that the emulator keeps. */
export interface EmulatorState {
    /** The clock, in milliseconds since 1970. */
    readonly now: number;
    /** All numbers. */
    readonly numbers: NumberState[];
    /** All WABAs. */
    readonly wabas: WabaState[];
    /** All tokens. */
    readonly tokens: TokenState[];
    /** All apps. */
    readonly apps: AppState[];
    /** All users whose identity key matters. */
    readonly users: UserState[];
    /** Usernames that others have taken. */
    readonly takenUsernames: string[];
    /** The newest sessions of the resumable upload. */
    readonly uploads: UploadState[];
    /** All switches. */
    readonly switches: Switches;
}
