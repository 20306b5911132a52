/**
 * The text that the engine keeps in state to find the provider by: constant, so that it captures nothing, holds
 * no path or version, and the installed package's code always runs. Frozen by tests/fixtures: state written
 * today must load tomorrow. The second way serves pnpm, where the package is a transitive dependency
 * (pulumi.md §2.1).
 */
export const PROVIDER_TEXT =
    'exports.handler=()=>{const n="pulumi-whatsapp/provider";try{return require(n)}catch(e){if(e.code!=="MODULE_NOT_FOUND")throw e;return require.main.require(n)}}';

/** The same for a kind of setting, which the module exports by its name. */
export function providerTextOf(name: string): string {
    return PROVIDER_TEXT.replaceAll("require(n)", `require(n).${name}`);
}
