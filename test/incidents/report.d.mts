export interface IncidentRow {
  readonly id: string;
  readonly channel: string;
  readonly expected: string;
  readonly least: string;
  readonly actual: string;
  readonly level: string;
  readonly score: number | string;
  readonly held: boolean;
  readonly answer: { readonly reasons?: readonly unknown[]; readonly error?: string };
}
export function judgeIncidents(cli?: string): readonly IncidentRow[];
