/** `[--server NAME] [--client ID] (-- <command> [args…] | --url ADDRESS [--header 'Name: value']… | --moved WHAT)` */
import { parseArgs } from "node:util";
import { addressIn } from "../../agents/configuration/mcp-address.ts";

interface Named {
  /** The server's name in rules and on cards. */
  readonly server: string;
  /** The id of the agent whose configuration starts the relay, if known. */
  readonly client?: string;
}

export type RelayOptions = Named &
  (
    | { readonly kind: "command"; readonly command: string; readonly args: readonly string[] }
    | { readonly kind: "url"; readonly url: URL; readonly headers: readonly (readonly [string, string])[] }
  );

/** Reads the arguments. Throws an error whose message is one clause for the person. */
export function readOptions(argv: readonly string[], env: NodeJS.ProcessEnv = process.env): RelayOptions {
  const cut = argv.indexOf("--");
  const [own, program] = cut < 0 ? [argv, []] : [argv.slice(0, cut), argv.slice(cut + 1)];
  const { values } = parseArgs({
    args: [...own],
    options: {
      server: { type: "string" },
      client: { type: "string" },
      url: { type: "string" },
      header: { type: "string", multiple: true },
      // Written by `relay wrap`: the words in a client's file are variables now.
      moved: { type: "string" },
    },
  });
  const client = values.client === undefined ? {} : { client: values.client };
  const [command, ...args] = program;
  const moved = values.moved === undefined ? undefined : addressIn(env);
  const address = values.url ?? moved?.url;
  if (address !== undefined) {
    if (command !== undefined) throw new Error("give either --url or a command after --");
    if (!/^https?:\/\//i.test(address) || !URL.canParse(address))
      throw new Error("the server's address must start with https:// or http://");
    const url = new URL(address);
    const headers = [...(moved?.headers ?? []), ...(values.header ?? []).map(readHeader)];
    return { kind: "url", url, headers, server: values.server ?? url.host, ...client };
  }
  if (command === undefined || command === "")
    throw new Error("give the server's command after --, for example: agentguard relay -- npx -y some-server");
  if (values.header) throw new Error("--header goes with --url");
  return { kind: "command", command, args, server: values.server ?? nameOf(program), ...client };
}

/** Reads a header. `${NAME}` in its value is taken from the environment, so that no secret has to be in a file. */
function readHeader(text: string): readonly [string, string] {
  const found = /^([!#$%&'*+.^`|~\w-]+):\s*(.*)$/s.exec(text);
  if (!found) throw new Error(`--header must be of the form 'Name: value'`);
  const value = (found[2] ?? "").replace(
    /\$\{(?:env:)?([A-Za-z_]\w*)\}/g,
    (_, name: string) => process.env[name] ?? "",
  );
  return [found[1] ?? "", value];
}

/** Names a server: `npx -y @scope/server-postgres@1 …` → `server-postgres`, the first word but runners and options. */
function nameOf(program: readonly string[]): string {
  const words = program.filter(word => !word.startsWith("-")).map(word => word.split(/[\\/]/).at(-1) ?? word);
  const named = words.find(
    word =>
      !/^(?:npx|bunx|uvx|pnpm|yarn|dlx|exec|run|node|bun|deno|uv|pipx|python[\d.]*|docker|env)(?:\.exe|\.cmd)?$/i.test(
        word,
      ),
  );
  return (named ?? words[0] ?? "server").replace(/(?<=.)@.*$/s, "").replace(/\.(?:[cm]?[jt]s|py|exe|cmd)$/i, "");
}
