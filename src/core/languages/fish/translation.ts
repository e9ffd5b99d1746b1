/** A translated text that maps its positions to the source. */
import type { Span } from "../../text/span.ts";

interface Part {
  readonly start: number;
  readonly end: number;
  readonly from: Span;
  /** The translation has the same characters as its source. */
  readonly same: boolean;
}

export class Translation {
  text = "";
  private readonly parts: Part[] = [];

  constructor(private readonly source: string) {}

  /** Appends `text` as the translation of the source between `start` and `end`. */
  add(text: string, start: number, end: number): void {
    const same = end - start === text.length && this.source.startsWith(text, start);
    this.parts.push({ start: this.text.length, end: this.text.length + text.length, from: { start, end }, same });
    this.text += text;
  }

  /** The range of the source that a part of the translation came from. */
  spanOf({ start, end }: Span): Span {
    const from = this.at(start, 0);
    return { start: from, end: Math.max(from, this.at(Math.max(start, end - 1), 1)) };
  }

  private at(position: number, further: 0 | 1): number {
    let low = 0;
    let high = this.parts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.parts[middle]?.end ?? 0) <= position) low = middle + 1;
      else high = middle;
    }
    const part = this.parts[low] ?? this.parts.at(-1);
    if (!part) return 0;
    if (part.same) return part.from.start + Math.min(position, part.end) - part.start + further;
    return further === 0 ? part.from.start : part.from.end;
  }
}
