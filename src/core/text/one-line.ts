/** Makes foreign text safe to show inside our own sentences. */

/** Control characters, line and paragraph separators, and what turns the direction of writing. */
const STEERING = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** Replaces characters that would steer a terminal, begin a new line, or change the direction of the text by blanks. */
export function oneLine(text: string): string {
  return text.replace(STEERING, " ");
}
