/** What `check` refuses of a setting, each on its own property. Pure. */
import type { CheckFailure, CheckResult, Raw } from "../resource";
import { idRule } from "../shapes";
import { isUnknown } from "../unknown";
import type { Setting } from "./setting";

/** Checks the inputs of a setting against its table. */
export function checkSetting(setting: Setting, news: Raw): CheckResult {
    const { of, fields, name: kind } = setting;
    const given = Object.fromEntries(Object.entries(news).filter(([, value]) => value != null));
    const failures: CheckFailure[] = [];
    const refuse = (property: string, reason: string | undefined) => {
        if (reason !== undefined) failures.push({ property, reason });
    };
    const owner = given[of];
    if (owner === undefined)
        refuse(of, `${of} is missing: the digits of an ID, for example "106540352242922"`);
    else if (!isUnknown(owner)) refuse(of, idRule(of)(owner));
    for (const [name, { rule, required }] of Object.entries(fields)) {
        const value = given[name];
        if (value === undefined) refuse(name, required);
        else if (!isUnknown(value)) refuse(name, rule(value));
    }
    for (const name of Object.keys(given)) {
        if (name === of || Object.hasOwn(fields, name)) continue;
        const given = Object.keys(fields).filter((field) => fields[field]?.derived !== true);
        const known = [of, ...given];
        refuse(name, `${name} is not an input of ${kind}: it knows ${known.join(", ")}`);
    }
    const hasUnknown = Object.values(given).some(isUnknown);
    if (failures.length === 0 && !hasUnknown) {
        const wrong = setting.check?.(given);
        if (wrong !== undefined) failures.push(wrong);
    }
    const derived = failures.length === 0 ? setting.derive?.(given) : undefined;
    return { inputs: { ...given, ...derived }, failures };
}
