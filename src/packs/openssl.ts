/** Reads openssl: revoked certificates, and requests over a connection that it opens. */

import { typedRequests } from "../core/detectors/exfiltration/typed-requests.ts";
import { optionValue, optionValues } from "../core/effects/options.ts";
import type { Inner } from "../core/effects/pack.ts";
import { textOfStdin } from "../core/files/input-text.ts";
import { pathOf } from "../core/files/targets.ts";
import { deletes, line, revokes } from "../core/kit/effect-templates.ts";
import { tablePack } from "../core/kit/subcommands.ts";
import type { Call } from "../core/kit/table.ts";
import { asArgv } from "../core/programs/interpreter.ts";
import { literalWord } from "../core/text/words.ts";

export const openssl = tablePack({
  id: "openssl",
  source: "https://docs.openssl.org/master/man1/",
  programs: ["openssl", "libressl"],
  grammar: {
    singleDash: true,
    values:
      "connect host port servername in out keyout config name key cert keyfile revoke crl_reason CAfile provider".split(
        " ",
      ),
  },
  lines: [
    line("ca", revokes("secret", "takes the certificate back:", { recovery: "none", named: ["revoke"] }), {
      with: ["revoke"],
    }),
    line("storeutl", deletes("secret", "from the key store", { certainty: "possible" }), { with: ["delete"] }),
    line(""),
  ],
  inner: call => [...spoken(call), ...writtenOver(call)],
  examples: [
    {
      run: "printf 'DELETE /v1/items/9 HTTP/1.1\\r\\nHost: api.acme.io\\r\\n\\r\\n' | openssl s_client -quiet -connect api.acme.io:443",
      expect: "ask",
    },
    {
      run: "printf 'GET / HTTP/1.1\\r\\nHost: api.acme.io\\r\\n\\r\\n' | openssl s_client -quiet -connect api.acme.io:443",
      expect: "allow",
    },
    { run: "openssl ca -config ca.cnf -revoke certs/bob.pem", expect: "ask" },
    { run: "openssl x509 -in server.crt -noout -dates", expect: "allow" },
    { run: "openssl rand -hex 32", expect: "allow" },
    { run: "openssl rand -out data.bin 32", expect: "ask", files: { "data.bin": "x" } },
    {
      run: "openssl enc -aes-256-cbc -in rows.csv -out rows.csv -k x",
      expect: "ask",
      files: { "rows.csv": "x" },
      why: "it empties what it has yet to read",
    },
    { run: "openssl genrsa -out new.key 2048", expect: "allow" },
    {
      run: "openssl req -x509 -newkey rsa:2048 -nodes -keyout /etc/ssl/private/a.key -out /etc/ssl/a.crt",
      expect: "allow",
    },
    { run: "openssl req -x509 -newkey rsa:2048 -nodes -keyout dev.key -out dev.crt -days 365", expect: "allow" },
    { run: "openssl s_client -connect example.com:443 </dev/null", expect: "allow" },
  ],
});

/** Finds existing files that it empties as soon as it opens them for writing. */
function writtenOver({ command, args, facts }: Call): Inner[] {
  const there = optionValues(args, "out", "keyout").filter(to => {
    const path = pathOf(to, command.scope);
    return path !== undefined && facts.ask({ kind: "stat", path })?.type === "file";
  });
  return there.map(to => asArgv(command, [literalWord("tee", command.span), to]));
}

function spoken({ command, args, words, facts }: Call): Inner[] {
  if (words[0]?.value !== "s_client") return [];
  const text = textOfStdin(command, facts);
  if (typeof text !== "string") return [];
  const host = optionValue(args, "connect", "host", "servername")?.value?.replace(/:\d+$/, "");
  const { scope, span } = command;
  return typedRequests(text, { host, secure: true, scope, source: "openssl", ...(span && { span }) });
}
