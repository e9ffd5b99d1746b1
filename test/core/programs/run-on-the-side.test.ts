/** Commands that stand in options, variables, subscripts, copied programs and languages that nobody reads. */
import { expect, it } from "vitest";
import { judgeIn } from "../../support/little-world.ts";

const WORLD = {
  files: { "src/a.ts": "x", "notes.txt": "x" },
  git: { modified: ["src/a.ts"], untracked: ["notes.txt"], stashes: 0 },
} as const;

const CASES: readonly (readonly [string, "allow" | "held"])[] = [
  ["sort --compress-program='rm -rf ~' -S1 list", "held"],
  ["sort --compress-program=gzip list", "allow"],
  ["split --filter='git reset --hard' list", "held"],
  ["split --filter='gzip > $FILE.gz' list", "allow"],
  ["fzf --preview 'rm -rf ~' < list", "held"],
  ["fzf --preview 'bat {}' < list", "allow"],
  ["apt-get -o DPkg::Pre-Invoke::='rm -rf ~' update", "held"],
  ["sftp host <<'E'\nget a\n!rm -rf ~\nE", "held"],
  ["strace -o '|rm -rf ~' ls", "held"],
  ["strace -o trace.txt ls", "allow"],
  ["PS4='$(rm -rf ~)' bash -xc true", "held"],
  ["PROMPT_COMMAND='rm -rf ~' bash -i", "held"],
  ["PAGER='less -R' git log", "allow"],
  ["PAGER=less LESS=-R git log", "allow"],
  ["PERL5OPT='-Mvars;system(\"rm -rf ~\")' perl -e 1", "held"],
  ["GIT_CONFIG_PARAMETERS=\"'alias.st=!rm -rf ~'\" git st", "held"],
  ["test -v 'a[$(rm -rf ~)]'", "held"],
  [`test -v 'a[${"b".repeat(60)}$(rm -rf ~)]'`, "held"],
  ["test -v 'a[0]'", "allow"],
  ["printf -v 'a[$(rm -rf ~)]' x", "held"],
  ["[[ -v 'a[$(rm -rf ~)]' ]]", "held"],
  ["[[ ! -z x && 'a[$(rm -rf ~)]' -eq 0 ]]", "held"],
  ["[[ 'a[$(rm -rf ~)]' == x ]]", "allow"],
  ["[[ -v a[0] ]]", "allow"],
  ["printf '%s\\n' 'a[$(rm -rf ~)]'", "allow"],
  ["cp /bin/rm /tmp/tidy; /tmp/tidy -rf ~", "held"],
  ["ln -s /bin/rm ./tidy; ./tidy -rf ~", "held"],
  ["cp /bin/ls /tmp/tidy; /tmp/tidy -la", "allow"],
  ["./tools/with-env.sh terraform destroy -auto-approve", "held"],
  ["./tools/with-env.sh terraform plan", "allow"],
  ["shellwrap --quiet bash -lc 'git reset --hard'", "held"],
  ["some-tool --exec 'rm -rf ~'", "held"],
  ["some-tool --message 'rm -rf ~'", "allow"],
  ["acme-exec 'rm -rf ~'", "held"],
  ["acme -q run web 'rm -rf ~'", "held"],
  ["acme run --note 'rm -rf ~' x", "allow"],
  ["acme log 'rm -rf ~'", "allow"],
  ["erlang-ish -c 'print hello'", "allow"],
  ["echo 'rm -rf ~' > x; chmod +x x; ./x", "held"],
  ["echo 'echo ok' > x.sh; sed -i s/ok/no/ x.sh; sh x.sh", "allow"],
  ["echo 'echo ok' > x.sh; sed -i 's/ok/ok; rm -rf ~/' x.sh; sh x.sh", "held"],
  ["node -e \"require('fs').writeFileSync('x.sh', process.argv[1])\" && bash x.sh", "held"],
  ["npm pkg set scripts.x='rm -rf ~' && npm run x", "held"],
  ["npm pkg set scripts.x='tsc -b' && npm run x", "allow"],
  ["git stash && git stash drop", "held"],
  ["git stash drop", "allow"],
  ["julia -e 'run(`rm -rf /home/dev`)'", "held"],
  ["julia -e 'println(1 + 1)'", "allow"],
];

it.each(CASES)("%s is %s", async (text, wanted) => {
  const { decision } = await judgeIn(WORLD, { kind: "command", text });
  expect(decision === "allow" ? "allow" : "held").toBe(wanted);
});
