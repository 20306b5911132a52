/** The fleet file: which numbers there are, and which shard each is in. One row per number, in CSV. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { assignShards } from "./shards";

/** One row of the fleet file. */
export interface FleetNumber {
    phoneNumberId: string;
    /** The WhatsApp Business Account that the number is in: token and PIN are those of the account. */
    wabaId: string;
    /** The data localization region; absent for none. */
    region: string | undefined;
    /** Absent leaves the identity key check as it is. */
    identityCheck: boolean | undefined;
    /** Whether the number may be deregistered once its row is gone; otherwise Pulumi refuses to delete it. */
    removable: boolean;
    /** The stack that the number is in; absent until `assign` has chosen one. */
    shard: string | undefined;
}

/** Thrown for a fleet file that can't be used; says which line, why, and what to do. */
export class FleetFileError extends Error {
    override readonly name = "FleetFileError";
}

/** Where the fleet file is: FLEET_FILE, or fleet.csv beside the program. */
export function fleetPath(): string {
    return process.env.FLEET_FILE ?? path.join(__dirname, "fleet.csv");
}

/** The numbers of the fleet file; throws as {@link readFleet} does. */
export function loadFleet(): FleetNumber[] {
    return readFleet(readFileSync(fleetPath(), "utf8"));
}

type Cells = Record<string, string>;

/**
 * The numbers that a fleet file lists. Columns of your own are ignored.
 * @throws FleetFileError for a row that is not complete, or a number that is listed twice
 */
export function readFleet(text: string): FleetNumber[] {
    const lineOf = new Map<string, number>();
    return cellsOf(text).map((cells, index) => {
        // Line 1 has the columns' names.
        const line = index + 2;
        const number = numberOf(cells, line);
        const first = lineOf.get(number.phoneNumberId);
        if (first !== undefined) {
            throw refused(line, `the number ${number.phoneNumberId} is on line ${first} already`);
        }
        lineOf.set(number.phoneNumberId, line);
        return number;
    });
}

/** The file with a shard for each number that had none; nothing else changes. */
export function withShards(text: string, size: number): string {
    const shards = assignShards(readFleet(text), size);
    const rows = cellsOf(text).map((cells, index) => ({ ...cells, shard: shards[index] }));
    const columns = [...new Set([...Object.keys(rows[0] ?? {}), "shard"])];
    return stringify(rows, { header: true, columns });
}

function cellsOf(text: string): Cells[] {
    try {
        return parse(text, { columns: true, bom: true, trim: true }) as Cells[];
    } catch (error) {
        throw new FleetFileError(`the fleet file is not valid CSV: ${(error as Error).message}`);
    }
}

function numberOf(cells: Cells, line: number): FleetNumber {
    const { phoneNumberId = "", wabaId = "", region, identityCheck, removable, shard } = cells;
    for (const [column, value] of Object.entries({ phoneNumberId, wabaId })) {
        if (!/^\d+$/.test(value)) throw refused(line, `${column} must be digits, not "${value}"`);
    }
    if (shard && !new RegExp(`^${wabaId}-[1-9]\\d*$`).test(shard)) {
        const form = `${wabaId}-1, ${wabaId}-2, …`;
        throw refused(line, `the shard "${shard}" is none of ${form}: leave it empty, then run assign`);
    }
    return {
        phoneNumberId,
        wabaId,
        region: region || undefined,
        identityCheck: yesOrNo(identityCheck, "identityCheck", line),
        removable: yesOrNo(removable, "removable", line) ?? false,
        shard: shard || undefined,
    };
}

function yesOrNo(value: string | undefined, column: string, line: number): boolean | undefined {
    if (!value) return undefined;
    if (value !== "yes" && value !== "no")
        throw refused(line, `${column} is yes, no or empty, not "${value}"`);
    return value === "yes";
}

function refused(line: number, why: string): FleetFileError {
    return new FleetFileError(`fleet file, line ${line}: ${why}`);
}
