/** `npm run plugin:tarballs -- [folder]`: the release's tarballs of the built plugin, by default in dist-plugin. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { writeTarballs } from "./plugin";

const ROOT = path.resolve(__dirname, "../..");
const { version } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as { version: string };
const folder = path.resolve(process.argv[2] ?? path.join(ROOT, "dist-plugin"));

writeTarballs(path.join(ROOT, "dist/plugin"), version, folder).then(
    (names) => process.stdout.write(names.map((name) => `${path.join(folder, name)}\n`).join("")),
    (error: Error) => {
        process.stderr.write(`plugin: ${error.message}. Next: npm run build\n`);
        process.exitCode = 1;
    },
);
