/**
 * Preloaded into the processes of engine tests. Most of the time that Pulumi's SDK takes to load goes into the TypeScript
 * compiler and npm's dependency tree, which only the packing of captured closures uses, into tracing, which no test asks for,
 * and into the Automation API: each is loaded when something of it is asked for.
 */
const { existsSync, readFileSync } = require("node:fs");
const Module = require("node:module");

const LATER = new RegExp(
    `^(${[
        "@npmcli/arborist|normalize-package-data|fdir|.*/typescript-shim",
        "@opentelemetry/(resources|sdk-trace-(base|node)|exporter-zipkin|instrumentation(-grpc)?)",
        "\\./automation|semver|js-yaml",
    ].join("|")})$`,
);
const PLAIN = /"?typescript"?: ?false/;

const load = Module._load;
Module._load = function (request, ...rest) {
    const loaded = () => load.call(this, request, ...rest);
    if (!LATER.test(request)) return loaded();
    // As an ES module's namespace, whose properties the importer reads one by one when it needs them.
    const get = (_, name) => {
        if (name === "__esModule") return true;
        const module = loaded();
        return name === "default" && !module.__esModule ? module : module[name];
    };
    return new Proxy({}, { get });
};

// The host of Node.js programs that the tests may have is older than their engine, which no longer tells it so in a way it
// knows: it would load the compiler for every program, also where the project says that it has none in TypeScript.
if (existsSync("Pulumi.yaml") && PLAIN.test(readFileSync("Pulumi.yaml", "utf8"))) {
    delete process.env.PULUMI_NODEJS_TYPESCRIPT;
}
