/**
 * Reads Railway's control plane: one GraphQL endpoint for every project and environment that a token can reach.
 * Mutation names are those of its public API (docs.railway.com/reference/public-api); a volume's backups are kept in
 * it.
 */
import type { Effect, Mark, ResourceKind, Verb } from "../core/effects/effect.ts";
import { splitName } from "../core/effects/names.ts";
import type { HttpCall, ProviderPack, Reading } from "../core/effects/pack.ts";
import { type Destination, effectOfField, identifierIn, unreadableBody } from "../core/languages/graphql/effects.ts";
import { type GraphqlField, readGraphql } from "../core/languages/graphql/reader.ts";
import { placeOf } from "../core/languages/http/place.ts";
import { ownProperty } from "../core/text/own-property.ts";
import type { Span } from "../core/text/span.ts";

interface Mutation {
  readonly verb: Verb;
  readonly resource: ResourceKind;
  /** The resource in Railway's words. */
  readonly noun: string;
  /** What else is lost, as a clause that follows `deletes the volume x`. */
  readonly also?: string;
  readonly marks?: readonly Mark[];
  readonly instead: string;
}

const SEE_DASHBOARD = "Let the person do it in Railway's dashboard, where it shows what hangs on it.";
const BACK_UP = "Take a backup to another place first, then let the person delete it in Railway's dashboard.";
const everything = "and every service, volume and variable in it";

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  volumeDelete: {
    ...remove("volume", "volume", BACK_UP),
    also: "and the backups stored in it",
    marks: ["with-backups"],
  },
  volumeInstanceBackupDelete: remove("backup", "backup", "Keep the backup; let it expire by its schedule."),
  volumeInstanceBackupRestore: {
    ...remove("volume", "volume instance", BACK_UP),
    verb: "overwrite",
    also: "with the content of a backup",
  },
  projectDelete: { ...remove("project", "project", SEE_DASHBOARD), also: everything, marks: ["with-backups"] },
  projectScheduleDelete: { ...remove("project", "project", SEE_DASHBOARD), also: `${everything}, after a delay` },
  projectScheduleDeleteForce: {
    ...remove("project", "project", SEE_DASHBOARD),
    also: everything,
    marks: ["with-backups"],
  },
  environmentDelete: {
    ...remove("environment", "environment", SEE_DASHBOARD),
    also: everything,
    marks: ["with-backups"],
  },
  serviceDelete: { ...remove("service", "service", SEE_DASHBOARD), also: "in every environment" },
  pluginDelete: { ...remove("database", "database plugin", BACK_UP), marks: ["with-backups"] },
  pluginReset: { ...remove("database", "database plugin's data", BACK_UP) },
  workspaceDelete: {
    ...remove("project", "workspace", SEE_DASHBOARD),
    also: "and every project in it",
    marks: ["with-backups"],
  },
  bucketDelete: remove("bucket", "bucket", BACK_UP),
  customDomainDelete: remove("domain", "custom domain", SEE_DASHBOARD),
  serviceDomainDelete: remove("domain", "service domain", SEE_DASHBOARD),
  tcpProxyDelete: remove("domain", "TCP proxy", SEE_DASHBOARD),
  variableDelete: remove("secret", "variable", "Note the value somewhere safe, or comment it out in the dashboard."),
  projectTokenDelete: { ...remove("secret", "project token", SEE_DASHBOARD), verb: "revoke" },
  apiTokenDelete: { ...remove("secret", "API token", SEE_DASHBOARD), verb: "revoke" },
  variableUpsert: change("variable"),
  variableCollectionUpsert: change("variables"),
  deploymentRemove: { ...remove("service", "running deployment", "Redeploy instead of removing.") },
  deploymentStop: { ...remove("service", "running deployment", "Redeploy instead of stopping."), verb: "discard" },
};

function remove(resource: ResourceKind, noun: string, instead: string): Mutation {
  return { verb: "delete", resource, noun, instead };
}

/** Describes a mutation that replaces a value, of which nothing keeps the old one. */
function change(noun: string): Mutation {
  return {
    verb: "overwrite",
    resource: "secret",
    noun,
    instead: "Say which value is to change, and let the person set it.",
  };
}

const SAYS: Partial<Record<Verb, string>> = { overwrite: "overwrites", revoke: "revokes", discard: "stops" };

function effectsOf(field: GraphqlField, to: Destination, span: Span | undefined): Effect[] {
  const mutation = ownProperty(MUTATIONS, field.name);
  if (field.operation === "query" || field.operation === "subscription") return [];
  if (!mutation) {
    const general = effectOfField(field, to, "railway", span);
    return general ? [general] : [];
  }
  const id = identifierIn(field);
  const effect: Effect = {
    verb: mutation.verb,
    resource: mutation.resource,
    target: [mutation.noun, id].filter(Boolean).join(" "),
    reach: "one",
    recovery: mutation.verb === "discard" ? "effort" : "none",
    certainty: field.operation === "guess" ? "likely" : "certain",
    source: "railway",
    says: [SAYS[mutation.verb] ?? "deletes", "the", mutation.noun, id, mutation.also].filter(Boolean).join(" "),
    at: to.at,
    instead: mutation.instead,
    ...(mutation.marks && { marks: mutation.marks }),
    ...(span && { span }),
  };
  if (!mutation.marks?.includes("with-backups")) return [effect];
  return [effect, { ...effect, resource: "backup", target: `backups of ${effect.target}`, reach: "all" }];
}

function destination(host: string): Destination {
  return { at: [{ kind: "control-plane", host, provider: "railway" }], name: host, local: false };
}

function readCall(call: HttpCall): Reading | undefined {
  const place = placeOf(call);
  const inUrl = place.query.get("query");
  if (place.host === undefined || (call.body === undefined && inUrl === undefined)) return undefined;
  const to = destination(place.host);
  if (call.body === null) return { effects: [unreadableBody(to, "railway", call.span)] };
  const readings = [call.body, inUrl].flatMap(text => (text === undefined ? [] : [readGraphql(text)]));
  return {
    effects: readings.flatMap(({ fields, unreadable }) => [
      ...fields.flatMap(field => effectsOf(field, to, call.span)),
      ...(unreadable ? [unreadableBody(to, "railway", call.span)] : []),
    ]),
  };
}

/** Reads tools of MCP servers for Railway, named after mutations in either order: `volume_delete`, `delete_volume`. */
function readTool(tool: string, args: Readonly<Record<string, unknown>>): Reading | undefined {
  const words = [...splitName(tool)].sort().join(" ");
  const name = Object.keys(MUTATIONS).find(mutation => [...splitName(mutation)].sort().join(" ") === words);
  if (name === undefined) return undefined;
  const known = Object.entries(args).map(([key, value]) => [key, typeof value === "string" ? value : null] as const);
  const field: GraphqlField = { operation: "mutation", name, args: Object.fromEntries(known) };
  return { effects: effectsOf(field, destination("Railway's MCP server"), undefined) };
}

const ENDPOINT = "https://backboard.railway.app/graphql/v2";
const VOLUME_DELETE = '{"query":"mutation { volumeDelete(volumeId: \\"3d2c42fb\\") }"}';

export const railway: ProviderPack = {
  kind: "provider",
  id: "railway",
  hosts: ["backboard.railway.app", "backboard.railway.com"],
  read: readCall,
  readTool,
  examples: [
    { run: `curl -X POST ${ENDPOINT} -d '${VOLUME_DELETE}'`, expect: "deny" },
    {
      run: `curl ${ENDPOINT} --json @q.json`,
      files: { "q.json": VOLUME_DELETE },
      expect: "deny",
      why: "the body is in a file",
    },
    { run: `curl ${ENDPOINT} --json @missing.json`, expect: "ask", why: "nobody knows what the file will say" },
    {
      run: `curl ${ENDPOINT} --json '{"query":"mutation { x: volumeInstanceBackupDelete(volumeInstanceBackupId: 1) }"}'`,
      expect: "deny",
      why: "an alias does not hide the field",
    },
    { run: `curl ${ENDPOINT} --json '{"query":"mutation { projectDelete(id: 1) }"}'`, expect: "deny" },
    { run: `curl ${ENDPOINT} --json '{"query":"mutation { customDomainDelete(id: 1) }"}'`, expect: "deny" },
    { run: `curl ${ENDPOINT} --json '{"query":"mutation { variableUpsert(input: {name: \\"A\\"}) }"}'`, expect: "ask" },
    { run: `curl ${ENDPOINT} --json '{"query":"query { project(id: 1) { name } }"}'`, expect: "allow" },
    { run: `curl ${ENDPOINT} --json '{"query":"mutation { deploymentRedeploy(id: 1) { id } }"}'`, expect: "allow" },
    { run: `curl -sI ${ENDPOINT}`, expect: "allow" },
  ],
};
