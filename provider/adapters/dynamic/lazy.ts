/** An adapter whose resource is loaded by the first call: an engine with numbers alone loads no kind of setting. */
import type { Session } from "../../run/session";
import type { DynamicAdapter } from "./adapter";

type Adapter = DynamicAdapter<object>;

/** The protocol of {@link DynamicAdapter}, over one that is not there yet. */
export class LazyAdapter {
    private loaded: Promise<Adapter> | undefined;

    constructor(
        private readonly session: Session,
        private readonly load: () => Promise<Adapter>,
    ) {}

    /** Not waited for by the engine: it only keeps the reader, which all resources of the process share. */
    configure({ config }: Parameters<Adapter["configure"]>[0]): void {
        this.session.configure((key) => config.get(key));
    }

    check = this.passOn("check");
    diff = this.passOn("diff");
    create = this.passOn("create");
    update = this.passOn("update");
    read = this.passOn("read");
    delete = this.passOn("delete");

    private passOn<Method extends "check" | "diff" | "create" | "update" | "read" | "delete">(
        method: Method,
    ): Adapter[Method] {
        const call = async (...given: unknown[]): Promise<unknown> => {
            this.loaded ??= this.load();
            const adapter = await this.loaded;
            return (adapter[method] as (...args: unknown[]) => Promise<unknown>).apply(adapter, given);
        };
        return call as Adapter[Method];
    }
}
