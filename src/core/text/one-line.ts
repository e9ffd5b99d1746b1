/** Foreign text among our own words. */

/** Control characters, line and paragraph separators, and what turns the direction of writing. */
const STEERING = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** `text` with blanks for what would steer a terminal, begin a line of its own, or turn what stands beside it. */
export function oneLine(text: string): string {
  return text.replace(STEERING, " ");
}
