/** Varies a command: other spellings, carriers and neighbouring commands, none of which may make the verdict milder. */

export interface Text {
  readonly text: string;
  /** Set for one simple command, which words may precede. */
  readonly simple: boolean;
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
const base64 = (text: string) => Buffer.from(`${text}\n`).toString("base64");
const inText = (text: string) => JSON.stringify(text);
const utf16 = (text: string) => Buffer.from(text, "utf16le").toString("base64");
const inPerl = (text: string) => `"${text.replaceAll(/["\\$@`]/g, "\\$&")}"`;
const inRuby = (text: string) => `"${text.replaceAll(/["\\#`]/g, "\\$&")}"`;
const inPhp = (text: string) => `'${text.replaceAll(/['\\]/g, "\\$&")}'`;
const inPowershell = (text: string) => `'${text.replaceAll("'", "''")}'`;
const codes = (text: string) => [...text].map(char => char.charCodeAt(0)).join(",");
const octal = (text: string) => [...text].map(char => `\\${char.charCodeAt(0).toString(8).padStart(3, "0")}`).join("");
const oneLine = (text: string, wrap: (text: string) => string) => (text.includes("\n") ? text : wrap(text));
const inAwk = (text: string) => text.replaceAll("\\", "\\\\").replaceAll('"', '\\"');

/** Wrappers of a text. */
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
  // rev(1) turns each line by itself.
  "rev | sh": text => {
    const turned = text.split("\n").map(line => [...line].reverse().join(""));
    return `printf %s ${quoted(turned.join("\n"))} | rev | sh`;
  },
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
  "printf in octal": text => `printf ${quoted(octal(text))} | sh`,
  "ANSI-C to sh -c": text => `sh -c $${quoted(octal(text).replaceAll("'", "\\'"))}`,
  "array, eval": text => `x=(${quoted(text)}); eval "\${x[0]}"`,
  "by reference": text => `x=${quoted(text)}; y=x; eval "\${!y}"`,
  "read, eval": text => oneLine(text, one => `IFS= read -r x <<< ${quoted(one)}; eval "$x"`),
  "set, eval": text => `set -- ${quoted(text)}; eval "$1"`,
  "argument of sh -c": text => `sh -c 'eval "$1"' _ ${quoted(text)}`,
  "sourced from a substitution": text => `. <(printf %s ${quoted(text)})`,
  "sudo -s here-string": text => `sudo -s <<< ${quoted(text)}`,
  "env -S": text => `env -S ${quoted(`sh -c ${quoted(text)}`)}`,
  "ssh localhost": text => `sh -c ${quoted(`nohup sh -c ${quoted(text)} &`)}`,
  // find replaces `{}` by a name, wherever it is.
  "find -exec sh": text => (text.includes("{}") ? text : `find . -maxdepth 0 -exec sh -c ${quoted(text)} \\;`),
  "python os.system": text => `python3 -c ${quoted(`import os; os.system(${inText(text)})`)}`,
  "python subprocess": text =>
    `python3 -c ${quoted(`import subprocess as s; s.run(['sh','-c',${inText(text)}], check=True)`)}`,
  "python by codes": text => `python3 -c ${quoted(`import os; os.system(''.join(chr(c) for c in [${codes(text)}]))`)}`,
  "python getattr": text => `python3 -c ${quoted(`getattr(__import__('o'+'s'),'sys'+'tem')(${inText(text)})`)}`,
  "python exec base64": text =>
    `python3 -c ${quoted(`import base64; exec(base64.b64decode('${base64(`import os; os.system(${inText(text)})`)}'))`)}`,
  "python here-document": text => `python3 <<'PY'\nimport os\nos.system(${inText(text)})\nPY`,
  "node execSync": text => `node -e ${quoted(`require('child_process').execSync(${inText(text)})`)}`,
  "node joined name": text => `node -e ${quoted(`require('child_'+'process')['exec'+'Sync'](${inText(text)})`)}`,
  "node spawn": text => `node -e ${quoted(`require('node:child_process').spawn('sh', ['-c', ${inText(text)}])`)}`,
  "node Function": text =>
    `node -e ${quoted(`Function('return process')().mainModule.require('child_process').execSync(${inText(text)})`)}`,
  "ruby system": text => `ruby -e ${quoted(`system(${inRuby(text)})`)}`,
  "ruby send": text => `ruby -e ${quoted(`Kernel.send(:system, ${inRuby(text)})`)}`,
  "perl system": text => `perl -e ${quoted(`system(${inPerl(text)})`)}`,
  "perl -le": text => `perl -le ${quoted(`print scalar system(${inPerl(text)})`)}`,
  "php system": text => `php -r ${quoted(`system(${inPhp(text)});`)}`,
  "php by name": text => `php -r ${quoted(`$f='sys'.'tem'; $f(${inPhp(text)});`)}`,
  "lua os.execute": text => oneLine(text, one => `lua -e ${quoted(`os.execute(${inText(one)})`)}`),
  "git pager": text => `git -c core.pager=${quoted(text)} -p log`,
  "git editor": text => `GIT_EDITOR=${quoted(text)} git commit --amend`,
  "git alias by variables": text =>
    `GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=alias.x GIT_CONFIG_VALUE_0=${quoted(`!${text}`)} git x`,
  PAGER: text => `PAGER=${quoted(text)} man ls`,
  "man -P": text => `man -P ${quoted(text)} ls`,
  "split --filter": text => `split --filter=${quoted(text)} list`,
  "tar action": text => `tar cf /dev/null x --checkpoint=1 --checkpoint-action=exec=${quoted(text)}`,
  "make -f -": text =>
    oneLine(text, one => `printf 'x:\\n\\t%s\\n' ${quoted(one.replaceAll("$", "$$$$"))} > x.mk; make -f - x < x.mk`),
  "make --eval": text => oneLine(text, one => `make --eval=${quoted(`x: ; ${one.replaceAll("$", "$$$$")}`)} x`),
  "written by tee": text => `tee /tmp/y.sh <<'EOF' > /dev/null\n${text}\nEOF\nbash /tmp/y.sh`,
  "written by dd": text => `dd of=/tmp/y.sh <<< ${quoted(text)}; sh /tmp/y.sh`,
  "npm pkg set": text => oneLine(text, one => `npm pkg set ${quoted(`scripts.x=${one}`)} && npm run x`),
  "pwsh -Command": text => oneLine(text, one => `pwsh -c ${quoted(`bash -c ${inPowershell(one)}`)}`),
  "pwsh -EncodedCommand": text => oneLine(text, one => `pwsh -enc ${utf16(`bash -c ${inPowershell(one)}`)}`),
  "cmd /c": text =>
    /["%^&|<>!]/.test(text) || text.includes("\n") ? text : `cmd.exe /c ${quoted(`bash -c "${text}"`)}`,
  "written, then run": text => `printf '%s\\n' ${quoted(text)} > /tmp/x.sh; sh /tmp/x.sh`,
  "written, then started": text => `echo ${quoted(text)} > /tmp/x.sh && chmod +x /tmp/x.sh && /tmp/x.sh`,
  "written to a makefile": text =>
    text.includes("\n")
      ? text
      : `printf 'x:\\n\\t%s\\n' ${quoted(text.replaceAll("$", "$$$$"))} > x.mk; make -f x.mk x`,
};

/** Steps that generate the text at run time, where it cannot be read. */
export const UNREAD = new Set(["sourced from a substitution"]);

/** Wrappers of a command that leave it as it stands. */
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
  "not executed before": text => `test -e x || {\n${text}\n}`,
};

/** Wrappers of a simple command's words. */
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
  "sudo -E -u root --",
  "env -i PATH=$PATH",
  "busybox env",
  "faketime 2020-01-01",
  "ssh-agent",
  "builtin command",
  "nsenter -t 1 -m --",
  "2>/dev/null",
  "> /dev/null 2>&1",
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
  "octal escapes": name => `$'${octal(name)}'`,
  "lines joined": name => `${name.charAt(0)}\\\n${name.slice(1)}`,
  "double quotes": name => `"${name}"`,
  "by a path with dots": name => `/bin/../usr/bin/${name}`,
  "by indirection": name => `y=${name}; x=y; \${!x}`,
  "lower case of": name => `x=${name.toUpperCase()}; \${x,,}`,
  "without a part": name => `x=${name.charAt(0)}QQ${name.slice(1)}; \${x//Q/}`,
  printed: name => `$(printf '%s%s' ${name.charAt(0)} ${name.slice(1)})`,
  "by which": name => `$(command -v ${name})`,
  "from an array": name => `x=(${name}); "\${x[0]}"`,
  "by default": name => `PATH=$PATH; y=; \${y:-${name}}`,
};

/** Other spellings of every literal word. */
const WORDS: Readonly<Record<string, (word: string) => string>> = {
  "every word in single quotes": word => `'${word}'`,
  "every word in ANSI-C quotes": word => `$'${octal(word)}'`,
  "every word cut in two": word => `${word.charAt(0)}''${word.slice(1)}`,
  "a backslash in every word": word => (word.length > 1 ? `${word.charAt(0)}\\${word.slice(1)}` : word),
  "every word in braces": word => (word.length > 1 ? `{${word},}` : word),
};

export type Step = (text: Text) => Text;

export const STEPS: ReadonlyMap<string, Step> = new Map<string, Step>([
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
    given => (given.simple ? { text: given.text.replace(/^[\w.-]+/, spell), simple: false } : given),
  ]),
  ...Object.entries(WORDS).map(([name, spell]): [string, Step] => [
    name,
    // In quotes `~` is no home folder, and the empty alternative of braces is no word.
    given =>
      given.simple && /^[\w ./:-]+$/.test(given.text)
        ? {
            text: given.text.replace(
              /[^ ]+/g,
              name.endsWith("braces") ? word => (/^[a-z]/.test(word) ? spell(word) : word) : spell,
            ),
            simple: false,
          }
        : given,
  ]),
]);
