/** Reads Invoke-WebRequest, Invoke-RestMethod and Invoke-Sqlcmd, and passes on their requests and SQL. */
import type { Effect } from "../../core/effects/effect.ts";
import type { HttpCall, Invocation, ProgramPack, Reading } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { textOfFile, textOfStdin } from "../../core/files/input-text.ts";
import { pathOf } from "../../core/files/targets.ts";
import { effectsOfWrite } from "../../core/files/writes.ts";
import { leaksOf } from "../../core/languages/http/leaks.ts";
import { placeOf } from "../../core/languages/http/place.ts";
import { literalWord, textOf, type Word, wordOfText } from "../../core/text/words.ts";
import { WEB_EXAMPLES } from "./examples.ts";
import { pathWord } from "./listing.ts";
import { type Parameters, readParameters } from "./parameters.ts";

const REQUEST = {
  switches: `usebasicparsing usedefaultcredentials skipcertificatecheck passthru disablekeepalive resume
    allowinsecureredirect followrellink`,
  values: `uri method custommethod body headers outfile infile form contenttype websession sessionvariable
    useragent timeoutsec token authentication proxy maximumredirection statuscodevariable
    responseheadersvariable maximumretrycount certificate`,
  aliases: { cm: "custommethod" },
};

/** Cmdlets that send a request to one service with a login, and its address for requests with only a path. */
const SIGNED_IN: Readonly<Record<string, string>> = {
  "invoke-azrestmethod": "https://management.azure.com",
  "invoke-azrest": "https://management.azure.com",
  "invoke-mggraphrequest": "https://graph.microsoft.com",
  "invoke-graphrequest": "https://graph.microsoft.com",
};

export const psWeb: ProgramPack = {
  kind: "program",
  id: "powershell-web",
  programs: [
    "invoke-webrequest",
    "invoke-restmethod",
    ...Object.keys(SIGNED_IN),
    "start-bitstransfer",
    "invoke-sqlcmd",
    "invoke-dbaquery",
  ],
  ownPaths: true,
  read(command: Invocation, facts: Facts): Reading {
    if (/sqlcmd$|dbaquery$/.test(command.program)) return sql(command, facts);
    const args = readParameters(command.argv.slice(1), {
      ...REQUEST,
      values: `${REQUEST.values} source destination path payload apiversion outputfilepath`,
    });
    const { scope, span } = command;
    const first = [...args.values("uri", "source", "path"), ...args.plain][0];
    if (!first) return { effects: [] };
    const url = addressed(first, SIGNED_IN[command.program]);
    const written = args.values("outfile", "destination").flatMap(word =>
      effectsOfWrite(pathWord(word, scope, facts, false), scope, facts, {
        source: "powershell",
        span,
        empties: true,
      }),
    );
    const call = callOf(command, url, args);
    const given = args.values("infile").map(word => pathWord(word, scope, facts, false));
    const piped = command.stdin.kind === "none" || call.method === "GET" ? [] : [literalWord("-")];
    const sent = [...given, ...args.values("form").map(word => pathWord(word, scope, facts, false)), ...piped];
    // A person with a login has an account there, and probably means to keep the file there.
    const signedIn = ["token", "authentication", "credential", "certificate", "usedefaultcredentials"].some(
      name => args.has(name) || args.values(name).length > 0,
    );
    const tells = call.headers.some(({ name }) => /^(?:authorization|x-api-key|private-token)$/i.test(name));
    const uploads = { files: given, signedIn: signedIn || tells };
    const leaks: Effect[] = leaksOf(command, sent, [placeOf(call)], "powershell", facts, uploads);
    return { effects: [...written, ...leaks], inner: [{ kind: "http", call, scope, source: "powershell" }] };
  },
  examples: WEB_EXAMPLES,
};

/** Completes `/v1.0/users/1` by the address of the cmdlet's service. */
function addressed(word: Word, base: string | undefined): Word {
  if (base === undefined || /^https?:/i.test(word.value ?? "")) return word;
  const path = textOf(word);
  return { ...wordOfText(`${base}${path.startsWith("/") ? "" : "/"}${path}`), text: word.text };
}

function callOf(command: Invocation, url: Word, args: Parameters): HttpCall {
  const [method] = args.values("method", "custommethod");
  const [body] = args.values("body", "infile", "form", "payload");
  const fallback = args.values("infile").length > 0 ? "PUT" : "GET";
  return {
    method: method ? (method.value?.toUpperCase() ?? "?") : fallback,
    url,
    headers: args.values("headers").flatMap(headersIn),
    ...(body && { body: body.value === null ? null : textOf(body) }),
    ...(command.span && { span: command.span }),
  };
}

/** Reads `@{ Authorization = 'Bearer x' }`, as far as it is literal. */
function headersIn(word: Word): HttpCall["headers"] {
  const entries = word.text.replace(/^@\{|\}$/g, "").split(/[;\n]/);
  return entries.flatMap(entry => {
    const cut = entry.indexOf("=");
    const name = entry.slice(0, cut).replace(/["'\s]/g, "");
    return cut < 1 || name === ""
      ? []
      : [
          {
            name,
            value: wordOfText(
              entry
                .slice(cut + 1)
                .trim()
                .replace(/^["']|["']$/g, ""),
            ),
          },
        ];
  });
}

function sql(command: Invocation, facts: Facts): Reading {
  const args = readParameters(command.argv.slice(1), {
    switches: "trustservercertificate encryptconnection abortonerror asjob",
    values: `query inputfile serverinstance database username password connectionstring querytimeout variable
    sqlinstance file hostname`,
    aliases: { q: "query", i: "inputfile", server: "serverinstance" },
  });
  const [server] = args.values("serverinstance", "sqlinstance");
  const [name] = args.values("database");
  const host = server?.value?.replace(/^tcp:|[\\,].*$/gis, "").replace(/^\.$|^\(local(?:db)?\)$/i, "localhost");
  const at = [
    {
      kind: "database" as const,
      ...(host ? { host } : server ? {} : { host: "localhost" }),
      ...(name?.value && { database: name.value }),
    },
  ];
  const files = args
    .values("inputfile", "file")
    .map(word => ({ word, text: textOfFile(pathWord(word, command.scope, facts, false), command.scope, facts) }));
  const texts = [...args.values("query"), ...args.plain].map(textOf);
  const span = command.span && { span: command.span };
  const inner = [...texts, ...files.flatMap(({ text }) => (text === null ? [] : [text]))].map(text => ({
    kind: "sql" as const,
    text,
    at,
    source: "powershell",
    ...span,
  }));
  const piped = texts.length + files.length === 0 && command.stdin.kind !== "none" ? command.stdin : undefined;
  const text = piped ? textOfStdin(command, facts) : undefined;
  if (text) inner.push({ kind: "sql", text, at, source: "powershell", ...span });
  const from = command.argv[0] ?? literalWord(command.program);
  const unread = [...files.filter(one => one.text === null), ...(text === null ? [{ word: from, text }] : [])];
  const effects = unread.map(
    ({ word }): Effect => ({
      verb: "execute-unknown",
      resource: "code",
      target: word.text,
      reach: "unknown",
      recovery: "none",
      certainty: "possible",
      source: "powershell",
      says: `runs SQL that could not be read (${pathOf(word, command.scope) ?? word.text})`,
      at,
      ...span,
    }),
  );
  return { effects, inner };
}
