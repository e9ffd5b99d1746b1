/**
 * Defines how requests of paired clients are signed. Each client that a person has paired holds an Ed25519 key, and
 * whatever only a person may do needs a signature over exactly that request. Method names are `guard/…`.
 */

/** Separates the parts of a signed text. No part contains it. */
const SEPARATOR = "\n";

/** What a signature is bound to, so that it serves for no other request and for none twice. */
export interface Bound {
  /** A random value that the service made for this connection. */
  readonly nonce: string;
  /** The method, or the path over HTTP. */
  readonly method: string;
  /** The number of this signed request on its connection, from 1. */
  readonly count: number;
  /** Epoch ms. */
  readonly at: number;
  /** The parameters as JSON, exactly as sent. */
  readonly said: string;
}

/** The parameters of a signed request. */
export interface Signed extends Pick<Bound, "count" | "at" | "said"> {
  /** Base64 of the signature over `textOf`. */
  readonly signature: string;
}

/** Returns the text that is signed: one line for each part, the parameters last. */
export function textOf({ nonce, method, count, at, said }: Bound): string {
  return ["agentguard 1", nonce, method, String(count), String(at), said].join(SEPARATOR);
}

/** Error code of a request that is not signed by a paired client. */
export const NOT_PAIRED = -32_050;

/** The most by which a client's clock may differ. */
export const CLOCK_SKEW_MS = 5 * 60_000;

/** A client that may answer, as people see it. */
export interface PairedClient {
  /** The hash of its public key, in hexadecimal. */
  readonly id: string;
  /** `vscode`, `cursor`, `terminal` … */
  readonly client: string;
  /** Distinguishes it from other clients of its kind: `pts/3`. */
  readonly name?: string;
  /** Epoch ms. */
  readonly paired: number;
  /** How a person paired it, as one clause. */
  readonly how: string;
}

/** A client that asks to be paired, as paired clients show it. */
export interface PairingRequest {
  readonly id: string;
  readonly client: string;
  readonly name?: string;
  /** Six digits, which the person types where the request comes from. */
  readonly code: string;
  /** Epoch ms. */
  readonly until: number;
}

const TITLES: Readonly<Record<string, string>> = { vscode: "VS Code", cursor: "Cursor" };

/** Returns the name of a client for people: `terminal pts/3`, `VS Code`. */
export function clientName({ client, name }: Pick<PairedClient, "client" | "name">): string {
  return [TITLES[client] ?? client, ...(name === undefined ? [] : [name])].join(" ");
}

/** The headers of a signed request over HTTP. The challenge is the nonce, the body is `said`, and the count is 1. */
export const KEY_HEADER = "x-agentguard-key";
export const SIGNATURE_HEADER = "x-agentguard-signature";
export const SIGNED_AT_HEADER = "x-agentguard-signed-at";
