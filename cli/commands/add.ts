/** `add --waba ID --cc 49 --phone … --name …`: adds a number to a WABA, and says what comes next. */
import { parsePhoneNumber } from "awesome-phonenumber";
import { GraphError } from "../../graph/errors";
import { type PhoneNumberField, type PhoneNumberNode, readNode } from "../../graph/node";
import { showsRegistered } from "../../graph/observed";
import { addNumber, listNumbers, type NewNumber } from "../../graph/wabas";
import { isDisplayName, NAME_LENGTH } from "../../provider/number/model/inputRules";
import { CliError, EXIT, type ExitCode, usage } from "../errors";
import { type CommonOptions, idFrom, Session } from "../session";
import type { Shell } from "../shell";
import { oneLine } from "../text";

export interface AddOptions extends CommonOptions {
    readonly waba: string;
    readonly cc: string;
    readonly phone: string;
    readonly name: string;
    readonly migrate?: boolean;
    readonly withCountryCode?: boolean;
}

const FIELDS = [
    "displayPhoneNumber",
    "verifiedName",
    "codeVerificationStatus",
    "status",
    "platformType",
] as const satisfies readonly PhoneNumberField[];

export async function add(shell: Shell, options: AddOptions): Promise<ExitCode> {
    const waba = idFrom("--waba", options.waba);
    const number = numberFrom(options);
    const session = await Session.start(shell, options);
    // A number that is in the WABA is not added again, so the command can be repeated after a lost answer.
    const there = await find(session, waba, number);
    const id = there?.id ?? (await post(session, waba, number));
    const node = there ?? (await readNode(session.call, id, FIELDS));
    session.answer({ ...node, added: there === undefined, next: nextStep(node) }, () => {
        const name = `${oneLine(node.displayPhoneNumber ?? `+${digitsOf(number)}`)}`;
        const what = there === undefined ? "was added to" : "is already in";
        return `${name} ${what} the WABA ${waba}: its ID is ${id}.\nNext: ${nextStep(node)}`;
    });
    return EXIT.done;
}

async function post(session: Session, waba: string, number: NewNumber): Promise<string> {
    try {
        return await addNumber(session.call, waba, number);
    } catch (error) {
        if (!(error instanceof GraphError)) throw error;
        const there = error.verdict === "unclear" ? await find(session, waba, number) : undefined;
        if (there !== undefined) return there.id;
        if (error.code !== 100 || number.withCountryCode === true || !/phone_number/.test(error.said))
            throw error;
        const next =
            "check --cc and --phone; if they are right, try --with-country-code: Meta's pages disagree on the form";
        throw Object.assign(new CliError(error.message, next), { cause: error });
    }
}

async function find(
    { call }: Session,
    waba: string,
    number: NewNumber,
): Promise<PhoneNumberNode | undefined> {
    for await (const node of listNumbers(call, waba, { fields: FIELDS })) {
        if (node.displayPhoneNumber?.replace(/\D/g, "") === digitsOf(number)) return node;
    }
    return undefined;
}

function digitsOf({ countryCode, nationalNumber }: NewNumber): string {
    return countryCode + nationalNumber;
}

/**
 * The number from the command line, however it is punctuated. What is only dialled inside its country (a 0 in most, 8 in
 * Russia, nothing in Italy) is not part of it; which that is, Google's libphonenumber knows.
 */
export function numberFrom({
    cc,
    phone,
    name,
    migrate,
    withCountryCode,
}: Omit<AddOptions, "waba" | "stack">): NewNumber {
    const countryCode = cc.replace(/^\+|^00/, "");
    if (!/^[1-9]\d{0,2}$/.test(countryCode)) {
        throw usage(`--cc was given as ${cc}: give a country calling code, for example 49`);
    }
    const given = `--phone was given as ${phone}`;
    const bare = phone.replace(/[\s()./-]/g, "");
    const digits = "give the digits after the country code, for example 30901820";
    if (!/^\+?\d{4,}$/.test(bare)) throw usage(`${given}: ${digits}`);
    if (bare.startsWith("00")) throw usage(`${given}: 00 is what is dialled before a country code`, digits);
    const {
        number,
        countryCode: its,
        possible,
    } = parsePhoneNumber(bare.startsWith("+") ? bare : `+${countryCode}${bare}`);
    if (its === undefined) {
        throw usage(`no country has the calling code ${countryCode}`, "correct --cc, for example --cc 49");
    }
    if (its !== Number(countryCode)) {
        throw usage(`${given}, which has the country code ${its}, and --cc as ${cc}`, "correct one of them");
    }
    if (number === undefined || !possible) {
        throw usage(`${given}: no number with the country code ${countryCode} has that many digits`, digits);
    }
    if (!isDisplayName(name)) {
        const { least, most } = NAME_LENGTH;
        throw usage(
            `--name has ${name.length} characters: a display name has ${least} to ${most}, without spaces around them`,
        );
    }
    return {
        countryCode,
        nationalNumber: number.significant,
        verifiedName: name,
        ...(migrate === true ? { migrate } : {}),
        ...(withCountryCode === true ? { withCountryCode } : {}),
    };
}

/** The next step towards a number's registration. */
export function nextStep(node: PhoneNumberNode): string {
    if (node.codeVerificationStatus !== "VERIFIED") return `pulumi-whatsapp verify ${node.id}`;
    const declare = `declare phoneNumberId "${node.id}" in a program, then pulumi up`;
    return showsRegistered(node) === true
        ? `${declare}: it is adopted, and its PIN is set`
        : `${declare}: it is registered`;
}
