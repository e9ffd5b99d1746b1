/** What an agent may type into, unseen: starting it is asked about where the agent can, and silent where it cannot. */
import { describe, expect, it } from "vitest";
import { judgeIn } from "../../../support/little-world.ts";

const WORLD = {
  files: { "README.md": "x", "data.db": "x", "src/a.ts": "x", "manage.py": "", "/home/dev/.ssh/config": "" },
};

function check(what: string, decision: "ask" | "allow", texts: readonly string[]) {
  describe(`${what}: ${decision}`, () => {
    it.each(texts)("%s", async text => {
      const typed = await judgeIn(WORLD, { kind: "command", text, typed: true });
      expect(typed.decision).toBe(decision);
      if (decision === "ask") expect((await judgeIn(WORLD, { kind: "command", text })).decision).toBe("allow");
    });
  });
}

check("shells, languages and clients that wait", "ask", [
  "bash",
  "bash -i",
  "exec zsh -l",
  "env -i bash --norc",
  "cd src && bash",
  "bash -c 'exec sh'",
  "python3",
  "python3 -i",
  "node",
  "psql",
  "mysql",
  "redis-cli",
  "rails console",
  "ssh web1",
  "docker exec -it web bash",
  "kubectl exec -it web -- sh",
  "tmux",
  "script",
  "vim README.md",
  "gdb ./app",
]);

check("programs that are told what to do, or are given nothing", "allow", [
  "bash < /dev/null",
  "bash -c 'ls'",
  "python3 -c 'print(1)'",
  "python3 manage.py check",
  "node src/a.ts",
  "php -S 127.0.0.1:8000",
  "redis-cli --scan --pattern 'session:*'",
  "redis-cli get a",
  "psql -c 'select 1'",
  "ssh -N -L 5432:localhost:5432 bastion",
  "ssh -T git@github.com",
  "ssh web1 uptime",
  "tmux ls",
  "vim -es -c wq README.md",
  "vim +wq README.md",
  "gdb -batch -ex bt ./app",
  "npm test",
  "git commit -m x",
  "cat README.md | head",
  "grep -rn TODO src | wc -l",
  "sort | uniq -c",
  "while read line; do echo $line; done",
]);

it("says why", async () => {
  const { effects } = await judgeIn(WORLD, { kind: "command", text: "bash", typed: true });
  expect(effects[0]?.says).toBe(
    "runs code that is only known when it runs (from what is typed in later, which reaches no hook)",
  );
});
