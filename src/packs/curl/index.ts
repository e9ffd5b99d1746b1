/** Reads curl: every URL of the command is one HTTP call, with method, body and headers as curl would send them. */

import type { Effect } from "../../core/effects/effect.ts";
import {
  type Argument,
  hasOption,
  operands,
  optionValue,
  optionValues,
  readArguments,
} from "../../core/effects/options.ts";
import type { HttpCall, Inner, Invocation, ProgramPack, Reading } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { textOfFile } from "../../core/files/input-text.ts";
import { pathOf, shown } from "../../core/files/targets.ts";
import { leaksOf } from "../../core/languages/http/leaks.ts";
import { type HttpPlace, placeOf } from "../../core/languages/http/place.ts";
import { knownPrefix, literalWord, textOf, type Word, wordOfText } from "../../core/text/words.ts";
import { type Body, bodyOf } from "./body.ts";
import { examples } from "./examples.ts";
import { GRAMMAR } from "./grammar.ts";
import { overwritesOf } from "./output.ts";

export const curl: ProgramPack = { kind: "program", id: "curl", programs: ["curl"], read, examples };

function read(command: Invocation, facts: Facts): Reading {
  const readings = transfersOf(readArguments(command.argv.slice(1), GRAMMAR)).map(args =>
    readTransfer(args, command, facts),
  );
  return {
    effects: readings.flatMap(({ effects }) => effects),
    inner: readings.flatMap(({ inner }) => inner ?? []),
  };
}

/** Splits the arguments at `--next`, which resets the options. */
function transfersOf(args: readonly Argument[]): Argument[][] {
  const transfers: Argument[][] = [[]];
  for (const arg of args) {
    if (arg.kind === "option" && (arg.name === "next" || arg.name === ":")) transfers.push([]);
    else transfers.at(-1)?.push(arg);
  }
  return transfers;
}

function readTransfer(args: readonly Argument[], command: Invocation, facts: Facts): Reading {
  const given = [...optionValues(args, "url", "expand-url"), ...operands(args)];
  // In `curl $OPTIONS https://…` an unquoted variable may stand for any options.
  const blind = given.length > 1 ? given.filter(isBlind) : [];
  const urls = given.filter(word => !blind.includes(word));
  const body = bodyOf(args, command, facts);
  const method = methodOf(args, body, blind.length > 0);
  const asQuery = hasOption(args, "G", "get");
  const socket = optionValue(args, "unix-socket", "abstract-unix-socket");
  const headers = headersOf(args, command, facts);

  const signedIn = headers.some(({ name }) => /^(?:authorization|cookie|x-api-key|private-token)$/i.test(name));

  const effects: Effect[] = [
    ...overwritesOf(args, urls, command, facts),
    ...configuration(args, command),
    ...socketUse(socket, command),
  ];
  const elsewhere = reroutesOf(args);
  const calls = urls
    .flatMap(url => [url, ...elsewhere.map(host => atHost(url, host))])
    .map(
      (url): HttpCall => ({
        method,
        url:
          asQuery && body.text ? wordOfText(`${textOf(url)}${textOf(url).includes("?") ? "&" : "?"}${body.text}`) : url,
        headers,
        ...(!asQuery && body.text !== undefined && { body: body.text }),
        ...(socket && { socket }),
        ...(command.span && { span: command.span }),
      }),
    );
  const places = calls.map(placeOf);
  effects.push(
    ...leaksOf(command, body.files, places, "curl", facts, { files: body.uploads, signedIn }),
    ...ftpCommands(args, places, command),
  );
  const inner = calls.map((call): Inner => ({ kind: "http", call, scope: command.scope, source: "curl" }));
  return { effects, inner };
}

function isBlind(word: Word): boolean {
  return word.pieces.length > 0 && word.pieces.every(piece => piece.kind === "hole" && !piece.quoted);
}

/** Returns the method: -X wins; else -I, -T and data decide. */
function methodOf(args: readonly Argument[], body: Body, blind: boolean): string {
  const request = optionValue(args, "X", "request");
  if (request) return request.value?.toUpperCase() ?? "?";
  if (hasOption(args, "I", "head")) return "HEAD";
  if (hasOption(args, "G", "get")) return "GET";
  if (hasOption(args, "T", "upload-file")) return "PUT";
  if (body.text !== undefined) return "POST";
  return blind || hasOption(args, "?") ? "?" : "GET";
}

/** Reads `-H 'Name: value'`, `-H @file`. */
function headersOf(args: readonly Argument[], command: Invocation, facts: Facts): HttpCall["headers"] {
  // The name and password of `-u` are sent in a header of any form.
  const user = optionValues(args, "u", "user").map(value => ({ name: "Authorization", value }));
  const given = optionValues(args, "H", "header", "expand-header").flatMap(word => {
    const lines = knownPrefix(word).startsWith("@")
      ? (textOfFile(literalWord((word.value ?? "").slice(1)), command.scope, facts) ?? "").split("\n")
      : [textOf(word)];
    return lines.flatMap(line => {
      const colon = line.indexOf(":");
      return colon < 1 ? [] : [{ name: line.slice(0, colon).trim(), value: wordOfText(line.slice(colon + 1).trim()) }];
    });
  });
  return [...given, ...user];
}

/** Returns other machines than the URLs' to which `--connect-to a:1:b:2` and `--resolve a:1:addr` send the request. */
function reroutesOf(args: readonly Argument[]): string[] {
  return [
    ...optionValues(args, "connect-to").map(word => textOf(word).split(":")[2]),
    ...optionValues(args, "resolve").map(
      word => textOf(word).replace(/^[-+]/, "").split(":").slice(2).join(":").split(",")[0],
    ),
  ].filter((host): host is string => host !== undefined && host !== "");
}

function atHost(url: Word, host: string): Word {
  return wordOfText(
    textOf(url).replace(/^([a-z]+:\/\/)?[^/?#]*/i, (_, scheme: string | undefined) => `${scheme ?? "http://"}${host}`),
  );
}

/** Describes a configuration file, which may hold any option. */
function configuration(args: readonly Argument[], command: Invocation): Effect[] {
  return optionValues(args, "K", "config").map(file => ({
    verb: "execute-unknown",
    resource: "code",
    target: `curl options in ${shown(file)}`,
    reach: "unknown",
    recovery: "none",
    certainty: "possible",
    source: "curl",
    says: `sends whatever request ${file.value === "-" ? "its input" : shown(file)} describes`,
    instead: "Write the options into the command.",
    ...(command.span && { span: command.span }),
  }));
}

/** Describes a socket, which is a path on this machine. Agents may not talk to some, such as the guard's own. */
function socketUse(socket: Word | undefined, command: Invocation): Effect[] {
  const path = socket && pathOf(socket, command.scope);
  if (!socket || path === undefined) return [];
  return [
    {
      verb: "write",
      resource: "file",
      target: shown(socket),
      reach: "one",
      recovery: "free",
      certainty: "certain",
      source: "curl",
      says: `talks to the socket ${shown(socket)}`,
      path,
      at: [{ kind: "path", path }],
    },
  ];
}

/** All places beyond this number share one effect. */
const MANY_PLACES = 8;

/** Reads `-Q "DELE x"`, which sends a command to an FTP or SFTP server. */
function ftpCommands(args: readonly Argument[], places: readonly HttpPlace[], command: Invocation): Effect[] {
  const deleted = optionValues(args, "Q", "quote").flatMap(word => {
    const text = textOf(word).replace(/^[-+*]+/, "");
    return /^(?:DELE|RMD|XRMD|rm|rmdir)\s+(.+)/i.exec(text)?.[1] ?? [];
  });
  return places.flatMap((place, i) =>
    deleted.slice(0, i < MANY_PLACES ? undefined : 1).map(
      (target): Effect => ({
        verb: "delete",
        resource: "file",
        target,
        reach: "one",
        recovery: "none",
        certainty: "certain",
        source: "curl",
        says: `deletes ${target} on ${place.name}`,
        at: place.at,
        ...(command.span && { span: command.span }),
      }),
    ),
  );
}
