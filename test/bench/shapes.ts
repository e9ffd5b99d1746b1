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
  }),
  ...shapes("ordinary", "powershell", {
    "PowerShell pipelines": repeated(PIPELINE),
    "PowerShell deletions": repeated("Remove-Item out/a.txt\n"),
  }),
  ...shapes("ordinary", "cmd", { "cmd.exe": repeated("dir & copy a b & ") }),
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
  }),
  ...shapes("hostile", "cmd", { "cmd.exe variables": repeated("set a=%a%%a%&") }),
];
