import { describe, expect, it } from "vitest";
import { amountsLess, blocksLost, forgottenIn, resourcesLost } from "../../../../src/core/effects/edits/resources.ts";

const resource = (type: string, name: string, body: string) => `resource "${type}" "${name}" {\n${body}\n}\n`;
const table = resource("aws_dynamodb_table", "orders", '  name = "orders"');

describe("resources that an edit loses", () => {
  it("tells of one that goes, and of one that would be made anew", () => {
    expect(resourcesLost(table, "")).toEqual(["aws_dynamodb_table.orders itself"]);
    expect(resourcesLost(table, table.replace('name = "orders"', 'name = "sales"'))).toHaveLength(1);
    expect(resourcesLost(resource("aws_cloudtrail", "all", ""), "")).toHaveLength(1);
  });

  it("says nothing of what is moved, of what holds nothing, and of other arguments", () => {
    expect(resourcesLost(table, "moved {\n  from = aws_dynamodb_table.orders\n}\n")).toEqual([]);
    expect(resourcesLost(resource("aws_instance", "web", ""), "")).toEqual([]);
    expect(resourcesLost(table, table.replace("\n}", '\n  billing_mode = "x"\n}'))).toEqual([]);
  });

  it("tells of retentions and copies that become far less", () => {
    expect(amountsLess("retention_in_days = 365", "retention_in_days = 7")).toEqual(["retention_in_days"]);
    expect(amountsLess("retention_in_days = 30", "retention_in_days = 14")).toHaveLength(1);
    expect(amountsLess("retention_in_days = 30", "retention_in_days = 21")).toEqual([]);
    expect(blocksLost("replica { region_name = 1 }", "")).toHaveLength(1);
    expect(blocksLost('backend "s3" {}', 'backend "local" {}')).toEqual(["the shared state"]);
  });

  it("tells of a state that knows of fewer resources", () => {
    const state = (...names: string[]) => JSON.stringify({ resources: names.map(name => ({ mode: "managed", name })) });
    expect(forgottenIn("/app/terraform.tfstate", state("a", "b"), state("a"))).toEqual(["resources from the state"]);
    expect(forgottenIn("/app/terraform.tfstate", state("a"), state("a", "b"))).toEqual([]);
    expect(forgottenIn("/app/notes.json", state("a", "b"), state("a"))).toEqual([]);
  });
});
