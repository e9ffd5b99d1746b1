/** Splits a byte stream into lines, with a limit, so that an endless line does not fill the memory. */

export type RawLine = { readonly text: string } | { readonly tooLong: true };

/** The most bytes of one line. */
export const MAX_LINE = 1024 * 1024;

/** Yields the lines without blank ones. A last line without a line end counts. */
export async function* linesOf(input: AsyncIterable<Buffer | string>, limit = MAX_LINE): AsyncGenerator<RawLine> {
  let parts: Buffer[] = [];
  let size = 0;
  const take = (): RawLine | undefined => {
    const line = size > limit ? { tooLong: true as const } : { text: Buffer.concat(parts).toString("utf8") };
    parts = [];
    size = 0;
    return "text" in line && line.text.trim() === "" ? undefined : line;
  };
  const keep = (part: Buffer) => {
    size += part.length;
    if (size > limit) parts = [];
    else parts.push(part);
  };
  for await (const given of input) {
    const chunk = Buffer.from(given as Buffer);
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      keep(chunk.subarray(start, end));
      start = end + 1;
      const line = take();
      if (line) yield line;
    }
    keep(chunk.subarray(start));
  }
  const last = take();
  if (last) yield last;
}
