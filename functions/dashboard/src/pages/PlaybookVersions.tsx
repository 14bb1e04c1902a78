import { useSignal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { get, post, query, Refusal, type Finding } from '../api';
import { useLoad } from '../load';
import { isAdmin, personName, reasonName, start } from '../state';
import { texts } from '../texts';
import type { Playbook } from '../types';
import { Ago, Bdi, Button, Card, Empty, Failed, number, signed, Skeleton } from '../ui/kit';
import { Field } from '../actions/forms';
import { Tool } from './LeadTools';

const words = texts.playbook;

export const Findings = ({ findings }: { findings: Finding[] }) => (findings.length === 0 ? <p class="good">{words.checkClean}</p> : (
  <ul class="findings">{findings.map((one, i) => (
    <li key={i} class={one.severity}><b>{one.severity}</b> <code>{one.file}{one.line ? `:${one.line}` : ''}</code> <span class="dim"><Bdi text={one.key} /></span><p><Bdi text={texts.capital(one.why)} />. <span class="dim"><Bdi text={one.whatToDo ? texts.capital(one.whatToDo) + '.' : ''} /></span></p></li>
  ))}</ul>
));

/** What can be proved of the playbook in force. */
export function Check({ book }: { book: Playbook }) {
  const [found, setFound] = useState<{ findings: Finding[]; milliseconds?: number } | null>(null);
  const [refused, setRefused] = useState<Refusal | null>(null);
  useEffect(() => { get<{ text: string }>('playbook/versions/' + book.version).then((one) => post<{ findings: Finding[] }>('playbook/check', { text: one.text })).then(setFound, (failure) => setRefused(failure instanceof Refusal ? failure : new Refusal(0, '', String(failure)))); }, [book.version]);
  if (!found) return refused ? <Failed error={refused} /> : <Skeleton rows={4} tall />;
  return <Card title={words.check} side={<span class="dim small">{words.version(book.version)}</span>}><p class="dim">{words.checkHint}</p><Findings findings={found.findings} /></Card>;
}

interface Version { version: string; from: string; author: string; reason: string; current: boolean; changes: number; override: string | null; rollback: boolean }
export interface Change { kind: string; key: string; words?: string; before: string | null; after: string | null; line: number | null }

export function Versions({ book }: { book: Playbook }) {
  const loaded = useLoad<{ current: string; items: Version[] }>('playbook/versions');
  const chosen = useSignal<string | null>(null), back = useSignal<Version | null>(null);
  if (!loaded.data.value) return loaded.error.value ? <Failed error={loaded.error.value} /> : <Skeleton rows={4} tall />;
  const { items, current } = loaded.data.value;
  return (
    <div class="stack">
      <div class="scroll"><table class="table"><thead><tr><th>{words.versionHead}</th><th>{words.since}</th><th>{words.author}</th><th>{texts.dialog.reason}</th><th /></tr></thead>
        <tbody>{items.map((one) => (
          <tr key={one.version + one.from}><td><code>{one.version}</code> {one.current && <span class="state state-met">{words.current}</span>}</td><td class="nowrap"><Ago at={one.from} /></td><td><Bdi text={personName(one.author)} /></td><td><Bdi text={one.reason} />{one.override && <small class="warn"> <Bdi text={one.override} /></small>}</td>
            <td class="num nowrap"><Button kind="quiet" onClick={() => { chosen.value = one.version; }}>{words.diff}</Button>{!one.current && isAdmin.value && <Button kind="quiet" onClick={() => { back.value = one; }}>{words.rollback}</Button>}</td></tr>
        ))}</tbody></table></div>
      {chosen.value && <Diff query={chosen.value === current ? query({ to: current }) : query({ from: chosen.value, to: current })} title={chosen.value === current ? words.diff : `${chosen.value} → ${current}`} />}
      {back.value && <Tool title={words.rollback} verb={words.rollback} danger close={() => { back.value = null; }} run={async (form) => { await post('playbook/rollback', { version: back.value!.version, reason: form.get('reason') }, { ifMatch: `"${book.version}"` }); await start(); await loaded.again(); }}>
        <p class="warn">{words.rollbackWarn(back.value.version)}</p><Field label={texts.dialog.reason} required><input name="reason" required maxLength={200} data-first autocomplete="off" /></Field></Tool>}
    </div>
  );
}

function Diff({ query, title }: { query: string; title: string }) {
  const loaded = useLoad<{ changes: Change[] }>('playbook/diff' + query);
  return <Card title={title}>{!loaded.data.value ? (loaded.error.value ? <Failed error={loaded.error.value} /> : <Skeleton rows={2} />) : <Changes changes={loaded.data.value.changes} />}</Card>;
}

/** Its sentence has both texts already. */
const isSaid = ({ kind, words, before, after }: Change) => kind === 'changed' && words?.endsWith(`${after} instead of ${before}`);

/** In words; the key and both texts are there for whoever wants to find the line. */
export const Changes = ({ changes }: { changes: Change[] }) => (changes.length === 0 ? <p class="dim">{words.noDiff}</p> : (
  <ul class="diff">{changes.map((change, i) => (
    <li key={i}>{change.words && <span><Bdi text={texts.capital(change.words)} /></span>}<code class="dim"><Bdi text={change.key} />{change.line ? `, ${words.line(change.line)}` : ''}</code>
      {!isSaid(change) && <>{change.before !== null && <del><Bdi text={change.before} /></del>}{change.after !== null && <ins><Bdi text={change.after} /></ins>}</>}</li>
  ))}</ul>
));

interface Lift { rate: number; lift: number; low: number; high: number }
interface Rule { id: string; label: string; kind: string; points: number; fired: number; share: number; sql: Lift | null; won: Lift | null; rejected: { total: number; reasons: { reason: string; count: number }[] } }

/** Which rules tell buyers from others, by what became of the leads they fired on. */
export function RuleReport(_: { book: Playbook }) {
  const loaded = useLoad<{ leads: number; rules: Rule[] }>('playbook/rules');
  if (!loaded.data.value) return loaded.error.value ? <Failed error={loaded.error.value} /> : <Skeleton rows={6} />;
  const lift = (one: Lift | null) => (one ? <span title={`${number(one.low, 2)} – ${number(one.high, 2)}`} class={one.low > 1 ? 'good' : one.high < 1 ? 'late' : ''}>{number(one.lift, 2)} ×</span> : <span class="dim">–</span>);
  return (
    <div class="stack"><p class="dim">{words.reportHint}</p><div class="scroll"><table class="table"><thead><tr><th class="num">{words.points}</th><th>{words.rule}</th><th class="num">{words.fires}</th><th class="num">{words.liftSql}</th><th class="num">{words.liftWon}</th><th>{words.rejectedWhy}</th></tr></thead>
      <tbody>{loaded.data.value.rules.map((rule) => <tr key={rule.id}><td class="num">{signed(rule.points)}</td><td><Bdi text={rule.label} /> <small class="dim">{rule.kind}</small></td><td class={rule.fired ? 'num' : 'num dim'}>{number(rule.fired, 0)}</td><td class="num">{lift(rule.sql)}</td><td class="num">{lift(rule.won)}</td><td class="dim small">{rule.rejected.reasons.map((one) => `${reasonName(one.reason)} ${one.count}`).join(', ')}</td></tr>)}</tbody></table>
      {loaded.data.value.rules.length === 0 && <Empty title={texts.funnel.noData} />}</div></div>
  );
}
