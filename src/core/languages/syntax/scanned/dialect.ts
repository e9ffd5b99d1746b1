/** The differences between the scanned languages that matter for reading calls. */

export interface ScannedDialect {
  readonly comments: readonly ("#" | "//" | "--" | "/*")[];
  /** Prefixes of variables: `$x`, `@x`. */
  readonly signs: string;
  /** The operator that concatenates texts. */
  readonly concat: "." | "+" | "..";
  /** Between an object and its member. */
  readonly members: readonly string[];
  /** What strings in double quotes fill in: `$x`, `#{…}`. */
  readonly fills: "signs" | "braces" | "none";
  /** `name arg, arg` is a call. */
  readonly bareCalls: boolean;
  /** Blocks end with `end`. */
  readonly endsBlocks: boolean;
  /** Quoting operators such as `q{…}` and `%w[…]`: by letters, or after a percent sign. */
  readonly quoting: "" | "letters" | "percent";
  /** Backticks run a command; otherwise they delimit a string. */
  readonly backticksRun: boolean;
  /** A slash where a value may stand starts a pattern. */
  readonly patterns: boolean;
  readonly heredoc: "" | "<<" | "<<<";
}

export const RUBY: ScannedDialect = {
  comments: ["#"],
  signs: "$@",
  concat: "+",
  members: [".", "&."],
  fills: "braces",
  bareCalls: true,
  endsBlocks: true,
  quoting: "percent",
  backticksRun: true,
  patterns: true,
  heredoc: "<<",
};

export const PERL: ScannedDialect = {
  comments: ["#"],
  signs: "$@%",
  concat: ".",
  members: ["->"],
  fills: "signs",
  bareCalls: true,
  endsBlocks: false,
  quoting: "letters",
  backticksRun: true,
  patterns: true,
  heredoc: "<<",
};

export const PHP: ScannedDialect = {
  comments: ["#", "//", "/*"],
  signs: "$",
  concat: ".",
  members: ["->", "?->"],
  fills: "signs",
  bareCalls: false,
  endsBlocks: false,
  quoting: "",
  backticksRun: true,
  patterns: false,
  heredoc: "<<<",
};

/** JavaScript and Python as scanned languages, for texts that their own grammars cannot parse. */
export const BROKEN_JAVASCRIPT: ScannedDialect = {
  comments: ["//", "/*"],
  signs: "",
  concat: "+",
  members: [".", "?."],
  fills: "none",
  bareCalls: false,
  endsBlocks: false,
  quoting: "",
  backticksRun: false,
  patterns: true,
  heredoc: "",
};

export const BROKEN_PYTHON: ScannedDialect = {
  ...BROKEN_JAVASCRIPT,
  comments: ["#"],
  members: ["."],
  patterns: false,
};
