/** Checks what `npm start` says when something is missing, by machine. */
import { expect, test } from "vitest";
import { lacks, type Setting } from "./needs.ts";

const LINUX: Setting = {
  platform: "linux",
  arch: "x64",
  distribution: "debian",
  node: "20.11.0",
  has: () => true,
  installed: false,
};
const without =
  (...names: readonly string[]) =>
  (name: string) =>
    !names.includes(name);

test.each<[string, Partial<Setting>, readonly string[]]>([
  ["nothing is missing", {}, []],
  ["an arm machine", { arch: "arm64" }, []],
  ["a Mac with Node 24", { platform: "darwin", arch: "arm64", node: "24.1.0" }, []],
  ["any of the names of a C++ compiler is good", { has: without("g++", "c++") }, []],
  [
    "what is installed already needs no compiler",
    { has: without("g++", "c++", "clang++", "make", "python3"), installed: true },
    [],
  ],
  ["Debian", { has: without("g++", "c++", "clang++", "make") }, ["g++", "make", "sudo apt-get install -y g++ make"]],
  [
    "Ubuntu",
    { distribution: "ubuntu debian", has: without("python3") },
    ["python3", "sudo apt-get install -y python3"],
  ],
  ["Fedora", { distribution: "fedora", has: without("g++", "c++", "clang++") }, ["sudo dnf install -y gcc-c++"]],
  ["Rocky", { distribution: "rhel centos fedora", has: without("git", "make") }, ["sudo dnf install -y make git"]],
  [
    "another Linux is told both",
    { distribution: "arch", has: without("make") },
    ["Debian, Ubuntu: sudo apt-get install -y make", "Fedora: sudo dnf install -y make"],
  ],
  [
    "macOS",
    { platform: "darwin", node: "24.1.0", has: without("make", "git") },
    ["make", "git", "xcode-select --install"],
  ],
  ["macOS with another Node", { platform: "darwin", node: "22.3.0" }, ["Node 24", "22.3.0", "brew install node@24"]],
  ["a processor without a Node on npm", { arch: "riscv64" }, ["Node 24", "20.11.0", "nvm install 24"]],
  [
    "the workspace and the replay need git and curl",
    { has: without("git", "curl"), installed: true },
    ["sudo apt-get install -y git curl"],
  ],
  ["an old Node", { node: "20.10.9" }, ["20.11", "20.10.9"]],
  ["Windows", { platform: "win32" }, ["WSL", "npm run package", "code --install-extension agentguard-0.1.0.vsix"]],
])("%s", (_, setting, parts) => {
  const said = lacks({ ...LINUX, ...setting });
  expect(said === "").toBe(parts.length === 0);
  for (const part of parts) expect(said).toContain(part);
});

test("what is there is not named", () => {
  const said = lacks({ ...LINUX, has: without("make") });
  for (const name of ["g++", "python3", "git", "curl", "dnf", "xcode"]) expect(said).not.toContain(name);
});
