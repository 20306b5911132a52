/** The commerce settings (graph-api-settings.md §9). */
import { invalidParameter } from "../errors";
import type { JsonObject, NumberState } from "../state";
import { must } from "./checks";

const KEYS = { is_cart_enabled: "isCartEnabled", is_catalog_visible: "isCatalogVisible" } as const;

/** Applies a POST with one of them or both, or throws the refusal. */
export function changeCommerce(
    number: NumberState,
    given: Readonly<Record<keyof typeof KEYS, unknown>>,
): void {
    const next = { ...number.commerce };
    let named = false;
    for (const name of Object.keys(KEYS) as (keyof typeof KEYS)[]) {
        const value = given[name];
        if (value === undefined) continue;
        if (![true, false, "true", "false"].includes(value as boolean)) throw must(name, "be a boolean");
        next[KEYS[name]] = String(value) === "true";
        named = true;
    }
    if (!named) throw invalidParameter(`One of ${Object.keys(KEYS).join(", ")} is required`);
    number.commerce = next;
}

/** Answers a read. */
export function readCommerce({ id, commerce }: NumberState): JsonObject {
    const { isCartEnabled, isCatalogVisible } = commerce;
    return { data: [{ id, is_cart_enabled: isCartEnabled, is_catalog_visible: isCatalogVisible }] };
}
