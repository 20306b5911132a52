/**
 * What a process remembers besides Pulumi's state. It needs no network, so previews have it too.
 */
import type { KnownOfGraph } from "../number/decide/preview";
import type { PhoneNumberState } from "../number/model/state";
import { fileJournal, type Journal, withJournal } from "./journal";
import { LostSettings } from "./lost";
import { Refusals } from "./refusals";
import { RegionKnowledge } from "./regionKnowledge";
import type { Settings } from "./settings";

/** One process's memory: some of it is on this machine's disk, some ends with the process. */
export interface Memory {
    /** The counted requests of this machine, by number. */
    readonly journal: Journal;
    /** The registers that Graph refused in this run. */
    readonly refusals: Refusals;
    /** Whether this Graph takes the region in register. */
    readonly region: RegionKnowledge;
    /** What outages took, and could not put back. */
    readonly lost: LostSettings;
}

/** The memory of a process with these settings. */
export function realMemory({ graph, regionInRegister }: Settings): Memory {
    return memoryOf(fileJournal(graph.graphUrl, process.env, Date.now), graph.apiVersion, regionInRegister);
}

/** A memory around a journal. */
export function memoryOf(
    journal: Journal,
    apiVersion: string,
    regionInRegister: Settings["regionInRegister"] = "auto",
): Memory {
    const region = new RegionKnowledge(regionInRegister, {
        regionParameter: () => journal.regionParameter(apiVersion),
        rememberRegionParameter: (what) => journal.rememberRegionParameter(apiVersion, what),
    });
    return { journal, refusals: new Refusals(), region, lost: new LostSettings(journal) };
}

/** When `pulumi-whatsapp verify` last succeeded for a number on this machine, in milliseconds since 1970. */
export function verifiedAt(journal: Journal, phoneNumberId: string): number | undefined {
    const at = journal.read(phoneNumberId).verifiedAt;
    return at === undefined ? undefined : Date.parse(at);
}

/** What is remembered about a number besides its state, for previews, reports and `doctor`. */
export interface Recollection {
    /** The state, including the requests that only the journal knows. */
    recall(state: PhoneNumberState): PhoneNumberState;
    known(state: PhoneNumberState): KnownOfGraph;
}

/** What a memory says at a given time, in milliseconds since 1970. */
export function recollection(
    { journal, region }: Pick<Memory, "journal" | "region">,
    now: number,
): Recollection {
    return {
        recall: (state) => withJournal(state, journal.read(state.phoneNumberId), now),
        known: (state) => ({
            regionParameter: region.of(state),
            verifiedAt: verifiedAt(journal, state.phoneNumberId),
        }),
    };
}
