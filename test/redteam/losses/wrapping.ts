/** What stands around a script: another shell, a language, a loop, a function, a trap, a file … */
import type { Random } from "./random.ts";
import { quoted } from "./spelling.ts";

type Wrap = (script: string, r: Random) => string;

const base64 = (text: string) => Buffer.from(text).toString("base64");
const NAMES = ["f", "clean", "go", "t_1"] as const;
/** Several lines stay several lines. */
const ends = (script: string) => (script.includes("\n") ? "\n" : "; ");

const WRAPS: readonly Wrap[] = [
  script => `bash -c ${quoted(script)}`,
  script => `bash -c ${quoted(script)}`,
  script => `sh -c ${quoted(script)}`,
  script => `bash -c "$(echo ${base64(script)} | base64 -d)"`,
  script => `eval ${quoted(script)}`,
  script => `eval "$(base64 -d <<< ${base64(script)})"`,
  script => `eval "$(printf '%s' ${quoted(script)})"`,
  script => `echo ${base64(script)} | base64 --decode | bash`,
  script => `printf '%s\\n' ${quoted(script)} | bash`,
  script => `bash <<'EOS'\n${script}\nEOS`,
  script => `bash <<< ${quoted(script)}`,
  script => `source /dev/stdin <<< ${quoted(script)}`,
  script => `. <(printf '%s\\n' ${quoted(script)})`,
  script => `(${script}\n)`,
  script => `{ ${script}\n}`,
  script => `if true; then ${script}${ends(script)}fi`,
  script => `if ! false; then ${script}${ends(script)}else echo no; fi`,
  script => `for n in 1; do ${script}${ends(script)}done`,
  script => `n=0; while [ $n -lt 1 ]; do n=1; ${script}${ends(script)}done`,
  script => `case abc in a*) ${script}${ends(script)};; esac`.replace("; ;;", " ;;"),
  (script, r) => {
    const name = r.pick(NAMES);
    return `${name}() { ${script}\n}; ${name}`;
  },
  (script, r) => {
    const name = r.pick(NAMES);
    return `function ${name} {\n${script}\n}\necho start && ${name} "$@"`;
  },
  script => `trap ${quoted(script)} EXIT`,
  script => `{ ${script}\n} & wait`,
  script => `true && { ${script}\n}`,
  script => `false || { ${script}\n}`,
  script => `echo "$(${script}\n)"`,
  script => `cat > /tmp/s.sh <<'EOS'\n${script}\nEOS\nbash /tmp/s.sh`,
  script => `printf '%s\\n' ${quoted(script)} > /tmp/s2; . /tmp/s2`,
  script => `echo ${quoted(script)} > s.sh && chmod +x s.sh && bash ./s.sh`,
  script => `env X=1 bash -c ${quoted(script)}`,
  script => `timeout 2 bash -c ${quoted(script)}`,
  script => `nohup bash -c ${quoted(script)} > /dev/null 2>&1`,
  script => `exec bash -c ${quoted(script)}`,
  script => `nice -n 1 bash -ec ${quoted(script)}`,
  script => `time { ${script}\n}`,
  script => `CMD=${quoted(script)}; bash -c "$CMD"`,
  script => `C=${quoted(script)} bash -c 'eval "$C"'`,
  script => `a=(bash -c ${quoted(script)}); "\${a[@]}"`,
  script => `xargs -I{} bash -c ${quoted(script.replaceAll("{}", "{\\}"))} <<< one`,
  script => `find . -maxdepth 0 -exec bash -c ${quoted(script)} \\;`,
  script => `python3 -c ${quoted(`import os; os.system(${JSON.stringify(script)})`)}`,
  script => `python3 -c ${quoted(`import subprocess\nsubprocess.run(["bash", "-c", ${JSON.stringify(script)}])`)}`,
  script =>
    `python3 - <<'EOP'\nimport subprocess\nsubprocess.call(${JSON.stringify(script)}, shell=True, executable="/bin/bash")\nEOP`,
  script => `perl -e ${quoted(`exec "bash", "-c", $ENV{S}`)}`.replace(/^/, `S=${quoted(script)} `),
  script => `node -e ${quoted(`require("child_process").execSync(${JSON.stringify(script)}, {shell: "/bin/bash"})`)}`,
  script => `awk ${quoted(`BEGIN { system(${JSON.stringify(script)}) }`)}`,
  script => `git -c alias.z=${quoted(`!${script}`)} z`,
  script => `env -S "bash -c" ${quoted(script)}`,
  script => `coproc { ${script}\n}; wait`,
  script => `echo 1 | while read -r n; do ${script}${ends(script)}done`,
];

/** Puts `script` into one wrapping after another, `depth` of them. */
export function wrapped(script: string, r: Random, depth: number): string {
  let text = script;
  for (let i = 0; i < depth; i++) text = r.pick(WRAPS)(text, r);
  return text;
}
