/** Reads wget: its requests as HTTP calls, like curl's. */

import {
  type Grammar,
  hasOption,
  operands,
  optionValue,
  optionValues,
  readArguments,
} from "../core/effects/options.ts";
import type { HttpCall, Inner, Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Facts } from "../core/facts/facts.ts";
import { effectsOfDownload } from "../core/files/downloading.ts";
import { textOfFile } from "../core/files/input-text.ts";
import { leaksOf } from "../core/languages/http/leaks.ts";
import { placeOf } from "../core/languages/http/place.ts";
import { textOf, wordOfText } from "../core/text/words.ts";

/** Options with a value, from wget 1.21's manual. */
const GRAMMAR: Grammar = {
  abbreviations: true,
  values: `e execute o output-file a append-output i input-file B base config t tries O output-document start-pos
    progress T timeout dns-timeout connect-timeout read-timeout w wait waitretry limit-rate Q quota bind-address
    restrict-file-names user password use-askpass prefer-family local-encoding remote-encoding cut-dirs P
    directory-prefix default-page http-user http-password header max-redirect proxy-user proxy-password referer
    save-cookies load-cookies U user-agent post-data post-file method body-data body-file secure-protocol certificate
    certificate-type private-key private-key-type ca-certificate ca-directory crl-file pinnedpubkey random-file
    egd-file ciphers ftp-user ftp-password l level A accept R reject accept-regex reject-regex regex-type D domains
    exclude-domains follow-tags ignore-tags I include-directories X exclude-directories compression`.split(/\s+/),
  flags:
    "quiet verbose no-verbose continue timestamping spider background recursive mirror page-requisites span-hosts no-parent no-check-certificate content-on-error server-response".split(
      " ",
    ),
};

export const wget: ProgramPack = {
  kind: "program",
  id: "wget",
  programs: ["wget"],
  read,
  examples: [
    { run: "wget https://example.com/a.tar.gz", expect: "allow" },
    { run: "wget -qO- https://example.com/a", expect: "allow" },
    { run: "wget -O notes.txt https://example.com/a", expect: "ask", files: { "notes.txt": "x" } },
    { run: "wget -O ~/.bashrc https://example.com/a", expect: "ask" },
    { run: "wget -O a.tgz https://example.com/a", expect: "allow" },
    { run: "wget -c -O a.iso https://example.com/a", expect: "allow", files: { "a.iso": "x" } },
    { run: "wget --spider https://example.com", expect: "allow" },
    { run: "wget --method=DELETE https://api.example.com/v1/users/3", expect: "ask" },
    { run: "wget --method DELETE http://localhost:3000/users/3", expect: "allow" },
    {
      run: 'wget --post-data=\'{"query":"mutation { volumeDelete(id: 1) }"}\' https://api.example.com/graphql',
      expect: "deny",
    },
    {
      run: "wget --method=POST --body-file=q.json https://api.example.com/graphql",
      files: { "q.json": '{"query":"mutation { deleteUser(id: 1) }"}' },
      expect: "ask",
    },
    {
      run: "wget --post-file=q.json https://api.example.com/graphql",
      expect: "ask",
      why: "the file is not there to be read",
    },
  ],
};

function read(command: Invocation, facts: Facts): Reading {
  const args = readArguments(command.argv.slice(1), GRAMMAR);
  const data = optionValue(args, "post-data", "body-data");
  const file = optionValue(args, "post-file", "body-file");
  const body = data ? textOf(data) : file ? textOfFile(file, command.scope, facts) : undefined;
  const posts = hasOption(args, "post-data", "post-file");
  const chosen = optionValue(args, "method");
  const method = chosen
    ? (chosen.value?.toUpperCase() ?? "?")
    : posts
      ? "POST"
      : hasOption(args, "spider")
        ? "HEAD"
        : "GET";
  const headers = optionValues(args, "header").flatMap(word => {
    const [name = "", ...value] = textOf(word).split(":");
    return value.length === 0 ? [] : [{ name: name.trim(), value: wordOfText(value.join(":").trim()) }];
  });
  const calls = operands(args).map(
    (url): HttpCall => ({
      method,
      url,
      headers,
      ...(body !== undefined && { body }),
      ...(command.span && { span: command.span }),
    }),
  );
  // With -c existing content stays; without -O wget picks an unused name.
  const to = hasOption(args, "c", "continue", "spider") ? undefined : optionValue(args, "O", "output-document");
  const saved = to ? effectsOfDownload(to, command.scope, facts, { source: "wget", span: command.span }) : [];
  return {
    effects: [...saved, ...leaksOf(command, file ? [file] : [], calls.map(placeOf), "wget", facts)],
    inner: calls.map((call): Inner => ({ kind: "http", call, scope: command.scope, source: "wget" })),
  };
}
