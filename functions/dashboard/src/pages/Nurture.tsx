import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { query } from '../api';
import { settled, useLoad } from '../load';
import { percent, type Metrics, type SequenceFigures } from '../metrics';
import { params, setParams } from '../router';
import { isManager, playbook } from '../state';
import { texts } from '../texts';
import type { SequenceInfo } from '../types';
import { Bdi, Button, Card, Empty, Facts, Failed, number, Skeleton, Tabs } from '../ui/kit';
import { Mailbox } from './Mailbox';
import { Preview } from './Preview';

const words = texts.nurture;

interface Live extends SequenceInfo { active?: number; completed?: number; exited?: number; removed?: number; exits?: string[]; reentry?: string; steps?: { id: string; kind: string; words: string; text?: string; what?: string; subject?: string; at?: number; held?: { why: string; n: number }[]; sent?: number }[] }

/** What goes out by itself: sequences with the people in them, and every mail that went. */
export function NurturePage() {
  const tab = params.value.get('tab') ?? 'sequences';
  const tabs: [string, string][] = [['sequences', words.sequences], ...(isManager.value ? [['mailbox', words.mailbox] as [string, string]] : [])];
  return (
    <>
      <header class="page-head"><h1>{words.title}</h1><Tabs label={words.title} current={tab} pick={(one) => setParams({ tab: one, mail: null })} tabs={tabs} /></header>
      {tab === 'mailbox' && isManager.value ? <Mailbox /> : <Sequences />}
    </>
  );
}

function Sequences(): VNode {
  const loaded = useLoad<{ items: Live[] }>('sequences', 30_000);
  const figures = useLoad<Metrics>('metrics' + query({ by: 'sequence' }));
  const shown = useSignal<{ sequence: string; step: string } | null>(null);
  // Where the host does not count people, the playbook still says what the sequences are.
  const missing = loaded.error.value?.status === 404;
  const items: Live[] | null = loaded.data.value?.items ?? (missing ? playbook.value?.sequences ?? [] : null);
  if (!items || !settled(figures)) return loaded.error.value && !missing ? <Failed error={loaded.error.value} again={() => void loaded.again()} /> : <Skeleton rows={5} tall />;
  if (!items.length) return <Empty title={words.empty} />;
  const sums = new Map(figures.data.value?.sequences.map((one) => [one.id, one]));
  return (
    <>
      <div class="grid two">{items.map((one) => <SequenceCard key={one.id} one={one} sums={sums.get(one.id)} open={(step) => { shown.value = { sequence: one.id, step }; }} />)}</div>
      {shown.value && <Preview {...shown.value} close={() => { shown.value = null; }} />}
    </>
  );
}

function SequenceCard({ one, sums, open }: { one: Live; sums: SequenceFigures | undefined; open: (step: string) => void }) {
  const [active, completed, exited] = [one.active ?? sums?.active, one.completed ?? sums?.completed, one.exited ?? sums?.exited];
  const here = (id: string, at?: number) => at ?? sums?.steps.find((step) => step.id === id)?.people ?? 0;
  const most = Math.max(1, ...(one.steps ?? []).map((step) => here(step.id, step.at)));
  return (
    <Card title={one.name} side={active !== undefined && <span class="dim small">{active} {words.active.toLowerCase()} · {completed} {words.completed.toLowerCase()} · {exited} {words.exited.toLowerCase()}</span>}>
      <Facts rows={[[words.goal, <Bdi text={one.goal ?? ''} />], [words.target, `${one.target ?? ''} · ${one.duration ?? ''} · ${one.emails ?? ''} ${words.emails.toLowerCase()}`]]} />
      {sums && sums.sent > 0 && <p class="sums"><span><b>{number(sums.sent, 0)}</b> {words.sentCount.toLowerCase()}</span><span><b>{percent(sums.openRate)}</b> {words.opened.toLowerCase()}</span><span><b>{percent(sums.clickRate)}</b> {words.clicked.toLowerCase()}</span></p>}
      <ol class="steps">{(one.steps ?? []).map((step) => (
        <li key={step.id} class={'step-' + step.kind}>
          <span class="step-at"><i style={{ width: `${(here(step.id, step.at) / most) * 100}%` }} /><b>{here(step.id, step.at) || ''}</b></span>
          <span><Bdi text={texts.template(step.subject ?? step.words ?? step.what ?? step.text ?? step.id)} />{step.held?.map((held) => <small key={held.why} class="dim"> {words.held}: {held.n} {held.why}</small>)}{step.sent !== undefined && step.sent > 0 && <small class="dim"> {step.sent} {words.sentCount.toLowerCase()}</small>}</span>
          {step.kind === 'send' && <Button kind="quiet" onClick={() => open(step.id)} aria-label={words.previewOf(texts.template(step.subject ?? step.id))}>{words.preview}</Button>}
        </li>
      ))}</ol>
      {sums && sums.exits.length > 0 && <p class="dim small">{words.exited}: {sums.exits.map((exit) => `${texts.plain(exit.why)} ${exit.n}`).join(', ')}</p>}
    </Card>
  );
}
