/** Lines that a server could read as something else than the relay does are not handed on. */
import { describe, expect, test } from "vitest";
import { readMessages } from "../../../src/hosts/relay/messages.ts";

const read = (line: string) => readMessages(Buffer.from(`${line}\n`));

describe("a message with more than one reading", () => {
  test.each([
    ['{"jsonrpc":"2.0","id":1,"method":"ping","Method":"tools/call","params":{}}', /method/i],
    ['{"jsonrpc":"2.0","id":1,"METHOD":"tools/call","params":{}}', /method/i],
    ['{"jsonrpc":"2.0","id":1,"method":"tools/call","method":"ping"}', /method/i],
    ['{"jsonrpc":"2.0","id":1,"m\\u0065thod":"tools/call","method":"ping"}', /method/i],
    ['{"method":"tools/call","params":{"name":"a"},"Params":{"name":"b"}}', /params/i],
    ['{"method":"tools/call","params":{"name":"a","arguments":{"sql":"x"},"arguments":{"sql":"y"}}}', /arguments/],
    ['[{"id":1,"method":"ping"},{"id":2,"method":"tools/call","method":"ping"}]', /method/],
    ['{"method":"tools/call","params":{"name":"a","Arguments":{"sql":"x"}}}', /arguments/],
    ['{"method":"tools/call","param\\u017f":{"name":"a"}}', /params/],
  ])("%s", (line, because) => {
    expect(read(line)).toMatchObject({ kind: "unreadable", because: expect.stringMatching(because) });
  });
});

test("everything else is read", () => {
  for (const line of [
    '{"jsonrpc":"2.0","id":9007199254740991,"method":"tools/call","params":{"name":"a"}}',
    '{"jsonrpc":"2.0","id":"9007199254740993","method":"ping"}',
    '{"id":1,"method":"tools/call","params":{"name":"a","arguments":{"method":"x","Method":"y","id":1,"ID":2}}}',
    '{"id":1,"result":{"a":"{\\"method\\":1,\\"method\\":2}"}}',
    '[{"id":1,"method":"ping"},{"id":2,"method":"ping"}]',
  ])
    expect({ line, ...read(line) }).toMatchObject({ line, kind: "messages" });
});
