/**
 * Loads `engine.cjs`, with what V8 compiled of it the last time: compiling takes most of a program's start. The copy
 * lies beside the engine, where who may write could write the engine as well; V8 itself refuses what another version
 * of it has compiled. Where the folder cannot be written, as in strong mode, every start compiles anew.
 */
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Script } from "node:vm";
import type * as programs from "./programs.ts";

/** Long enough for a service to have used what it uses for every act: that is then compiled as well. */
const AFTER_MS = 5000;

/** An engine's text as a function that is called with what a module of Node's gets. */
export function asModule(source: string): string {
  return `(function (exports, require, module, __filename, __dirname) {${source}\n})`;
}

/** Text of the engine at `file`: the build keeps it to one byte a character. Throws what the file system throws. */
export function readEngine(file: string): string {
  return readFileSync(file, "latin1");
}

/** What V8 has compiled of the engine at `file`; undefined where nothing, or nothing that can be relied on, is there. */
export function readCompiled(file: string): Buffer | undefined {
  try {
    const cache = cacheOf(file);
    const { mode, uid } = statSync(cache);
    if (process.platform !== "win32" && ((mode & 0o022) !== 0 || uid !== statSync(file).uid)) return undefined;
    const content = readFileSync(cache);
    const key = keyOf(file);
    return content.subarray(0, key.length).equals(key) ? content.subarray(key.length) : undefined;
  } catch {
    return undefined;
  }
}

/** The programs of the engine beside this file. */
export function engine(): typeof programs {
  const file = join(__dirname, "engine.cjs");
  const compiled = readCompiled(file);
  const script = new Script(asModule(readEngine(file)), {
    filename: file,
    ...(compiled && { cachedData: compiled }),
  });
  if (!compiled || script.cachedDataRejected) keepCompiled(file, script);
  const module_ = { exports: {} as typeof programs };
  script.runInThisContext()(module_.exports, require, module_, file, dirname(file));
  return module_.exports;
}

/** Writes down what is compiled by the time that the program ends, or has run for a while. */
function keepCompiled(file: string, script: Script): void {
  let kept = false;
  const keep = () => {
    if (kept) return;
    kept = true;
    const draft = `${cacheOf(file)}.${process.pid}`;
    try {
      writeFileSync(draft, Buffer.concat([keyOf(file), script.createCachedData()]), { mode: 0o600, flag: "wx" });
      renameSync(draft, cacheOf(file));
    } catch {
      rmSync(draft, { force: true });
    }
  };
  setTimeout(keep, AFTER_MS).unref();
  process.once("exit", keep);
}

function cacheOf(file: string): string {
  return `${file}.${process.versions.modules}.cache`;
}

/** Tells apart builds of the engine, and engines that compile. */
function keyOf(file: string): Buffer {
  const { size, mtimeMs } = statSync(file);
  return Buffer.from(`${process.version} ${process.arch} ${size} ${mtimeMs}\n`);
}
