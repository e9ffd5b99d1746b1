/** Finds acts that exhaust a machine: endless files, and processes that only keep it busy. */

import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import { keepingNames } from "../../text/memoize.ts";
import type { Span } from "../../text/span.ts";
import { knownPrefix, textOf } from "../../text/words.ts";

/** A file of this size in bytes fills most disks. */
const HUGE = 50 * 1024 ** 3;
const ENDLESS = /^\/dev\/(?:zero|u?random|full)$/;
const KEEPS_BUSY = /^(?:stress|stress-ng|cpuburn|burnP6|mprime|prime95|yes)$/;

export function effectsOfExhaustion(command: Invocation): Effect[] {
  const { program, argv, redirects } = command;
  const words = argv.slice(1).map(textOf);
  const into = redirects.find(({ operator, beside }) => !beside && /^&?>/.test(operator))?.target;
  const file = into !== undefined && !knownPrefix(into).startsWith("/dev/");
  if (KEEPS_BUSY.test(program)) return busy(command, words, into === undefined ? undefined : file ? "file" : "nothing");
  switch (program) {
    case "cat":
    case "tac":
    case "pv":
      return file && words.some(word => ENDLESS.test(word)) ? [fills(command)] : [];
    case "tail":
    case "sort":
      return words.some(word => ENDLESS.test(word)) ? [fills(command, "keeps a stream without end in memory")] : [];
    case "split":
    case "csplit":
    case "cp":
      return words.some(word => ENDLESS.test(word)) && !ENDLESS.test(words.at(-1) ?? "") ? [fills(command)] : [];
    case "gzip":
    case "xz":
    case "bzip2":
    case "cksum":
    case "md5sum":
    case "sha1sum":
    case "sha256sum":
    case "sha512sum":
      return words.some(word => ENDLESS.test(word)) || isFedForEver(command)
        ? [fills(command, "keeps a processor busy for nothing")]
        : [];
    case "head":
      return (file || words.some(word => ENDLESS.test(word))) &&
        sizeIn(words, /^-c$|^--bytes$/, /^-c|^--bytes=/) >= HUGE
        ? [fills(command)]
        : [];
    case "fallocate":
    case "truncate":
    case "mkfile":
      return program !== "truncate" && sizeIn(words, /^-l$|^--length$|^-n$/, /^-l|^--length=/) >= HUGE
        ? [fills(command)]
        : [];
    case "dd": {
      const endless = words.some(word => /^if=\/dev\/(?:zero|u?random)$/.test(word));
      const to = words.find(word => word.startsWith("of="))?.slice(3) ?? "";
      const bounded = words.some(word => /^count=/.test(word)) || words.some(word => /^iflag=.*count_bytes/.test(word));
      const file = to !== "" && (!to.startsWith("/dev/") || to.startsWith("/dev/shm/"));
      return endless && file && (!bounded || amountOf(words) >= HUGE) ? [fills(command)] : [];
    }
    default:
      return [];
  }
}

const FILLS = new Set(
  "cat tac pv tail sort head fallocate truncate mkfile dd split csplit cp gzip xz bzip2 cksum md5sum sha1sum sha256sum sha512sum".split(
    " ",
  ),
);
/** Returns whether a program of this name can exhaust a machine. */
export const mayExhaust = keepingNames(program => FILLS.has(program) || KEEPS_BUSY.test(program));

/** A load test that ends by itself, or has a time limit, is harmless; `yes > /dev/null` never ends. */
function busy(command: Invocation, words: readonly string[], into: "file" | "nothing" | undefined): Effect[] {
  if (command.program === "yes") {
    if (into === "file") return [fills(command)];
    return into === "nothing" ? [fills(command, "keeps a processor busy for nothing")] : [];
  }
  const ends = words.some(
    (word, i) =>
      (/^(?:-t|--timeout(?:=.*)?|--help|--version|-V|-h)$/.test(word) || /^-t\d/.test(word)) &&
      // A limit of 0 means endless, and hours are no test.
      !LONG.test(word.replace(/^(?:-t|--timeout=)/, "")) &&
      !(/^(?:-t|--timeout)$/.test(word) && LONG.test(words[i + 1] ?? "")),
  );
  return ends ? [] : [fills(command, "loads the machine until somebody stops it")];
}

const LONG = /^(?:0s?|\d{5,}s?|\d{3,}m|\d+[hdwy])$/;

/** Returns the size in bytes of `bs=1G count=1000`. */
function amountOf(words: readonly string[]): number {
  const [block, count] = ["bs=", "count="].map(name => {
    const text = words.find(word => word.startsWith(name))?.slice(name.length) ?? "";
    const [, number = "", unit = ""] = /^(\d+)([KMGTP]?)i?B?$/i.exec(text) ?? [];
    return number === "" ? undefined : Number(number) * 1024 ** " KMGTP".indexOf(unit.toUpperCase() || " ");
  });
  return (block ?? 512) * (count ?? 0);
}

/** Matches `cat /dev/urandom | md5sum`. */
function isFedForEver({ stdin }: Invocation): boolean {
  if (stdin.kind === "file") return ENDLESS.test(stdin.path.value ?? "");
  return stdin.kind === "pipe" && (stdin.producer ?? []).some(word => ENDLESS.test(word.value ?? ""));
}

function sizeIn(words: readonly string[], option: RegExp, glued: RegExp): number {
  for (const [i, word] of words.entries()) {
    const text = option.test(word) ? words[i + 1] : glued.test(word) ? word.replace(glued, "") : undefined;
    const [, number = "", unit = ""] = /^(\d+)([KMGTP]?)i?B?$/i.exec(text ?? "") ?? [];
    if (number !== "") return Number(number) * 1024 ** " KMGTP".indexOf(unit.toUpperCase() || " ");
  }
  const bare = words.map(word => /^(\d+)([gtp])$/i.exec(word)).find(Boolean);
  return bare ? Number(bare[1]) * 1024 ** " KMGTP".indexOf((bare[2] ?? "").toUpperCase()) : 0;
}

/** Returns the effect of a shell's loop or function that starts processes without end. */
export function endlessProcesses(because: string, span: Span | undefined): Effect {
  return {
    verb: "mutate",
    resource: "system",
    target: "processes without end",
    reach: "all",
    recovery: "none",
    certainty: "certain",
    source: "shell",
    says: because,
    ...(span && { span }),
  };
}

function fills({ program, argv, span }: Invocation, says = "fills the disk until nothing else can be written"): Effect {
  return {
    verb: "mutate",
    resource: "system",
    target: argv.map(({ text }) => text).join(" "),
    reach: "all",
    recovery: "none",
    certainty: "certain",
    source: program,
    says,
    ...(span && { span }),
  };
}
