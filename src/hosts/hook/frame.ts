/**
 * Frames a reply for its way from the service or the fallback to the launcher. The launcher is plain `sh`, so the frame
 * is text that two parameter expansions can cut: exit code, standard output, standard error, and an end mark. Without
 * the end mark there is no reply: an empty or truncated answer must never count as "no opinion".
 */
import type { Reply } from "../../agents/agent.ts";

export const FRAME = {
  head: "agentguard-reply",
  middle: "--agentguard-stderr--",
  end: "--agentguard-end--",
} as const;

/** Frames a reply. The exit codes for an agent are 0, an answer, and 2, a refusal. */
export function frameReply(reply: Reply): string {
  const code = reply.exitCode === 0 ? 0 : 2;
  const stdout = reply.stdout.replaceAll(FRAME.middle, "");
  return `${FRAME.head} ${code}\n${stdout}\n${FRAME.middle}\n${reply.stderr}\n${FRAME.end}\n`;
}

/** Parses a frame; undefined when it is incomplete. Empty lines before it are signs of life from the service. */
export function readFrame(text: string): Reply | undefined {
  const pattern = new RegExp(
    `^\\n*${FRAME.head} ([02])\\n([\\s\\S]*?)\\n${FRAME.middle}\\n([\\s\\S]*)\\n${FRAME.end}\\n?$`,
  );
  const found = pattern.exec(text);
  if (!found) return undefined;
  return { exitCode: Number(found[1]), stdout: found[2] ?? "", stderr: found[3] ?? "" };
}
