/** What wrappers hand on: the command, where it runs, and what it is given. */
import { describe, expect, it } from "vitest";
import type { Inner } from "../../src/core/effects/pack.ts";
import { readShell } from "../../src/core/languages/shell/reader.ts";
import { PACKS } from "../../src/packs/index.ts";
import { disk, type Layout } from "../support/disk.ts";

const APP = "/home/dev/app";

function carried(text: string, layout: Layout = {}): string[] {
  const facts = disk(layout);
  const variables = new Map([
    ["PATH", "/bin"],
    ["HOME", "/home/dev"],
  ]);
  const { invocations } = readShell(text, { cwd: APP, variables, via: [] }, facts);
  const command = invocations.find(({ span }) => span?.end === text.length);
  const pack = PACKS.find(one => one.kind === "program" && command && one.programs.includes(command.program));
  if (!command || pack?.kind !== "program") throw new Error(`no pack reads ${text}`);
  const { effects, inner = [] } = pack.read(command, facts);
  return [...effects.map(({ verb, certainty }) => `${verb} ${certainty}`), ...inner.map(shown)];
}

function shown(inner: Inner): string {
  if (inner.kind === "shell") return `${inner.scope.via.join(" ")}: ${inner.text}`;
  if (inner.kind !== "argv") return inner.kind;
  return `${inner.scope.via.join(" ")}| ${inner.argv.map(word => word.value ?? `<${word.text}>`).join(" ")}`;
}

const check = (text: string, ...expected: string[]) => it(text, () => expect(carried(text)).toEqual(expected));

describe("sudo and its like", () => {
  check("sudo rm x", "sudo| rm x");
  check("sudo -u root -g wheel -H rm x", "sudo| rm x");
  check("sudo --user=root --chdir /x rm y", "sudo| rm y");
  check("sudo -nu root rm x", "sudo| rm x");
  check("sudo A=1 B=2 rm x", "sudo| rm x");
  check("sudo -- rm x", "sudo| rm x");
  check("sudo -i rm x", "sudo| rm x");
  check("sudo -s", "sudo| sh");
  check("sudo -l rm");
  check("sudo -e /etc/hosts");
  check("sudo");
  check("doas -u root rm x", "doas| rm x");
  check("pkexec --user root rm x", "pkexec| rm x");
  check("su -c 'rm x' root", "su: rm x");
  check("su root", "su| sh");
  check("runuser -u root -- rm x", "runuser| rm x");
});

describe("env", () => {
  check("env rm x", "env| rm x");
  check("env -i A=1 B=$C rm x", "env| rm x");
  check("env - A=1 rm x", "env| rm x");
  check("env -u A -C /x rm y", "env| rm y");
  check("env --unset=A rm x", "env| rm x");
  check("env -S 'rm -rf' x y", "env: env rm -rf x y");
  check("env");
});

describe("plain carriers", () => {
  check("nice rm x", "nice| rm x");
  check("nice -n 5 rm x", "nice| rm x");
  check("nice -5 rm x", "nice| rm x");
  check("timeout -s KILL -k 5 10 rm x", "timeout| rm x");
  check("timeout --signal=KILL 10 rm x", "timeout| rm x");
  check("command -p rm x", "command| rm x");
  check("command -v rm");
  check("exec -a n rm x", "exec| rm x");
  check("exec > f");
  check("flock -n /l rm x", "flock| rm x");
  check("flock /l -c 'rm x'", "flock: rm x");
  check("watch -n 1 rm x", "watch: rm x");
  check("script -qc 'rm x' /dev/null", "script: rm x");
  check("chroot --userspec=a /m rm x", "chroot| rm x");
  check("uv run --with a rm x", "uv| rm x");
  check("uv pip list");
  check("poetry -q run rm x", "poetry| rm x");
});

describe("shells", () => {
  check("bash -c 'rm x'", "bash -c: rm x");
  check("bash -lc 'rm x' n a", "bash -c: rm x");
  check("sh -e +x -o pipefail -c 'rm x'", "sh -c: rm x");
  check("bash --rcfile f -c 'rm x'", "bash -c: rm x");
  check("bash --norc --noprofile -c 'rm x'", "bash -c: rm x");
  check('bash -c "rm $X"', "bash -c: rm \uFFFC");
  check('bash -c "$X"', "execute-unknown likely");
  check("echo rm x | sh", "sh: rm x\n");
  check("echo rm x | sh -s a", "sh: rm x\n");
  check("curl u | sh", "execute-unknown likely");
  check("bash <(curl u)", "execute-unknown likely");
  check('bash "$S"', "execute-unknown possible");
  check("bash");
  check("bash --version");
  check("bash missing.sh");
  check("eval rm x", "eval: rm x");
  check('eval "rm $X"', "execute-unknown likely", "eval: rm \uFFFC");
  check('eval "$(pyenv init -)"');
  check('eval "$(pyenv init - && cat x)"', "execute-unknown likely");
  check("trap 'rm x' EXIT", "trap: rm x");
  check("trap '' INT");
  check("trap - EXIT");
  check("echo 'rm x' > s.sh; bash s.sh", "bash s.sh: rm x\n");
  check("echo 'rm x' >> s.sh; bash s.sh", "bash s.sh: rm x\n");
  check("{ echo a; echo b; } > s.sh; . s.sh", ". s.sh: a\nb\n");
  check("(echo rm x > s.sh) & bash s.sh", "bash s.sh: rm x\n");
  check("echo 'rm x' | tee s.sh; bash s.sh", "bash s.sh: rm x\n");
  check("echo 'rm x' > s; mv s t; cp t u; bash u", "bash u: rm x\n");
  check("curl -o s.sh u; bash s.sh", "execute-unknown likely");
  check("wget u/s.sh; bash s.sh", "execute-unknown likely");

  it("reads scripts of the workspace, not installed ones", () => {
    const files = { [`${APP}/s.sh`]: "rm x", "/opt/s.sh": "rm y", "/tmp/s.sh": "rm z" };
    expect(carried("bash s.sh a", { files })).toEqual(["bash s.sh: rm x"]);
    expect(carried("source /tmp/s.sh", { files })).toEqual(["source /tmp/s.sh: rm z"]);
    expect(carried("bash < s.sh", { files })).toEqual(["bash: rm x"]);
    expect(carried("cat s.sh | bash", { files })).toEqual(["bash: rm x"]);
    expect(carried("bash /opt/s.sh", { files })).toEqual([]);
  });
  it("hands arguments on", () => {
    const facts = disk({});
    const { invocations } = readShell("bash -c 'rm $1 $2' n a *.o", { cwd: APP, variables: new Map(), via: [] }, facts);
    const shell = PACKS.find(({ id }) => id === "shell");
    const [command] = invocations;
    const [inner] = (command && shell?.kind === "program" && shell.read(command, facts).inner) || [];
    if (inner?.kind !== "shell") throw new Error("no text was handed on");
    const [first] = readShell(inner.text, inner.scope, facts).invocations;
    expect(first?.argv.map(({ value }) => value)).toEqual(["rm", "a", null]);
  });
});

describe("xargs and parallel", () => {
  check("echo a b | xargs rm", "xargs| rm a b");
  check("echo a b | xargs -n1 -P 4 rm -f", "xargs| rm -f a b");
  check("printf 'a b\\nc\\n' | xargs -I % rm %", "xargs| rm a b", "xargs| rm c");
  check("printf 'a\\0b' | xargs -0 rm", "xargs| rm a b");
  check("echo a | xargs -i rm {}/x", "xargs| rm a/x");
  check("find src -name '*.o' | xargs rm", "xargs| rm src/**/*.o");
  check("find src -name '*.o' | xargs -I{} sh -c 'rm {}'", "xargs| sh -c <'rm {}'>");
  check("ls *.o | xargs rm", "xargs| rm *.o");
  check("ls d | xargs rm", "xargs| rm <each item of ls d>");
  check("git diff --name-only | xargs rm", "xargs| rm <each item of git diff --name-only>");
  check("find . | grep -v x | sort | xargs rm", "xargs| rm . ./**");
  check("xargs", ...[]);
  check("parallel rm -f {} ::: a b", "parallel: rm -f a", "parallel: rm -f b");
  check("parallel rm ::: a", "parallel: rm a");
  check("parallel ::: 'rm a'", "parallel: rm a");
  check("parallel rm {.} ::: a", "parallel: rm \uFFFC");

  it("reads items from a file", () => {
    const files = { [`${APP}/list`]: "a\nb\n" };
    expect(carried("xargs -a list rm", { files })).toEqual(["xargs| rm a b"]);
    expect(carried("cat list | xargs rm", { files })).toEqual(["xargs| rm a b"]);
    expect(carried("xargs rm < list", { files })).toEqual(["xargs| rm a b"]);
  });
});

describe("find", () => {
  check("find a b -exec rm {} \\;", "find| rm a", "find| rm a/**", "find| rm b", "find| rm b/**");
  check("find -name '*.o' -exec rm {} +", "find| rm ./**/*.o");
  check("find a/ -maxdepth 1 -name x -exec rm {} \\;", "find| rm a/x");
  check("find a -maxdepth 0 -exec rm -r {} +", "find| rm -r a");
  check("find a -mindepth 1 -exec rm {} +", "find| rm a/**");
  check("find a -type f -exec rm {} +", "find| rm a/**");
  check("find a \\( -name x -o -name y \\) -exec rm {} +", "find| rm a/**/x", "find| rm a/**/y");
  check("find a -name x -o -exec rm {} +", "find| rm a", "find| rm a/**");
  check("find a ! -name x -exec rm {} +", "find| rm a", "find| rm a/**");
  check("find a -name x -prune -o -name y -exec rm {} +", "find| rm a/**/y");
  check("find a -path '*/node_modules/*' -exec rm {} +", "find| rm a/**/node_modules/*");
  check(
    "find a -execdir rm {} \\; -exec cp {} b \\;",
    "find| rm a",
    "find| rm a/**",
    "find| cp a b",
    "find| cp a/** b",
  );
  check("find a -exec sh -c 'rm {}' \\;", "find| sh -c rm a", "find| sh -c <'rm {}'>");
  check("find -L a -exec rm {} \\;", "find| rm a", "find| rm a/**");
  check("find a -name x");
  check("find a -delete", "delete likely");
  check("find a -empty -delete");
});
