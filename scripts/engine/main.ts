import { findEngine } from ".";
import { findYamlHost } from "./yaml";

/** `npm run engine`: finds or installs an engine and the host of YAML programs, and prints what to put on PATH. */
async function main(): Promise<void> {
    const engine = await findEngine();
    process.stderr.write(`engine: Pulumi ${engine.version}\n`);
    await findYamlHost(engine);
    process.stdout.write(`${engine.folder}\n`);
}

main().catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
});
