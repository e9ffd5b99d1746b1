/** What proves a rule in the tests: an act that it must hold, and one of the same program that it must let pass. */

/** Whether the program stands in a text as a word of its own, in whatever folder. */
export function namesProgram(text: string, program: string): boolean {
  const escaped = program.replaceAll(/[^\w-]/g, character => `\\${character}`);
  return new RegExp(`(?<![\\w.-])${escaped}(?![\\w.-])`).test(text);
}
