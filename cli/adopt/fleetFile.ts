/** The rows that examples/fleet-from-file reads: one for each number that can be adopted. Pure. */
import { type Adoptee, resourceNames } from "./program";

/** Every name is letters, digits and dashes, so that no cell needs quotes. A live number is protected there. */
export function fleetFile(adoptees: readonly Adoptee[]): string {
    const names = resourceNames(adoptees);
    const rows = adoptees.flatMap(({ phoneNumberId, judgement: { declared, asItIs } }) =>
        declared
            ? [[names.get(phoneNumberId), phoneNumberId, asItIs.dataLocalizationRegion ?? "", "yes"]]
            : [],
    );
    return [["name", "phoneNumberId", "region", "live"], ...rows].map((row) => `${row.join(",")}\n`).join("");
}
