/** The stand-in's certificate, read by a parser that is not ours. */
import { createPrivateKey, X509Certificate } from "node:crypto";
import { expect, test } from "vitest";
import { selfSigned } from "../../../src/hosts/demo/certificate.ts";

test("is for its host, signed by itself, and valid now for at most two days", () => {
  const { key, certificate } = selfSigned("backboard.railway.app");
  const read = new X509Certificate(certificate);
  expect(read.subject).toBe("CN=backboard.railway.app");
  expect(read.checkHost("backboard.railway.app")).toBe("backboard.railway.app");
  expect(read.checkHost("railway.app")).toBeUndefined();
  expect(read.ca).toBe(true);
  expect(read.verify(read.publicKey)).toBe(true);
  expect(read.checkPrivateKey(createPrivateKey(key))).toBe(true);
  const [from, to] = [Date.parse(read.validFrom), Date.parse(read.validTo)];
  expect(from).toBeLessThan(Date.now());
  expect(to).toBeGreaterThan(Date.now());
  expect(to - from).toBeLessThanOrEqual(50 * 3_600_000);
});

test("is a new one every time", () => {
  const [one, two] = [selfSigned("a.example"), selfSigned("a.example")];
  expect(one.key).not.toBe(two.key);
  const serials = [one, two].map(({ certificate }) => new X509Certificate(certificate).serialNumber);
  expect(serials[0]).not.toBe(serials[1]);
});
