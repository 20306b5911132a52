/** The cart and the catalogue (graph-api-settings.md §9). */
import type { Call } from "../call";
import { unexpected } from "../call";
import { flag, json } from "../wire";
import { firstOf, type Source } from "./source";

interface Commerce {
    readonly isCartEnabled?: boolean;
    readonly isCatalogVisible?: boolean;
}

export const COMMERCE_SOURCE: Source = { edge: "whatsapp_commerce_settings" };

export function commerceFrom(answer: unknown): Commerce {
    const { is_cart_enabled, is_catalog_visible } = firstOf(answer);
    const cart = flag(is_cart_enabled);
    const catalog = flag(is_catalog_visible);
    return {
        ...(cart === undefined ? {} : { isCartEnabled: cart }),
        ...(catalog === undefined ? {} : { isCatalogVisible: catalog }),
    };
}

/** POST /{phone-number-id}/whatsapp_commerce_settings, with the values in the query. */
export async function setCommerce({ client, signal }: Call, id: string, change: Commerce): Promise<void> {
    const request = "setting the commerce settings";
    const { isCartEnabled: cart, isCatalogVisible: catalog } = change;
    const answer = json(
        await client.send({
            request,
            method: "POST",
            path: `${id}/whatsapp_commerce_settings`,
            params: {
                ...(cart === undefined ? {} : { is_cart_enabled: cart }),
                ...(catalog === undefined ? {} : { is_catalog_visible: catalog }),
            },
            repeatable: true,
            signal,
        }),
    );
    if (answer.success !== true) throw unexpected(request);
}
