/** Random shell texts from a small grammar: quoting, expansions, redirects, lists, compounds, here-documents, edits. */

/** mulberry32: the same seed, the same texts. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export class Grammar {
  private depth = 0;

  constructor(private readonly next: () => number) {}

  text(): string {
    let text = this.list();
    // Now and then a small accident: most are still valid, and read differently than they look.
    if (this.chance(0.15)) {
      const at = Math.floor(this.next() * text.length);
      const cut = this.chance(0.5) ? 1 : 0;
      text =
        text.slice(0, at) +
        this.pick(["", " ", "\\", "'", '"', ";", "&", "#", "\n", "$", "{", "}", ")", ">&-", "!", "="]) +
        text.slice(at + cut);
    }
    return text;
  }

  private list(): string {
    let text = this.statement();
    for (let i = 0; i < 2 && this.chance(0.55); i++)
      text += this.pick(["; ", " && ", " || ", "\n", " | ", "; ", " & ", "\n\n", " ;"]) + this.statement();
    return text;
  }

  private statement(): string {
    if (++this.depth > 4 || this.chance(0.68)) {
      const command = this.command();
      this.depth--;
      return command;
    }
    const text = this.pick<() => string>([
      () => `if ${this.list()}; then ${this.list()}; else ${this.list()}; fi`,
      () => `for i in ${this.words()}; do ${this.list()}; rm "$i"; done`,
      () => `while ${this.command()}; do ${this.list()}; break; done`,
      () => `case ${this.word()} in ${this.plain()}|x*) ${this.list()};; *) ${this.list()};; esac`,
      () => `(${this.list()})`,
      () => `{ ${this.list()}; }`,
      () => `f() { ${this.list()}; rm "$1"; }; f ${this.words()}`,
      () => `! ${this.command()}`,
      () => `(cd ${this.pick(["a", "b", "/w", "a/b", "nowhere", ".."])} && ${this.list()})`,
      () => `cd ${this.pick(["a", "b", "/w", "a/b", "nowhere", "..", "-"])}`,
      () => `v=${this.word()}`,
      () => `export w=${this.word()} v=${this.plain()}`,
      () => `set -- ${this.words()}`,
      () => `${this.command()} <<E\n${this.plain()} $v $(${this.command()})\nE\n`,
      () => `${this.command()} <<'E'\n$(rm no)\nE\n`,
      () => `a=(${this.words()}); rm "\${a[@]}"`,
      () => `unset v`,
      () => `read v <<< ${this.plain()}`,
      () => `alias x='rm y'; ${this.command()}`,
      () => `[[ -f ${this.word()} ]] && ${this.command()}`,
      () => `((1)) && ${this.command()}`,
    ])();
    this.depth--;
    return text;
  }

  private command(): string {
    const before = this.chance(0.15) ? `${this.pick(["v", "w"])}=${this.word()} ` : "";
    const early = this.chance(0.08) ? `${this.redirect()} ` : "";
    const name = this.pick(["rm", "ls", "cp", "git", "r''m", 'r"m"', "\\rm", "$'rm'", "$c", "{rm,-f}", "rm"]);
    const late = this.chance(0.2) ? ` ${this.redirect()}` : "";
    return `${before}${early}${name} ${this.words()}${late}`;
  }

  private redirect(): string {
    return this.pick([">o", ">>o", "2>&1", "3>&-", "&>o", "<<<x", "2>o", ">|o", "1>&2", "</dev/null", "{d}>o"]);
  }

  private words(): string {
    let text = this.word();
    for (let i = 0; i < 3 && this.chance(0.45); i++) text += ` ${this.word()}`;
    return text;
  }

  private word(): string {
    let text = this.part();
    for (let i = 0; i < 2 && this.chance(0.3); i++) text += this.part();
    return text;
  }

  private part(): string {
    return this.pick<() => string>([
      () => this.plain(),
      () => this.plain(),
      () => "-rf",
      () => `'${this.pick(["", "s q", "$v", "#", "\\", ";"])}'`,
      () => `"${this.pick(["", "d q", "$v", "${w}", "\\$x", "`rm b`", "$(rm c)", "a\\b", "'"])}"`,
      () => `$'${this.escapes()}'`,
      () => this.pick(["$'a\\x62'", "$'\\n'", "\\ ", "\\$", "\\'", "a#b"]),
      () => this.pick(["$v", "${v}", "$u", "${u:-d e}", "${v:+x}", "${v%b}", "${#v}", "$1", "$@", '"$@"', "$*", "$c"]),
      () => (this.depth > 2 ? "x" : `$(${this.nested(() => this.list())})`),
      () => this.pick(["{a,b}", "{1..3}", "x{,y}", "{a}", "{}", "a{b,c{d,e}}"]),
      () => this.pick(["~", "~/x", "*", "?z", "[ab]q"]),
      () => this.pick(["$((1+2))", "$(echo e f)", "$(printf '%s-' g h)", "$(pwd)", "$(echo)"]),
      () => `\`${this.pick(["rm b", "echo t"])}\``,
    ])();
  }

  private escapes(): string {
    let text = "";
    for (let i = 0; i < 3; i++)
      text += this.pick([
        "a",
        "\\x62",
        "\\x{63}",
        "\\x{",
        "\\x6",
        "\\101",
        "\\60",
        "\\u0041",
        "\\U00000042",
        "\\e",
        "\\cI",
        "\\'",
        "\\\\",
        '"',
        "\\q",
        "\\0",
        "}",
      ]);
    return text;
  }

  private nested(read: () => string): string {
    this.depth += 2;
    const text = read();
    this.depth -= 2;
    return text;
  }

  private plain(): string {
    return this.pick(["a", "b", "ab", "x1", "/t", "./y", "c.d", "k=v"]);
  }

  private chance(p: number): boolean {
    return this.next() < p;
  }

  private pick<T>(from: readonly T[]): T {
    const found = from[Math.floor(this.next() * from.length)];
    if (found === undefined) throw new RangeError("nothing to pick from");
    return found;
  }
}
