/** The agents of README.md and docs/agents.md, made from their own files and from the clients that the suite drives. */
import { type Agent, CHANNELS, type Failure } from "../../src/agents/agent.ts";
import { AGENTS } from "../../src/agents/index.ts";
import { CLIENTS } from "../support/clients/index.ts";

/** The README's table; goes between its two marks. */
export function agentsTable(): string {
  const head = ["Agent", ...CHANNELS, "hook fails", "answer too late", "tested with", "version"];
  return rows(head, sorted().map(row));
}

function row(agent: Agent): string[] {
  const { title, channels, whenHookFails, whenLate, client } = agent;
  const reached = CHANNELS.some(channel => channels[channel] === "held");
  return [
    title,
    ...CHANNELS.map(channel => REACH[channels[channel]]),
    reached ? FAILURE[whenHookFails] : "",
    reached ? FAILURE[whenLate] : "",
    reached ? testedWith(agent) : "it has no hooks",
    client?.measured ?? "",
  ];
}

const REACH = { held: "held", observed: "seen only", unreached: "**not reached**", none: "–" } as const;

const FAILURE: Record<Failure, string> = {
  closed: "denied",
  "closed by our entry": "denied",
  open: "**runs**",
};

function testedWith({ id, proof }: Agent): string {
  if (proof !== "real client") return proof;
  const client = CLIENTS.find(known => known.id === id);
  // A claim that nothing drives would be the worst kind of light.
  if (!client) throw new Error(`${id} says that it is tested with its real client, and test/support/clients has none`);
  return `the real client, ${client.version}`;
}

/** docs/agents.md. */
export function agentsPage(): string {
  return `# Agents

Made from \`src/agents\` by \`UPDATE_DOCS=1 npx vitest run --project unit test/docs\`. Change the files there. What it says of a real client has to be shown by tests that passed in the last run: \`.ci/run\` holds it against their report.

${agentsTable()}

*held*: asked before it happens, and can be denied. –: the agent has no such tool of its own.
*hook fails*: what becomes of a call when AgentGuard's hook crashes, is killed or is gone; *answer too late*: when it does not answer in the time that the agent gives it. AgentGuard answers *deny* some seconds before.

${sorted().map(section).join("\n\n")}
`;
}

function section(agent: Agent): string {
  const { id, title, client, cannot, timeoutSeconds, marginSeconds, isolation, shellMarkers } = agent;
  const lines = [
    ...(client?.dependableFrom === undefined ? [] : [`Needs version ${client.dependableFrom} or newer.`]),
    ...(agent.channels.shell === "held"
      ? [`A question may stay open for ${timeoutSeconds - marginSeconds} s of the ${timeoutSeconds} s that it waits.`]
      : []),
    ...cannot,
    ...Object.entries(isolation ?? {}).map(([name, because]) => `\`${name}\` ${because}.`),
    ...(shellMarkers.length === 0
      ? []
      : [`A shell of its own is told by ${shellMarkers.map(({ name }) => `\`${name}\``).join(" or ")}.`]),
  ];
  return [`## ${title}`, "", `\`${id}\``, "", ...lines.map(line => `- ${line}`)].join("\n");
}

/** Those that are held first, by name. */
function sorted(): readonly Agent[] {
  const rank = ({ channels }: Agent) => (channels.shell === "held" ? 0 : 1);
  return [...AGENTS].sort((a, b) => rank(a) - rank(b) || a.title.localeCompare(b.title, "en"));
}

function rows(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...lines.map(line)].join("\n");
}
