/**
 * What our processes ask the service, over the editors' JSON-RPC stream or over HTTP. Each message is one file in
 * `messages/`: its name, what it says, what is answered, and who may send it. Nothing else lists them.
 */
import * as z from "zod";

export interface Message<Params, Result> {
  /** Its name on the stream: `guard/…`. */
  readonly method: `guard/${string}`;
  /** Where the command line sends it over HTTP. */
  readonly path?: `/v1/${string}`;
  /**
   * `visitor`: whoever has been let in, which is no process of an agent's. `person`: a client that a person has paired,
   * with its signature over exactly this request.
   */
  readonly from: "visitor" | "person";
  /** The form that the service holds it against. */
  readonly params: z.ZodType<Params>;
  /** A form of a person's message that a visitor may send as well. */
  readonly unsigned?: z.ZodType<Params>;
  /** Only for the types: the service proves that it is itself, and `PROTOCOL` that both mean the same. */
  readonly result?: Result;
}

/** An absolute path. */
export const path = z.string().min(1).max(4096);

/** Of a question, a proposal, a client or a finding. */
export const id = z.string().max(100);

/** What is said by a message that says nothing more than its name. */
export const nothing = z.object({});
export type Nothing = z.infer<typeof nothing>;

/** What goes over the stream for a message: as it is, or signed where only a person may send it. `asVisitor`: if it can be. */
export function said<P, R>(
  { method, from, unsigned }: Message<P, R>,
  params: P,
  sign: (method: string, params: object) => object,
  asVisitor: boolean,
): object {
  const plain = from === "visitor" || (asVisitor && unsigned?.safeParse(params).success === true);
  return plain ? (params as object) : sign(method, params as object);
}
