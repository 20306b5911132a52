/**
 * Preloaded into the processes that tests start: what V8 makes of a module's code is kept for the next process of the same
 * command, in the folder that TESTS_CODE_CACHE names. From 22.8 on Node.js does that itself.
 */
const { createHash } = require("node:crypto");
const { readFileSync, renameSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const { deserialize, serialize } = require("node:v8");
const vm = require("node:vm");

/** What no test edits. */
const KEPT = /[\\/](node_modules|dist)[\\/].*\.c?js$/;
/** Code that is compiled here can't import anything; the TypeScript compiler has the word in its texts alone. */
const IMPORTS = /\bimport\s*\(/;
const COMPILER = /[\\/]typescript[\\/]lib[\\/]/;

const folder = process.env.TESTS_CODE_CACHE;
// A test may give a process few variables: then nothing is kept.
if (folder !== undefined) keepIn(folder);

function keepIn(folder) {
    if (Module.enableCompileCache !== undefined) {
        Module.enableCompileCache(folder);
        return;
    }
    const file = path.join(folder, `code-${digestOf(process.argv[1] ?? "")}`);
    const known = readKept(file);
    const made = new Map();

    const compile = Module.prototype._compile;
    Module.prototype._compile = function (content, filename, ...rest) {
        const script = mayKeep(content, filename) ? scriptOf(content, filename) : undefined;
        if (script === undefined) return compile.call(this, content, filename, ...rest);
        const run = script.runInThisContext();
        const own = Module.createRequire(filename);
        return run.call(this.exports, this.exports, own, this, filename, path.dirname(filename));
    };
    // An engine kills a provider that it needs no more.
    setTimeout(keep, 200).unref();
    process.on("exit", keep);

    function scriptOf(content, filename) {
        // V8 itself compares no more than lengths.
        const key = `${filename} ${digestOf(content)}`;
        const cachedData = known.get(key);
        try {
            const script = new vm.Script(Module.wrap(content), { filename, cachedData });
            if (cachedData === undefined || script.cachedDataRejected) made.set(key, script);
            return script;
        } catch {
            // An ES module.
            return undefined;
        }
    }

    function keep() {
        if (made.size === 0) return;
        for (const [key, script] of made) known.set(key, script.createCachedData());
        made.clear();
        // Another process may be at it: either's will do.
        const own = `${file}.${process.pid}`;
        try {
            writeFileSync(own, serialize(known));
            renameSync(own, file);
        } catch {
            // The run that the folder is of has ended.
        }
    }
}

function readKept(file) {
    try {
        return deserialize(readFileSync(file));
    } catch {
        return new Map();
    }
}

function mayKeep(content, filename) {
    if (!KEPT.test(filename) || content.startsWith("#!")) return false;
    return COMPILER.test(filename) || !IMPORTS.test(content);
}

function digestOf(text) {
    return createHash("sha1").update(text).digest("hex");
}
