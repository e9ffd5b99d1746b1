/** The sentence of `agentguard status` about what the guard costs in attention. */
import { expect, it } from "vitest";
import { budgetLine } from "../../../src/hosts/cli/status.ts";

const decisions = (allowed: number, ...held: string[]) => [...Array<string>(allowed).fill("allow"), ...held];

it.each([
  [0, decisions(0), "No act was judged yet."],
  [1, decisions(1), "1 act was judged; it passed without a question."],
  [1, decisions(0, "deny"), "1 act was judged; it needed your answer or had to be refused."],
  [12, decisions(12), "All of 12 acts passed without a question."],
  [2, decisions(1, "ask"), "Of 2 acts, 1 needed your answer or had to be refused (50 %)."],
  [500, decisions(497, "ask", "ask", "deny"), "Of 500 acts, 3 needed your answer or had to be refused (0.6 %)."],
  [501, decisions(500), "All of the latest 500 acts passed without a question."],
  [900, decisions(499, "ask"), "Of the latest 500 acts, 1 needed your answer or had to be refused (0.2 %)."],
])("%i judged", (judged, latest, line) => expect(budgetLine(judged, latest)).toBe(line));
