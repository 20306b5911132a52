/**
 * Preloaded into the processes of engine tests. Most of the time that Pulumi's SDK takes to load goes into npm's dependency
 * tree and the TypeScript compiler, which only the packing of captured closures uses: each is loaded when that asks for it.
 */
const { existsSync, readFileSync } = require("node:fs");
const Module = require("node:module");

const LATER = /^@npmcli\/arborist$|\/typescript-shim$/;
const PLAIN = /"?typescript"?: ?false/;

const load = Module._load;
Module._load = function (request, ...rest) {
    const loaded = () => load.call(this, request, ...rest);
    if (!LATER.test(request)) return loaded();
    // As an ES module's namespace, whose properties the importer reads one by one when it needs them.
    return new Proxy({}, { get: (_, name) => (name === "__esModule" ? true : loaded()[name]) });
};

// The host of Node.js programs that the tests may have is older than their engine, which no longer tells it so in a way it
// knows: it would load the compiler for every program, also where the project says that it has none in TypeScript.
if (existsSync("Pulumi.yaml") && PLAIN.test(readFileSync("Pulumi.yaml", "utf8"))) {
    delete process.env.PULUMI_NODEJS_TYPESCRIPT;
}
