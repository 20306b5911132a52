import { findEngine } from ".";

/** `npm run engine`: finds or installs an engine, and prints what to put on PATH. */
findEngine().then(
    (engine) => {
        process.stderr.write(`engine: Pulumi ${engine.version}\n`);
        process.stdout.write(`${engine.folder}\n`);
    },
    (error: Error) => {
        process.stderr.write(`${error.message}\n`);
        process.exitCode = 1;
    },
);
