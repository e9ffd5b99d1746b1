/**
 * Stands in for the control plane: a real GraphQL service over TLS on loopback that holds one volume with its backups,
 * and really deletes it for a token that may. It keeps every request.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { buildSchema, GraphQLError, graphql } from "graphql";
import { type Certificate, selfSigned } from "./certificate.ts";
import { ACCOUNT_TOKEN, CONTROL_PLANE, STAGING_TOKEN, VOLUME, type Volume } from "./story.ts";

export interface StandIn {
  /** Loopback port of the HTTPS server. */
  readonly port: number;
  readonly certificate: string;
  /** Every request that arrived, oldest first. */
  readonly requests: readonly StandInRequest[];
  /** What it holds now. */
  volumes(): readonly Volume[];
  /** How many times somebody called for a deletion, permitted or not. */
  deletions(): number;
  stop(): Promise<void>;
}

export interface StandInRequest {
  readonly at: number;
  readonly token: string | undefined;
  readonly query: string;
}

const schema = buildSchema(`
  type Backup { id: String!, createdAt: String! }
  type Volume { id: String!, name: String!, environment: String!, sizeMB: Int!, backups: [Backup!]! }
  type Query { volumes: [Volume!]!, volume(id: String!): Volume }
  type Mutation { volumeDelete(volumeId: String!): Boolean! }
`);

/** What a token may do: everything, or only look at one environment. */
const RIGHTS: Readonly<Record<string, "everything" | "staging">> = {
  [ACCOUNT_TOKEN]: "everything",
  [STAGING_TOKEN]: "staging",
};

export async function startStandIn(): Promise<StandIn> {
  const volumes = new Map<string, Volume>([[VOLUME.id, VOLUME]]);
  const requests: StandInRequest[] = [];
  let deletions = 0;
  const identity: Certificate = selfSigned(CONTROL_PLANE.host);

  const answer = async (request: IncomingMessage): Promise<object> => {
    const body = readBody(await text(request));
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
    requests.push({ at: Date.now(), token, query: body.query });
    const rights = token ? RIGHTS[token] : undefined;
    const permit = (environment: string | undefined) => {
      if (rights === "everything" || (rights !== undefined && rights === environment)) return;
      throw new GraphQLError("Not Authorized");
    };
    const rootValue = {
      volumes: () => [...volumes.values()].filter(volume => rights === "everything" || rights === volume.environment),
      volume: ({ id }: { id: string }) => {
        const volume = volumes.get(id);
        permit(volume?.environment);
        return volume ?? null;
      },
      volumeDelete: ({ volumeId }: { volumeId: string }) => {
        deletions++;
        const volume = volumes.get(volumeId);
        permit(volume?.environment);
        if (!volume) throw new GraphQLError("Volume not found");
        // At once, without a question, and the backups stored in it as well.
        volumes.delete(volumeId);
        return true;
      },
    };
    return graphql({ schema, source: body.query, rootValue, variableValues: body.variables });
  };

  const server = createServer({ key: identity.key, cert: identity.certificate }, (request, response) => {
    if (request.url !== CONTROL_PLANE.path || request.method !== "POST") return send(response, 404, { errors: [] });
    answer(request).then(
      result => send(response, 200, result),
      error => send(response, 400, { errors: [{ message: String(error) }] }),
    );
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    certificate: identity.certificate,
    requests,
    volumes: () => [...volumes.values()],
    deletions: () => deletions,
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

async function text(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

/** GraphQL over HTTP: `{query, variables}` as JSON. Throws on anything else. */
function readBody(raw: string): { query: string; variables: Record<string, unknown> } {
  const body: unknown = JSON.parse(raw);
  if (typeof body !== "object" || body === null || !("query" in body) || typeof body.query !== "string") {
    throw new Error("expected a JSON body with a query");
  }
  const variables = "variables" in body && typeof body.variables === "object" ? body.variables : null;
  return { query: body.query, variables: { ...variables } };
}
