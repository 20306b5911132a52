/**
 * The environment of a command that asks a package registry. The tests take the file of further authorities out of
 * their own (tests/support/setup.ts): a registry behind an inspecting proxy needs it.
 */
export function registryEnv(): NodeJS.ProcessEnv {
    const { TESTS_EXTRA_CA_CERTS: certificates } = process.env;
    return certificates === undefined ? process.env : { ...process.env, NODE_EXTRA_CA_CERTS: certificates };
}
