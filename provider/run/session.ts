/** One provider process: its configuration, and what it keeps while that stays the same. */
import type { Host } from "./host";
import type { Memory } from "./memory";
import type { Ports } from "./ports";
import { type ConfigReader, resolveSettings, type Settings } from "./settings";

/** Shared by all resources of a process, so that they are admitted together and remember the same. */
export class Session {
    private config: ConfigReader = () => undefined;
    /** What the configuration says, and the same as text, once it was asked for. */
    private resolved: { readonly settings: Settings; readonly key: string } | undefined;
    private kept: { readonly key: string; memory?: Memory; ports?: Promise<Ports> } = { key: "" };

    constructor(readonly host: Host) {}

    /** How settings are read from now on. */
    configure(config: ConfigReader): void {
        this.config = config;
        this.resolved = undefined;
    }

    /** The settings of this process; throws for one that can't be used. */
    settings(): Settings {
        return this.resolve().settings;
    }

    memory(): Memory {
        const { settings, key } = this.resolve();
        const kept = this.keptFor(key);
        kept.memory ??= this.host.memory(settings);
        return kept.memory;
    }

    ports(): Promise<Ports> {
        const { settings, key } = this.resolve();
        const memory = this.memory();
        const kept = this.keptFor(key);
        kept.ports ??= this.host.ports(settings, memory);
        return kept.ports;
    }

    /** Once per configuration: every check and every preview asks. The environment of a process stays as it is. */
    private resolve(): NonNullable<typeof this.resolved> {
        if (this.resolved === undefined) {
            const settings = resolveSettings(this.host.env, this.config);
            this.resolved = { settings, key: JSON.stringify(settings) };
        }
        return this.resolved;
    }

    private keptFor(key: string): typeof this.kept {
        if (this.kept.key !== key) this.kept = { key };
        return this.kept;
    }
}
