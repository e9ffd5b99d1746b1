/** When an act is judged. */

/** A moment, and the zone of the machine that it is asked on. */
export interface Moment {
  /** Epoch ms. */
  readonly at: number;
  /** IANA name. */
  readonly zone: string;
}
