/** Texts of any length, to measure how judging grows: what agents write every day, and what is made to stall a reader. */
import type { CommandAction } from "../../src/core/action/action.ts";

export interface Shape {
  readonly name: string;
  readonly kind: "ordinary" | "hostile";
  readonly shell: CommandAction["shell"];
  readonly text: (length: number) => string;
}

/** `middle` as often as it takes, between `before` and `after`. */
function repeated(middle: string, before = "", after = ""): Shape["text"] {
  return length => {
    const times = Math.floor((length - before.length - after.length) / middle.length);
    return before + middle.repeat(Math.max(1, times)) + after;
  };
}

/** `middle` of 0, 1, 2 … up to the length: what is named differently each time cannot be looked up. */
function counted(middle: (i: number) => string, before = "", after = ""): Shape["text"] {
  return length => {
    const parts = [before];
    for (let i = 0, left = length - before.length - after.length; left > 0; i++) {
      const part = middle(i);
      left -= part.length;
      parts.push(part);
    }
    return [...parts, after].join("");
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

const LOOP = 'for f in src/*.ts; do grep -q todo "$f" && cp "$f" "out/$f"; done\n';
const PYTHON = 'for name in os.listdir("src"):\n    print(os.path.join("src", name))\n';
const JAVASCRIPT = 'for (const name of fs.readdirSync("src")) console.log("src/" + name);\n';
const PIPELINE = "Get-ChildItem src | Where-Object { $_.Length -gt 10 } | ForEach-Object { Write-Output $_.Name }\n";

export const SHAPES: readonly Shape[] = [
  ...shapes("ordinary", "bash", {
    "one word": repeated("a", "echo "),
    arguments: repeated("src/file.ts ", "git add "),
    commands: repeated("git status; npm test && ls -la\n"),
    pipeline: repeated(" | sort", "cat a.txt"),
    loops: repeated(LOOP),
    document: repeated("a line of text, no more\n", "cat > notes.md <<'EOF'\n", "EOF"),
    deletions: repeated("rm build/a.o\n"),
    "targets of rm": repeated("src/file.ts ", "rm "),
    "python -c": repeated("print(1 + 2)\n", "python3 -c '", "'"),
    "Python document": repeated(PYTHON, "python3 - <<'EOF'\nimport os\n", "EOF"),
    "node -e": repeated("console.log(1 + 2);\n", "node -e '", "'"),
    "JavaScript document": repeated(JAVASCRIPT, "node <<'EOF'\nconst fs = require('fs');\n", "EOF"),
    SQL: repeated("select a from b where c = 1; ", 'psql -c "', '"'),
    "rows in SQL": repeated("(1, 'a', null), ", 'psql -c "insert into a values ', '(1, 2, 3)"'),
    "CTEs in SQL": counted(
      i => `a${i} as (select b from c where d in (select ${i})), `,
      'psql -c "with ',
      'z as (select 1) select 1"',
    ),
    documents: counted(i => `cat > out/f${i}.txt <<'E'\na line of text\nE\n`),
    functions: counted(i => `f${i}() { echo "$1"; grep -q a${i} b; }\n`),
    "calls of functions": counted(i => `f x${i} y; `, 'f() { local a=$1; echo "$a" "$2"; }; '),
    conditions: counted(i => `if [ -f a${i} ]; then v${i}=1; else v${i}=2; fi\n`),
    case: counted(i => `  a${i}|b${i}) v${i}=1; touch out/${i} ;;\n`, 'case "$1" in\n', "esac\n"),
    "folders and variables": counted(i => `cd d${i} && v${i}=$PWD && ls $v${i} && `, "", "pwd"),
    substitutions: counted(i => `v${i}=$(git rev-parse HEAD~${i})\n`),
    redirects: counted(i => `echo a > out/f${i}.log; `),
    JSON: counted(i => `"k${i}": {"a": [1, {"b": "c"}]}, `, "curl https://api.example.com/x -d '{", `"z": 1}'`),
    "Python dictionary": counted(i => `"k${i}": {"a": ${i}, "b": [1, 2]},\n`, "python3 - <<'E'\nd = {", "}\nE\n"),
    "minified JavaScript": repeated("function a(b){var d=b.e(c),f=d?g:h;return f.i(j=>j.k+1)};", "node -e '", "'"),
    base64: repeated("QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=\n", "base64 -d > x.bin <<'E'\n", "E\n"),
    "objects of a cluster": counted(
      i => `kind: Pod\nmetadata:\n  name: p${i}\n---\n`,
      "kubectl apply -f - <<'E'\n",
      "E\n",
    ),
  }),
  ...shapes("ordinary", "powershell", {
    "PowerShell pipelines": repeated(PIPELINE),
    "PowerShell deletions": repeated("Remove-Item out/a.txt\n"),
    "PowerShell filters": repeated(" | Where-Object { $_.A -gt 1 }", "Get-ChildItem"),
    "PowerShell variables": counted(i => `$v${i} = "$v${i - 1}x"; Get-Item $v${i}; `),
  }),
  ...shapes("ordinary", "cmd", {
    "cmd.exe": repeated("dir & copy a b & "),
    "cmd.exe conditions": counted(i => `if exist f${i} set v${i}=x & `, "", "dir"),
  }),
  ...shapes("hostile", "bash", {
    "nested (": repeated("("),
    "nested $(": repeated("$(", "echo "),
    "nested <(": repeated("cat <("),
    "nested ${": repeated("${a:-", "echo "),
    backticks: repeated("echo `"),
    "open quote": repeated("x y ", 'echo "'),
    "open document": repeated("a $b `c`\n", "cat <<EOF\n"),
    braces: repeated("{a,b}", "echo "),
    patterns: repeated("*a?[b] ", "rm "),
    moves: repeated("mv a b\n"),
    assignments: length => Array.from({ length: length / 10 }, (_, i) => `a${i}=b; `).join(""),
    "values that double": repeated("a=x$a$a; "),
    "a long value again and again": repeated("$a", `a=${"x".repeat(60)}; a=$a$a$a$a$a$a$a$a; echo `),
    "parameters shifted away": repeated("shift; ", `set -- ${"a ".repeat(400)}; `),
    "references to names": counted(i => `declare -n a${i}=b${i}; `),
    aliases: counted(i => `alias a${i}=a${i + 1}; `, "", "a0"),
    "functions that call two": counted(i => `f${i}() { f${i + 1}; f${i + 1}; }; `, "", "f0"),
    "loops in loops": nested("for i in a b; do ", "echo $i; ", "done; ", 12),
    "loops without end in each other": nested("while read x; do ", "a=$x; ", "done; ", 25),
    "documents for shells in documents": nested("bash <<'A'\n", "echo a\n", "A\n", 8),
    "ranges in braces": repeated("{1..9} ", "touch f"),
    "aliases in YAML": repeated("- *a\n", "kubectl delete -f - <<'E'\nx: &a y\nz:\n", "E\n"),
    "values of make that double": repeated("A := $(A)$(A)\n", "make -f - <<'E'\nA := x\n", "all:\n\techo $(A)\nE\n"),
    "values of make out of each other": counted(
      i => `A${i + 1} = $(A${i})$(A${i})\n`,
      "make -f - <<'E'\nA0 = x\nall:\n\techo $(A40)\n",
      "E\n",
    ),
    "parameters that double": repeated('set -- "$@" "$@"; ', "set -- a b; ", 'rm "$@"'),
    "aliases of two": counted(i => `alias a${i}='a${i + 1}; a${i + 1}'; `, "", "a0"),
    "folders without end": repeated("a/", "rm "),
    wrappers: repeated("env A=b ", "", "ls"),
    NUL: repeated("a\0b "),
    "marks nobody sees": repeated("rm \u202e\u200b a; "),
    "Python brackets": repeated("([{", "python3 -c '", "'"),
    "Python garbage": repeated("def a ) ] 1 = $ ?\n", "python3 -c '", "'"),
    "JavaScript brackets": repeated("([{", "node -e '", "'"),
    "JavaScript calls": repeated("f(", "node -e '", "'"),
    "SQL brackets": repeated("(", 'psql -c "select ', '"'),
    "SQL garbage": repeated("delete from ( where ; with ", 'psql -c "', '"'),
  }),
  ...shapes("hostile", "powershell", {
    "PowerShell (": repeated("("),
    "PowerShell garbage": repeated("@{ a = ( ] ; if { $x. "),
    "PowerShell sums": repeated("$a=$a+"),
    "PowerShell values that double": repeated('$a="x$a$a"; '),
    "PowerShell lists that double": repeated("$a=@($a,$a,1); "),
  }),
  ...shapes("hostile", "cmd", {
    "cmd.exe variables": repeated("set a=%a%%a%&"),
    "cmd.exe values that double": repeated("set a=%a%%a%&", "set a=x&"),
  }),
];
