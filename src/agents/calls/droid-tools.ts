/** Lists the tools of Factory Droid: names from the program, 0.225.2, arguments from its "Hooks reference". */
import * as z from "zod";
import {
  fetches,
  harmlessTools,
  insert,
  patches,
  type ReadTool,
  reads,
  searches,
  shell,
  type Tools,
  write,
} from "./tool-calls.ts";

export const DROID = "droid";

const Piece = z.object({
  old_str: z.string().optional(),
  new_str: z.string().optional(),
  old_string: z.string().optional(),
  new_string: z.string().optional(),
  change_all: z.boolean().optional(),
  replace_all: z.boolean().optional(),
});
const Edit = Piece.extend({ file_path: z.string().min(1), changes: z.array(Piece).optional() });

/** Accepts both spellings of the pieces, since the documentation names none. Without a piece the content is unknown. */
const edit: ReadTool = (input, at) => {
  const { file_path, changes, ...whole } = Edit.parse(input);
  const replace = (changes ?? [whole]).flatMap(piece => {
    const [from, to] = [piece.old_str ?? piece.old_string, piece.new_str ?? piece.new_string];
    if (from === undefined || to === undefined) return [];
    return [{ from, to, all: (piece.change_all ?? piece.replace_all) === true }];
  });
  const [first] = replace;
  if (first?.from === "" && replace.length === 1) return { kind: "edit", path: at(file_path), after: first.to };
  return { kind: "edit", path: at(file_path), ...(replace.length > 0 && { replace }) };
};

export const DROID_TOOLS: Tools = new Map<string, ReadTool>([
  ["Execute", shell("command")],
  ["Create", write("file_path", "content")],
  ["Write", write("file_path", "content")],
  ["Edit", edit],
  ["MultiEdit", edit],
  // The documentation does not name the argument that holds the patch.
  ["ApplyPatch", patches("input", "patch", "command", "diff")],
  ["NotebookEdit", insert("notebook_path")],
  ["Read", reads("file_path")],
  ["Grep", searches("path", "glob_pattern")],
  ["FetchUrl", fetches("url")],
  ...harmlessTools("Task TodoWrite Glob LS WebSearch ExitSpecMode AskUser Skill"),
]);
