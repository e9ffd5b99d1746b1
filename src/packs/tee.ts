/** tee, truncate, dd: files that are emptied or overwritten without a redirect. */
import type { Effect } from "../core/effects/effect.ts";
import { hasOption, operands, optionValue, readArguments } from "../core/effects/options.ts";
import type { Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import { effectsOfWrite } from "../core/effects/shell/writes.ts";
import { dropPrefix, knownPrefix } from "../core/effects/words.ts";
import type { Facts } from "../core/facts.ts";

export const tee: ProgramPack = {
  kind: "program",
  id: "tee",
  programs: ["tee", "gtee", "truncate", "gtruncate", "dd", "gdd"],
  ownPaths: true,
  read(command: Invocation, facts: Facts): Reading {
    const program = command.program.replace(/^g/, "");
    return {
      effects:
        program === "tee" ? copied(command, facts) : program === "dd" ? dumped(command, facts) : cut(command, facts),
    };
  },
  examples: [
    { run: "echo x | tee notes.txt", expect: "ask", files: { "notes.txt": "x" } },
    { run: "truncate -s 0 data.csv", expect: "ask", files: { "data.csv": "x" } },
    { run: "truncate --size=0 data.csv", expect: "ask", files: { "data.csv": "x" } },
    { run: "dd if=/dev/zero of=data.bin bs=1M count=1", expect: "ask", files: { "data.bin": "x" } },
    { run: "dd if=image.iso of=/dev/sda", expect: "deny" },
    { run: "cat image.iso > /dev/nvme0n1", expect: "deny" },
    { run: "> data.csv", expect: "ask", files: { "data.csv": "x" } },
    { run: ": >| data.csv", expect: "ask", files: { "data.csv": "x" } },
    { run: "echo x | tee /dev/null", expect: "allow" },
    { run: "npm test 2>&1 | tee test.log", expect: "allow", files: { "test.log": "x" } },
    { run: "npm test > out.txt 2>/dev/null", expect: "allow", why: "a new file" },
    { run: "echo x | tee -a notes.txt", expect: "allow", files: { "notes.txt": "x" } },
    { run: "echo x >> notes.txt", expect: "allow", files: { "notes.txt": "x" } },
    { run: "echo x > src/a.ts", expect: "allow", files: { "src/a.ts": "y" }, git: {}, why: "git has it" },
    { run: "truncate -s +1M data.bin", expect: "allow", files: { "data.bin": "x" } },
    { run: "dd if=/dev/urandom of=/tmp/noise bs=1k count=1", expect: "allow" },
  ],
};

function copied(command: Invocation, facts: Facts): Effect[] {
  const args = readArguments(command.argv.slice(1), { optional: ["output-error"] });
  const empties = !hasOption(args, "a", "append");
  return operands(args).flatMap(word =>
    effectsOfWrite(word, command.scope, facts, { source: "tee", span: word.span ?? command.span, empties }),
  );
}

/** `-s +1M` only makes it longer. */
function cut(command: Invocation, facts: Facts): Effect[] {
  const args = readArguments(command.argv.slice(1), { values: ["s", "size", "r", "reference"] });
  const empties = !/^[+>%]/.test(optionValue(args, "s", "size")?.value ?? "");
  return operands(args).flatMap(word =>
    effectsOfWrite(word, command.scope, facts, { source: "truncate", span: word.span ?? command.span, empties }),
  );
}

function dumped(command: Invocation, facts: Facts): Effect[] {
  const appends = command.argv.some(({ value }) => /^oflag=(.*,)?append\b/.test(value ?? ""));
  return command.argv
    .filter(word => knownPrefix(word).startsWith("of="))
    .flatMap(word =>
      effectsOfWrite(dropPrefix(word, 3), command.scope, facts, {
        source: "dd",
        span: word.span ?? command.span,
        empties: !appends,
      }),
    );
}
