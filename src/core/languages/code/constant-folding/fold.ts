/** The type of a fold: it computes the result of a call without running it. */
import type { Given, Value } from "../context/values.ts";

export interface Place {
  readonly cwd: string | null;
  readonly home: string | undefined;
  /** The script's own file; absent for inline code. */
  readonly file: string | undefined;
}

export type Fold = (given: Given, place: Place) => Value | undefined;

export const NOWHERE: Place = { cwd: null, home: undefined, file: undefined };

export const asIs: Fold = ({ args }) => args[0];

export const itself: Fold = ({ on }) => on;

export const REBUILT: Value = { kind: "unknown", origin: "rebuilt" };
