/** Makes and uses the Ed25519 key with which a client proves that it is the one a person has paired. */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";
import { type Bound, type Signed, textOf } from "../wire/pairing.ts";

export interface Signer {
  /** SPKI, base64. */
  readonly publicKey: string;
  /** Base64. */
  sign(text: string): string;
}

/** Makes a private key: PKCS #8, base64. */
export function makePrivateKey(): string {
  return generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "der" }).toString("base64");
}

/** Returns the signer of a key from `makePrivateKey`. Throws when it is no valid key. */
export function signerOf(privateKey: string): Signer {
  const key = createPrivateKey({ key: Buffer.from(privateKey, "base64"), type: "pkcs8", format: "der" });
  if (key.asymmetricKeyType !== "ed25519") throw new Error("the key is not an Ed25519 key");
  return {
    publicKey: createPublicKey(key).export({ type: "spki", format: "der" }).toString("base64"),
    sign: text => sign(null, Buffer.from(text, "utf8"), key).toString("base64"),
  };
}

/** Signs the requests of one connection with rising numbers. `nonce` is the service's. */
export function requestSigner(signer: Signer, nonce: string, now: () => number = Date.now) {
  let count = 0;
  return (method: string, params: object = {}): Signed => {
    const bound: Bound = { nonce, method, count: ++count, at: now(), said: JSON.stringify(params) };
    const { said, at } = bound;
    return { said, at, count: bound.count, signature: signer.sign(textOf(bound)) };
  };
}

/** Verifies a signature. False for another key or text, and for an invalid key. */
export function isSignedBy(publicKey: string, bound: Bound, signature: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, "base64"), type: "spki", format: "der" });
    if (key.asymmetricKeyType !== "ed25519") return false;
    return verify(null, Buffer.from(textOf(bound), "utf8"), key, Buffer.from(signature, "base64"));
  } catch {
    return false;
  }
}

/** Returns the id of a key in files and for people: the first 16 hexadecimal digits of its hash. */
export function keyId(publicKey: string): string {
  return createHash("sha256").update(publicKey).digest("hex").slice(0, 16);
}
