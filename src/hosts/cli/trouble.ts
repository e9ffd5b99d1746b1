/** Something a person can put right: shown without a stack, exit code 1. */
export class Trouble extends Error {}

/** What went wrong, in one line. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
