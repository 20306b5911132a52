/** The resources of this plugin by their tokens. Each is loaded when a program or state first names it. */
import type { Resource } from "../../resource";
import { NATIVE, NUMBER } from "../../resourceType";
import type { Host } from "../../run/host";
import type { Session } from "../../run/session";

/** The resources of one provider process. */
export class Catalogue {
    private readonly resources = new Map<string, Promise<Resource<object>>>();

    constructor(
        private readonly host: Host,
        private readonly session: Session,
    ) {}

    /** @throws Error when there is no such type */
    of(type: string): Promise<Resource<object>> {
        const known = this.resources.get(type);
        if (known !== undefined) return known;
        const made = this.load(type);
        this.resources.set(type, made);
        return made;
    }

    private async load(type: string): Promise<Resource<object>> {
        const name = type.startsWith(NATIVE) ? type.slice(NATIVE.length) : "";
        if (name === NUMBER) {
            const { PhoneNumbers } = await import("../../number/resource.js");
            return new PhoneNumbers(this.host, this.session);
        }
        const { settingNamed } = await import("./settings.js");
        const setting = settingNamed(name, this.session);
        if (setting !== undefined) return setting;
        throw new Error(
            `this version of the plugin whatsapp has no resource ${type}. Next: install a later one`,
        );
    }
}
