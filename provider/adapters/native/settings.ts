/** The settings of a number as resources, by name. Loaded when a program or state first names one. */
import type { Session } from "../../run/session";
import * as kinds from "../../settings/kinds";
import { SettingResource } from "../../settings/resource";

/** The resources of a kind of setting; undefined: there is no such kind. */
export function settingNamed(name: string, session: Session): SettingResource | undefined {
    const setting = Object.values(kinds).find((kind) => kind.name === name);
    return setting && new SettingResource(setting, session);
}
