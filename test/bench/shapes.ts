/**
 * Texts of any length, to measure how judging grows: what agents write every day, and what is made to stall a reader.
 * Wherever `§` stands, each round has a name of its own: a text that was judged before says nothing about the first time.
 */
import type { CommandAction } from "../../src/core/action/action.ts";

export interface Shape {
  readonly name: string;
  readonly kind: "ordinary" | "hostile";
  readonly shell: CommandAction["shell"];
  readonly text: (length: number, round: number) => string;
}

/** Without vowels, so that no name is a word of a language. */
const LETTERS = "bcdfghjklmnpqrstvwxz";

/** Names of two letters: texts of all rounds are equally long. */
function named(text: string, round: number): string {
  return text.replaceAll("§", `z${LETTERS.charAt(round % LETTERS.length)}`);
}

/** `middle` as often as it takes, between `before` and `after`. */
function repeated(middle: string, before = "", after = ""): Shape["text"] {
  return (length, round) => {
    const [start, each, end] = [named(before, round), named(middle, round), named(after, round)];
    const times = Math.floor((length - start.length - end.length) / each.length);
    return start + each.repeat(Math.max(1, times)) + end;
  };
}

/** `middle` of 0, 1, 2 … up to the length: what is named differently each time cannot be looked up. */
function counted(middle: (i: number) => string, before = "", after = ""): Shape["text"] {
  return (length, round) => {
    const parts = [before];
    for (let i = 0, left = length - before.length - after.length; left > 0; i++) {
      const part = named(middle(i), round);
      left -= part.length;
      parts.push(part);
    }
    return named([...parts, after].join(""), round);
  };
}

/** `middle` as often as it takes, inside of `levels` pairs of `open` and `close`. */
function nested(open: string, middle: string, close: string, levels: number): Shape["text"] {
  return repeated(middle, open.repeat(levels), close.repeat(levels));
}

function shapes(
  kind: Shape["kind"],
  shell: Shape["shell"],
  texts: Readonly<Record<string, Shape["text"]>>,
): readonly Shape[] {
  return Object.entries(texts).map(([name, text]) => ({ name, kind, shell, text }));
}

const LOOP = 'for f in src/*.ts; do grep -q § "$f" && cp "$f" "out/$f"; done\n';
const PYTHON = 'for name in os.listdir("src"):\n    print(os.path.join("§", name))\n';
const JAVASCRIPT = 'for (const name of fs.readdirSync("src")) console.log("§/" + name);\n';
const PIPELINE = "Get-ChildItem src | Where-Object { $_.Length -gt 10 } | ForEach-Object { Write-Output §, $_.Name }\n";

export const SHAPES: readonly Shape[] = [
  ...shapes("ordinary", "bash", {
    "one word": repeated("a", "echo §"),
    arguments: repeated("src/§.ts ", "git add "),
    commands: repeated("git status; npm test § && ls -la\n"),
    pipeline: repeated(" | sort", "cat §.txt"),
    loops: repeated(LOOP),
    document: repeated("a line of text, no § more\n", "cat > notes.md <<'EOF'\n", "EOF"),
    addresses: counted(i => `https://§${i}.example.com/a `, "curl -d @§.json -F f=@§.txt "),
    deletions: repeated("rm build/§.o\n"),
    "targets of rm": repeated("src/§.ts ", "rm "),
    "python -c": repeated("print(1 + §)\n", "python3 -c '", "'"),
    "Python document": repeated(PYTHON, "python3 - <<'EOF'\nimport os\n", "EOF"),
    "node -e": repeated("console.log(1 + §);\n", "node -e '", "'"),
    "JavaScript document": repeated(JAVASCRIPT, "node <<'EOF'\nconst fs = require('fs');\n", "EOF"),
    SQL: repeated("select a from § where c = 1; ", 'psql -c "', '"'),
    "rows in SQL": repeated("(1, '§', null), ", 'psql -c "insert into a values ', '(1, 2, 3)"'),
    "CTEs in SQL": counted(
      i => `a${i} as (select b from § where d in (select ${i})), `,
      'psql -c "with ',
      'z as (select 1) select 1"',
    ),
    documents: counted(i => `cat > §/f${i}.txt <<'E'\na line of text\nE\n`),
    functions: counted(i => `f${i}() { echo "$1"; grep -q §${i} b; }\n`),
    "calls of functions": counted(i => `f §${i} y; `, 'f() { local a=$1; echo "$a" "$2"; }; '),
    conditions: counted(i => `if [ -f §${i} ]; then v${i}=1; else v${i}=2; fi\n`),
    case: counted(i => `  a${i}|b${i}) v${i}=1; touch §/${i} ;;\n`, 'case "$1" in\n', "esac\n"),
    "folders and variables": counted(i => `cd §${i} && v${i}=$PWD && ls $v${i} && `, "", "pwd"),
    substitutions: counted(i => `v${i}=$(git rev-parse §~${i})\n`),
    redirects: counted(i => `echo a > §/f${i}.log; `),
    JSON: counted(i => `"k${i}": {"a": [1, {"b": "§"}]}, `, "curl https://api.example.com/x -d '{", `"z": 1}'`),
    "Python dictionary": counted(i => `"k${i}": {"§": ${i}, "b": [1, 2]},\n`, "python3 - <<'E'\nd = {", "}\nE\n"),
    "minified JavaScript": repeated("function §(b){var d=b.e(c),f=d?g:h;return f.i(j=>j.k+1)};", "node -e '", "'"),
    base64: repeated("QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=\n", "base64 -d > §.bin <<'E'\n", "E\n"),
    "objects of a cluster": counted(
      i => `kind: Pod\nmetadata:\n  name: §${i}\n---\n`,
      "kubectl apply -f - <<'E'\n",
      "E\n",
    ),
  }),
  ...shapes("ordinary", "powershell", {
    "PowerShell pipelines": repeated(PIPELINE),
    "PowerShell deletions": repeated("Remove-Item out/§.txt\n"),
    "PowerShell filters": repeated(" | Where-Object { $_.A -gt 1 }", "Get-ChildItem §"),
    "PowerShell variables": counted(i => `$v${i} = "$v${i - 1}§"; Get-Item $v${i}; `),
  }),
  ...shapes("ordinary", "cmd", {
    "cmd.exe": repeated("dir & copy § b & "),
    "cmd.exe conditions": counted(i => `if exist §${i} set v${i}=x & `, "", "dir"),
  }),
  ...shapes("hostile", "bash", {
    "nested (": repeated("(", "echo §\n"),
    "nested $(": repeated("$(", "echo § "),
    "nested <(": repeated("cat <(", "echo §\n"),
    "nested ${": repeated("${a:-", "echo § "),
    backticks: repeated("echo `", "echo §\n"),
    "open quote": repeated("x § y ", 'echo "'),
    "open document": repeated("a $b `§`\n", "cat <<EOF\n"),
    braces: repeated("{a,b}", "echo §"),
    patterns: repeated("*§?[b] ", "rm "),
    moves: repeated("mv § b\n"),
    assignments: counted(i => `a${i}=§; `),
    "values that double": repeated("a=§$a$a; "),
    "a long value again and again": repeated("$a", `a=${"§".repeat(30)}; a=$a$a$a$a$a$a$a$a; echo `),
    "parameters shifted away": repeated("shift; ", `set -- ${"§ ".repeat(400)}; `),
    "references to names": counted(i => `declare -n a${i}=§${i}; `),
    aliases: counted(i => `alias §${i}=§${i + 1}; `, "", "§0"),
    "functions that call two": counted(i => `§${i}() { §${i + 1}; §${i + 1}; }; `, "", "§0"),
    "loops in loops": nested("for i in a b; do ", "echo § $i; ", "done; ", 12),
    "loops without end in each other": nested("while read x; do ", "a=§$x; ", "done; ", 25),
    "documents for shells in documents": nested("bash <<'A'\n", "echo §\n", "A\n", 8),
    "ranges in braces": repeated("{1..9} ", "touch §"),
    "aliases in YAML": repeated("- *a\n", "kubectl delete -f - <<'E'\nx: &a §\nz:\n", "E\n"),
    "values of make that double": repeated("A := $(A)$(A)\n", "make -f - <<'E'\nA := §\n", "all:\n\techo $(A)\nE\n"),
    "values of make out of each other": counted(
      i => `A${i + 1} = $(A${i})$(A${i})\n`,
      "make -f - <<'E'\nA0 = §\nall:\n\techo $(A40)\n",
      "E\n",
    ),
    "parameters that double": repeated('set -- "$@" "$@"; ', "set -- § b; ", 'rm "$@"'),
    "aliases of two": counted(i => `alias §${i}='§${i + 1}; §${i + 1}'; `, "", "§0"),
    "folders without end": repeated("a/", "rm §"),
    wrappers: repeated("env A=§ ", "", "ls"),
    NUL: repeated("a\0§ "),
    "marks nobody sees": repeated("rm \u202e\u200b §; "),
    "Python brackets": repeated("([{", "python3 -c '§", "'"),
    "Python garbage": repeated("def § ) ] 1 = $ ?\n", "python3 -c '", "'"),
    "JavaScript brackets": repeated("([{", "node -e '§", "'"),
    "JavaScript calls": repeated("§(", "node -e '", "'"),
    "SQL brackets": repeated("(", 'psql -c "select § ', '"'),
    "SQL garbage": repeated("delete from ( § where ; with ", 'psql -c "', '"'),
  }),
  ...shapes("hostile", "powershell", {
    "PowerShell (": repeated("(", "echo §\n"),
    "PowerShell garbage": repeated("@{ § = ( ] ; if { $x. "),
    "PowerShell sums": repeated("$§=$§+"),
    "PowerShell values that double": repeated('$a="§$a$a"; '),
    "PowerShell lists that double": repeated('$a=@($a,$a,"§"); '),
  }),
  ...shapes("hostile", "cmd", {
    "cmd.exe variables": repeated("set §=%§%%§%&"),
    "cmd.exe values that double": repeated("set a=%a%%a%&", "set a=§&"),
  }),
];
