/** `emulator --record`: passes requests on to a Graph API and records them, until it is stopped. */
import { startRecorder, upstreamFrom } from "../../emulator/record/recorder";
import { messageOf } from "../../graph/wire";
import { EXIT, type ExitCode, usage } from "../errors";
import type { Shell } from "../shell";
import { type EmulatorOptions, portFrom } from "./emulator";

/** The options of `emulator --record`. */
export type RecordOptions = Pick<EmulatorOptions, "port" | "json"> & {
    readonly record: string;
    readonly upstream: string;
};

/** Records until the process is told to stop. */
export async function emulatorRecord(shell: Shell, options: RecordOptions): Promise<ExitCode> {
    const { record: file, json = false } = options;
    const upstream = upstreamOf(options.upstream);
    const log = json ? shell.note : shell.print;
    const recorder = await startRecorder({ upstream, file, port: portFrom(options.port), log });
    const stopped = shell.stopped();
    shell.print(
        json
            ? JSON.stringify({ url: recorder.url, upstream, recording: file, pid: process.pid })
            : [
                  `Requests to ${recorder.url} go on to ${upstream}, and masked to ${file}`,
                  "",
                  "Paste this where you run pulumi; the access token stays yours:",
                  "",
                  `export WHATSAPP_GRAPH_URL=${recorder.url}`,
                  "",
                  "Read each number and its settings first: what they were is what a comparison begins with.",
                  "Ctrl-C stops it.",
              ].join("\n"),
    );
    await stopped;
    await recorder.close();
    log("stopped");
    return EXIT.done;
}

function upstreamOf(text: string): string {
    try {
        return upstreamFrom(text);
    } catch (error) {
        throw usage(
            messageOf(error),
            "give --upstream https://graph.facebook.com, or an emulator on this machine",
        );
    }
}
