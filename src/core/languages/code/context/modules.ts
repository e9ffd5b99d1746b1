/**
 * Finds modules that a program loads and that the same session, or the text around the program, has written. Other
 * modules are judged by their names.
 */

import type { CodeLanguage } from "../../../effects/pack.ts";
import type { Facts } from "../../../facts/facts.ts";
import type { Scope } from "../../../places/scope.ts";
import { baseName, isAbsolute, parentOf, resolvePath } from "../../../text/paths.ts";
import { HOLE } from "../../../text/words.ts";

export interface Module {
  /** Absolute path. */
  readonly path: string;
  readonly text: string;
}

/** Where a language searches for a module. */
interface Loading {
  /** The end of its path, without an ending. */
  path(name: string): string;
  readonly endings: readonly string[];
  /** Loaded by every program that has them in its folder. */
  readonly always?: RegExp;
}

const asPath = (name: string) => name.replace(/^(?:\.{0,2}\/)+/, "");

const LOADING: Readonly<Record<CodeLanguage, Loading>> = {
  // https://docs.python.org/3/reference/import.html, and `site` for what is always loaded.
  python: {
    path: name => name.replace(/^\.+/, "").replaceAll(".", "/"),
    endings: [".py", "/__init__.py"],
    always: /^(?:site|user)customize\.py$/,
  },
  javascript: {
    path: asPath,
    endings: ["", ".js", ".cjs", ".mjs", ".ts", ".mts", "/index.js", "/index.cjs", "/index.mjs", "/index.ts"],
  },
  mongosh: { path: asPath, endings: [""] },
  ruby: { path: asPath, endings: ["", ".rb"] },
  perl: { path: name => asPath(name.replaceAll("::", "/")), endings: ["", ".pm", ".pl"] },
  php: { path: asPath, endings: [""] },
};

const LIKE_A_FILE = /\/|\.(?:py|txt|dat|conf|cfg|pl|rc)$/;

export class Modules {
  private readonly written: readonly string[];

  constructor(
    private readonly language: CodeLanguage,
    private readonly scope: Scope,
    private readonly facts: Facts,
  ) {
    const created = scope.elsewhere ? [] : (facts.around.created ?? []);
    this.written = [...new Set([...created, ...(scope.earlier?.written.keys() ?? [])])].filter(isAbsolute);
  }

  /** Undefined for one that the session has not written. */
  named(name: string): Module | undefined {
    if (this.written.length === 0) return undefined;
    const { path, endings } = LOADING[this.language];
    const end = path(name.replaceAll(HOLE, ""));
    if (end === "") return undefined;
    // The name of a file with any extension: `runpy.run_path("conf.txt")`, `do "./app.conf"`.
    const whole = `/${asPath(name.replaceAll(HOLE, ""))}`;
    return this.first(
      written =>
        endings.some(ending => written.endsWith(`/${end}${ending}`)) ||
        (LIKE_A_FILE.test(name) && written.endsWith(whole)),
    );
  }

  /** Modules that the language loads by default. */
  get always(): readonly Module[] {
    const { always } = LOADING[this.language];
    const { cwd, variables } = this.scope;
    const own = variables.get("0");
    const folders = [cwd, own ? parentOf(resolvePath(own, cwd ?? "/")) : cwd];
    const beside = this.written.filter(path => always?.test(baseName(path)) && folders.includes(parentOf(path)));
    return beside.flatMap(path => this.at(path) ?? []);
  }

  /** Whether `text` may load one of them. */
  mayBeIn(text: string): boolean {
    const { always } = LOADING[this.language];
    return this.written.some(path => {
      const name = baseName(path);
      const stem = name.replace(/\.\w+$/, "");
      return always?.test(name) || text.includes(/^(?:index|__init__)$/.test(stem) ? baseName(parentOf(path)) : stem);
    });
  }

  private first(fits: (path: string) => boolean): Module | undefined {
    const path = this.written.find(fits);
    return path === undefined ? undefined : this.at(path);
  }

  private at(path: string): Module | undefined {
    const text = this.scope.earlier?.written.get(path) ?? this.facts.ask({ kind: "text", path });
    return text === null || text === undefined ? undefined : { path, text };
  }
}
