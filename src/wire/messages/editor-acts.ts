import * as z from "zod";
import { type Message, path } from "../message.ts";

const length = z.number().int().min(0);

const params = z.object({
  /** About to be deleted or to get another name, by a person or an extension. */
  leaving: z.array(path).max(10_000).readonly().exactOptional(),
  /** Saved by the editor. */
  saved: z.array(path).max(10_000).readonly().exactOptional(),
  /** Open documents that code has taken most of the text from; lengths in characters. */
  emptied: z
    .array(z.object({ path, before: length, after: length }))
    .max(10_000)
    .readonly()
    .exactOptional(),
});

export type EditorActsParams = z.infer<typeof params>;

/** What goes through the editor's own doors. */
export const EditorActs: Message<EditorActsParams, null> = { method: "guard/editorActs", from: "visitor", params };
