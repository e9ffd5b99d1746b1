/** Finds options of any program that write files which decide who may do what on this machine. */

import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import { looksAtFiles } from "../secrets/reads.ts";
import type { CallWords } from "./call-words.ts";
import { readCalls, wordsOf } from "./calls.ts";
import { written } from "./named.ts";
import { effectOfRule } from "./rules.ts";

/** Options with an output file. */
const RESULTS =
  "--out|--outfile|--out-file|--outFile|--out-dir|--outDir|--outdir|--output|--output-file|--output-document|--output-dir|--output-directory|--output-filename|--dest|--destination|--logfile|--log-file|--dump|--dump-bin|--dump-file|--dump-header|--write|--write-out|--write-file|--save|--save-as|--save-to|--result-file|--report|--report-file|--export|--export-file|--filename|--to-file|--html-file|--pidfile|--pid-file|--pid|--log|--lock-file|--lockfile|--state-file|--lease-file|--core-file|--trace-file|--key-out|--keyout|-out|-outfile|-output|-logfile|-filename|-keyout|-Logfile|-export|-dump|-save";
/** Files in a home folder that start automatically, or that grant a login. */
const STARTING =
  "*/.bashrc|*/.bash_profile|*/.bash_login|*/.bash_logout|*/.profile|*/.zshrc|*/.zprofile|*/.zshenv|*/.ssh/authorized_keys*|*/.ssh/config|*/.ssh/rc|*/.config/autostart/*|*/.config/systemd/user/*|*/LaunchAgents/*|*/.forward|*/.mailcap";
type Fits = (words: CallWords) => boolean;
let results: { readonly long: Fits; readonly short: Fits } | undefined;

/** Compiles the tests for such options when a command first names such a place. */
function resultsIn(): { readonly long: Fits; readonly short: Fits } {
  const places = written(`{trusted}|${STARTING}`);
  results ??= { long: readCalls(`${RESULTS}=${places}`), short: readCalls(`-o|-O=${places}`) };
  return results;
}

/** Places whose files start automatically or grant rights; an unknown program has no reason to read them. */
const STARTING_PLACES =
  /^\/etc\/(?:cron\.(?:d|hourly|daily|weekly|monthly)\/|sudoers\.d\/|profile\.d\/|ld\.so\.(?:preload$|conf\.d\/)|update-motd\.d\/|rc\.local$|systemd\/system\/|init\.d\/|xdg\/autostart\/)|^\/var\/spool\/cron\/|\/\.ssh\/authorized_keys2?$|^\/(?:usr\/)?lib\/systemd\/system\/|^\/Library\/Launch(?:Agents|Daemons)\//;
/** Options with a file that a program reads, runs or checks. */
const READS =
  /^-{1,2}(?:c|f|i|r|F|C|I|R|n|t|conf(?:ig)?(?:[-_]?file)?|file|in|input(?:[-_]?file)?|infile|read|source|src|from|script|rules?|schema|check|verify|validate|test|lint|include|exclude|ignore|path|path-to|diff|compare|stdin-filename|stdin-filepath)$/;
/** Programs whose `-o` sets their output format. */
const SHOWS = /^(?:ls|ll|lsof|stat|ps|diff|cmp|wc|[efz]?grep|rg|ag|find|getent|id|mount|ssh|scp|git)$/;

const MAY_BE_TRUSTED = /\/etc\/|\/\.|\/Launch(?:Agents|Daemons)\/|\/var\/spool\/cron|\/lib\/systemd\//;

/** Reports an output file that the system trusts. `known`: a pack reads the call. */
export function effectsOfTrustedResult(command: Invocation, known: boolean): Effect[] {
  if (!command.argv.some(({ value }) => value !== null && MAY_BE_TRUSTED.test(value))) return [];
  const words = wordsOf(command);
  const { long, short } = resultsIn();
  const isWritten = long(words) || (!SHOWS.test(command.program) && short(words));
  return isWritten || (!known && !looksAtFiles(command.program) && namesStartingPlace(words))
    ? [effectOfRule("persistence/trusted-file", command)]
    : [];
}

/** Matches `--log /etc/cron.d/x`, `-P/etc/profile.d/y`: the value of any option that is not for reading. */
function namesStartingPlace({ list }: CallWords): boolean {
  return list.some((word, i) => {
    const [, option = list[i - 1] ?? "", value = word] = GLUED.exec(word) ?? GLUED_LETTER.exec(word) ?? [];
    return STARTING_PLACES.test(value) && option.startsWith("-") && !READS.test(option);
  });
}

const GLUED = /^(--?[A-Za-z][\w-]{0,40})=(.+)$/;
const GLUED_LETTER = /^(-[A-Za-z])(\/.+)$/;
