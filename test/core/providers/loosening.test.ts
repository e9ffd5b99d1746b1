import { describe, expect, it } from "vitest";
import { loosened, pairsIn } from "../../../src/core/providers/loosening.ts";

describe("settings that take something down", () => {
  const down: readonly (readonly [string, string | undefined])[] = [
    ["no-enable-point-in-time-recovery", undefined],
    ["disable-azure-rbac", undefined],
    ["dnssec-state", "off"],
    ["scanOnPush", "false"],
    ["enforce_admins", "false"],
    ["enable-local-accounts", undefined],
    ["publicNetworkAccess", "Enabled"],
    ["ssl-mode", "ALLOW_UNENCRYPTED_AND_ENCRYPTED"],
    ["min-tls-version", "TLS1_0"],
    ["authorizationType", "NONE"],
  ];
  it.each(down)("%s %s", (name, value) => expect(loosened(name, value)).toBeDefined());

  const not: readonly (readonly [string, string | undefined])[] = [
    ["enable-point-in-time-recovery", undefined],
    ["no-enable-autoprovisioning", undefined],
    ["no-allow-unauthenticated", undefined],
    ["scanOnPush", "true"],
    ["publicNetworkAccess", "Disabled"],
    ["log-level", "none"],
    ["min-tls-version", "TLS1_2"],
    ["backup-window", "0"],
  ];
  it.each(not)("not %s %s", (name, value) => expect(loosened(name, value)).toBeUndefined());
});

describe("pairs of a value", () => {
  it("takes a shorthand, an outer name with its switch, and a key beside its value", () => {
    expect(pairsIn("Status=DISABLED,Days=3")).toContainEqual(["Status", "DISABLED"]);
    expect(pairsIn('{"Unauthenticated":{"Enabled":true}}')).toContainEqual(["Unauthenticated", "true"]);
    expect(pairsIn("ParameterName=rds.force_ssl,ParameterValue=0")).toContainEqual(["force_ssl", "0"]);
  });
});
