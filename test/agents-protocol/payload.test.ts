import { describe, expect, test } from "vitest";
import { PayloadError, parsePayload } from "../../src/agents/payload.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("bytes that are a payload", () => {
  test.each([
    ['{"a":1}', { a: 1 }],
    ['\uFEFF{"a":1}\r\n', { a: 1 }],
    ['{"a":"ü…"}\n', { a: "ü…" }],
    ["[1]", [1]],
  ])("%j", (text, value) => {
    expect(parsePayload(bytes(text))).toEqual(value);
  });
});

describe("bytes that are none", () => {
  test.each([
    ["nothing", bytes(""), /empty/],
    ["blanks", bytes(" \n"), /empty/],
    ["a mark alone", bytes("\uFEFF"), /empty/],
    ["cut off", bytes('{"tool_input": {"comma'), /not valid JSON/],
    ["two values", bytes("{}{}"), /not valid JSON/],
    ["Latin-1", Uint8Array.from([0x22, 0xfc, 0x22]), /not valid UTF-8/],
    ["a lone surrogate", Uint8Array.from([0x22, 0xed, 0xa0, 0x80, 0x22]), /not valid UTF-8/],
    ["too much", new Uint8Array(8 * 1024 * 1024 + 1).fill(0x20), /larger than 8 MB/],
  ])("%s", (_, input, because) => {
    expect(() => parsePayload(input)).toThrow(PayloadError);
    expect(() => parsePayload(input)).toThrow(because);
  });
});
