/** What stands in the home and the workspace beside the world of the losses. */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { HOME, WORKSPACE } from "../losses/world.ts";

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

const COMMITTED: Readonly<Record<string, string>> = {
  "package.json": json({
    name: "app",
    version: "1.0.0",
    scripts: { dev: "node src/main.ts", build: "tsc", test: "node --test" },
  }),
  ".agentguard.json": json({
    version: 1,
    mode: "enforce",
    rules: [
      { name: "force", match: { command: "git push --force" }, then: "deny" },
      { name: "deploy", match: { effect: ["deploy"] }, then: "ask" },
    ],
  }),
  "AGENTS.md": "# App\n\nUse pnpm.\n",
  "src/config/settings.json": json({ theme: "dark" }),
  "test/settings.test.json": json({ webhooksEnabled: true }),
};

const AT_HOME: Readonly<Record<string, string>> = {
  ".profile":
    '# ~/.profile\n\n# set PATH so it includes the own programs\nif [ -d "$HOME/.local/bin" ]; then PATH="$HOME/.local/bin:$PATH"; fi\n',
  ".bashrc": "# ~/.bashrc\nalias ll='ls -l'\n",
};

/** Makes it anew in a world that is there. */
export function furnish(): void {
  for (const [path, text] of Object.entries(AT_HOME)) put(`${HOME}/${path}`, text);
  for (const [path, text] of Object.entries(COMMITTED)) put(`${WORKSPACE}/${path}`, text);
  const git = (...args: string[]) =>
    execFileSync("git", args, { cwd: WORKSPACE, env: { PATH: "/usr/bin:/bin", HOME, GIT_CONFIG_NOSYSTEM: "1" } });
  git("add", ...Object.keys(COMMITTED));
  git("commit", "--quiet", "--message", "more");
}

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
