import * as z from "zod";
import { knowledgeFile } from "./schema.ts";

/** Returns the JSON Schema (draft 2020-12) of knowledge files, for editors that complete and check YAML. */
export function knowledgeJsonSchema(): object {
  return { title: "What AgentGuard knows of a program", ...z.toJSONSchema(knowledgeFile, { io: "input" }) };
}
