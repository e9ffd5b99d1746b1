/** Parses HTTP requests that are written out without a client: `DELETE /x HTTP/1.1` and the following lines. */

import type { HttpCall, Inner } from "../../effects/pack.ts";
import type { Scope } from "../../places/scope.ts";
import { literalWord, type Word } from "../../text/words.ts";

/** The destination and the sender of a text. */
export interface Typed {
  /** Used if the text has no `Host` header. */
  readonly host: string | undefined;
  readonly secure?: boolean;
  readonly scope: Scope;
  readonly source: string;
  readonly span?: HttpCall["span"];
}

/** The most requests of one text that are read. */
const MAX_REQUESTS = 50;
const START = /(?:^|\n)[ \t]{0,8}([A-Z]{3,10})[ \t]+(\S+)[ \t]+HTTP\/[\d.]+/g;

/** Returns every request in `text`; empty if there is none. */
export function typedRequests(text: string, { host, secure, scope, source, span }: Typed): Inner[] {
  const starts = [...text.matchAll(START)].slice(0, MAX_REQUESTS);
  return starts.map(({ 0: line, 1: method = "GET", 2: path = "/", index }, i): Inner => {
    const rest = text.slice(index + line.length, starts[i + 1]?.index ?? text.length);
    const [head = "", ...body] = rest.split(/\r?\n\r?\n/);
    const headers = headersOf(head);
    const named = headers.find(({ name }) => name.toLowerCase() === "host")?.value.value ?? host ?? "unknown";
    const url = literalWord(path.includes("://") ? path : `${secure ? "https" : "http"}://${named}${path}`);
    const sent = body.join("\n\n").trim();
    const call = { method, url, headers, ...(sent !== "" && { body: sent }), ...(span && { span }) };
    return { kind: "http", call, scope, source };
  });
}

function headersOf(head: string): { readonly name: string; readonly value: Word }[] {
  return head.split(/\r?\n/).flatMap(text => {
    const at = text.indexOf(":");
    return at > 0 ? [{ name: text.slice(0, at).trim(), value: literalWord(text.slice(at + 1).trim()) }] : [];
  });
}
