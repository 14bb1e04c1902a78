// What the API says, as far as the pages use it. A member that an older host does not send is optional.

export type Role = 'rep' | 'manager' | 'admin' | 'service';

export interface Me { name: string; role: Role; personId: string | null; title?: string; pools: string[] }

export interface Page<T> { items: T[]; next: string | null }

export interface InboxClock { policy: string; name: string; startedAt: string; dueAt: string | null; warnAt: string[]; state: 'running' | 'breached' | 'paused'; paused: boolean }

export interface Handoff { id: string; kind: string; offeredAt: string; offeredBy: string; fromPersonId?: string | null; toPersonId?: string | null; state: string; reason?: string | null; answeredAt?: string | null }

export interface InboxItem {
  id: string; version: number; email: string; name: string | null; company: string | null; title: string | null; stage: string; stageSince: string; band: string; score: number; grade: string;
  owner: string | null; waitsFor: string | null; owned: boolean; clock: InboxClock | null; handoff: Handoff | null; why: string; actions: string[];
}

export interface Inbox extends Page<InboxItem> { cut: boolean }

export interface LeadRow { id: string; email: string; name: string | null; company: string | null; stage: string; band: string; score: number; grade: string; owner: string | null; createdAt: string; updatedAt: string }

export interface ScoreLine { kind: string; rule: string; label: string; group: string | null; points: number; raw: number; factor: number; eventId: string | null; eventAt: string | null; why: string }

export interface Score { fit: number; engagement: number; total: number; grade: string; at: string; playbookVersion: string }

export interface ScoreCard { at: string; playbookVersion: string; fit: number; engagement: number; total: number; grade: string; band: string; lines: ScoreLine[] }

export interface CurvePoint { at: string; fit: number; engagement: number; total: number; grade: string; band: string }

export interface Clock {
  id: string; policy: string; name: string; tier: string; outcome: string; open: boolean; startedAt: string; deadline: string | null; targetSeconds: number | null; countedSeconds: number | null;
  remainingSeconds: number | null; pausedSeconds: number | null; resumesAt: string | null; breachedAt: string | null; endedAt: string | null; endedBy: string | null; endedOn: string | null;
  workingResponseSeconds: number | null; wallResponseSeconds: number | null; words?: string[];
}

export interface Candidate { personId: string; eligible: boolean; why: string }

export interface RouteDecision {
  id: string; at: string; ruleId: string; ruleKind: string; poolId: string | null; personId: string | null; heldBecause: string | null; nextPersonId: string | null; chargedTurn: boolean;
  candidates: Candidate[]; rulesPassedOver: string[]; playbookVersion: string;
}

export interface Enrolment { id: string; sequence: string; name: string | null; state: string; step: string | null; sent: number; hold: string | null; enteredAt: string | null; nextAt: string | null; endedAt: string | null; endedWhy: string | null }

export interface Lead {
  id: string; version: number; email: string; name: string | null; company: string | null; attributes: Record<string, { value: string; source: string; at: string }>;
  stage: string; stageSince: string; gate: string | null; band: string; score: Score; lines: ScoreLine[]; owner: { personId: string; name: string | null; ruleId: string; since: string | null } | null;
  routing: RouteDecision | null; holding: { reason: string; poolId: string | null; since: string } | null; clocks: Clock[]; enrolments: Enrolment[];
  firstTouch: { attribution?: Record<string, string | null>; at: string } | null; nextChangeAt: string | null; lastActivityAt: string | null; createdAt: string; updatedAt: string;
  stages: { stage: string; since: string; until: string | null }[]; timeInStage: Record<string, number>; exit: { stage: string; criteria: string[]; checks: Record<string, boolean> }[];
  recycled: { reason?: string; until?: string } | null; qualification: { answers: { method: string; criterion: string; answer: string; by: string; at: string }[]; notes: { at: string; by: string; text: string }[]; stakeholders: string[] } | null;
  deal: { name?: string; amount?: number; closeDate?: string; won?: boolean | null } | null; handoffs: Handoff[]; packet: { name: string; label: string; lines: string[] }[] | null; allowedActions: string[];
  mergedInto?: string | null; absorbed?: { id?: string; email?: string; leadId?: string; at?: string }[];
}

export type Activity = { kind: string; id: string; at: string; by?: string } & Record<string, unknown>;

export interface Named { id: string; name: string }
export interface Person extends Named { role: string; active: boolean }
export interface ReasonChoice { id: string; label: string }
export interface Criterion { id: string; label: string; question: string; required: boolean }
export interface Method extends Named { criteria: Criterion[] }
export interface Band extends Named { from: number; action: string }

export interface Playbook {
  name: string; title: string; version: string;
  stages: { stage: string; name: string; definition: string; team: string; activities?: string[]; exitCriteria?: string[] }[];
  bands: Band[]; signals: { name: string; label: string; handRaise: boolean }[]; forms: { id: string; title: string; signal: string; enabled: boolean }[];
  people: Person[]; pools: (Named & { members: string })[]; routing: { id: string; kind: string; when?: string; to?: string }[];
  targets: { metric: string; name: string; benchmark: string; unit: string }[];
  reasons?: Record<'reject' | 'disqualify' | 'recycle' | 'lose' | 'return', ReasonChoice[]>;
  qualification?: Method[]; contact?: { channels: string[]; outcomes: string[] }; sequences?: SequenceInfo[];
  points?: { group: string; rule: string; label: string; when: string; points: number; repeat?: string; decay?: string }[];
  sla?: { id: string; name: string; tier: string; starts: string; target: string; calendar: string | null; warnAt: number[]; stopsOn: string[]; escalation: string[] }[];
  calendars?: { id: string; timeZone: string; windows: string[]; holidays: string[] }[];
  handoffs?: { kind: string; receivers: string[]; fields: { label: string; required: boolean }[] }[];
  gates?: { id: string; reason: string }[];
}

export interface SequenceInfo { id: string; name: string; target?: string; duration?: string; emails?: string; goal?: string; steps?: { id: string; kind: string; words: string }[] }

export interface QueueFigures { step: string; waiting: number; scheduled: number; inFlight: number; dead: number; oldestSeconds: number }
export interface DeadLetter { id: string; step: string; key: string; tries: number; reason: string; body: string; enqueuedAt: string; deadAt: string }
