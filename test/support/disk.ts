/** Lays out a disk in memory, as facts that the core may ask for: files, links, and one git work tree. */
import type { Fact, GitFact, StatFact, Surroundings } from "../../src/core/facts/facts.ts";
import { Facts } from "../../src/core/facts/facts.ts";

export interface Layout {
  /** Texts by absolute path. A path that ends in `/` is an empty folder. */
  readonly files?: Readonly<Record<string, string>>;
  /** Targets by the path of their link. */
  readonly links?: Readonly<Record<string, string>>;
  readonly git?: Partial<GitFact> & { readonly root: string };
  /** Paths whose facts are unknown. */
  readonly unknown?: readonly string[];
  readonly around?: Partial<Surroundings>;
}

/** Returns the facts of `layout` for somebody who works in `/home/dev/app`. */
export function disk(layout: Layout): Facts {
  const around = { roots: ["/home/dev/app"], home: "/home/dev", user: "dev", platform: "linux" as const };
  return new Facts(new Disk(layout), { ...around, ...layout.around });
}

class Disk extends Map<string, Fact> {
  constructor(private readonly layout: Layout) {
    super();
  }

  override get(key: string): Fact | undefined {
    const kind = key.slice(0, key.indexOf(":"));
    const path = key.slice(kind.length + 1);
    if (this.layout.unknown?.includes(path)) return null;
    switch (kind) {
      case "stat":
        return this.stat(path);
      case "text":
        return this.layout.files?.[this.behind(path)] ?? null;
      case "git":
        return this.git(path);
      default:
        return null;
    }
  }

  private stat(path: string): StatFact {
    const real = this.behind(path);
    const base = { size: 0, mtimeMs: 0, realpath: real };
    if (this.layout.links?.[path] !== undefined) return { ...base, type: "link" };
    const files = Object.keys(this.layout.files ?? {});
    const links = Object.keys(this.layout.links ?? {});
    const prefix = real === "/" ? "/" : `${real}/`;
    const below = [...files, ...links].filter(name => name.startsWith(prefix));
    const text = this.layout.files?.[real];
    if (below.length === 0 && text === undefined) return { ...base, type: "missing" };
    if (text !== undefined) return { ...base, type: "file", size: text.length };
    const entries = [...new Set(below.map(name => name.slice(prefix.length).split("/")[0] ?? ""))];
    return { ...base, type: "directory", entries: entries.filter(name => name !== "").sort() };
  }

  private git(path: string): GitFact | null {
    const { git } = this.layout;
    if (!git || !`${this.behind(path)}/`.startsWith(`${git.root}/`)) return null;
    return { modified: [], staged: [], untracked: [], ignored: [], stashes: 0, cut: false, ...git };
  }

  private behind(path: string): string {
    for (const [link, target] of Object.entries(this.layout.links ?? {})) {
      if (path === link || path.startsWith(`${link}/`)) return this.behind(target + path.slice(link.length));
    }
    return path;
  }
}
