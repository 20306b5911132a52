/** What each file imports, from TypeScript's syntax tree, against one list of what each room may import. */
import path from "node:path";
import ts from "typescript";

/** A row of the rooms' table: a folder or one file, and what its files may import. */
export interface Room {
    /** A folder ends in `/`. One with rooms inside holds only its own files, another all of them. */
    readonly place: string;
    /** Rooms, single files and packages; `everything` for what is not shipped. */
    readonly imports: readonly string[];
}

/** Texts of files, by their path from the root. */
export type Files = Readonly<Record<string, string>>;

export const EVERYTHING = "everything";

/** What stands for a specifier that is put together when the program runs. */
const COMPUTED = "a computed path";

const LOADERS = new Set(["require", "require.resolve", "module.require"]);

/** Names that load code: anything but a call of a loader by its plain name could load any file. */
const LOADING_NAMES = new Set(["require", "getBuiltinModule", "eval", "Function"]);

const known = new Map<string, string[]>();

/** Every specifier of a file: imports and exports, of values and types, `require`, and types in JSDoc. */
export function specifiersOf(file: string, text: string): string[] {
    const key = `${file}\n${text}`;
    const found = known.get(key) ?? readSpecifiers(file, text);
    known.set(key, found);
    return found;
}

function readSpecifiers(file: string, text: string): string[] {
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    const found = source.referencedFiles.map(({ fileName }) =>
        fileName.startsWith(".") ? fileName : `./${fileName}`,
    );
    const visit = (node: ts.Node): void => {
        const specifier = specifierOf(node);
        if (specifier !== undefined)
            found.push(ts.isStringLiteralLike(specifier) ? specifier.text : COMPUTED);
        else if (escapes(node)) found.push(COMPUTED);
        const comments = ts.getJSDocCommentsAndTags(node);
        for (const comment of comments) if (comment.parent === node) visit(comment);
        ts.forEachChild(node, visit);
    };
    visit(source);
    return [...new Set(found)];
}

/** Whether a loading name is used as a value, so that what it loads can't be read here. */
function escapes(node: ts.Node): boolean {
    if (ts.isElementAccessExpression(node)) {
        const { argumentExpression: key } = node;
        return ts.isStringLiteralLike(key) && LOADING_NAMES.has(key.text);
    }
    if (!ts.isIdentifier(node) || !LOADING_NAMES.has(node.text) || isPartOfType(node)) return false;
    const { parent } = node;
    const called = ts.isPropertyAccessExpression(parent) ? parent : node;
    const isLoader = ts.isCallExpression(called.parent) && called.parent.expression === called;
    return !isLoader || !LOADERS.has(called.getText());
}

function isPartOfType({ parent }: ts.Identifier): boolean {
    return ts.isTypeReferenceNode(parent) || ts.isTypeQueryNode(parent);
}

function specifierOf(node: ts.Node): ts.Node | undefined {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isJSDocImportTag(node)) {
        return node.moduleSpecifier;
    }
    if (ts.isExternalModuleReference(node)) return node.expression;
    // Adds to another module.
    if (ts.isModuleDeclaration(node) && ts.isStringLiteral(node.name)) return node.name;
    if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : node;
    if (!ts.isCallExpression(node)) return undefined;
    const { expression, arguments: given } = node;
    const loads = expression.kind === ts.SyntaxKind.ImportKeyword || LOADERS.has(expression.getText());
    return loads ? (given[0] ?? node) : undefined;
}

/** The room of a file, or undefined where no row names its folder. */
export function roomOf(file: string, rooms: readonly Room[]): Room | undefined {
    const own = rooms.find(({ place }) => place === file || place === `${path.posix.dirname(file)}/`);
    if (own !== undefined) return own;
    const isParent = (place: string) =>
        rooms.some((other) => other.place !== place && other.place.startsWith(place));
    return rooms.find(({ place }) => place.endsWith("/") && file.startsWith(place) && !isParent(place));
}

/** The file that a relative specifier names, or undefined where there is none. */
export function targetOf(file: string, specifier: string, files: Files): string | undefined {
    const named = path.posix.join(path.posix.dirname(file), specifier).replace(/\/$/, "");
    const sources = [named, named.replace(/\.([cm]?)js$/, ".$1ts"), `${named}.ts`, `${named}/index.ts`];
    return sources.find((candidate) => candidate in files);
}

/** Whether a path or package is under an entry of the same words, as `a/b` is under `a`. */
const isUnder = (name: string, entry: string): boolean => name === entry || name.startsWith(`${entry}/`);

/** Node's own modules are everybody's, but for the one that makes another `require`. */
const isNodes = (specifier: string): boolean => specifier.startsWith("node:") && specifier !== "node:module";

/** Every import that the rooms do not allow, and every file that is in no room, as sentences. */
export function brokenArrows(files: Files, rooms: readonly Room[]): string[] {
    return sourcesOf(files).flatMap((file) => {
        const room = roomOf(file, rooms);
        if (room === undefined) return [`${file} is in no room`];
        if (room.imports.includes(EVERYTHING)) return [];
        return specifiersOf(file, files[file] ?? "")
            .filter((specifier) => !mayImport(room, file, specifier, files, rooms))
            .map((specifier) => `${file} must not import ${specifier}`);
    });
}

function mayImport(
    room: Room,
    file: string,
    specifier: string,
    files: Files,
    rooms: readonly Room[],
): boolean {
    if (isNodes(specifier)) return true;
    if (!specifier.startsWith(".")) return room.imports.some((entry) => isUnder(specifier, entry));
    const target = targetOf(file, specifier, files);
    if (target === undefined) return false;
    if (room.imports.includes(target)) return true;
    const place = roomOf(target, rooms)?.place;
    return place !== undefined && (place === room.place || room.imports.includes(place));
}

/** Circles between files, imports of types counted: each as the files on its way. */
export function circles(files: Files): string[] {
    const done = new Set<string>();
    const found: string[] = [];
    const visit = (file: string, way: readonly string[]): void => {
        const start = way.indexOf(file);
        if (start >= 0) found.push([...way.slice(start), file].join(" -> "));
        if (start >= 0 || done.has(file)) return;
        for (const specifier of specifiersOf(file, files[file] ?? "")) {
            const target = specifier.startsWith(".") ? targetOf(file, specifier, files) : undefined;
            if (target !== undefined && target !== file) visit(target, [...way, file]);
        }
        done.add(file);
    };
    for (const file of sourcesOf(files)) visit(file, []);
    return found;
}

/** The files that import: TypeScript and JavaScript. */
export function sourcesOf(files: Files): string[] {
    return Object.keys(files).filter((file) => /\.[cm]?[jt]sx?$/.test(file));
}
