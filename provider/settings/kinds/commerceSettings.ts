/** The cart and the catalogue (graph-api-settings.md §9). */
import { COMMERCE_SOURCE, commerceFrom, setCommerce } from "../../../graph/settings/commerce";
import { booleanRule } from "../../rules";
import { setting } from "../setting";

/** What a program declares of a number's shop. An absent field is left as it is. */
export interface CommerceSettingsInputs {
    /** Whether customers can put things into a cart. */
    readonly isCartEnabled?: boolean;
    /** Whether customers see the catalogue. */
    readonly isCatalogVisible?: boolean;
}

export const commerceSettings = setting<CommerceSettingsInputs>({
    name: "CommerceSettings",
    noun: "commerce settings",
    of: "phoneNumberId",
    fields: {
        isCartEnabled: { rule: booleanRule("isCartEnabled") },
        isCatalogVisible: { rule: booleanRule("isCatalogVisible") },
    },
    outputs: [],
    source: COMMERCE_SOURCE,
    from: commerceFrom,
    async write(call, id, { set }) {
        await setCommerce(call, id, set);
        return {};
    },
    removal: { kind: "leave", why: "the cart and the catalogue stay as they are" },
    restore: { putBack: (call, id, lost) => setCommerce(call, id, lost) },
});
