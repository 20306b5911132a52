/** What can be configured of the provider: one row for each setting. settings.ts reads their values. */

/**
 * The provider's configuration, as stack config and explicit providers have it. The environment wins: refresh and
 * destroy see the configuration of the last up (pulumi.md §2.3).
 */
export interface Configuration {
    /**
     * A system user's access token, with `whatsapp_business_management` and `whatsapp_business_messaging`. Previews need
     * none. Better given in the environment as `WHATSAPP_ACCESS_TOKEN`, which wins: it is then in no state.
     */
    readonly accessToken?: string;
    /**
     * The app's secret. If given, `appsecret_proof` is sent with every call. Better given in the environment as
     * `WHATSAPP_APP_SECRET`, which wins: it is then in no state.
     */
    readonly appSecret?: string;
    /** Another Graph API, only https, or this machine itself. Default `https://graph.facebook.com`. */
    readonly graphUrl?: string;
    /** The version of the Graph API. Default `v25.0`. */
    readonly apiVersion?: string;
    /** Seconds that a new registration may take to show; 0 does not wait. Default 60. */
    readonly waitForConnected?: number;
    /** Seconds for one request. Default 30. */
    readonly requestTimeout?: number;
    /**
     * Whether register names the region: `auto` does until Graph refuses that, and remembers the refusal; `always` and
     * `never` set it by hand. Default `auto`.
     */
    readonly regionInRegister?: string;
    /**
     * Whether a preview reads each new number, where a token is there, and says *register* or *adopt*. Default true;
     * without, it says both.
     */
    readonly previewReads?: boolean;
}

/** The name of a setting in stack config, after `whatsapp:`. */
export type ConfigurationKey = keyof Configuration;

/** What a setting is. */
interface Row {
    /** The variable of the environment that wins. */
    readonly variable: string;
    /** Its value is in no message, and never in clear text in state. */
    readonly secret?: true;
    /** What it is given as where values have types; stack config and the environment have texts only. */
    readonly type: "string" | "number" | "boolean";
}

/** Every setting, in the order in which they are documented. */
export const CONFIGURATION: { readonly [Key in ConfigurationKey]-?: Row } = {
    accessToken: { variable: "WHATSAPP_ACCESS_TOKEN", type: "string", secret: true },
    appSecret: { variable: "WHATSAPP_APP_SECRET", type: "string", secret: true },
    graphUrl: { variable: "WHATSAPP_GRAPH_URL", type: "string" },
    apiVersion: { variable: "WHATSAPP_API_VERSION", type: "string" },
    waitForConnected: { variable: "WHATSAPP_WAIT_FOR_CONNECTED", type: "number" },
    requestTimeout: { variable: "WHATSAPP_REQUEST_TIMEOUT", type: "number" },
    regionInRegister: { variable: "WHATSAPP_REGION_IN_REGISTER", type: "string" },
    previewReads: { variable: "WHATSAPP_PREVIEW_READS", type: "boolean" },
};

/** Their names. */
export const SETTINGS = Object.keys(CONFIGURATION) as ConfigurationKey[];

/** The settings whose values are secrets. */
export const SECRET_SETTINGS = SETTINGS.filter((key) => CONFIGURATION[key].secret);
