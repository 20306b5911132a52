/** What the rows of a file declare. Pure, so that a bad row is a table in a test. */
import { parse } from "csv-parse/sync";
import { REGIONS } from "pulumi-whatsapp";

/** A row: a number, without its PIN, which belongs in no file. */
export interface FleetNumber {
    /** The resource's name in Pulumi, and the key of its PIN. */
    readonly name: string;
    readonly phoneNumberId: string;
    readonly dataLocalizationRegion: string | undefined;
    /** Customers write to it. */
    readonly live: boolean;
}

const COLUMNS = ["name", "phoneNumberId", "region", "live"] as const;
type Row = Readonly<Record<(typeof COLUMNS)[number], string>>;

/** The numbers of a CSV text, and what is wrong with its rows, each problem with file and line. */
export function numbersIn(csv: string, file: string): { numbers: FleetNumber[]; problems: string[] } {
    let rows: { record: Row; info: { lines: number } }[];
    try {
        rows = parse(csv, { bom: true, columns: true, info: true, trim: true, skip_empty_lines: true });
    } catch (error) {
        return { numbers: [], problems: [`${file}: ${(error as Error).message}`] };
    }
    const seen = new Map<string, number>();
    const problems = rows.flatMap(({ record, info }) =>
        [...problemsOf(record), ...repeated(record, info.lines, seen)].map(
            (problem) => `${file}:${info.lines}: ${problem}`,
        ),
    );
    return { numbers: problems.length > 0 ? [] : rows.map(({ record }) => numberOf(record)), problems };
}

/** The PIN of a number, or the command that gives it one. */
export function pinOf(name: string, pins: Readonly<Record<string, string>>): string {
    const pin = pins[name];
    if (pin !== undefined) return pin;
    throw new Error(
        `${name} has no PIN: pulumi config set --secret --path 'pins["${name}"]' <its six digits>`,
    );
}

function problemsOf(row: Row): string[] {
    const missing = COLUMNS.filter((column) => row[column] === undefined);
    if (missing.length > 0) return [`no column ${missing.join(", ")}; a file has ${COLUMNS.join(",")}`];
    const { name, phoneNumberId, region, live } = row;
    return [
        name === "" && "name is empty",
        !/^\d+$/.test(phoneNumberId) && `phoneNumberId is "${phoneNumberId}": give the digits of its ID`,
        region !== "" &&
            !Object.hasOwn(REGIONS, region) &&
            `region is "${region}": give one of ${Object.keys(REGIONS).join(" ")}, or nothing`,
        live !== "yes" && live !== "no" && `live is "${live}": give yes or no`,
    ].filter((problem) => problem !== false);
}

/** Names and IDs must be unique; Pulumi would refuse a duplicate name, but not say where it is. */
function repeated({ name, phoneNumberId }: Row, line: number, seen: Map<string, number>): string[] {
    return [`name ${name}`, `phoneNumberId ${phoneNumberId}`].flatMap((value) => {
        const earlier = seen.get(value);
        seen.set(value, line);
        return earlier === undefined ? [] : [`${value} is in line ${earlier} already`];
    });
}

function numberOf({ name, phoneNumberId, region, live }: Row): FleetNumber {
    return { name, phoneNumberId, dataLocalizationRegion: region || undefined, live: live === "yes" };
}
