/**
 * PINs in a preview: it shows `[secret]` for every one; a plan only asks whether they are the same. These stand in
 * for them. A plan in words holds no PIN, so they are never printed. Pure.
 */
import { UNKNOWN } from "../provider/unknown";
import type { Bag } from "./previewJson";

const DECLARED_PIN = "the declared PIN";
const EARLIER_PIN = "an earlier PIN";

/** What shows whether the PINs are the same. */
export interface PinFacts {
    /** The inputs of this run; undefined: the number is given up. */
    readonly news?: Bag | undefined;
    /** The inputs of the last run. */
    readonly olds?: Bag | undefined;
    /** What is recorded. */
    readonly outputs?: Bag | undefined;
    /** The resource is new to the number: it is known to have no accepted PIN. */
    readonly forgets?: boolean;
}

interface PinWorld {
    readonly inputs: Bag;
    readonly outputs: Bag;
}

/**
 * The accepted PIN is the declared one if `pinRevision` never changed: neither between the inputs, nor in an
 * update that ended half-way. A doubt counts as a difference: setting a PIN again does no harm. Where a revision is
 * hidden, the refused PIN may be the declared one too: then it would be refused again.
 */
export function pinWorlds({ news, olds, outputs = {}, forgets = false }: PinFacts): PinWorld[] {
    const declared = news?.pinRevision;
    const recorded = outputs.pinRevision ?? 1;
    const revisions = [news === undefined ? 1 : declared, olds?.pinRevision ?? 1, recorded];
    const told = !revisions.some((revision) => typeof revision === "string") && news?.pin !== UNKNOWN;
    const same = recorded === declared && olds?.pinRevision === declared;
    // The refused PIN was the one declared then.
    const refusedSame = recorded === declared;
    const ways = told
        ? [{ same, refusedSame }]
        : [
              { same: true, refusedSame: true },
              { same: false, refusedSame: false },
          ];
    return ways.map((way) => ({
        inputs: news === undefined ? {} : { pin: DECLARED_PIN, pinRevision: 1 },
        outputs: {
            pinRevision: 1,
            ...(outputs.pin === undefined || forgets
                ? { pin: undefined }
                : { pin: way.same ? DECLARED_PIN : EARLIER_PIN }),
            ...(outputs.refusedPin === undefined || forgets
                ? { refusedPin: undefined }
                : { refusedPin: way.refusedSame ? DECLARED_PIN : EARLIER_PIN }),
            ...(outputs.unsentPin === undefined || forgets
                ? { unsentPin: undefined }
                : { unsentPin: way.same ? DECLARED_PIN : EARLIER_PIN }),
        },
    }));
}
