/** Puts a line with the proof before what the service answers to a hook. Other answers carry the proof in a header. */

/** The prefix of the line; hexadecimal digits follow it. */
export const PROOF_LINE = "agentguard-proof ";

/** Returns the text with a line before it that proves it. */
export function proven(text: string, prove: (said: string) => string): string {
  return `${PROOF_LINE}${prove(withoutEnd(text))}\n${text}`;
}

/** Returns the text without its proof; undefined when `holds` says that the proof is not valid for it. */
export function textOfProven(body: string, holds: (said: string, proof: string) => boolean): string | undefined {
  const [, proof = "", text = ""] = /^\n*agentguard-proof ([0-9a-f]+)\n([\s\S]*)$/.exec(body) ?? [];
  return holds(withoutEnd(text), proof) ? text : undefined;
}

/** Removes trailing line ends, as a shell does with the output of a program. */
function withoutEnd(text: string): string {
  return text.replace(/\n+$/, "");
}
