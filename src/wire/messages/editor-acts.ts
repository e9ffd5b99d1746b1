import * as z from "zod";
import { type Message, path } from "../message.ts";

const length = z.number().int().min(0);

const params = z.object({
  /** Files that a person or an extension is about to delete or rename. */
  leaving: z.array(path).max(10_000).readonly().exactOptional(),
  /** Files that the editor has saved. */
  saved: z.array(path).max(10_000).readonly().exactOptional(),
  /** Open documents from which code has removed most of the text; lengths in characters. */
  emptied: z
    .array(z.object({ path, before: length, after: length }))
    .max(10_000)
    .readonly()
    .exactOptional(),
});

export type EditorActsParams = z.infer<typeof params>;

/** Reports what the editor itself does with files and documents. */
export const EditorActs: Message<EditorActsParams, null> = { method: "guard/editorActs", from: "visitor", params };
