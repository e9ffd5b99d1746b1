/** Files and folders that a command brings from elsewhere: what is in them nobody knows. */
import { baseName, resolvePath } from "../../paths.ts";
import { hasOption, operands, optionValue, readArguments } from "../options.ts";
import type { Invocation, Scope } from "../pack.ts";
import { dropPrefix, textOf, type Word } from "../words.ts";
import { type Note, paths } from "./notes.ts";

export function fetchedBy(command: Invocation): readonly Note[] {
  const { program, scope } = command;
  if (!FETCHERS.has(program)) return NOTHING;
  const words = command.argv.slice(1);
  switch (program) {
    case "curl": {
      const args = readArguments(words, { values: CURL_VALUES });
      const named = optionValue(args, "o", "output");
      return downloaded(named, hasOption(args, "O", "remote-name") ? operands(args) : [], scope);
    }
    case "wget": {
      const args = readArguments(words, { values: ["O", "o", "P", "U", "output-document", "header", "post-data"] });
      const named = optionValue(args, "O", "output-document");
      return downloaded(named, named ? [] : operands(args), scope);
    }
    case "aria2c": {
      const args = readArguments(words, { values: ["o", "out", "d", "dir"] });
      const named = optionValue(args, "o", "out");
      return downloaded(named, named ? [] : operands(args), scope);
    }
    case "scp": {
      const [to, from, ...more] = operands(readArguments(words, { values: SCP_VALUES })).reverse();
      const remote = /^[\w.@-]+:/.test(from?.value ?? "") && more.length === 0;
      if (!remote || !from || !to || to.value?.includes(":")) return [];
      return downloaded(
        /^(?:\.|.*\/)$/.test(to.value ?? "") ? undefined : to,
        [dropPrefix(from, textOf(from).indexOf(":") + 1)],
        scope,
      );
    }
    case "git":
      return cloned(words, scope);
    case "tar":
    case "bsdtar":
    case "unzip":
      return unpacked(command);
    default:
      return [];
  }
}

const NOTHING: readonly Note[] = [];
const FETCHERS = new Set("curl wget aria2c scp git tar bsdtar unzip".split(" "));
const SCP_VALUES = "c D F i J l o P S X".split(" ");

const CURL_VALUES = "o output d data X request H header u user A user-agent e referer b cookie c F form T".split(" ");

function downloaded(named: Word | undefined, urls: readonly Word[], scope: Scope): Note[] {
  const files = named ? paths([named], scope) : [];
  for (const url of urls) {
    const name = baseName(
      textOf(url)
        .replace(/^[a-z]+:\/\//, "")
        .replace(/[?#].*$/, ""),
    );
    if (scope.cwd !== null && name !== "") files.push(resolvePath(name, scope.cwd));
  }
  return files.map(path => ({ kind: "written", path, text: null }));
}

/**
 * What a folder holds that came from elsewhere is not known to anybody: noted under the folder's name with a slash
 * behind it.
 */
function fetchedInto(folder: string): Note {
  return { kind: "written", path: `${folder.replace(/\/$/, "")}/`, text: null };
}

function cloned(words: readonly Word[], scope: Scope): Note[] {
  const [verb, url, folder] = operands(readArguments(words, { values: CLONE_VALUES }));
  if (verb?.value !== "clone" || !/^(?:https?|git|ssh):|^[\w.-]+@/.test(url?.value ?? "") || scope.cwd === null)
    return [];
  const name = folder?.value ?? baseName(textOf(url ?? verb)).replace(/\.git$/, "");
  return [fetchedInto(resolvePath(name, scope.cwd))];
}

const CLONE_VALUES = "b branch o origin depth c config C j jobs reference filter template u upload-pack".split(" ");

/** An archive that this text downloads, unpacked. */
function unpacked({ argv, stdin, scope }: Invocation): Note[] {
  const words = argv.slice(1);
  const downloads = stdin.kind === "pipe" && /^(?:curl|wget)$/.test(stdin.producer?.[0]?.value ?? "");
  const unseen = paths(words, scope).some(path => scope.earlier?.written.get(path) === null);
  if (!(downloads || unseen) || scope.cwd === null) return [];
  const into = words.find((_, i) => /^(?:-\w*[Cd]|--directory)$/.test(words[i - 1]?.value ?? ""));
  return [fetchedInto(resolvePath(into?.value ?? ".", scope.cwd))];
}
