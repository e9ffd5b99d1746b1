/** Reads CMake, Meson, Ninja, Bazel and the like. Outputs are built again; CMake's own file commands lose files. */
import type { Inner, Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import { asArgv } from "../core/programs/interpreter.ts";
import { effectsOfTaskName } from "../core/programs/task-names.ts";
import { literalWord, type Word } from "../core/text/words.ts";

export const buildTools: ProgramPack = {
  kind: "program",
  id: "build-tools",
  programs: "cmake ctest cpack meson ninja samu scons bazel bazelisk buck buck2 pants please".split(" "),
  read(command: Invocation): Reading {
    if (command.program === "cmake") return { effects: [], inner: ownCommand(command) };
    if (!/^(?:bazel|bazelisk|buck2?|pants|please)$/.test(command.program)) return { effects: [] };
    const [verb, ...words] = command.argv.slice(1).filter(({ value }) => !value?.startsWith("-"));
    const target = verb?.value === "run" ? words[0]?.value : undefined;
    // A target's rule says what it does. Its name is the last part of its label.
    const name = target?.replace(/^.*[:/]/, "");
    return { effects: name ? effectsOfTaskName(command, [name], `${command.program} run ${target}`) : [] };
  },
  examples: [
    { run: "cmake -E rm -rf ~", expect: "deny" },
    { run: "cmake -E remove_directory data", expect: "ask", files: { "data/a.csv": "x" } },
    { run: "cmake -E remove -f notes.txt", expect: "ask", files: { "notes.txt": "x" } },
    { run: "cmake -E copy empty.db app.db", expect: "ask", files: { "empty.db": "x", "app.db": "x" } },
    { run: "cmake -E env A=1 rm -rf ~", expect: "deny" },
    { run: "cmake -E chdir .. rm -rf app", expect: "deny", files: { "a.ts": "x" } },
    { run: "cmake -E time rm -rf ~", expect: "deny" },
    { run: "bazel run //tools:wipe_production -- --yes", expect: "ask" },
    { run: "cmake -E rm -rf build", expect: "allow", files: { "build/a.o": "x", "CMakeLists.txt": "x" } },
    { run: "cmake -E make_directory out", expect: "allow" },
    { run: "cmake --build build --target clean", expect: "allow" },
    { run: "cmake -S . -B build --fresh", expect: "allow" },
    { run: "meson setup --wipe builddir", expect: "allow", why: "its own build folder, set up anew" },
    { run: "ninja -C build -t clean", expect: "allow" },
    { run: "bazel clean --expunge", expect: "allow" },
    { run: "bazel run //cmd/server", expect: "allow" },
  ],
};

/** Commands of `cmake -E …` that act on files, the same on every system (cmake(1), "Run a Command-Line Tool"). */
const AS: ReadonlyMap<string, readonly string[]> = new Map([
  ["rm", ["rm"]],
  ["remove", ["rm", "-f"]],
  ["remove_directory", ["rm", "-rf"]],
  ["rename", ["mv"]],
  ["copy", ["cp"]],
  ["copy_if_different", ["cp"]],
  ["copy_directory", ["cp", "-r"]],
  ["env", ["env"]],
  ["time", ["time"]],
  ["chdir", ["env", "-C"]],
  ["create_symlink", ["ln", "-sf"]],
  ["create_hardlink", ["ln", "-f"]],
]);

function ownCommand(command: Invocation): Inner[] {
  const [, option, verb, ...rest] = command.argv;
  const like = option?.value === "-E" && verb?.value ? AS.get(verb.value) : undefined;
  if (!like) return [];
  const words: Word[] = like.map(word => literalWord(word, command.span));
  return [asArgv(command, [...words, ...rest])];
}
