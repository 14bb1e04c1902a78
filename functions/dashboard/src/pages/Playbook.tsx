import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { params, setParams } from '../router';
import { isManager, personName, playbook, poolName } from '../state';
import { texts } from '../texts';
import type { Playbook } from '../types';
import { BandChip, Bdi, Card, Empty, Facts, Skeleton, Tabs, signed } from '../ui/kit';
import { Backtest } from './Backtest';
import { Check, RuleReport, Versions } from './PlaybookVersions';

const words = texts.playbook;
type Part = (props: { book: Playbook }) => VNode;

const parts: [string, string, Part, boolean][] = [
  ['stages', words.stages, Stages, false], ['scoring', words.scoring, Scoring, false], ['routing', words.routing, Routing, false], ['sla', words.sla, Sla, false], ['calendars', words.calendars, Calendars, false],
  ['people', words.people, People, false], ['check', words.check, Check, true], ['versions', words.versions, Versions, true], ['report', words.report, RuleReport, true], ['backtest', words.backtest, Backtest, true],
];

/** Everything the company decided, as a person reads it. */
export function PlaybookPage() {
  const book = playbook.value;
  if (!book) return <Skeleton rows={6} tall />;
  const current = params.value.get('tab') ?? 'stages';
  const shown = parts.filter(([, , , managers]) => !managers || isManager.value);
  const Shown = (shown.find(([id]) => id === current) ?? shown[0]!)[2];
  return (
    <>
      <header class="page-head"><h1>{words.title}</h1><p class="summary"><Bdi text={book.title || book.name} /> · {words.version(book.version)}</p></header>
      <div class="tab-line"><Tabs label={words.title} current={current} pick={(tab) => setParams({ tab })} tabs={shown.map(([id, name]) => [id, name])} /></div>
      <Shown key={current} book={book} />
    </>
  );
}

const Lines = ({ lines }: { lines: string[] }) => <ul class="plain">{lines.map((line, i) => <li key={i}><Bdi text={line} /></li>)}</ul>;

function Stages({ book }: { book: Playbook }) {
  return (
    <div class="stack">
      <Card title={words.bands}><div class="scroll"><table class="table"><tbody>{book.bands.map((band) => <tr key={band.id}><td><BandChip band={band.id} /></td><td class="num">{words.from} {band.from}</td><td><Bdi text={band.action} /></td></tr>)}</tbody></table></div></Card>
      <div class="grid two">{book.stages.map((stage) => (
        <Card key={stage.stage} title={<Bdi text={stage.name} />} side={<span class="dim small">{stage.team}</span>}>
          <p><Bdi text={stage.definition} /></p>
          {stage.activities && stage.activities.length > 0 && <><h3>{words.activities}</h3><Lines lines={stage.activities} /></>}
          {stage.exitCriteria && stage.exitCriteria.length > 0 && <><h3>{words.exit}</h3><Lines lines={stage.exitCriteria} /></>}
        </Card>
      ))}</div>
    </div>
  );
}

function Scoring({ book }: { book: Playbook }) {
  const typed = useSignal('');
  const points = (book.points ?? []) as { kind?: string; id?: string; label: string; when: string; points: number; group: string | null; repeat?: string | null; decay?: string | null }[];
  const shown = points.filter((rule) => `${rule.label} ${rule.when} ${rule.id}`.toLowerCase().includes(typed.value.toLowerCase()));
  if (!points.length) return <Empty title={texts.refusal.notThere} />;
  return (
    <>
      <div class="filters"><input type="search" aria-label={texts.common.search} placeholder={texts.common.search} value={typed.value} onInput={(event) => { typed.value = event.currentTarget.value; }} /><span class="dim">{words.shown(shown.length, points.length)}</span></div>
      {(['fit', 'engagement', 'state'] as const).map((kind) => {
        const rules = shown.filter((rule) => rule.kind === kind);
        return rules.length > 0 && (
          <section key={kind} class="card flush spaced"><header class="card-head"><h2>{kind === 'state' ? texts.capital(kind) : texts.lead[kind]}</h2></header>
            <div class="scroll"><table class="table rules"><thead><tr><th class="num">{words.points}</th><th>{words.rule}</th><th>{words.when}</th><th>{words.repeat}</th><th>{words.decay}</th><th>{words.group}</th></tr></thead>
              <tbody>{rules.map((rule) => <tr key={rule.id}><td class={rule.points < 0 ? 'num late' : 'num good'}><b>{signed(rule.points)}</b></td><td><Bdi text={rule.label} /></td><td class="dim"><Bdi text={rule.when} /></td><td class="nowrap">{rule.repeat ?? ''}</td><td>{rule.decay ?? ''}</td><td class="dim">{rule.group ?? ''}</td></tr>)}</tbody></table></div></section>
        );
      })}
      {book.gates && book.gates.length > 0 && <Card title={words.gates}><Lines lines={book.gates.map((gate) => gate.reason)} /></Card>}
    </>
  );
}

function Routing({ book }: { book: Playbook }) {
  const rules = (book as unknown as { rules?: { id: string; kind: string; when: string; to: string; chargesTurn: boolean }[] }).rules ?? [];
  return (
    <div class="stack">
      <div class="scroll"><table class="table"><thead><tr><th class="num">#</th><th>{words.rule}</th><th>{words.when}</th><th>{words.action}</th><th /></tr></thead>
        <tbody>{rules.map((rule, i) => <tr key={rule.id}><td class="num dim">{i + 1}</td><td><b>{rule.id}</b> <small class="dim">{texts.plain(rule.kind)}</small></td><td><Bdi text={rule.when} /></td><td><Bdi text={rule.to} /></td><td class="dim small">{rule.chargesTurn ? '' : texts.lead.usesNoTurn}</td></tr>)}</tbody></table></div>
      <Card title={words.pools}><Facts rows={book.pools.map((pool) => [poolName(pool.id), pool.members.split(', ').filter(Boolean).map(personName).join(', ')])} /></Card>
      {book.handoffs && book.handoffs.length > 0 && <h2>{words.handoffs}</h2>}
      <div class="grid two">{(book.handoffs ?? []).map((handoff) => <Card key={handoff.kind} title={texts.handoff(handoff.kind)} side={<span class="dim small">{handoff.receivers.map(poolName).join(', ')}</span>}><Lines lines={handoff.fields.map((field) => field.label + (field.required ? ` (${texts.common.required})` : ''))} /></Card>)}</div>
    </div>
  );
}

function Sla({ book }: { book: Playbook }) {
  return <div class="grid two">{(book.sla ?? []).map((policy) => (
    <Card key={policy.id} title={<Bdi text={policy.name} />} side={<b>{policy.target}</b>}>
      <Facts rows={[[words.starts, <Bdi text={policy.starts} />], [words.opens, policy.calendar ?? '24 / 7'], [words.warn, policy.warnAt.map((at) => `${at} %`).join(', ') || '–'], [words.stops, policy.stopsOn.map((action) => texts.action(action)).join(', ')], [words.escalation, policy.escalation.length ? <Lines lines={policy.escalation} /> : '–']]} />
    </Card>
  ))}</div>;
}

function Calendars({ book }: { book: Playbook }) {
  return <div class="grid two">{(book.calendars ?? []).map((calendar) => (
    <Card key={calendar.id} title={calendar.id} side={<span class="dim small">{calendar.timeZone}</span>}><Facts rows={[[words.opens, <Lines lines={calendar.windows} />], [words.holidays, calendar.holidays.join(', ') || '–']]} /></Card>
  ))}</div>;
}

function People({ book }: { book: Playbook }) {
  return <div class="scroll"><table class="table"><thead><tr><th>{words.person}</th><th>{words.role}</th><th>{words.pools}</th></tr></thead>
    <tbody>{book.people.map((person) => <tr key={person.id}><td><b><Bdi text={person.name} /></b> {!person.active && <span class="state">{words.inactive}</span>}</td><td>{texts.handoff(person.role)}</td><td class="dim">{book.pools.filter((pool) => pool.members.split(', ').includes(person.id)).map((pool) => pool.name).join(', ')}</td></tr>)}</tbody></table></div>;
}
