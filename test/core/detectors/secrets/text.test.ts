/** Which texts hold a secret, and which only look like it. */
import { describe, expect, it } from "vitest";
import { secretInText } from "../../../../src/core/detectors/secrets/text.ts";
import { weakened } from "../../../../src/core/providers/safeguards.ts";

describe("secrets by their form", () => {
  it.each([
    ["AKIAQ3EGU7T2M6XNB4PZ", true],
    ["AKIAIOSFODNN7EXAMPLE", false],
    ["token: glpat-Zx81kQpLm2Vn7RsT9wYb", true],
    ["sk_live_9aKq2LmZx81pQv", true],
    ["sk_test_9aKq2LmZx81pQv", false],
    ["https://hooks.slack.com/services/T024BE7LD/B024BE7LD/8x0fV1mZqpw2", true],
    ["-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAE\n", true],
    ["-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQ\n", false],
    ["API_KEY=8f3a9c1e7b5d2046af19e3c8b7d65021", true],
    ["API_KEY=your-api-key-goes-here-please", false],
    ["apiKey: process.env.API_KEY_FOR_PRODUCTION1", false],
    ["const key = prefix + id.toString(36);", false],
    ["postgres://app:Tq8vLm2@db.acme.io:5432/app", true],
    ["postgres://postgres:postgres@localhost:5432/app", false],
    ["integrity sha512-8f3a9c1e7b5d2046af19e3c8b7d65021", false],
    ["a commit 8f3a9c1e7b5d2046af19e3c8b7d65021aabbccdd", false],
  ])("%s", (text, expected) => expect(secretInText(text) !== undefined).toBe(expected));
});

describe("safeguards taken down", () => {
  it.each([
    ["deletion_protection = true", "deletion_protection = false", ["deletion_protection"]],
    ["prevent_destroy = true", "", ["prevent_destroy"]],
    ["", '"DeletionProtectionEnabled": false', ["DeletionProtectionEnabled"]],
    ["", "force_destroy = true", ["force_destroy"]],
    ["force_destroy = true", "", []],
    ["", "skip_final_snapshot: true", ["skip_final_snapshot"]],
    ["backup_retention_period = 7", "backup_retention_period = 0", ["backup_retention_period"]],
    ["DeletionPolicy: Retain", "DeletionPolicy: Delete", ["DeletionPolicy"]],
    ["deletion_protection = false", "deletion_protection = false", []],
    ["", "enabled = false", []],
  ])("%s → %s", (before, after, expected) => expect(weakened(before, after)).toEqual(expected));
});
