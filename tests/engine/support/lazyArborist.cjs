/**
 * Preloaded into the processes of engine tests. Half of the time that Pulumi's SDK takes to load goes into npm's own
 * dependency tree, @npmcli/arborist, which only the packing of captured closures uses: it is loaded when that asks for it.
 */
const Module = require("node:module");

const load = Module._load;
Module._load = function (request, ...rest) {
    const loaded = () => load.call(this, request, ...rest);
    if (request !== "@npmcli/arborist") return loaded();
    // As an ES module's namespace, whose properties the importer reads one by one when it needs them.
    return new Proxy({}, { get: (_, name) => (name === "__esModule" ? true : loaded()[name]) });
};
