/** Reading a new number for its preview. Never a failure: what it does not find, the preview does not say. */
import { GraphError, NotFoundError, WrongIdError } from "../../../graph/errors";
import type { Raw } from "../../resource";
import { hiding } from "../../run/hiding";
import { recollection } from "../../run/memory";
import { PreviewReads } from "../../run/previewReads";
import type { Session } from "../../run/session";
import { type Foreseen, plannedInputs } from "../decide/creation";
import { newState, type PhoneNumberInputs } from "../model/inputs";
import { foreseenLines } from "../say/creation";
import type { PreviewLine } from "../say/lines";
import { observe } from "./observe";

/** The previews of creates in one provider process. It takes no lock: another process's outage holds none of them up. */
export class Foresight {
    constructor(
        private readonly session: Session,
        private readonly reads = new PreviewReads(),
    ) {}

    /** What a preview says about a new number; undefined: nothing is known of it. */
    async lines(inputs: Raw): Promise<PreviewLine[] | undefined> {
        const planned = plannedInputs(inputs);
        if (planned === undefined) return undefined;
        const found = await this.read(planned);
        if (found === undefined) return undefined;
        const now = this.session.host.now();
        const { ignoreLocks } = this.session.settings();
        const { recall, known } = recollection(this.session.memory(), now);
        const remembered = recall(newState(planned));
        return foreseenLines(planned, found, remembered, { now, ignoreLocks, ...known(remembered) });
    }

    private async read({ phoneNumberId, pin }: PhoneNumberInputs): Promise<Foreseen | undefined> {
        const { client } = hiding(await this.session.ports(), [pin]);
        try {
            const seen = await this.reads.within((signal) =>
                observe({ client, signal }, phoneNumberId, true),
            );
            return seen && { seen };
        } catch (error) {
            if (!(error instanceof GraphError)) throw error;
            // About this number, and a create fails on it. Anything else is about the token, or Graph itself.
            if (error instanceof NotFoundError || error instanceof WrongIdError) return { missing: error };
            this.reads.stop();
            return undefined;
        }
    }
}
