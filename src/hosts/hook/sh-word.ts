/** Quotes any text as one word for `sh`. */
export function shWord(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
