/**
 * How a reply travels from the service or the fallback to the launcher. The launcher is plain `sh`, so the frame is
 * text that two parameter expansions can cut: exit code, standard output, standard error, and an end mark. Without the
 * end mark nothing was said: an empty or cut answer must never be taken for "no opinion".
 */
import type { Reply } from "../../agents/agent.ts";

export const FRAME = {
  head: "agentguard-reply",
  middle: "--agentguard-stderr--",
  end: "--agentguard-end--",
} as const;

/** Codes an agent can be given: 0 is an answer, 2 is a refusal. */
export function frameReply(reply: Reply): string {
  const code = reply.exitCode === 0 ? 0 : 2;
  const stdout = reply.stdout.replaceAll(FRAME.middle, "");
  return `${FRAME.head} ${code}\n${stdout}\n${FRAME.middle}\n${reply.stderr}\n${FRAME.end}\n`;
}

/** Undefined when the frame is not whole. Empty lines before it say that the service was alive meanwhile. */
export function readFrame(text: string): Reply | undefined {
  const pattern = new RegExp(
    `^\\n*${FRAME.head} ([02])\\n([\\s\\S]*?)\\n${FRAME.middle}\\n([\\s\\S]*)\\n${FRAME.end}\\n?$`,
  );
  const found = pattern.exec(text);
  if (!found) return undefined;
  return { exitCode: Number(found[1]), stdout: found[2] ?? "", stderr: found[3] ?? "" };
}
