import path from "node:path";
import { buildPlugin } from "./build";

/** `npm run build`, after the compiler: the plugin, in dist/plugin. */
buildPlugin(path.resolve(__dirname, "../../dist/plugin")).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = 1;
});
