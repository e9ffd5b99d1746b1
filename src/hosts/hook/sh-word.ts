/** One word for `sh`, whatever it holds. */
export function shWord(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
