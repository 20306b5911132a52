/** What a value of a request or an answer is, by its key and its form: what a recording may keep, and what it masks. */

/**
 * `keep`: as it is. `words`: an error's text, cleaned. `fields`: a list of field names. `list`: IDs with commas between.
 * The others name the stand-in that comes in place of the value.
 */
export type Kind =
    | "keep"
    | "words"
    | "fields"
    | "list"
    | "id"
    | "token"
    | "secret"
    | "pin"
    | "code"
    | "phone"
    | "dial"
    | "country"
    | "name"
    | "username"
    | "mail"
    | "url"
    | "host"
    | "address"
    | "time"
    | "number"
    | "key"
    | "text";

/** Where a value stands. */
export interface Place {
    /** Its key; a value in a list has the list's. */
    readonly key: string;
    /** Inside an error, whose words are kept. */
    readonly inError: boolean;
}

/** A key's last word says what it has; the first row that fits counts, and may pass a value on to the next. */
const BY_KEY: readonly (readonly [key: RegExp, kind: (value: string) => Kind | undefined])[] = [
    [/(^|[_.])token$/, () => "token"],
    [/(^|_)(secret|proof|password|certificate|signature|sig|cert|backup|cookie)$/, () => "secret"],
    [/(^|_)pin$/, () => "pin"],
    [/^code$/, (value) => (/^[\d-]{4,}$/.test(value) ? "pin" : "code")],
    [/^business_public_key$/, () => "key"],
    [/^(fields|sort|summary|metric|metadata)$/, (value) => (isFieldList(value) ? "fields" : "text")],
    [/^ids$/, () => "list"],
    [/^(cc|country_dial_code)$/, () => "dial"],
    [/^country_code$/, () => "country"],
    [/^(open|close|start|end)_time$/, (value) => (/^\d{4}$/.test(value) ? "keep" : "time")],
    [/(_time|timestamp|_at|expiration|expires)$/, () => "time"],
    [/^date$/, (value) => (/^\d{4}-\d{2}-\d{2}$/.test(value) ? "keep" : undefined)],
    [
        /^timezone(_id)?$/,
        (value) => (/^[A-Z][A-Za-z]+(\/[A-Z][A-Za-z_]+)+$/.test(value) ? "keep" : undefined),
    ],
    [/^hostname$/, () => "host"],
    [/^(username|username_suggestions|preferred_username)$/, () => "username"],
    [
        /(^|_)(phone|phone_number|wa_id|to|from|recipient)$/,
        (value) => (/\d{4}/.test(value) ? "phone" : undefined),
    ],
    [/(^|_)name$/, () => "name"],
    [
        /(^|_)(status|type|mode|tier|rating|score|level|visibility|platform|vertical|method|region|currency|country)$/,
        constant,
    ],
    [
        /(^|_)(language|locale|product|protocol|limit|event|reason|direction|week|message|action|codecs|search|image|protocols)$/,
        constant,
    ],
    [/^(countries|restrict_to_user_countries|tasks|scopes|permissions|field|operator)$/, constant],
];

/** The texts of an error. */
const WORDS = /^(message|title|details|error_user_title|error_user_msg|error_description|possible_solution)$/;

/** What a value's form says, where its key says nothing. */
const BY_FORM: readonly (readonly [form: RegExp, kind: Kind])[] = [
    [/^(true|false|)$/, "keep"],
    [/^\d{1,3}$/, "keep"],
    [/^\d+$/, "id"],
    [/^\+\d[\d\s().-]{5,}$/, "phone"],
    [/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})?$/, "time"],
    [/^\d{1,3}(\.\d{1,3}){3}(\/\d{1,2})?$/, "address"],
    [/^[a-z][a-z\d+.-]*:\/\//i, "url"],
    [/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "mail"],
];

/** What a text is. */
export function kindOf(value: string, { key, inError }: Place): Kind {
    if (inError && WORDS.test(key)) return value === "" ? "keep" : "words";
    if (value === "") return "keep";
    const row = BY_KEY.find(([pattern]) => pattern.test(key));
    return row?.[1](value) ?? BY_FORM.find(([form]) => form.test(value))?.[1] ?? "text";
}

/** What a number is. Small ones, and an error's codes, say nothing about anybody. */
export function kindOfNumber(value: number, { key }: Place): "keep" | "pin" | "time" | "number" {
    if (/(^|_)pin$/.test(key)) return "pin";
    if (/(^|_)(code|subcode)$/.test(key)) return "keep";
    if (/(_time|timestamp|_at|expiration|expires)$/.test(key)) return "time";
    return Math.abs(value) < 10_000 ? "keep" : "number";
}

/** A value of a list that Graph chose, such as CONNECTED, whatsapp, en_US or OAuthException. */
function constant(value: string): Kind | undefined {
    const isConstant =
        /^[A-Z][A-Z\d]*([_-][A-Z\d]+)*$/.test(value) ||
        /^[a-z]+(_[a-z]+)*$/.test(value) ||
        /^[a-z]{2,3}_[A-Z]{2}$/.test(value) ||
        /^[A-Z][A-Za-z]+Exception$/.test(value);
    return isConstant && value.length <= 60 ? "keep" : undefined;
}

/** `id,name,health_status{entities}`, `last_onboarded_time.desc`: names alone, which are Graph's own. */
function isFieldList(value: string): boolean {
    return value.split(/[,{}().\s[\]']+/).every((name) => /^([a-z][a-z_]{0,60}|\d{1,3})?$/.test(name));
}

/** A name that an object's key may keep; others are masked like values. */
export function isFieldName(key: string): boolean {
    return /^[A-Za-z_][A-Za-z_.[\]-]{0,60}\d?$/.test(key);
}

/**
 * An error's text without what may be about somebody: quoted names, digits, addresses. What is left are Meta's words,
 * which is what two answers are compared by.
 */
export function plainWords(text: string): string {
    return text
        .replace(/[^\s@'"(]+@[^\s@]+\.[a-z]{2,}/gi, "#")
        .replace(/\bhttps?:\/\/(?!developers\.facebook\.com\/)[^\s'")]+/gi, "#")
        .replace(/(?<=^|[\s(:=])(["'“‘])(.+?)["'”’](?=$|[\s.,;:)!?])/g, (whole, _, inside: string) =>
            /^([a-z_]+|[A-Z_]+)$/.test(inside) ? whole : "'#'",
        )
        .replace(/(?<!\(#)\+?\b\d(?:[\s().-]?\d){4,}\b/g, "#")
        .replace(/\s+/g, " ")
        .trim();
}
