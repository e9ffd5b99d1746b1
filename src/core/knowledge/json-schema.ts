import * as z from "zod";
import { knowledgeFile } from "./schema.ts";

/** The form of a knowledge file as JSON Schema (draft 2020-12), for editors that complete and check YAML. */
export function knowledgeJsonSchema(): object {
  return { title: "What AgentGuard knows of a program", ...z.toJSONSchema(knowledgeFile, { io: "input" }) };
}
