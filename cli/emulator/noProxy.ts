/** Keeps a proxy of the environment out of the way to an emulator on this machine. */
import type { Shell } from "../shell";

const PROXIES = /^(https?|all)_proxy$/i;
const NO_PROXY = ["NO_PROXY", "no_proxy"];
const HERE = ["127.0.0.1", "localhost", "::1"];

/** The variables to set: none where there is no proxy. */
export function nearNoProxy(env: Shell["env"]): Record<string, string> {
    const hasProxy = Object.entries(env).some(([name, value]) => PROXIES.test(name) && (value ?? "") !== "");
    if (!hasProxy) return {};
    const before = NO_PROXY.map((name) => env[name] ?? "").find((list) => list !== "");
    if (before === "*") return {};
    const list = [...(before?.split(",") ?? []), ...HERE];
    const value = [...new Set(list.map((host) => host.trim()))].join(",");
    return Object.fromEntries(NO_PROXY.map((name) => [name, value]));
}
