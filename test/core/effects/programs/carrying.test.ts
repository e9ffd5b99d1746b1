/** No wrapper, quoting or company makes an act look gentler than it is when it stands alone. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Decision } from "../../../../src/core/decision/decision.ts";
import { judgeIn } from "../../../support/little-world.ts";

/** Fixed, so that a failure is the change's own; raise the runs to look further. */
const SEED = 20261121;
const RANK: Readonly<Record<Decision, number>> = { allow: 0, snapshot: 1, ask: 2, deny: 3 };

interface Text {
  readonly text: string;
  /** One simple command: words may be put before it. */
  readonly simple: boolean;
}

const BARE = [
  "rm -rf ~",
  "rm -rf /",
  "rm -r -f src",
  "rm notes.txt",
  "find . -delete",
  "find ~ -type f -exec rm {} +",
  "dd if=/dev/zero of=/dev/sda",
  "shred -u notes.txt",
  "git reset --hard",
  "git clean -fdx",
  "git push --force origin main",
  "psql -h db.acme.io -c 'DROP TABLE users'",
  "terraform destroy -auto-approve",
  "curl -X DELETE https://api.acme.io/v1/users/1",
  "npm publish",
];

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
const base64 = (text: string) => Buffer.from(`${text}\n`).toString("base64");
const inAwk = (text: string) => text.replaceAll("\\", "\\\\").replaceAll('"', '\\"');

/** What takes a text. */
const AROUND: Readonly<Record<string, (text: string) => string>> = {
  "sh -c": text => `sh -c ${quoted(text)}`,
  "bash -lc": text => `bash -lc ${quoted(text)}`,
  eval: text => `eval ${quoted(text)}`,
  "echo | sh": text => `echo ${quoted(text)} | sh`,
  "here-string": text => `bash <<< ${quoted(text)}`,
  "here-document": text => `bash <<'EOF'\n${text}\nEOF`,
  "base64 | sh": text => `echo ${base64(text)} | base64 -d | sh`,
  "substituted base64": text => `bash -c "$(echo ${base64(text)} | base64 --decode)"`,
  "openssl | sh": text => `openssl base64 -d -A <<< ${base64(text).replaceAll("\n", "")} | sh`,
  "rev | sh": text => `printf %s ${quoted([...text].reverse().join(""))} | rev | sh`,
  "variable, eval": text => `x=${quoted(text)}; eval "$x"`,
  "variable, sh -c": text => `x=${quoted(text)}; sh -c "$x"`,
  "su -c": text => `su -c ${quoted(text)} root`,
  "script -qc": text => `script -qc ${quoted(text)} /dev/null`,
  watch: text => `watch -n 5 ${quoted(text)}`,
  flock: text => `flock /tmp/lock -c ${quoted(text)}`,
  trap: text => `trap ${quoted(text)} EXIT`,
  parallel: text => `parallel ::: ${quoted(text)}`,
  xargs: text => `echo a | xargs -IITEM sh -c ${quoted(text)}`,
  "awk system": text => `awk ${quoted(`BEGIN { system("${inAwk(text)}") }`)}`,
  "sed e": text => (text.includes("\n") ? text : `sed ${quoted(`1e ${text}`)} /etc/hostname`),
  "vim !": text => `vim -es -c ${quoted(`!${text}`)} -c q`,
  "gdb shell": text => `gdb -batch -ex ${quoted(`shell ${text}`)}`,
  tmux: text => `tmux new-session -d ${quoted(text)}`,
  "tmux send-keys": text => `tmux send-keys -t x ${quoted(text)} Enter`,
  hyperfine: text => `hyperfine --runs 1 ${quoted(text)}`,
  concurrently: text => `concurrently ${quoted(text)} ${quoted("npm start")}`,
  "npm exec": text => `npm exec -c ${quoted(text)}`,
  "entr -s": text => `ls | entr -s ${quoted(text)}`,
  "git alias": text => `git -c alias.x=${quoted(`!${text}`)} x`,
  "written, then run": text => `printf '%s\\n' ${quoted(text)} > /tmp/x.sh; sh /tmp/x.sh`,
  "written, then started": text => `echo ${quoted(text)} > /tmp/x.sh && chmod +x /tmp/x.sh && /tmp/x.sh`,
  "written to a makefile": text =>
    text.includes("\n")
      ? text
      : `printf 'x:\\n\\t%s\\n' ${quoted(text.replaceAll("$", "$$$$"))} > x.mk; make -f x.mk x`,
};

/** What takes a command as it stands. */
const BESIDE: Readonly<Record<string, (text: string) => string>> = {
  "; true": text => `${text}; true`,
  "true &&": text => `true && ${text}`,
  "cd . &&": text => `cd . && ${text}`,
  "echo, newline": text => `echo start\n${text}\necho done`,
  "| cat": text => `${text} | cat`,
  group: text => `{ ${text}\n}`,
  subshell: text => `(${text}\n)`,
  background: text => `{ ${text}\n} &`,
  "if true": text => `if true; then ${text}\nfi`,
  "for once": text => `for i in 1; do ${text}\ndone`,
  while: text => `while sleep 1; do ${text}\ndone`,
  case: text => `case a in a) ${text}\n;; esac`,
  function: text => `work() { ${text}\n}; work`,
  "process substitution": text => `cat <(${text}\n)`,
  substitution: text => `echo "$(${text}\n)"`,
  "to /dev/null": text => `{ ${text}\n} > /dev/null 2>&1`,
  comment: text => `# clean up\n${text}`,
  "not executed before": text => `test -e x || ${text}`,
};

/** What takes a simple command's words. */
const BEFORE = [
  "sudo",
  "sudo -u root -E",
  "doas",
  "env",
  "env -u X A=1",
  "A=1 B=2",
  "nice -n 5",
  "nohup",
  "timeout -k 5 30",
  "stdbuf -oL",
  "setsid",
  "ionice -c 3",
  "command",
  "exec",
  "time",
  "strace -f",
  "unshare -r",
  "systemd-run --user",
  "firejail --quiet",
  "cross-env A=1",
  "dotenv --",
  "xvfb-run -a",
  "doppler run --",
  "noglob",
  "command sudo",
  "mycorp-run --",
];

/** Other spellings of the first word. */
const SPELLED: Readonly<Record<string, (name: string) => string>> = {
  "backslash inside": name => `${name.charAt(0)}\\${name.slice(1)}`,
  "single quotes": name => `'${name}'`,
  "empty quotes": name => `${name.charAt(0)}""${name.slice(1)}`,
  "ANSI-C": name => `$'\\x${name.charCodeAt(0).toString(16)}'${name.slice(1)}`,
  "with its folder": name => `/usr/bin/${name}`,
  "brace built": name => `{${name},}`,
  "from a variable": name => `x=${name}; $x`,
  "by default": name => `PATH=$PATH; y=; \${y:-${name}}`,
};

type Step = (text: Text) => Text;

const STEPS: ReadonlyMap<string, Step> = new Map<string, Step>([
  ...Object.entries(AROUND).map(([name, put]): [string, Step] => [
    name,
    ({ text }) => ({ text: put(text), simple: false }),
  ]),
  ...Object.entries(BESIDE).map(([name, put]): [string, Step] => [
    name,
    ({ text }) => ({ text: put(text), simple: false }),
  ]),
  ...BEFORE.map((words): [string, Step] => [
    words,
    given => (given.simple ? { text: `${words} ${given.text}`, simple: !/^[A-Z]=/.test(words) } : given),
  ]),
  ...Object.entries(SPELLED).map(([name, spell]): [string, Step] => [
    name,
    given => (given.simple ? { text: given.text.replace(/^\w+/, spell), simple: false } : given),
  ]),
]);

/** Where something of value is: a workspace with work that git does not hold. */
const WORLD = {
  files: { "src/a.ts": "x", "notes.txt": "x" },
  git: { modified: ["src/a.ts"], untracked: ["notes.txt"] },
} as const;

async function decide(text: string): Promise<{ decision: Decision; why: string }> {
  const { decision, reasons } = await judgeIn(WORLD, { kind: "command", text });
  return { decision, why: reasons.map(({ because }) => because).join("; ") };
}

/** What got gentler, in words; undefined when nothing did. */
async function gentler(bare: string, names: readonly string[]): Promise<string | undefined> {
  const wrapped = names.reduce<Text>((text, name) => STEPS.get(name)?.(text) ?? text, { text: bare, simple: true });
  const alone = await decide(bare);
  const inside = await decide(wrapped.text);
  if (RANK[alone.decision] === 0) return `${bare} passes alone`;
  if (RANK[inside.decision] >= RANK[alone.decision]) return undefined;
  return `${alone.decision} alone, ${inside.decision} as\n${wrapped.text}\n(${names.join(", in ")}: ${inside.why})`;
}

describe("an act that must be stopped", () => {
  it.each(BARE)("is stopped in every wrapper: %s", async bare => {
    const found = await Promise.all([...STEPS.keys()].map(name => gentler(bare, [name])));
    expect(found.filter(text => text !== undefined)).toEqual([]);
  });

  it("is stopped in any two or three of them", { timeout: 60_000 }, async () => {
    const names = fc.array(fc.constantFrom(...STEPS.keys()), { minLength: 2, maxLength: 3 });
    const stopped = fc.asyncProperty(fc.constantFrom(...BARE), names, async (bare, wrappers) => {
      expect(await gentler(bare, wrappers)).toBeUndefined();
    });
    await fc.assert(stopped, { numRuns: 600, seed: SEED });
  });
});
