/**
 * Preloaded into Pulumi's Node.js processes. The host of Node.js programs that this repository builds is older than its
 * engine, which no longer tells it in a way it knows that a project is not in TypeScript: it would load the compiler for
 * every program, which takes half a second of each command. A host of the engine's own release knows, and loads none.
 */
const { existsSync, readFileSync } = require("node:fs");

const PLAIN = /"?typescript"?: ?false/;

if (existsSync("Pulumi.yaml") && PLAIN.test(readFileSync("Pulumi.yaml", "utf8"))) {
    delete process.env.PULUMI_NODEJS_TYPESCRIPT;
}
