/**
 * What the sources say of names that programs use: their types, and their comments as descriptions. Nothing is written
 * a second time for the schema.
 */
import path from "node:path";
import ts from "typescript";

const ROOT = path.resolve(__dirname, "../../..");

/** A property as a class or an interface declares it. */
export interface Declared {
    readonly name: string;
    readonly description: string;
    readonly type: ts.Type;
    readonly isOptional: boolean;
    /** The name of what declares it. */
    readonly owner: string;
}

/** The sources, with the compiler's understanding of them. */
export class Source {
    readonly checker: ts.TypeChecker;
    private readonly program: ts.Program;

    /** @param files by their paths from the root; what they import is read too, but for other packages */
    constructor(files: readonly string[]) {
        const options: ts.CompilerOptions = {
            target: ts.ScriptTarget.ES2022,
            lib: ["lib.es2023.d.ts"],
            module: ts.ModuleKind.Node20,
            strict: true,
            types: [],
        };
        const host = ts.createCompilerHost(options);
        const { fileExists } = host;
        // Inputs and outputs are read by what is in them: the SDK's own types are not needed.
        host.fileExists = (name) => fileExists(name) && !/node_modules(?!.*[/\\]typescript[/\\])/.test(name);
        const names = files.map((file) => path.join(ROOT, file));
        this.program = ts.createProgram(names, options, host);
        this.checker = this.program.getTypeChecker();
    }

    /** The description of a class, an interface or a function. */
    descriptionOf(file: string, name: string): string {
        return this.textOf(this.exported(file, name));
    }

    /** The properties of an interface, with those that it inherits. */
    propertiesOf(file: string, name: string): Declared[] {
        return this.propertiesOfType(this.checker.getDeclaredTypeOfSymbol(this.exported(file, name)));
    }

    /** The outputs of a resource's class, in their order. */
    outputsOf(file: string, name: string): Declared[] {
        const declaration = this.exported(file, name).declarations?.find(ts.isClassDeclaration);
        const members = declaration?.members.filter(ts.isPropertyDeclaration) ?? [];
        return members
            .filter((member) => ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Ambient)
            .map((member) => this.declared(member, name));
    }

    /** The properties of an object's type. */
    propertiesOfType(type: ts.Type): Declared[] {
        return this.checker.getPropertiesOfType(type).map((symbol) => {
            const declaration = symbol.declarations?.[0];
            if (declaration === undefined || !ts.isPropertySignature(declaration)) {
                throw new Error(`${symbol.name} is declared in a way that the schema does not know`);
            }
            return this.declared(declaration, ownerOf(declaration));
        });
    }

    /**
     * The text of a symbol's comment: each paragraph on a line, links as the names that they lead to, and without
     * citations, which lead a reader of the registry nowhere.
     */
    textOf(symbol: ts.Symbol): string {
        return ts
            .displayPartsToString(symbol.getDocumentationComment(this.checker))
            .replace(/\{@link ([^}]+?)\s*\}/g, "`$1`")
            .replace(/(?<!\n)\n(?!\n)/g, " ")
            .replace(/ \((?:graph-api|graph-api-settings|pulumi)\.md §[\d.]+\)/g, "")
            .trim();
    }

    private declared(node: ts.PropertySignature | ts.PropertyDeclaration, owner: string): Declared {
        const symbol = this.checker.getSymbolAtLocation(node.name);
        const written = node.type && valueIn(node.type);
        if (symbol === undefined || written === undefined) {
            throw new Error(`${owner}.${node.name.getText()} has no type`);
        }
        const type = this.checker.getTypeFromTypeNode(written);
        const mayBeAbsent =
            node.questionToken !== undefined ||
            (type.isUnion() && type.types.some(({ flags }) => flags & ts.TypeFlags.Undefined));
        const description = this.textOf(symbol);
        if (description === "") throw new Error(`${owner}.${symbol.name} has no comment`);
        return { name: symbol.name, description, type, isOptional: mayBeAbsent, owner };
    }

    private exported(file: string, name: string): ts.Symbol {
        const source = this.program.getSourceFile(path.join(ROOT, file));
        const module = source && this.checker.getSymbolAtLocation(source);
        const found = module && this.checker.getExportsOfModule(module).find((each) => each.name === name);
        if (found === undefined) throw new Error(`${file} does not export ${name}`);
        return found.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(found) : found;
    }
}

/** What an `Input<…>` or an `Output<…>` has in it. */
function valueIn(node: ts.TypeNode): ts.TypeNode {
    if (!ts.isTypeReferenceNode(node) || !ts.isIdentifier(node.typeName)) return node;
    const [inner] = node.typeArguments ?? [];
    return inner !== undefined && /^(Input|Output)$/.test(node.typeName.text) ? inner : node;
}

/** The interface that a property is of; of a nameless type, the property that has it. */
function ownerOf({ parent }: ts.Node): string {
    if (ts.isInterfaceDeclaration(parent)) return parent.name.text;
    for (let node = parent; node !== undefined; node = node.parent) {
        if (ts.isPropertySignature(node)) return node.name.getText();
    }
    return "";
}
