/** Validates what comes over a stream. */
import { ErrorCodes, ResponseError } from "vscode-languageserver";
import type * as z from "zod";

/** Returns the valid value. Throws an answer that names the method and the field. */
export function valid<T>(method: string, schema: z.ZodType<T>, given: unknown): T {
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new ResponseError(
    ErrorCodes.InvalidParams,
    `${method}: ${issue?.path.join(".") || "params"}: ${issue?.message}`,
  );
}
