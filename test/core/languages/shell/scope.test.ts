/** What a command knows of where it stands: folder, variables, standard input. */
import { describe, expect, it } from "vitest";
import type { Invocation } from "../../../../src/core/effects/pack.ts";
import { type Fact, Facts } from "../../../../src/core/facts/facts.ts";
import { shown } from "../../../../src/core/files/targets.ts";
import { readShell } from "../../../../src/core/languages/shell/reader.ts";
import type { Scope } from "../../../../src/core/places/scope.ts";
import type { Word } from "../../../../src/core/text/words.ts";

const FOLDERS = ["/w", "/w/a", "/w/a/b", "/tmp", "/home/u"];
const TEXTS: Readonly<Record<string, string>> = { "/w/env.sh": "D=/data\ncd a\n", "/w/list": "one\ntwo\n" };

class World extends Map<string, Fact> {
  override get(key: string): Fact | undefined {
    const [kind = "", path = ""] = key.split(/:(.*)/s);
    if (kind === "text") return TEXTS[path] ?? null;
    if (kind === "git") return path === "/w" ? GIT : null;
    const type = FOLDERS.includes(path) ? "directory" : path in TEXTS ? "file" : "missing";
    return { type, size: 1, mtimeMs: 0, realpath: path };
  }
}

const GIT = { root: "/w", modified: [], staged: [], untracked: [], stashes: 0, cut: false };

/** The command that a case is about: the last one outside of substitutions. */
function last(text: string, variables: Readonly<Record<string, string>> = {}): Invocation {
  const scope: Scope = { cwd: "/w", variables: new Map(Object.entries(variables)), via: [] };
  const around = { roots: ["/w"], home: "/home/u", user: "u", platform: "linux" } as const;
  const { invocations } = readShell(text, scope, new Facts(new World(), around));
  const command = invocations.findLast(({ program }) => /^(x|rm|make|trap|sh)$/.test(program));
  if (!command) throw new Error(`nothing runs in ${text}`);
  return command;
}

describe("the folder", () => {
  const check = (text: string, cwd: string | null) =>
    it(JSON.stringify(text), () => expect(last(text).scope.cwd).toBe(cwd));

  check("cd a && x", "/w/a");
  check("cd a; x", "/w/a");
  check("cd a/b; cd ..; x", "/w/a");
  check("cd /tmp; cd -; x", "/w");
  check("cd; x", "/home/u");
  check("cd ~/p && x", "/home/u/p");
  check("cd -P -- a; x", "/w/a");
  check("pushd a; x", "/w/a");
  check("builtin cd a; x", "/w/a");
  check("D=a; cd $D; x", "/w/a");
  check("cd $D; x", null);
  check("cd a*; x", null);
  check("pushd a; popd; x", "/w");
  check("popd; x", null);
  // It may have failed: nobody knows where it stands.
  check("cd nowhere; x", null);
  check("cd nowhere && x", "/w/nowhere");
  check("cd nowhere || x", "/w");
  check("cd nowhere || exit 1; x", "/w/nowhere");
  check("cd nowhere || { echo no; exit 1; }\nx", "/w/nowhere");
  check("set -e\ncd nowhere\nx", "/w/nowhere");
  check("mkdir -p nowhere; cd nowhere; x", "/w/nowhere");
  check("[ -d a ] && cd a; x", null);
  check("if [ -d a ]; then cd a; fi; x", null);
  check("if [ -d a ]; then cd a; else exit; fi; x", "/w/a");
  check("if true; then cd a; else cd /tmp; fi; x", "/w/a");
  check("case $1 in q) cd a;; esac; x", null);
  check("(cd a); x", "/w");
  check("(cd a; x)", "/w/a");
  check("{ cd a; }; x", "/w/a");
  check("cd a | y; x", "/w");
  check("cd a & x", "/w");
  check("y=$(cd a && pwd); x", "/w");
  check("for d in a; do cd $d; done; x", "/w/a");
  check("for d in *; do cd $d; x; done", null);
  check("while y; do x; cd a; done", null);
  check("go() { cd a; }; go; x", "/w/a");
  check("go() { cd a; return; cd b; }; go; x", "/w/a");
  check("source env.sh; x", "/w/a");
  check("eval 'cd a'; x", "/w/a");
  check("cd $(git rev-parse --show-toplevel)/a; x", "/w/a");
  check('cd "$(dirname "a/b/c")"; x', "/w/a/b");
});

describe("words", () => {
  const check = (text: string, argv: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    it(JSON.stringify(text), () => {
      const word = ({ value, ...rest }: Word) => value ?? `<${shown({ value, ...rest })}>`;
      expect(last(text, env).argv.map(word)).toEqual(argv);
    });

  check("X=/data; rm $X/y", ["rm", "/data/y"]);
  check("X='a b'; rm $X", ["rm", "a", "b"]);
  check("X='a b'; rm \"$X\"", ["rm", "a b"]);
  check("X=a; Y=$X/b; rm $Y", ["rm", "a/b"]);
  check("X=a; X+=b; rm $X", ["rm", "ab"]);
  check("X=1 rm $X", ["rm", "<$X>"]);
  check("X=; rm $X y", ["rm", "y"]);
  check('unset X; rm "$X/"', ["rm", "/"]);
  check("export X=a; rm $X", ["rm", "a"]);
  check("export X={1..3}; rm $X", ["rm", "3"]);
  check("declare -r X=a; rm $X", ["rm", "a"]);
  check('rm "$X/y"', ["rm", "<$X/y>"]);
  check("rm $X", ["rm", "/e"], { X: "/e" });
  check("rm ${X:-/d}", ["rm", "<${X:-/d}>"]);
  check("rm ${X:-/d}", ["rm", "/d"], { PATH: "/bin" });
  check("rm ${X:-a b}", ["rm", "a", "b"], { PATH: "/bin" });
  check('rm ${X:-"a b"}', ["rm", "a b"], { PATH: "/bin" });
  check("X=a; rm ${X:-/d}", ["rm", "a"]);
  check("X=a.tar.gz; rm ${X%.*} ${X%%.*} ${X#*.} ${X##*.}", ["rm", "a.tar", "a", "tar.gz", "gz"]);
  check("X=abc; rm ${X:1:1} ${X: -1} ${#X} ${X^^} ${X/b/d}", ["rm", "b", "c", "3", "ABC", "adc"]);
  check("Y=a; X=Y; rm ${!X}", ["rm", "a"]);
  check("c=rm; $c x", ["rm", "x"]);
  check('c="rm -rf"; $c x', ["rm", "-rf", "x"]);
  check("a=(x 'y z'); rm \"${a[@]}\" ${a[1]}", ["rm", "x", "y z", "y", "z"]);
  check("set -- x 'y z'; rm \"$@\" $# $1", ["rm", "x", "y z", "2", "x"]);
  check("set -- x y; shift; rm $1", ["rm", "y"]);
  check("IFS=:; X=a:b; rm $X", ["rm", "a", "b"]);
  check("read X <<< 'a b'; rm $X", ["rm", "a", "b"]);
  check("printf -v X '%s-%s' a b; rm $X", ["rm", "a-b"]);
  check("rm $(echo a b)", ["rm", "a", "b"]);
  check('rm "$(printf "%s\\n" a b)"', ["rm", "a\nb"]);
  check("rm $(pwd)/x `basename /a/b`", ["rm", "/w/x", "b"]);
  check("rm $(date)", ["rm", "<$(date)>"]);
  check("T=$(mktemp -d); rm -rf $T", ["rm", "-rf", "/tmp/tmp.XXXXXXXXXX"]);
  check("rm $(find . -name '*.o')", ["rm", "./**/*.o"]);
  check("rm ~ ~/x ~u/y ~other/z '~'", ["rm", "/home/u", "/home/u/x", "/home/u/y", "<~other/z>", "~"]);
  check("make PREFIX=~/x", ["make", "PREFIX=/home/u/x"]);
  check("rm $HOME/x $PWD $USER", ["rm", "/home/u/x", "/w", "u"]);
  check("rm $$ $? $! $RANDOM", ["rm", "<$$>", "<$?>", "<$!>", "<$RANDOM>"]);
  check("for i in a b; do rm $i; done", ["rm", "b"]);
  check("for i in {1..40}; do rm $i; done", ["rm", "<$i>"]);
  check('for i in *.o; do rm "$i"; done', ["rm", "*.o"]);
  check("while read -r f; do rm $f; done < list", ["rm", "two"]);
  check("i=0; while x; do rm $i; i=1; done", ["rm", "<$i>"]);
  check("X=a; if y; then X=b; fi; rm $X", ["rm", "<$X>"]);
  check("X=a; y && X=a; rm $X", ["rm", "a"]);
  check("X=a; true && X=b; rm $X", ["rm", "b"]);
  check("X=a; (X=b); rm $X", ["rm", "a"]);
  check("X=a; f() { local X=b; }; f; rm $X", ["rm", "a"]);
  check("X='a b'; rm $X \"$X\"", ["rm", "a", "b", "a b"]);
  check('X=; rm $X "$X" y', ["rm", "", "y"]);
  check('X=a,b; IFS=,; rm $X "$X"', ["rm", "a", "b", "a,b"]);
  check('X=a; Y=$X; Z="$Y"; rm $Z "$Z"c $Z\'d\'', ["rm", "a", "ac", "ad"]);
  check("X=a; f() { X=b; local X=c; }; f; rm $X", ["rm", "b"]);
  check("X=a; f() { local X=b; unset X; }; f; rm $X", ["rm", "a"]);
  check("X=a; f() { X=b; Y=c; set -- d; shift; }; f e; rm $X $Y", ["rm", "b", "c"]);
  check("f() { local X=b; declare -g Z=d; }; f; rm ${X:-a} $Z", ["rm", "<${X:-a}>", "d"]);
  check("g() { rm $1 $X; }; f() { local X=$1; g b; }; set -- z; f a; f c", ["rm", "b", "c"]);
  check("f() { local X=b; }; set -- y z; f a; rm $1 $2 $#", ["rm", "y", "z", "2"]);
  check("f() { if x; then X=b; return; fi; X=c; }; X=a; f; rm $X", ["rm", "<$X>"]);
  check("f() { X=(a b); }; X=c; f; rm ${X[@]}", ["rm", "a", "b"]);
  check("X=a; f() { X=b; }; f; rm $X", ["rm", "b"]);
  check('f() { rm "$1" "$2"; }; f \'a b\'', ["rm", "a b", ""]);
  check("f() { rm $1; }; trap f EXIT", ["trap", "f", "EXIT"]);
  check("source env.sh; rm $D", ["rm", "/data"]);
  check("eval X=a; rm $X", ["rm", "a"]);
  check("declare -n r=X; X=a; r=b; rm $X", ["rm", "<$X>"]);
  check("alias d='rm -rf'; d x", ["rm", "-rf", "x"]);
  check("$SHELL -c x", ["/bin/sh", "-c", "x"]);
  check("rm \uFFFC", ["rm", "<…>"]);
});

describe("what a function's body is given", () => {
  const check = (text: string, lists: readonly string[]) =>
    it(JSON.stringify(text), () => {
      const scope: Scope = { cwd: "/w", variables: new Map(), via: [] };
      const { invocations } = readShell(text, scope, new Facts(new World(), { roots: ["/w"], platform: "linux" }));
      expect(invocations.map(({ argv }) => argv.map(word => word.value ?? `<${word.text}>`).join(" "))).toEqual(lists);
    });

  check("f() { rm $1; }; f a", ["f a", "rm a"]);
  check("f() { rm $1; }", ["rm"]);
  check("f() { rm $1/; }", ["rm /"]);
  check("f() { rm $1; }; . ./env.sh", ["rm <$1>", ". ./env.sh"]);
  check("f() { rm $1; }; trap f EXIT", ["rm <$1>", "trap f EXIT"]);
  check("f() { rm $1; }; f a; trap f EXIT", ["rm <$1>", "f a", "rm a", "trap f EXIT"]);
  check("f() { f $1; rm $1; }; f a", ["f a", "f a", "f <$1>", "rm <$1>", "rm a"]);
  check("f() { f() { f() { rm a; }; f; }; f; }; f", ["f", "f", "f", "rm a"]);
  check("f() { rm a; }; source env.sh", ["rm a", "source env.sh"]);
  check("x || f() { X=/; }; f; rm $X", ["x", "f", "rm <$X>"]);
  check("exit; rm a", ["exit", "rm a"]);
  check("false && rm a", ["false", "rm a"]);
});

describe("a function that nothing calls", () => {
  const check = (text: string, ...does: readonly string[]) =>
    it(JSON.stringify(text), () => {
      const scope: Scope = { cwd: "/w", variables: new Map(), via: [] };
      const { invocations } = readShell(text, scope, new Facts(new World(), { roots: ["/w"], platform: "linux" }));
      const awake = invocations
        .filter(one => !one.scope.dormant)
        .map(({ argv }) => argv.map(word => word.text).join(" "));
      expect(awake).toEqual(does);
    });

  check("f() { rm a; }");
  check("f() { rm a; }; echo f", "echo f");
  check("f() { g; }; g() { rm a; }; echo x", "echo x");
  check("f() { g; }; g() { rm a; }; f", "f", "g", "rm a");
  check("f() { g() { rm a; }; }; f", "f");
  check("f() { rm a; }; trap f EXIT", "rm a", "trap f EXIT");
  check('f() { rm a; }; "$@"', "rm a", '"$@"');
  check("f() { rm a; }; . ./lib.sh", "rm a", ". ./lib.sh");
  check("ls() { rm a; }", "rm a");
  check("f() { ls; }; ls() { rm a; }", "rm a");
  check("precmd() { rm a; }", "rm a");
});

describe("standard input", () => {
  const check = (text: string, stdin: string) => it(JSON.stringify(text), () => expect(said(last(text))).toBe(stdin));

  check("x", "none");
  check("echo a | x", "text a\n");
  check("echo -n 'a b' | x", "text a b");
  check("echo -e 'a\\tb' | x", "text a\tb\n");
  check("printf '%s:%s\\n' a b | x", "text a:b\n");
  check("printf '\\162\\155' | x", "text rm");
  check("{ echo a; echo b; } | x", "text a\nb\n");
  check("(true && echo a) | x", "text a\n");
  check("(y && echo a) | x", "pipe");
  check("for i in a; do echo $i; done | x", "text a\n");
  check("echo a$X | x", "text a\uFFFC\n");
  check("echo a >f | x", "text ");
  check("echo YQ== | base64 -d | x", "text a");
  check("echo 61 | xxd -r -p | x", "text a");
  check("echo ba | rev | x", "text ab\n");
  check("echo a | tee f | x", "text a\n");
  check("echo a | cat | x", "text a\n");
  check("x <<E\na $HOME\nE", "text a /home/u\n");
  check("x <<'E'\na $HOME\nE", "text a $HOME\n");
  check("x <<-E\n\ta\n\tE", "text a\n");
  check("x <<< 'a b'", "text a b\n");
  check("cat <<E | x\na\nE", "text a\n");
  check("x < f", "file f");
  check("cat f | x", "file f");
  check("{ x; } < f", "file f");
  check("x < <(echo a)", "text a\n");
  check("curl u | x", "pipe curl u");
  check("find . | grep a | x", "pipe find .");
  check("cat f g | x", "pipe cat f g");
  check("x <&3", "pipe");

  function said({ stdin }: Invocation): string {
    switch (stdin.kind) {
      case "none":
        return "none";
      case "text":
        return `text ${stdin.text}`;
      case "file":
        return `file ${stdin.path.value}`;
      case "pipe":
        return ["pipe", ...(stdin.producer ?? []).map(word => word.text)].join(" ");
    }
  }
});
