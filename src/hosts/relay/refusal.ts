/** Answers a client instead of the server. */
import { isSelfDescribing, type Message } from "./messages.ts";

/** A code in the range that JSON-RPC leaves to servers, to which neither MCP nor its SDKs have given a meaning. */
const REFUSED = -32050;
/** JSON-RPC 2.0, section 5.1. */
const PARSE_ERROR = -32700;

/**
 * A refused tool call is a result with `isError`, so that the model reads the reason; anything else that is refused is
 * an error.
 */
export function refusal(request: Message, reason: string): object {
  const answer = { jsonrpc: "2.0", id: request.id };
  if (request.method !== "tools/call") return { ...answer, error: { code: REFUSED, message: reason } };
  const result = { content: [{ type: "text", text: reason }], isError: true };
  return { ...answer, result: isSelfDescribing(request) ? { ...result, resultType: "complete" } : result };
}

export function unreadable(because: string): object {
  const message = `AgentGuard's relay cannot read this message, so it was not handed on: ${because}`;
  return { jsonrpc: "2.0", id: null, error: { code: PARSE_ERROR, message } };
}

/** To requests of a list of which another one was refused: a list is handed on as it is, or not at all. */
export const NOT_SENT = "Not sent: AgentGuard refused another request of the same batch. Send it by itself.";
