/**
 * Defines what a message to the service is. Messages go over the editors' JSON-RPC stream or over HTTP. Each one is a
 * file in `messages/` with its name, parameters, result and permitted senders; there is no other list.
 */
import * as z from "zod";

export interface Message<Params, Result> {
  /** The name of the method on the stream: `guard/…`. */
  readonly method: `guard/${string}`;
  /** The path to which the command line sends it over HTTP. */
  readonly path?: `/v1/${string}`;
  /**
   * Who may send it. `visitor`: any client that was let in, which no process of an agent is. `person`: a client that a
   * person has paired, with a signature over exactly this request.
   */
  readonly from: "visitor" | "person";
  /** The schema that the service validates the parameters with. */
  readonly params: z.ZodType<Params>;
  /** The schema of the parameters that a visitor may send without a signature, for a message of a person's. */
  readonly unsigned?: z.ZodType<Params>;
  /** For the types only: the service proves that it is itself, and `PROTOCOL` that both sides mean the same. */
  readonly result?: Result;
}

/** An absolute path. */
export const path = z.string().min(1).max(4096);

/** The id of a question, a proposal, a client or a finding. */
export const id = z.string().max(100);

/** The parameters of a message that has none. */
export const nothing = z.object({});
export type Nothing = z.infer<typeof nothing>;

/** Returns what to send: the parameters, signed where needed. `asVisitor` sends them unsigned where that is allowed. */
export function said<P, R>(
  { method, from, unsigned }: Message<P, R>,
  params: P,
  sign: (method: string, params: object) => object,
  asVisitor: boolean,
): object {
  const plain = from === "visitor" || (asVisitor && unsigned?.safeParse(params).success === true);
  return plain ? (params as object) : sign(method, params as object);
}
