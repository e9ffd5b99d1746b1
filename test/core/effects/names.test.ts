import { describe, expect, it } from "vitest";
import { destructiveName, resourceNamed } from "../../../src/core/effects/names.ts";

describe("destructiveName", () => {
  it.each([
    ["volumeDelete", "delete volume likely"],
    ["deleteVolume", "delete volume likely"],
    ["volume_delete", "delete volume likely"],
    ["delete-volume", "delete volume likely"],
    ["DeleteVolumes", "delete volume likely"],
    ["VOLUME_DELETE", "delete volume likely"],
    ["volumedelete", "delete volume likely"],
    ["volumeInstanceBackupDelete", "delete backup likely"],
    ["deleteBackupOfVolume", "delete backup likely"],
    ["deleteServiceFromProject", "delete service likely"],
    ["adminDeleteUser", "delete record likely"],
    ["batch_delete_messages", "delete record likely several"],
    ["deleteManyUsers", "delete record likely several"],
    ["dropTable", "drop table likely"],
    ["drop_database", "drop database likely"],
    ["dropdatabase", "drop database likely"],
    ["dropMessage", "delete record likely"],
    ["truncateTable", "truncate table likely"],
    ["TerminateInstances", "delete service likely"],
    ["revokeToken", "revoke secret likely"],
    ["purgeQueue", "delete record likely"],
    ["resetDatabase", "delete database likely"],
    ["resetPassword", "delete record possible"],
    ["removeDomain", "delete domain likely"],
    ["clearCart", "delete record possible"],
    ["reset", "delete record possible"],
    ["nuke", "delete record likely"],
    ["DeleteDBInstance", "delete service likely"],
    ["delete_repositories", "delete project likely"],
  ])("%s", (name, expected) => {
    const meaning = destructiveName(name);
    expect(
      meaning && [meaning.verb, meaning.resource, meaning.certainty, ...(meaning.several ? ["several"] : [])].join(" "),
    ).toBe(expected);
  });

  it.each([
    "undelete",
    "deletedItems",
    "undoDelete",
    "restoreDeletedVolume",
    "projectScheduleDeleteCancel",
    "getDeletedUsers",
    "list_delete_markers",
    "isDeleteAllowed",
    "canDelete",
    "airdrop",
    "dropdown",
    "dropDown",
    "enableDeleteProtection",
    "clearSelection",
    "createVolume",
    "update",
    "",
    "____",
  ])("%s means nothing of the kind", name => expect(destructiveName(name)).toBeUndefined());

  it("takes a name of any length", () => expect(destructiveName("x".repeat(1_000_000))).toBeUndefined());
});

describe("resourceNamed", () => {
  it.each([
    ["volumes", "volume"],
    ["databases", "database"],
    ["repositories", "project"],
    ["customDomains", "domain"],
    ["3d2c42fb", undefined],
    ["users", undefined],
  ])("%s", (name, expected) => expect(resourceNamed(name)).toBe(expected));
});
