import { act } from '../actions/act';
import { personName, poolName } from '../state';
import { texts } from '../texts';
import { dateTime, now, seconds, span } from '../time';
import type { Clock, Lead } from '../types';
import { Ago, Bdi, Button, Card, Facts, StageChip } from '../ui/kit';

export const subjectOf = (lead: Lead) => ({ id: lead.id, version: lead.version, name: lead.name || lead.email, stage: lead.stage, lead });

export function Clocks({ lead, explained, again }: { lead: Lead; explained: Clock[]; again: () => void }) {
  const clocks = [...lead.clocks].sort((a, b) => Number(b.open) - Number(a.open) || b.startedAt.localeCompare(a.startedAt));
  const paused = clocks.some((clock) => clock.open && clock.outcome === 'paused');
  return (
    <Card title={texts.lead.clocks} side={clocks.some((clock) => clock.open) && <Button kind="quiet" onClick={() => act(paused ? 'resume-clock' : 'pause-clock', subjectOf(lead), again)}>{texts.action(paused ? 'resume-clock' : 'pause-clock')}</Button>}>
      {clocks.length === 0 && <p class="dim">{texts.lead.noClocks}</p>}
      {clocks.map((clock) => <ClockView key={clock.id} clock={clock} words={explained.find((one) => one.id === clock.id)?.words ?? []} />)}
    </Card>
  );
}

function ClockView({ clock, words }: { clock: Clock; words: string[] }) {
  const due = clock.deadline ? Date.parse(clock.deadline) : null;
  const late = clock.breachedAt !== null || (clock.open && clock.outcome !== 'paused' && due !== null && due < now.value);
  const state = clock.open && late ? 'breached' : clock.outcome;
  return (
    <div class={'clock ' + state}>
      <div class="clock-head"><b><Bdi text={clock.name} /></b> <span class={'state state-' + state}>{texts.clock[state] ?? state}</span>
        <span class="clock-left">{clock.open && due !== null && clock.outcome !== 'paused' ? (late ? texts.inbox.breachedBy(span(now.value - due)) : texts.inbox.left(span(due - now.value))) : clock.workingResponseSeconds !== null ? `${texts.lead.answered} ${seconds(clock.workingResponseSeconds)}` : ''}</span></div>
      {clock.deadline && <small class="dim">{texts.inbox.due} {dateTime(clock.deadline)}{clock.pausedSeconds ? ` · ${texts.lead.pausedFor} ${seconds(clock.pausedSeconds)}` : ''}{clock.endedBy ? <> · <Bdi text={texts.lead.endedBy(texts.action(clock.endedOn ?? ''), personName(clock.endedBy))} /></> : null}</small>}
      {words.length > 0 && <details><summary>{texts.lead.explain}</summary><ul class="plain">{words.map((line, i) => <li key={i}><Bdi text={line} /></li>)}</ul></details>}
    </div>
  );
}

export function Routing({ lead }: { lead: Lead }) {
  const decision = lead.routing;
  return (
    <Card title={texts.lead.routing}>
      {lead.owner && <p><b><Bdi text={lead.owner.name ?? lead.owner.personId} /></b> <span class="dim">{lead.owner.since && <Ago at={lead.owner.since} />} · {texts.lead.decision(lead.owner.ruleId)}</span></p>}
      {lead.holding && <p class="warn">{texts.lead.held}: <Bdi text={lead.holding.reason} /> {lead.holding.poolId && <>({poolName(lead.holding.poolId)})</>} <Ago at={lead.holding.since} /></p>}
      {!decision && !lead.owner && !lead.holding && <p class="dim">{lead.stages.length > 1 ? texts.lead.nobodyNow : texts.lead.noRouting}</p>}
      {decision && <>
        <ul class="candidates">{decision.candidates.map((one) => (
          <li key={one.personId} class={one.personId === decision.personId ? 'chosen' : one.eligible ? 'able' : 'unable'}>
            <span>{personName(one.personId)}{one.personId === decision.personId && <em> {texts.lead.chosen}</em>}</span><small class="dim"><Bdi text={one.why} /></small>
          </li>
        ))}</ul>
        <p class="dim small">{decision.chargedTurn ? texts.lead.turn : texts.lead.noTurn}{decision.nextPersonId && <> · {texts.lead.nextTurn(personName(decision.nextPersonId))}</>}</p>
        {decision.rulesPassedOver.length > 0 && <details><summary>{texts.lead.passedOver}</summary><ul class="plain">{decision.rulesPassedOver.map((rule) => <li key={rule}><Bdi text={rule} /></li>)}</ul></details>}
      </>}
    </Card>
  );
}

export function Nurture({ lead, again }: { lead: Lead; again: () => void }) {
  return (
    <Card title={texts.lead.enrolments} side={<span><Button kind="quiet" onClick={() => act('enroll', subjectOf(lead), again)}>{texts.action('enroll')}</Button></span>}>
      {lead.enrolments.length === 0 && <p class="dim">{texts.lead.noEnrolments}</p>}
      {[...lead.enrolments].reverse().map((run) => (
        <div key={run.id} class="run">
          <b><Bdi text={run.name ?? run.sequence} /></b> <span class={'state state-' + run.state}>{run.state}</span>
          <small class="dim">{texts.lead.sent(run.sent)}{run.state === 'active' && run.step && <> · {texts.lead.step} {run.step}</>}{run.nextAt && <> · {texts.lead.next} <Ago at={run.nextAt} /></>}{run.endedWhy && <> · <Bdi text={run.endedWhy} /></>}</small>
          {run.hold && <p class="hold">{texts.lead.hold}: <Bdi text={run.hold} /></p>}
        </div>
      ))}
      {lead.enrolments.some((run) => run.state === 'active') && <Button kind="quiet" onClick={() => act('exit', subjectOf(lead), again)}>{texts.action('exit')}</Button>}
    </Card>
  );
}

export function Details({ lead }: { lead: Lead }) {
  const first = lead.firstTouch?.attribution;
  return (
    <Card title={texts.lead.details}>
      <Facts rows={[
        ...Object.entries(lead.attributes).map(([name, value]): [string, preact.ComponentChildren] => [texts.capital(texts.plain(name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase())), <span title={value.source}><Bdi text={value.value} /></span>]),
        ...(first ? [[texts.lead.touch, <Bdi text={Object.values(first).filter(Boolean).join(' / ')} />] as [string, preact.ComponentChildren]] : []),
        [texts.leads.created, <Ago at={lead.createdAt} />],
      ]} />
      <h3>{texts.lead.stageTime}</h3>
      <ul class="stays">{lead.stages.map((stay, i) => <li key={i}><StageChip stage={stay.stage} /> <span class="dim">{span((stay.until ? Date.parse(stay.until) : now.value) - Date.parse(stay.since))}</span></li>)}</ul>
      {lead.exit.filter((stage) => stage.criteria.length || Object.keys(stage.checks).length).map((stage) => <div key={stage.stage}><h3>{texts.lead.exit}</h3><ul class="plain">{stage.criteria.map((line) => <li key={line}>{line}</li>)}</ul>
        {Object.entries(stage.checks).map(([check, met]) => <p key={check} class={met ? 'good' : 'dim'}>{met ? '✓' : '○'} {texts.plain(check)}</p>)}</div>)}
    </Card>
  );
}

export function Packet({ lead }: { lead: Lead }) {
  const open = lead.handoffs.at(-1);
  if (!lead.packet && !open) return null;
  return (
    <Card title={texts.lead.packet} side={open && <span class={'state state-' + open.state}>{texts.handoff(open.kind)}: {open.state}</span>}>
      {open?.reason && <p class="warn"><Bdi text={open.reason} /></p>}
      {lead.packet && <Facts rows={lead.packet.map((entry) => [entry.label, entry.lines.length ? <>{entry.lines.map((line, i) => <div key={i}><Bdi text={line} /></div>)}</> : <span class="dim">{texts.common.unknown}</span>])} />}
    </Card>
  );
}
