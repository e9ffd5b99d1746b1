/**
 * Who may answer: clients that a person has paired. Each holds a key of its own (Ed25519), and everything that only a
 * person may do is a signature over exactly that request. Method names are `guard/…`.
 */

/** What stands between the parts of a signed text; no part holds it. */
const SEPARATOR = "\n";

/** What a request is bound to: nothing else, and no second time. */
export interface Bound {
  /** Made up by the service for this connection. */
  readonly nonce: string;
  /** The method, or the path over HTTP. */
  readonly method: string;
  /** Of the signed requests of this connection, beginning with 1. */
  readonly count: number;
  /** Epoch ms. */
  readonly at: number;
  /** The parameters as JSON, exactly as sent. */
  readonly said: string;
}

/** The parameters of a signed request. */
export interface Signed extends Pick<Bound, "count" | "at" | "said"> {
  /** Base64, over `textOf` of it. */
  readonly signature: string;
}

/** The text that is signed: one line for each part, the parameters last. */
export function textOf({ nonce, method, count, at, said }: Bound): string {
  return ["agentguard 1", nonce, method, String(count), String(at), said].join(SEPARATOR);
}

/** Error code of a request that is not signed by a paired client. */
export const NOT_PAIRED = -32_050;

/** A client's clock may differ by that much. */
export const CLOCK_SKEW_MS = 5 * 60_000;

/** A client that may answer, as people see it. */
export interface PairedClient {
  /** Of its public key, in hexadecimal. */
  readonly id: string;
  /** `vscode`, `cursor`, `terminal` … */
  readonly client: string;
  /** What tells it from others of its kind: `pts/3`. */
  readonly name?: string;
  /** Epoch ms. */
  readonly paired: number;
  /** How a person has paired it, as one clause. */
  readonly how: string;
}

/** A client that asks to be paired: what paired clients show. */
export interface PairingRequest {
  readonly id: string;
  readonly client: string;
  readonly name?: string;
  /** Six digits, to be typed where the request comes from. */
  readonly code: string;
  /** Epoch ms. */
  readonly until: number;
}

const TITLES: Readonly<Record<string, string>> = { vscode: "VS Code", cursor: "Cursor" };

/** What people call a client: `terminal pts/3`, `VS Code`. */
export function clientName({ client, name }: Pick<PairedClient, "client" | "name">): string {
  return [TITLES[client] ?? client, ...(name === undefined ? [] : [name])].join(" ");
}

/** Headers of a signed request over HTTP; the challenge is the nonce, the body what is said, and the count is 1. */
export const KEY_HEADER = "x-agentguard-key";
export const SIGNATURE_HEADER = "x-agentguard-signature";
export const SIGNED_AT_HEADER = "x-agentguard-signed-at";
