/** The line before what the service tells a hook: it proves the rest. Other answers carry the proof as a header. */

/** What the line begins with; the rest of it is hexadecimal. */
export const PROOF_LINE = "agentguard-proof ";

/** A text with the proof of it before. */
export function proven(text: string, prove: (said: string) => string): string {
  return `${PROOF_LINE}${prove(withoutEnd(text))}\n${text}`;
}

/** The text again; undefined where `holds` says that this is no proof of what was said. */
export function textOfProven(body: string, holds: (said: string, proof: string) => boolean): string | undefined {
  const [, proof = "", text = ""] = /^\n*agentguard-proof ([0-9a-f]+)\n([\s\S]*)$/.exec(body) ?? [];
  return holds(withoutEnd(text), proof) ? text : undefined;
}

/** A shell drops line ends at the end of what a program prints. */
function withoutEnd(text: string): string {
  return text.replace(/\n+$/, "");
}
