/** Represents when an act is judged. */

/** A point in time with the time zone of the machine. */
export interface Moment {
  /** Epoch ms. */
  readonly at: number;
  /** IANA time zone. */
  readonly zone: string;
}
