// GET metrics, as far as it is drawn. What cannot be computed is null; what a role may not see is empty.

export interface Figure { id: string; name: string; formula: string; unit: string; value: number | null; of: Record<string, number | null>; target: { low: number | null; high: number | null; text: string } | null; standing: string }
export interface Response { n: number; within5Minutes: number; within5MinutesShare: number | null; p50Seconds: number | null; p90Seconds: number | null; distribution: { upToSeconds: number | null; n: number }[] }
export interface Group {
  key: string; name: string; entered: number; mql: number; sal: number; sql: number; opportunities: number; won: number; lost: number; amount: number; mqlToSql: number | null; sqlToOpportunity: number | null; winRate: number | null;
  cycleDays: number | null; velocity: number | null; response: { n: number; within5MinutesShare: number | null; p50Seconds: number | null } | null;
}
export interface Cohort { from: string; entered: number; mql: number; sal: number; sql: number; opportunities: number; won: number; amount: number; mqlToSql: number | null; sqlToOpportunity: number | null; winRate: number | null }
export interface Point { from: string; entered: number; mql: number; sal: number; rejected: number; sql: number; opportunities: number; won: number; slaMet: number; slaBreached: number; contacted: number; within5Minutes: number }
export interface Lift { version: string; n: number; sqlShare: number | null; wonShare: number | null; deciles: { decile: number; fromScore: number | null; toScore: number | null; n: number; sqlLift: number | null; wonLift: number | null; sqlShare: number | null }[] }
export interface SequenceFigures { id: string; name: string; entered: number; active: number; completed: number; exited: number; removed: number; sent: number; opened: number; clicked: number; unsubscribed: number; bounced: number; openRate: number | null; clickRate: number | null; steps: { id: string; people: number }[]; exits: { why: string; n: number }[] }

export interface Metrics {
  from: string; to: string; by: string; asOf: string; scope: string; headline: Figure[];
  funnel: { stages: { id: string; name: string; now: number; reached: number; fromPrevious: number | null }[]; ended: { id: string; name: string; now: number }[]; bands: { id: string; name: string; from: number; now: number }[] } | null;
  response: Response | null; sla: { policy: string; name: string; met: number; breached: number; attainment: number | null }[];
  mqlToSal: { mql: number; sal: number; rejected: number; ratio: number | null; reasons: { id: string; name: string; n: number }[]; series: { from: string; mql: number; sal: number; rejected: number; reasons: Record<string, number> }[] } | null;
  timeInStage: { stage: string; name: string; n: number; meanSeconds: number | null; p50Seconds: number | null; p90Seconds: number | null }[]; groups: Group[];
  cohorts: { unit: string; items: Cohort[] } | null; rotation: { pool: string; name: string; assigned: number; maxDifference: number; members: { personId: string; name: string; weight: number; assigned: number; fairShare: number; difference: number }[] }[];
  lift: Lift[]; sequences: SequenceFigures[]; series: { unit: string; items: Point[] } | null;
}

const share = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });
const plain = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

export const percent = (value: number | null | undefined) => (value === null || value === undefined ? '–' : share.format(value));

/** Two units at most, as people say it: 3.6 min, 1.2 h, 4 d. */
export function length(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined) return '–';
  return seconds < 90 ? `${Math.round(seconds)} s` : seconds < 5400 ? `${plain.format(Math.round(seconds / 6) / 10)} min` : seconds < 172_800 ? `${plain.format(Math.round(seconds / 360) / 10)} h` : `${plain.format(Math.round(seconds / 8640) / 10)} d`;
}

export function valueOf(value: number | null, unit: string): string {
  if (value === null) return '–';
  switch (unit) {
    case 'share': return share.format(value);
    case 'seconds': return length(value);
    case 'days': return `${plain.format(value)} d`;
    case 'money': return short.format(value);
    case 'money-per-day': return `${short.format(value)} / d`;
    default: return plain.format(value);
  }
}
