/** Reads tee, sponge, truncate, fallocate, dd, sort -o, which empty or overwrite files without a redirect. */
import type { Effect } from "../core/effects/effect.ts";
import { hasOption, operands, optionValue, readArguments } from "../core/effects/options.ts";
import type { Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Facts } from "../core/facts/facts.ts";
import { textOfStdin } from "../core/files/input-text.ts";
import { effectsOfWrite } from "../core/files/writes.ts";
import { dropPrefix, knownPrefix, type Word } from "../core/text/words.ts";

export const tee: ProgramPack = {
  kind: "program",
  id: "tee",
  programs: "tee gtee sponge truncate gtruncate fallocate dd gdd dcfldd ddrescue sort gsort uniq guniq".split(" "),
  ownPaths: true,
  read(command: Invocation, facts: Facts): Reading {
    return { effects: effectsBy(command.program.replace(/^g(?=(tee|truncate|dd|sort|uniq)$)/, ""), command, facts) };
  },
  examples: [
    { run: "echo x | tee notes.txt", expect: "ask", files: { "notes.txt": "x" } },
    { run: "truncate -s 0 data.csv", expect: "ask", files: { "data.csv": "x" } },
    { run: "tee app.db < /dev/null", expect: "ask", files: { "app.db": "x" } },
    { run: "truncate --size=0 data.csv", expect: "ask", files: { "data.csv": "x" } },
    { run: "dd if=/dev/zero of=data.bin bs=1M count=1", expect: "ask", files: { "data.bin": "x" } },
    { run: "dd if=image.iso of=/dev/sda", expect: "deny" },
    { run: "cat image.iso > /dev/nvme0n1", expect: "deny" },
    { run: "> data.csv", expect: "ask", files: { "data.csv": "x" } },
    { run: ": >| data.csv", expect: "ask", files: { "data.csv": "x" } },
    { run: "sort -u list.txt -o data.csv", expect: "ask", files: { "list.txt": "x", "data.csv": "y" } },
    { run: "sort a.txt | sponge data.csv", expect: "ask", files: { "data.csv": "y" } },
    { run: "sort data.csv | sponge data.csv", expect: "allow", files: { "data.csv": "y" }, why: "an edit of it" },
    { run: "true | sponge data.csv", expect: "ask", files: { "data.csv": "y" } },
    { run: "uniq list.txt data.csv", expect: "ask", files: { "list.txt": "x", "data.csv": "y" } },
    { run: "fallocate -p -o 0 -l 1M data.bin", expect: "ask", files: { "data.bin": "x" } },
    { run: "dcfldd if=/dev/zero of=/dev/sdb", expect: "deny" },
    { run: "sort -o data.csv data.csv", expect: "allow", files: { "data.csv": "y" } },
    { run: "fallocate -l 1G /tmp/swap", expect: "allow" },
    { run: "sort names.txt | uniq -c", expect: "allow" },
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

function effectsBy(program: string, command: Invocation, facts: Facts): Effect[] {
  switch (program) {
    case "tee":
    case "sponge":
      return copied(command, facts);
    case "truncate":
      return cut(command, facts);
    case "fallocate":
      return holed(command, facts);
    case "sort":
      return sorted(command, facts);
    case "uniq":
      return written(
        operands(readArguments(command.argv.slice(1), { values: ["f", "s", "w"] })).slice(1, 2),
        command,
        facts,
      );
    case "ddrescue":
      return written(
        operands(readArguments(command.argv.slice(1), { values: ["b", "c", "i", "o", "s", "r"] })).slice(1, 2),
        command,
        facts,
      );
    default:
      return dumped(command, facts);
  }
}

/** Matches `sort a | sponge a`: sponge writes after reading everything, so it is an edit. */
function comesFrom({ value }: Word, { stdin }: Invocation): boolean {
  if (stdin.kind !== "pipe" || value === null) return false;
  const words = [...(stdin.producer ?? []), ...(stdin.from?.kind === "file" ? [stdin.from.path] : [])];
  // `head -c 0 a | sponge a` empties the file.
  return words.slice(1).some(word => word.value === value) && !words.some(word => /^-?[cn]?0$/.test(word.value ?? ""));
}

/** Reads `sort -o data.csv data.csv`, which keeps the content in another order. */
function sorted(command: Invocation, facts: Facts): Effect[] {
  const args = readArguments(command.argv.slice(1), {
    values: [
      "o",
      "output",
      "k",
      "key",
      "t",
      "field-separator",
      "S",
      "T",
      "buffer-size",
      "temporary-directory",
      "parallel",
      "compress-program",
      "batch-size",
    ],
  });
  const to = optionValue(args, "o", "output");
  if (!to || operands(args).some(word => word.value !== null && word.value === to.value)) return [];
  return written([to], command, facts);
}

/** Reads holes punched into an existing file, or parts cut out of it. */
function holed(command: Invocation, facts: Facts): Effect[] {
  const args = readArguments(command.argv.slice(1), { values: ["o", "offset", "l", "length"] });
  const loses = hasOption(args, "p", "punch-hole", "z", "zero-range", "c", "collapse-range");
  return loses ? written(operands(args), command, facts) : [];
}

function written(words: readonly Word[], command: Invocation, facts: Facts): Effect[] {
  const { program, scope, span } = command;
  return words.flatMap(word =>
    effectsOfWrite(word, scope, facts, { source: program, span: word.span ?? span, empties: true }),
  );
}

function copied(command: Invocation, facts: Facts): Effect[] {
  const args = readArguments(command.argv.slice(1), { optional: ["output-error"] });
  const adds = hasOption(args, "a", "append");
  const blank = textOfStdin(command, facts) === "" || undefined;
  return operands(args).flatMap(word =>
    effectsOfWrite(word, command.scope, facts, {
      source: "tee",
      span: word.span ?? command.span,
      empties: !adds && !(command.program === "sponge" && comesFrom(word, command)),
      blank,
    }),
  );
}

/** Reads truncate, which matters for an existing file only. `-s +1M` just makes it longer. */
function cut(command: Invocation, facts: Facts): Effect[] {
  const args = readArguments(command.argv.slice(1), { values: ["s", "size", "r", "reference"] });
  const empties = !/^[+>%]/.test(optionValue(args, "s", "size")?.value ?? "");
  return operands(args).flatMap(word => {
    const writing = { source: "truncate", span: word.span ?? command.span, empties };
    return effectsOfWrite(word, command.scope, facts, writing).map(
      (effect): Effect => (effect.certainty === "possible" ? { ...effect, certainty: "likely" } : effect),
    );
  });
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
        blank: command.argv.some(({ value }) => value === "if=/dev/null") || undefined,
      }),
    );
}
