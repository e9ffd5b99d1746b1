/** Reported incidents, as the built command line judges them: each at least at the decision and severity it demands. */
import { describe, expect, it } from "vitest";
import { judgeIncidents } from "../incidents/report.mjs";

describe("incidents", () => {
  const rows = judgeIncidents();
  it("judges every record", () => expect(rows.filter(({ actual }) => actual === "error")).toEqual([]));
  it.each(rows.map(row => [row.id, row] as const))("holds %s", (_id, row) => {
    expect(row, JSON.stringify(row.answer.reasons)).toMatchObject({ held: true });
  });
});
