/** Files at the hands of cmd.exe: del, rd, move, copy, ren, xcopy, robocopy, attrib, icacls, takeown. */
import type { Effect } from "../../core/effects/effect.ts";
import type { Invocation, ProgramPack, Reading } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { effectsOfCopyingAmong } from "../../core/files/copied-trees.ts";
import { isCatastrophe } from "../../core/files/landmarks.ts";
import { effectOfLoss } from "../../core/files/loss-effects.ts";
import { pathOf, type Target, targetOf } from "../../core/files/targets.ts";
import { effectsOfWrite } from "../../core/files/writes.ts";
import { effectsOfMoving } from "../../core/languages/windows/moving.ts";
import { windowsPath } from "../../core/languages/windows/paths.ts";
import { captured, inOrder, words } from "../../core/text/expressions.ts";
import { textOf, type Word, wordOfPieces } from "../../core/text/words.ts";
import { FILE_EXAMPLES } from "./examples.ts";

export const cmdFiles: ProgramPack = {
  kind: "program",
  id: "cmd-files",
  programs: "del deltree rd move copy ren xcopy robocopy icacls cacls takeown mklink".split(" "),
  ownPaths: true,
  read(command: Invocation, facts: Facts): Reading {
    switch (command.program) {
      case "del":
        return { effects: deleted(command, facts) };
      case "rd":
      case "deltree":
        return { effects: removed(command, facts) };
      case "robocopy":
        return { effects: mirrored(command, facts) };
      case "icacls":
      case "cacls":
      case "takeown":
        return { effects: permitted(command, facts) };
      case "mklink":
        return { effects: [] };
      default:
        return { effects: moved(command, facts) };
    }
  },
  examples: FILE_EXAMPLES,
};

interface Words {
  readonly switches: ReadonlySet<string>;
  readonly paths: readonly Word[];
}

/** An option of the commands for files; its name is the group. */
const OPTION = inOrder(
  [
    /^[/-]/,
    captured(words`
      [a-z?] mir move? purge [a-z]{1,2}:.* -y grant(?::r)? deny reset remove(?::[gd])? setowner inheritance:.* save
      restore
    `),
    /$/,
  ],
  "i",
);

/** `/s`, `-s`, `/a:h`; a longer word with a slash in front is a path that somebody wrote the other way. */
function wordsOf({ argv }: Invocation): Words {
  const switches = new Set<string>();
  const paths: Word[] = [];
  for (const word of argv.slice(1)) {
    // `/s/q`: outside cmd.exe nothing has taken them apart.
    if (/^(?:\/[a-z]){2,5}$/i.test(word.value ?? "")) {
      for (const letter of (word.value ?? "").toLowerCase().replaceAll("/", "")) switches.add(letter);
      continue;
    }
    const option = OPTION.exec(word.value ?? "")?.[1];
    if (option === undefined) paths.push(word);
    else switches.add(option.toLowerCase());
  }
  return { switches, paths };
}

function pathIn(command: Invocation, word: Word, facts: Facts): Word {
  const glob = word.pieces.some(piece => piece.kind === "text" && /[*?]/.test(piece.value));
  return windowsPath(word, command.scope, facts, glob);
}

function deleted(command: Invocation, facts: Facts): Effect[] {
  const { switches, paths } = wordsOf(command);
  if (switches.has("?")) return [];
  const deep = switches.has("s");
  return paths.flatMap(word => {
    const path = pathIn(command, word, facts);
    const all = /(?:^|\/)\*(?:\.\*)?$/.test(path.value ?? "");
    const folder = !path.glob && isFolder(path, command, facts);
    const fit = all
      ? replaced(path, deep ? "**/*" : "*")
      : folder
        ? below(path, deep)
        : deep
          ? replaced(path, undefined)
          : path;
    const target = targetOf(fit, command.scope, facts, { recursive: deep && (all || folder) });
    return target ? [lost(target, command, word)] : [];
  });
}

function isFolder(path: Word, { scope }: Invocation, facts: Facts): boolean {
  const at = pathOf(path, scope);
  if (at === undefined) return false;
  return /\/$/.test(path.value ?? "") || facts.ask({ kind: "stat", path: at })?.type === "directory";
}

/** The last part as `last`, or below every folder. */
function replaced(path: Word, last: string | undefined): Word {
  const text = path.value;
  if (text === null) return path;
  const cut = text.lastIndexOf("/") + 1;
  return pattern(path, text.slice(0, cut), last ?? `**/${text.slice(cut)}`);
}

function below(path: Word, deep: boolean): Word {
  const text = path.value ?? "";
  return pattern(path, text.endsWith("/") ? text : `${text}/`, deep ? "**/*" : "*");
}

function pattern({ text, span }: Word, folder: string, name: string): Word {
  const start = folder === "" ? [] : [{ kind: "text", value: folder, quoted: !/[*?]/.test(folder) } as const];
  return wordOfPieces(text, [...start, { kind: "text", value: name, quoted: false }], span);
}

/** Without `/s` only an empty folder goes. */
function removed(command: Invocation, facts: Facts): Effect[] {
  const { switches, paths } = wordsOf(command);
  if (!switches.has("s") && command.program === "rd") return [];
  return paths.flatMap(word => {
    const target = targetOf(pathIn(command, word, facts), command.scope, facts, { recursive: true });
    return target ? [lost(target, command, word)] : [];
  });
}

function lost(target: Target, command: Invocation, word: Word): Effect {
  return effectOfLoss(target, { verb: "delete", source: "cmd", span: word.span ?? command.span });
}

function moved(command: Invocation, facts: Facts): Effect[] {
  const { program, scope, span } = command;
  const { switches, paths } = wordsOf(command);
  const copies = program === "copy" || program === "xcopy";
  const to = paths.length > 1 ? paths.at(-1) : undefined;
  if (!to || program === "ren") return [];
  // `copy a + b c` takes several.
  // `copy nul file` makes an empty file of it; a device has nothing else to give.
  const devices = paths.slice(0, -1).filter(word => /^(?:nul|con|\\\\\.\\nul):?$/i.test(word.value ?? ""));
  if (program === "copy" && devices.length > 0)
    return effectsOfWrite(pathIn(command, to, facts), scope, facts, {
      source: "cmd",
      span,
      empties: true,
      blank: true,
    });
  const sources = paths
    .slice(0, -1)
    .filter(word => word.value !== "+")
    .map(word => pathIn(command, word, facts));
  const tree = !copies || switches.has("s") || switches.has("e");
  const moving = { scope, facts, source: "cmd", span, replaces: switches.has("y"), copies, tree };
  return effectsOfMoving(sources, pathIn(command, to, facts), { ...moving, contents: program === "xcopy" });
}

/** `/MIR` and `/PURGE` delete what the source does not have. */
function mirrored(command: Invocation, facts: Facts): Effect[] {
  const { switches, paths } = wordsOf(command);
  const [from, to] = paths;
  if (!from || !to || switches.has("l")) return [];
  if (switches.has("mir") || switches.has("purge")) {
    const target = targetOf(pathIn(command, to, facts), command.scope, facts, { recursive: true });
    const says = `deletes everything in ${textOf(to)} that ${textOf(from)} does not have`;
    return target ? [effectOfLoss(target, { verb: "delete", source: "robocopy", span: command.span, says })] : [];
  }
  const moving = { scope: command.scope, facts, source: "robocopy", span: command.span, replaces: false };
  const [source, target] = [from, to].map(word => pathIn(command, word, facts));
  if (!source || !target) return [];
  if (switches.has("move") || switches.has("mov"))
    return effectsOfMoving([source], target, { ...moving, copies: false });
  return effectsOfCopyingAmong(source, target, { ...moving, tree: true, contents: true, intoFolder: true });
}

/** Permissions inside the workspace come back with one command; those of the system do not. */
function permitted(command: Invocation, facts: Facts): Effect[] {
  const { switches, paths } = wordsOf(command);
  const named = command.argv.findIndex(({ value }) => /^\/f$/i.test(value ?? ""));
  const word = command.program === "takeown" ? command.argv[named + 1] : paths[0];
  const changes =
    command.program !== "icacls" ||
    [...switches].some(name => /^(?:grant|deny|reset|remove|setowner|inheritance|restore)/.test(name));
  if (
    !word ||
    !changes ||
    (command.program === "takeown" && named < 0) ||
    (command.program === "cacls" && switches.size === 0)
  )
    return [];
  const target = targetOf(pathIn(command, word, facts), command.scope, facts, { recursive: true });
  if (!target) return [];
  const { marks } = target.loss;
  const deep = switches.has("t") || switches.has("r");
  const far = isCatastrophe(marks) || marks.includes("outside-workspace");
  const open = command.argv.some(({ value }) =>
    /^(?:everyone|\*s-1-1-0|users|authenticated users):/i.test(value ?? ""),
  );
  if (!far && !(open && deep)) return [];
  return [
    {
      verb: "weaken",
      resource: isCatastrophe(marks) ? "system" : "directory",
      target: target.name,
      reach: deep ? "several" : "one",
      recovery: deep ? "none" : "effort",
      certainty: "certain",
      source: "cmd",
      says: `changes who may use ${target.name}${deep ? " and everything in it" : ""}`,
      ...(target.path !== undefined && { path: target.path, at: [{ kind: "path" as const, path: target.path }] }),
      ...(marks.length > 0 && { marks }),
      ...(command.span && { span: command.span }),
    },
  ];
}
