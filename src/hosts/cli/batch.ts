/** `agentguard check --batch`: answers each JSON line with a JSON line, in order, as they come. */
import type { Writable } from "node:stream";
import type { Action } from "../../core/action/action.ts";
import type { Judgement } from "../../core/decision/judgement.ts";
import { readLine } from "./action-line.ts";
import { linesOf, MAX_LINE } from "./lines.ts";
import { verdictLine } from "./verdict-line.ts";

/** Ends with its input, or when its output is closed. Invalid lines and failed judgements are answered too. */
export async function checkBatch(
  input: AsyncIterable<Buffer | string>,
  output: Writable,
  judge: (action: Action) => Promise<Judgement>,
  here: string,
): Promise<void> {
  // A closed pipe raises an error, which would end the process without a listener.
  output.on("error", () => {});
  for await (const raw of linesOf(input)) {
    const answer =
      "tooLong" in raw
        ? JSON.stringify({ id: null, error: `line: longer than ${MAX_LINE} bytes` })
        : await answerLine(raw.text, judge, here);
    if (!output.writable) return;
    if (!output.write(`${answer}\n`)) await drained(output);
  }
}

async function answerLine(text: string, judge: (action: Action) => Promise<Judgement>, here: string): Promise<string> {
  const line = readLine(text, here);
  if (line.kind === "invalid") return JSON.stringify({ id: line.id, error: line.error });
  const started = performance.now();
  try {
    const judgement = await judge(line.action);
    return verdictLine(line.id, judgement, Math.round((performance.now() - started) * 1000));
  } catch (error) {
    return JSON.stringify({ id: line.id, error: `could not judge: ${(error as Error).message}` });
  }
}

/** Resolves when the reader has caught up or is gone. */
function drained(output: Writable): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      output.off("drain", done).off("close", done);
      resolve();
    };
    output.on("drain", done).on("close", done);
  });
}
