/**
 * Preloaded into Node.js processes that Pulumi starts, writes a CPU profile of each to the folder PROFILES: Node.js refuses
 * --cpu-prof in NODE_OPTIONS, and writes none for a process that a signal ends, as the engine ends providers.
 */
const { writeFileSync } = require("node:fs");
const { Session } = require("node:inspector");
const path = require("node:path");

const session = new Session();
session.connect();
session.post("Profiler.enable");
session.post("Profiler.start");
process.once("SIGINT", () => process.exit());
process.once("exit", () => {
    session.post("Profiler.stop", (error, stopped) => {
        if (error !== null || process.env.PROFILES === undefined) return;
        const name = path.basename(path.dirname(process.argv[1] ?? "node/eval"));
        const file = path.join(process.env.PROFILES, `${name}-${process.pid}.cpuprofile`);
        writeFileSync(file, JSON.stringify(stopped.profile));
    });
});
