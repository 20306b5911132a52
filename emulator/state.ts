/** The types of what the emulator keeps, and of the seeds and patches that set it. They follow from the schemas. */
import type { AppState, UploadState, UserState } from "./features";
import type { NumberSeed, NumberState } from "./schema/number";
import type { TokenState, WabaSeed, WabaState } from "./schema/others";
import type { Switches } from "./switches";

export type * from "./features";
export type { NumberSeed, NumberState, Ownership, Settling, VerificationCode } from "./schema/number";
export type { TokenSeed, TokenState, WabaSeed, WabaState } from "./schema/others";
export type { Seed } from "./schema/seed";

/** A JSON object as it came in or goes out. */
export type JsonObject = Record<string, unknown>;

/** A direct change of a number; null and undefined remove a value, or bring its default back. */
export interface NumberPatch extends Partial<NumberSeed> {}

/** A direct change of a WABA; null and undefined remove a value, or bring its default back. */
export interface WabaPatch extends Partial<WabaSeed> {}

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
