/** Which exports no file imports, from TypeScript's syntax tree. */
import ts from "typescript";
import { type Files, sourcesOf, targetOf } from "./imports";

/** Stands for every name of a file: a namespace, `export *`, `require`. */
const ALL = "*";

const ofName = (file: string, name: string): string => `${file} ${name}`;

/** Exports of the files that `isProduct` chooses which no other file imports by their name. */
export function deadExports(files: Files, isProduct: (file: string) => boolean): string[] {
    const exported: string[] = [];
    const used = new Set<string>();
    for (const file of sourcesOf(files)) {
        const source = ts.createSourceFile(file, files[file] ?? "", ts.ScriptTarget.Latest, true);
        if (isProduct(file)) exported.push(...namesOf(source).map((name) => ofName(file, name)));
        for (const [specifier, name] of usesOf(source)) {
            const target = specifier.startsWith(".") ? targetOf(file, specifier, files) : undefined;
            if (target !== undefined) used.add(ofName(target, name));
        }
    }
    const isUsed = (name: string) => used.has(name) || used.has(ofName(name.split(" ")[0] ?? "", ALL));
    return exported.filter((name) => !isUsed(name));
}

/** What a file declares and exports; what it only passes on is judged where it is declared. */
function namesOf(source: ts.SourceFile): string[] {
    return source.statements.flatMap((statement) => {
        const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
        if (!modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
        if (ts.isVariableStatement(statement)) {
            return statement.declarationList.declarations.flatMap(({ name }) => boundBy(name));
        }
        const { name } = statement as ts.DeclarationStatement;
        return name === undefined ? [] : [name.text];
    });
}

function boundBy(name: ts.BindingName): string[] {
    if (ts.isIdentifier(name)) return [name.text];
    return name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundBy(element.name) : []));
}

/** Pairs of a specifier and a name that a file takes from there. */
function usesOf(source: ts.SourceFile): (readonly [string, string])[] {
    const uses: (readonly [string, string])[] = [];
    const take = (from: ts.Node | undefined, names: readonly string[]): void => {
        if (from === undefined || !ts.isStringLiteralLike(from)) return;
        uses.push(...names.map((name) => [from.text, name] as const));
    };
    const visit = (node: ts.Node): void => {
        if (ts.isImportDeclaration(node))
            take(
                node.moduleSpecifier,
                node.importClause?.namedBindings ? listed(node.importClause.namedBindings) : [],
            );
        if (ts.isExportDeclaration(node)) take(node.moduleSpecifier, listed(node.exportClause));
        if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
            take(node.argument.literal, [node.qualifier?.getText().split(".")[0] ?? ALL]);
        }
        if (ts.isCallExpression(node)) take(node.arguments[0], loads(node) ? [ALL] : []);
        for (const comment of ts.getJSDocCommentsAndTags(node)) if (comment.parent === node) visit(comment);
        ts.forEachChild(node, visit);
    };
    visit(source);
    // Comments before the last one of a node are in no tree; the emulator's page names its types there.
    for (const [, from, name] of source.text.matchAll(/import\("([^"]+)"\)\.(\w+)/g)) {
        if (from !== undefined && name !== undefined) uses.push([from, name]);
    }
    return uses;
}

function listed(names: ts.NamedImportBindings | ts.NamedExportBindings | undefined): string[] {
    if (names === undefined) return [ALL];
    if (!ts.isNamedImports(names) && !ts.isNamedExports(names)) return [ALL];
    return names.elements.map(({ name, propertyName }) => (propertyName ?? name).text);
}

function loads({ expression }: ts.CallExpression): boolean {
    return expression.kind === ts.SyntaxKind.ImportKeyword || expression.getText() === "require";
}
