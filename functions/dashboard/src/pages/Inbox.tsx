import { computed, signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { act, working } from '../actions/act';
import { useKeys } from '../keys';
import { useLoad } from '../load';
import { go } from '../router';
import { isManager, personName, poolName } from '../state';
import { texts } from '../texts';
import { now } from '../time';
import type { Inbox, InboxItem } from '../types';
import { Countdown, urgency } from '../ui/countdown';
import { Ago, BandChip, Bdi, Button, Empty, Failed, number, Skeleton, StageChip, Tabs } from '../ui/kit';
import { Menu } from '../ui/menu';

const items = signal<InboxItem[]>([]);
const filter = signal('all');
const selected = signal<string | null>(null);

const shown = computed(() => items.value.filter((item) => filter.value === 'all' || (filter.value === 'mine' ? item.owned : item.waitsFor !== null && !item.owned)));
const at = computed(() => Math.max(0, shown.value.findIndex((item) => item.id === selected.value)));

export const nameOf = (item: { name: string | null; email: string }) => item.name || item.email;
const first = ['accept', 'contact', 'qualify', 'convert', 'win', 'kickoff'];
const mainAction = (item: InboxItem) => (item.stage === 'sal' && item.actions.includes('qualify') ? 'qualify' : first.find((action) => item.actions.includes(action)));

export function InboxPage() {
  const loaded = useLoad<Inbox>('inbox?limit=200', 10_000);
  useEffect(() => loaded.data.subscribe((page) => { if (page) items.value = page.items; }), []);
  const again = () => void loaded.again();
  const on = (action: string) => () => {
    const item = shown.value[at.value];
    if (item && (item.actions.includes(action) || (action === 'assign' && isManager.value))) act(action, subjectOf(item), again);
  };
  const move = (by: number) => () => {
    const next = shown.value[Math.min(shown.value.length - 1, Math.max(0, (selected.value === null ? -1 : at.value) + by))];
    if (next) select(next.id);
  };
  useKeys([
    { keys: 'j | ArrowDown', words: texts.keys.next, run: move(1) }, { keys: 'k | ArrowUp', words: texts.keys.previous, run: move(-1) }, { keys: 'g g', words: texts.keys.sortTop, run: () => { const top = shown.value[0]; if (top) select(top.id); } },
    { keys: 'Enter', words: texts.keys.open, run: () => { const item = shown.value[at.value]; if (item) go('leads/' + item.id); } },
    ...(['a accept', 'c contact', 'q qualify', 'r reject', 'v convert', 'w win', 'l lose', 'o kickoff', 's assign'] as const).map((pair) => ({ keys: pair[0]!, words: texts.action(pair.slice(2)), run: on(pair.slice(2)) })),
    { keys: 'R', words: texts.keys.refresh, run: again },
  ]);
  const late = shown.value.filter((item) => urgency(item.clock, now.value) === 'late').length;
  const soon = shown.value.filter((item) => item.clock?.dueAt && !item.clock.paused && Date.parse(item.clock.dueAt) - now.value < 3_600_000 && urgency(item.clock, now.value) !== 'late').length;
  return (
    <>
      <header class="page-head">
        <h1>{texts.inbox.title}</h1>
        <p class="summary">{loaded.data.value && texts.inbox.counts(shown.value.length)}{late > 0 && <b class="late"> · {texts.inbox.late(late)}</b>}{soon > 0 && <span class="warn"> · {texts.inbox.soon(soon)}</span>}</p>
        <Tabs label={texts.inbox.title} current={filter.value} pick={(tab) => { filter.value = tab; }} tabs={[['all', texts.inbox.everything], ['mine', texts.inbox.mine], ['pool', texts.inbox.pool]]} />
      </header>
      {loaded.error.value && loaded.data.value && <p class="notice bad" role="alert">{texts.refusal.stale}</p>}
      {loaded.data.value?.cut && <p class="notice">{texts.inbox.cut}</p>}
      {!loaded.data.value ? (loaded.error.value ? <Failed error={loaded.error.value} again={again} /> : <Skeleton rows={8} tall />)
        : shown.value.length === 0 ? <Empty title={texts.inbox.empty} hint={texts.inbox.emptyHint} />
          : <ul class="inbox" aria-label={texts.inbox.list}>{shown.value.map((item, index) => <Row key={item.id} item={item} current={index === at.value && selected.value !== null} again={again} />)}</ul>}
    </>
  );
}

function select(id: string) {
  selected.value = id;
  requestAnimationFrame(() => { const row = document.getElementById('row-' + id); row?.focus({ preventScroll: true }); row?.scrollIntoView({ block: 'nearest' }); });
}

// What the list says while an action is on its way; if it is refused, the list says so and shows what is.
const becomes = (item: InboxItem, action: string) => (action === 'accept' && item.stage === 'mql' ? 'sal' : item.stage);

const subjectOf = (item: InboxItem) => ({ id: item.id, version: item.version, name: nameOf(item), stage: item.stage });

function Row({ item, current, again }: { item: InboxItem; current: boolean; again: () => void }) {
  const main = mainAction(item), busy = working.value.get(item.id);
  const rest = [...item.actions.filter((action) => action !== main), ...(isManager.value ? ['assign'] : []), 'note'];
  return (
    <li id={'row-' + item.id} tabIndex={-1} class={`row ${urgency(item.clock, now.value)}${current ? ' current' : ''}`} aria-current={current || undefined} data-lead={item.email}
      onClick={(event) => { if (!(event.target as Element).closest('a,button,summary')) select(item.id); }}>
      <Countdown clock={item.clock} />
      <div class="who">
        <a href={'#/leads/' + item.id}><Bdi text={nameOf(item)} /></a>
        <small>{[item.title, item.company].filter(Boolean).map((part, i) => <span key={i}>{i > 0 && ', '}<Bdi text={part!} /></span>)}{!item.title && !item.company && item.name && <Bdi text={item.email} />}</small>
      </div>
      <div class="why"><span><Bdi text={item.handoff && item.handoff.kind !== 'marketing-to-sales' ? `${texts.inbox.handedOver(personName(item.handoff.fromPersonId ?? item.handoff.offeredBy))}. ${item.why}` : item.why} /></span></div>
      <div class="heat"><BandChip band={item.band} /><b class="points">{number(item.score, 0)}</b><small class="grade">{item.grade}</small></div>
      <div class="place"><StageChip stage={busy ? becomes(item, busy) : item.stage} /> <small class="since"><Ago at={item.stageSince} /></small><small>{item.owner ? <Bdi text={personName(item.owner)} /> : item.waitsFor !== null ? texts.inbox.waits(poolName(item.waitsFor)) : texts.common.nobody}</small></div>
      <div class="do">
        {main && <Button kind={item.clock && urgency(item.clock, now.value) !== 'calm' ? 'main' : 'plain'} busy={!!busy} disabled={!!busy} onClick={() => act(main, subjectOf(item), again)}>{busy ? texts.inbox.working : texts.action(main)}</Button>}
        <Menu label={texts.inbox.actionsFor(nameOf(item))} choices={rest.map((action) => [action, texts.action(action)])} pick={(action) => act(action, subjectOf(item), again)} />
      </div>
    </li>
  );
}
