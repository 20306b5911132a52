/** What the classes of a number's settings share. */
import {
    CustomResource,
    type CustomResourceOptions,
    type Input,
    Output,
    output,
    secret,
} from "@pulumi/pulumi";
import { pluginTypeOf } from "../../provider/resourceType";
import { settingKey } from "../../provider/run/runRegistry";
import { type Setting, secretsOf, typeOf } from "../../provider/settings/setting";
import { claim, passedBeside, refuseImport, refusePlainToken } from "../program";
import { providerTextOf } from "../providerText";
import { shortStackTraces } from "../stackTraces";

/** Inputs as a program gives them: each may be an output of another resource. */
export type InputsOf<Declared> = { readonly [K in keyof Declared]: Input<NonNullable<Declared[K]>> };

/** A setting of a number or of a WABA, as a resource. */
export abstract class SettingOfNumber extends CustomResource {
    /** Pulumi's type of the resource. */
    static readonly type: string;

    /** Whether a value is a resource of this class, also one of another copy of this package. */
    static override isInstance(value: unknown): value is SettingOfNumber {
        return (
            CustomResource.isInstance(value) &&
            // biome-ignore lint/complexity/noThisInStatic: the class that it is asked of
            (value as { __pulumiType?: string }).__pulumiType === this.type
        );
    }

    /**
     * Declares a setting by its table.
     * @hidden
     */
    protected constructor(
        setting: Setting,
        name: string,
        args: object,
        opts: CustomResourceOptions | undefined,
    ) {
        refusePlainToken();
        refuseImport(name, opts, "what Graph shows already is taken over, and not sent again");
        const given = args as Readonly<Record<string, unknown>>;
        const secrets = secretsOf(setting);
        const known = [...Object.keys(setting.fields), ...setting.outputs];
        const hidden = secrets.flatMap((each) =>
            given[each] === undefined ? [] : [[each, secret(given[each])] as const],
        );
        const props = {
            ...Object.fromEntries(known.map((each) => [each, undefined])),
            ...given,
            ...Object.fromEntries(hidden),
            ...passedBeside(typeOf(setting), name, opts),
            __provider: providerTextOf(setting.name),
        };
        const additionalSecretOutputs = [...secrets, ...(opts?.additionalSecretOutputs ?? [])];
        // The plugin's resource of the same name is taken over as it is.
        const aliases = [...(opts?.aliases ?? []), { type: pluginTypeOf(setting.name) }];
        const whole = shortStackTraces(2);
        try {
            super(typeOf(setting), name, props, { ...opts, additionalSecretOutputs, aliases });
        } finally {
            whole();
        }
        if (setting.many !== true) claimWhenKnown(setting, given[setting.of], this, name);
    }
}

/** Two resources of one setting of one number would undo each other. */
function claimWhenKnown(setting: Setting, id: unknown, resource: object, name: string): void {
    if (typeof id === "string") {
        const what = `the ${setting.noun} of ${setting.of === "wabaId" ? "WABA" : "phone number"} ${id}`;
        claim({ key: settingKey(id, setting.name), what, input: setting.of }, resource, name);
    } else if (Output.isInstance(id) || id instanceof Promise) {
        output(id).apply((known) => claimWhenKnown(setting, known, resource, name));
    }
}
