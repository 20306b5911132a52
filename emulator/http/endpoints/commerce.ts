/** The endpoints of the commerce settings (graph-api-settings.md §9). */
import { changeCommerce, readCommerce } from "../../rules/commerce";
import { type Endpoint, manage, onNumber, success } from "./endpoint";

const path = "/:id/whatsapp_commerce_settings";

export const COMMERCE_ENDPOINTS: readonly Endpoint[] = [
    {
        method: "GET",
        path,
        kind: () => "readCommerce",
        scopes: manage,
        run: onNumber((_, number) => readCommerce(number)),
    },
    {
        method: "POST",
        path,
        kind: () => "setCommerce",
        scopes: manage,
        run: onNumber(({ request: { params } }, number) => {
            const { is_cart_enabled, is_catalog_visible } = params.all;
            changeCommerce(number, { is_cart_enabled, is_catalog_visible });
            return success;
        }),
    },
];
