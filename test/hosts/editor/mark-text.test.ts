import { describe, expect, it } from "vitest";
import { ENVIRONMENT_ROWS, markRows } from "../../../src/hosts/editor/present/mark-text.ts";

describe("rows to mark", () => {
  it("say what the name is and what leads there, each once", () => {
    const evidence = { because: "DATABASE_URL in .env points at db.acme.io", file: "/w/.env", line: 3 };
    const rows = markRows(
      [
        { key: "host", name: "db.acme.io", evidence },
        { key: "awsAccount", name: "111111111111" },
        { key: "host", name: "db.acme.io", evidence },
      ],
      "/w",
    );
    expect(rows.map(({ label, description, detail }) => [label, description, detail])).toEqual([
      ["db.acme.io", "host", "DATABASE_URL in .env points at db.acme.io — .env:3"],
      ["111111111111", "AWS account", undefined],
    ]);
  });
  it("show what a name hides", () => {
    const [row] = markRows([{ key: "host", name: "db\u202e.io\nx" }], "/w");
    expect(row?.label).not.toMatch(/[\u202e\n]/);
    expect(row?.place.name).toBe("db\u202e.io\nx");
  });
  it("offer the most careful environment first", () => expect(ENVIRONMENT_ROWS[0]?.as).toBe("production"));
});
