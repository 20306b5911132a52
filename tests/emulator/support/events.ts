import { expect } from "chai";
import type { LoggedRequest } from "../../../emulator/index";
import type { PageState } from "../../../emulator/view/types";

/** One server-sent event. */
export type PageEvent =
    | { readonly name: "request"; readonly data: LoggedRequest }
    | { readonly name: "state"; readonly data: PageState };

/** Reads a stream of events, one after the other. */
export class EventReader {
    private readonly reader: ReadableStreamDefaultReader<Uint8Array>;
    private readonly decoder = new TextDecoder();
    private text = "";

    constructor(response: Response | undefined) {
        expect(response?.status).to.equal(200);
        expect(response?.headers.get("content-type")).to.equal("text/event-stream; charset=utf-8");
        if (response?.body == null) throw new Error("the stream has no body");
        this.reader = response.body.getReader();
    }

    /** The next event; undefined at the end of the stream, however it ends. */
    async next(): Promise<PageEvent | undefined> {
        while (!this.text.includes("\n\n")) {
            const { value, done } = await this.reader
                .read()
                .catch(() => ({ value: undefined, done: true }) as const);
            if (done || value === undefined) return undefined;
            this.text += this.decoder.decode(value, { stream: true });
        }
        const [event = "", ...rest] = this.text.split("\n\n");
        this.text = rest.join("\n\n");
        const [, name, data = ""] = /^event: (\w+)\ndata: (.*)$/.exec(event) ?? [];
        if (name !== "request" && name !== "state") throw new Error(`no event: ${event}`);
        return { name, data: JSON.parse(data) };
    }

    /** Reads on until a state is as wanted. The requests before it are returned too. */
    async until(
        isWanted: (state: PageState) => boolean,
    ): Promise<{ state: PageState; before: LoggedRequest[] }> {
        const before: LoggedRequest[] = [];
        for (;;) {
            const event = await this.next();
            if (event === undefined) throw new Error("the stream ended");
            if (event.name === "request") before.push(event.data);
            else if (isWanted(event.data)) return { state: event.data, before };
        }
    }

    cancel(): Promise<void> {
        return this.reader.cancel();
    }
}
