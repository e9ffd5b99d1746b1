/** Reads PowerShell's calls of .NET and COM: `[IO.File]::Delete(…)`, `$client.DownloadString(…)`, `$shell.Run(…)`. */
import type { Effect } from "../../core/effects/effect.ts";
import type { Inner, Invocation, ProgramPack, Reading } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { effectsOfExtracting } from "../../core/files/archiving.ts";
import { effectOfLoss } from "../../core/files/loss-effects.ts";
import { isEditOf } from "../../core/files/moved.ts";
import { pathOf, targetOf } from "../../core/files/targets.ts";
import { effectsOfWrite } from "../../core/files/writes.ts";
import { effectOfWriting } from "../../core/files/writing.ts";
import { leaksOf } from "../../core/languages/http/leaks.ts";
import { placeOf } from "../../core/languages/http/place.ts";
import { effectsOfMoving } from "../../core/languages/windows/moving.ts";
import { LEADING_VARIABLES } from "../../core/languages/windows/paths.ts";
import { HOLE, textOf, type Word, wordOfText } from "../../core/text/words.ts";
import { CODE, DELETES, FETCHES, MOVES, OBJECTS, RUNS, SENDS, SQL, SYSTEM, UNPACKS, WRITES } from "./dotnet-calls.ts";
import { DOTNET_EXAMPLES } from "./examples.ts";
import { listedOn, pathWord } from "./listing.ts";

export const dotnet: ProgramPack = {
  kind: "program",
  id: "dotnet-calls",
  programs: [
    ...new Set([
      ...DELETES,
      ...WRITES,
      ...MOVES,
      ...UNPACKS,
      ...RUNS,
      ...FETCHES,
      ...SENDS,
      ...CODE,
      ...SQL,
      ".terminate",
      "new-object",
    ]),
    ...OBJECTS.map(([name]) => name),
    ...Object.keys(SYSTEM),
  ],
  ownPaths: true,
  read(given: Invocation, facts: Facts): Reading {
    const command = given.program === "new-object" ? madeObject(given) : given;
    if (!command) return { effects: [] };
    const { program, scope, span } = command;
    const args = command.argv.slice(1);
    const [first, second] = args;
    if (DELETES.includes(program)) return { effects: deleted(command, args, facts) };
    if (WRITES.includes(program) && first) {
      // Only some modes of opening a file empty it.
      const chooses = program === "[io.file]::open" || program === "[io.filestream]::new";
      const empties = !chooses || /\b(?:create|truncate)\b/i.test(second?.value ?? second?.text ?? "");
      // `… | % { [IO.File]::WriteAllText($_, '') }` empties the listed files.
      const listed =
        first.value === null && (second?.value === "" || IS_EMPTY.test(second?.text ?? ""))
          ? listedOn(command.stdin, scope, facts)
          : null;
      if (listed)
        return {
          effects: listed.words.flatMap(word =>
            effectsOfWrite(pathWord(word, scope, facts, true), scope, facts, { source: "dotnet", span, empties: true }),
          ),
        };
      const path = pathWord(first, scope, facts, false);
      const at = pathOf(path, scope);
      // If the file was read before and the new text is not literal, it is an edit.
      if (at !== undefined && isEditOf(at, at, scope) && second?.value == null)
        return { effects: [effectOfWriting({ name: first.text, path: at, source: "dotnet", span })] };
      return {
        effects: program.endsWith("openwrite")
          ? []
          : effectsOfWrite(path, scope, facts, {
              source: "dotnet",
              span,
              empties,
              blank: second?.value === "" || IS_EMPTY.test(second?.text ?? "") || undefined,
            }),
      };
    }
    if (MOVES.includes(program) && first && second) {
      const [from, to] = [pathWord(first, scope, facts, false), pathWord(second, scope, facts, false)];
      const moving = { scope, facts, source: "dotnet", span, replaces: true, copies: program.endsWith("copy") };
      return { effects: effectsOfMoving([from], to, moving) };
    }
    if (UNPACKS.includes(program))
      return {
        effects: effectsOfExtracting(second && pathWord(second, scope, facts, false), command, facts, "dotnet"),
      };
    const inner = innerOf(command, args);
    const seen = ofObject(command);
    if (seen) return { effects: [seen] };
    return { effects: [...systemEffect(command), ...sentBy(command, args, inner, facts)], inner };
  },
  examples: DOTNET_EXAMPLES,
};

/** Matches an empty text or an empty byte array. */
const IS_EMPTY = /^(?:''|""|\(?(?:\[byte\[\]\]\s*)?@\(\)\)?|\[string\]::Empty|\$null)$/i;

/** Reads `New-Object IO.FileStream 'a', 'Create'` as `[IO.FileStream]::new('a', 'Create')`. */
function madeObject(command: Invocation): Invocation | undefined {
  const [head, ...words] = command.argv;
  const plain = words.filter(({ value }) => !/^-(?:t\w*|a\w*)$/i.test(value ?? ""));
  const type = /^(?:System\.)?(IO\.(?:FileStream|StreamWriter))$/i.exec(plain[0]?.value ?? "")?.[1];
  if (!head || type === undefined) return undefined;
  return { ...command, program: `[${type.toLowerCase()}]::new`, argv: [head, ...plain.slice(1)] };
}

function ofObject(command: Invocation): Effect | undefined {
  const { program, argv, stdin } = command;
  const from = stdin.kind === "pipe" ? (stdin.producer ?? []) : [];
  const words = [...from, ...argv].map(word => word.text).join(" ");
  if (program === ".terminate") {
    const chosen = from.some(word => /^-(?:f\w*|q\w*)$/i.test(word.text)) || (stdin.kind === "pipe" && stdin.filter);
    const all = /win32_process/i.test(words) && from.length > 0 && !chosen;
    return all
      ? { ...system(command, { verb: "stop", resource: "process", says: "ends every process" }), reach: "all" }
      : undefined;
  }
  const found = OBJECTS.find(([name, pattern]) => name === program && pattern.test(words));
  return found && system(command, found[2]);
}

function deleted(command: Invocation, args: readonly Word[], facts: Facts): Effect[] {
  const { program, scope, span, stdin } = command;
  const what = command.argv[0]?.text ?? "";
  if (
    /shadowcopy/i.test(what) ||
    (stdin.kind === "pipe" && stdin.producer?.some(word => /shadowcopy/i.test(word.text)))
  )
    return [
      system(command, {
        verb: "delete",
        resource: "backup",
        says: "deletes shadow copies, the backups that Windows keeps",
      }),
    ];
  const piped = stdin.kind === "text" ? stdin.text : "";
  const object = piped || (args[0]?.value ?? args[0]?.text ?? "");
  if (/^(?:WinNT|LDAP|IIS):\/\/|root[\\/]cimv2|\bWin32_\w/i.test(object))
    return [system(command, { verb: "delete", resource: "account", says: "deletes accounts or parts of the system" })];
  // For a method of the file system object, the first argument is that object; otherwise it is the file.
  const own = /^\.delete(?:file|folder)$/.test(program) ? args.slice(1) : args;
  const recursive =
    /directory|folder/.test(program) ||
    args.slice(program === ".delete" ? 1 : 1).some(({ value }) => /^\$?(?:true|1)$/i.test(value ?? ""));
  const listed = stdin.kind === "none" ? undefined : listedOn(stdin, scope, facts);
  const paths = listed ? listed.words : own.slice(0, 1);
  return paths.flatMap(word => {
    // `$x.Delete()` may delete a row of a table as well as a file.
    const unsure = program === ".delete" && word.value === null;
    // These methods take patterns, even in quotes.
    const patterns = word.glob || /^\.delete(?:file|folder)$/.test(program);
    const target = targetOf(pathWord(word, scope, facts, patterns), scope, facts, { recursive });
    return target
      ? [effectOfLoss(target, { verb: "delete", source: "dotnet", span, ...(unsure && { certainty: "likely" }) })]
      : [];
  });
}

function systemEffect(command: Invocation): Effect[] {
  const found = SYSTEM[command.program];
  if (command.program === "[environment]::setenvironmentvariable" && !isLasting(command)) return [];
  return found ? [system(command, found)] : [];
}

/** Tells whether a variable that affects programs is set for the person or the machine, not only for this process. */
function isLasting({ argv }: Invocation): boolean {
  const scope = argv.slice(2).at(-1);
  const lasting = /(?:^|::|["'])(?:User|Machine)["']?$/i.test(scope?.value ?? scope?.text ?? "");
  return lasting && new RegExp(`^(?:${LEADING_VARIABLES})$`, "i").test(argv[1]?.value ?? "");
}

function system({ argv, span }: Invocation, what: Pick<Effect, "verb" | "resource" | "says">): Effect {
  return {
    ...what,
    target: argv[0] ? argv[0].text : "",
    reach: what.resource === "backup" ? "all" : "one",
    recovery: what.verb === "stop" ? "effort" : "none",
    certainty: "certain",
    source: "dotnet",
    ...(span && { span }),
  };
}

/** Reads `$client.UploadFile(url, path)`: a file by its name, or what another command prints. */
function sentBy(command: Invocation, args: readonly Word[], inner: readonly Inner[], facts: Facts): Effect[] {
  const call = inner.find(one => one.kind === "http")?.call;
  if (!call || !SENDS.includes(command.program)) return [];
  const files =
    command.program === ".uploadfile" ? args.slice(-1).map(word => pathWord(word, command.scope, facts, false)) : [];
  // The object is not an argument. Its text would be read a second time.
  const own = {
    ...command,
    argv: [...command.argv.slice(0, 1).map(word => ({ ...word, pieces: [] })), ...args.slice(1)],
  };
  return leaksOf(own, files, [placeOf(call)], "dotnet", facts, { files, signedIn: false });
}

function innerOf({ program, scope, span }: Invocation, args: readonly Word[]): Inner[] {
  const at = span && { span };
  const via = { ...scope, via: [...scope.via, program] };
  if (CODE.includes(program)) {
    const named = textOf(args.at(-1) ?? wordOfText(HOLE));
    const text = program === ".addcommand" ? `${named} ${HOLE}` : named;
    return [{ kind: "shell", text, scope: via, dialect: "powershell", ...at }];
  }
  if (RUNS.includes(program)) {
    // For a method of an object, that object is the first word.
    const words = (program.startsWith(".") ? args.slice(1) : args).filter(
      word => word.value !== "" && !/^(?:\d|\$\w+|runas|open)$/i.test(word.value ?? ""),
    );
    const text = words.slice(0, 2).map(textOf).join(" ");
    return text === "" ? [] : [{ kind: "shell", text, scope: via, dialect: "cmd", ...at }];
  }
  if (SQL.includes(program)) {
    const statement = args.find(({ value }) => value)?.value;
    return statement ? [{ kind: "sql", text: statement, at: [], source: "dotnet", ...at }] : [];
  }
  const url = args.find(word => /^https?:/i.test(word.value ?? ""));
  if (!url) return [];
  const method = FETCHES.includes(program)
    ? "GET"
    : program === ".deleteasync"
      ? "DELETE"
      : program === ".putasync"
        ? "PUT"
        : "POST";
  const body = args.at(-1);
  const data = method === "POST" && body && body !== url ? { body: body.value } : {};
  return [{ kind: "http", call: { method, url, headers: [], ...data, ...at }, scope, source: "dotnet" }];
}
