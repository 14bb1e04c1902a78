import type { ComponentChildren } from 'preact';
import { useSignal } from '@preact/signals';
import { post, Refusal } from '../api';
import { useLoad, type Loaded } from '../load';
import { isAdmin, isManager, personName } from '../state';
import { texts } from '../texts';
import { Ago, Bdi, Button, Empty, Failed, Plain, Skeleton, StageChip } from '../ui/kit';
import { say } from '../ui/toast';

const words = texts.operations;

function List<T>({ loaded, items, empty, hint, children }: { loaded: Loaded<T>; items: (page: T) => unknown[]; empty: string; hint?: string; children: (page: T) => ComponentChildren }) {
  if (!loaded.data.value) return loaded.error.value ? <Failed error={loaded.error.value} again={() => void loaded.again()} /> : <Skeleton rows={6} />;
  return items(loaded.data.value).length ? <>{children(loaded.data.value)}</> : <Empty title={empty} {...(hint ? { hint } : {})} />;
}

/** Says what came of it, and reads again. */
async function attempt(run: () => Promise<unknown>, done: string, again: () => Promise<void>) {
  try {
    await run();
    say(done);
  } catch (failure) {
    say(failure instanceof Refusal ? failure.words : String(failure), 'bad');
  }
  await again();
}

const Ok = ({ ok }: { ok: boolean | null }) => (ok === null ? <span class="dim">–</span> : <span class={ok ? 'state state-met' : 'state state-breached'}>{ok ? words.ok : words.failed}</span>);

export function Timers() {
  const loaded = useLoad<{ items: { name: string; about?: string; schedule: string; lastAt: string | null; ok: boolean | null; report: string | null; nextAt: string | null }[] }>('timers', 15_000);
  return <List loaded={loaded} items={(page) => page.items} empty={words.quiet}>{(page) => (
    <div class="scroll"><table class="table"><thead><tr><th>{words.timer}</th><th>{words.last}</th><th>{words.state}</th><th>{words.report}</th><th>{words.next}</th><th>{words.schedule}</th></tr></thead>
      <tbody>{page.items.map((timer) => <tr key={timer.name}><td><b>{timer.name}</b> <small class="dim">{timer.about}</small></td><td class="nowrap"><Ago at={timer.lastAt} /></td><td><Ok ok={timer.ok} /></td><td><Bdi text={timer.report ?? ''} /></td><td class="nowrap"><Ago at={timer.nextAt} /></td><td class="dim nowrap">{timer.schedule}</td></tr>)}</tbody></table></div>
  )}</List>;
}

interface HygieneReport { at: string; dryRun: boolean; by: string; looked: number; changed: number; lines: string[] }

export function Hygiene() {
  const loaded = useLoad<{ items: { name: string; about: string; nextAt: string | null; last: HygieneReport | null }[] }>('hygiene');
  const fresh = useSignal<Record<string, HygieneReport>>({});
  const run = (name: string, dry: boolean) => attempt(async () => { fresh.value = { ...fresh.value, [name]: await post<HygieneReport>(`hygiene/${name}/run?dryRun=${dry}`, {}) }; }, `${texts.capital(name)}: ${dry ? words.dry : words.run}`, loaded.again);
  return <List loaded={loaded} items={(page) => page.items} empty={words.quiet}>{(page) => (
    <ul class="letters">{page.items.map((one) => {
      const report = fresh.value[one.name] ?? one.last;
      return (
        <li key={one.name} class="card letter"><div class="letter-head"><b>{texts.capital(texts.plain(one.name))}</b><span class="dim">{one.about}</span><small class="dim">{words.next} <Ago at={one.nextAt} /></small>
          {isManager.value && <span class="do"><Button onClick={() => void run(one.name, true)}>{words.dry}</Button><Button onClick={() => void run(one.name, false)}>{words.run}</Button></span>}</div>
          {report && <div class="report"><small class="dim"><Ago at={report.at} /> · {personName(report.by)}{report.dryRun && ` · ${words.dry}`} · {words.looked(report.looked, report.changed)}</small><ul class="plain">{report.lines.map((line, i) => <li key={i}><Bdi text={line} /></li>)}</ul></div>}</li>
      );
    })}</ul>
  )}</List>;
}

interface Pair { id: string; reason: string; why: string; foundAt: string; leads: { id: string; email: string; name: string | null; company: string | null; stage: string; owner: string | null; createdAt: string }[] }

export function Duplicates() {
  const loaded = useLoad<{ items: Pair[] }>('duplicates');
  return <List loaded={loaded} items={(page) => page.items} empty={words.duplicatesEmpty} hint={words.duplicatesHint}>{(page) => (
    <ul class="letters">{page.items.map((pair) => (
      <li key={pair.id} class="card letter"><div class="letter-head"><span><Bdi text={pair.why} /></span><small class="dim"><Ago at={pair.foundAt} /></small>
        <span class="do"><Button onClick={() => void attempt(() => post(`duplicates/${pair.id}/dismiss`, {}), words.dismissed, loaded.again)}>{words.dismiss}</Button>
          {pair.leads.length > 1 && <Button kind="main" onClick={() => void attempt(() => post(`leads/${pair.leads[0]!.id}/merge`, { with: pair.leads[1]!.id, reason: pair.why }), texts.action('merge'), loaded.again)}>{words.merge}</Button>}</span></div>
        <ul class="twins">{pair.leads.map((lead) => <li key={lead.id}><a href={'#/leads/' + lead.id}><b><Bdi text={lead.name || lead.email} /></b></a> <span class="dim"><Bdi text={lead.email} />{lead.company && <> · <Bdi text={lead.company} /></>}</span> <StageChip stage={lead.stage} /> <small class="dim">{personName(lead.owner)} <Ago at={lead.createdAt} /></small></li>)}</ul></li>
    ))}</ul>
  )}</List>;
}

export function Webhooks() {
  const loaded = useLoad<{ webhooks: { id: string; host: string; events: string[]; on: boolean; offSince: string | null; reason: string | null }[] }>('webhooks', 30_000);
  return <List loaded={loaded} items={(page) => page.webhooks} empty={words.webhooksEmpty} hint={words.webhooksHint}>{(page) => (
    <div class="scroll"><table class="table"><thead><tr><th>{words.host}</th><th>{words.events}</th><th>{words.state}</th><th /></tr></thead>
      <tbody>{page.webhooks.map((hook) => <tr key={hook.id}><td><b>{hook.id}</b> <span class="dim"><Bdi text={hook.host} /></span></td><td>{hook.events.join(', ')}</td>
        <td><span class={hook.on ? 'state state-met' : 'state state-breached'}>{hook.on ? words.on : words.off}</span> {!hook.on && <small class="dim"><Ago at={hook.offSince} /> <Bdi text={hook.reason ?? ''} /></small>}</td>
        <td class="num">{!hook.on && isAdmin.value && <Button onClick={() => void attempt(() => post(`webhooks/${hook.id}/enable`, {}), words.enabled, loaded.again)}>{words.enable}</Button>}</td></tr>)}</tbody></table></div>
  )}</List>;
}

export function Quarantine() {
  const loaded = useLoad<{ items: { source: string; id: string; type: string; at: string; raw: string }[] }>('quarantine?limit=100');
  return <List loaded={loaded} items={(page) => page.items} empty={words.quarantineEmpty} hint={words.quarantineHint}>{(page) => (
    <ul class="letters">{page.items.map((one, i) => <li key={one.id + i} class="card letter"><div class="letter-head"><b><Bdi text={one.source} /></b><span><Bdi text={one.type} /></span><small class="dim"><Ago at={one.at} /></small></div><details><summary>{words.reveal}</summary><pre><Plain text={one.raw} /></pre></details></li>)}</ul>
  )}</List>;
}
