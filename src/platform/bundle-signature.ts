/** Signs and verifies policy bundles with Ed25519. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import { type BundlePayload, PAYLOAD_TYPE, readEnvelope, readPayload, signedBytes } from "../core/policy/bundle.ts";

/** The prefix that makes an SPKI key (RFC 8410) of the 32 bytes of an Ed25519 public key. */
const SPKI = Buffer.from("302a300506032b6570032100", "hex");

/** Makes a key pair. `publicKey`: base64 of 32 bytes, for those who verify; `privateKey`: PKCS#8 in PEM, to be kept. */
export function makeKeys(): { readonly publicKey: string; readonly privateKey: string } {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const spki = publicKey.export({ type: "spki", format: "der" });
  return {
    publicKey: spki.subarray(SPKI.length).toString("base64"),
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

/** Returns the text of a signed envelope. Throws when the key is no Ed25519 key. */
export function signBundle(payload: BundlePayload, privateKey: string): string {
  const key = createPrivateKey(privateKey);
  if (key.asymmetricKeyType !== "ed25519") throw new Error("the key is not an Ed25519 key");
  const body = Buffer.from(JSON.stringify(payload));
  const sig = sign(null, signedBytes(body), key).toString("base64");
  const envelope = { payloadType: PAYLOAD_TYPE, payload: body.toString("base64"), signatures: [{ sig }] };
  return `${JSON.stringify(envelope, null, 2)}\n`;
}

/** Returns the content of a bundle. Throws a sentence unless one of its signatures is by `publicKey`. */
export function openBundle(text: string, publicKey: string): BundlePayload {
  const { payload, signatures } = readEnvelope(text);
  const body = Buffer.from(payload, "base64");
  const key = keyOf(publicKey);
  if (!signatures.some(({ sig }) => verify(null, signedBytes(body), key, Buffer.from(sig, "base64"))))
    throw new Error("is not signed with the organization's key");
  return readPayload(body.toString("utf8"));
}

function keyOf(publicKey: string): KeyObject {
  const raw = Buffer.from(publicKey, "base64");
  if (raw.length !== 32) throw new Error("the organization's key must be the base64 of 32 bytes");
  return createPublicKey({ key: Buffer.concat([SPKI, raw]), format: "der", type: "spki" });
}
