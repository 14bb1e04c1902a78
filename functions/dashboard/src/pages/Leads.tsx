import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { get, query } from '../api';
import { useLoad } from '../load';
import { useKeys } from '../keys';
import { go, params, setParams } from '../router';
import { personName, playbook } from '../state';
import { texts } from '../texts';
import type { LeadRow, Page } from '../types';
import { Ago, BandChip, Bdi, Button, Empty, Failed, number, Skeleton, StageChip } from '../ui/kit';

const filters = ['q', 'stage', 'band', 'owner', 'sort'] as const;

/** Every lead the viewer may see, by words, stage, band and owner; the address says which, so that it can be sent around. */
export function LeadsPage() {
  const asked = Object.fromEntries(filters.map((name) => [name, params.value.get(name)]));
  const typed = useSignal(asked.q ?? '');
  const loaded = useLoad<Page<LeadRow>>('leads' + query({ ...asked, limit: 50 }));
  const more = useSignal<LeadRow[]>([]), next = useSignal<string | null>(null), at = useSignal(-1);
  useEffect(() => loaded.data.subscribe((page) => { more.value = []; next.value = page?.next ?? null; at.value = -1; }), []);
  useEffect(() => {
    const wait = setTimeout(() => { if (typed.value !== (params.value.get('q') ?? '')) setParams({ q: typed.value.trim() || null }); }, 200);
    return () => clearTimeout(wait);
  }, [typed.value]);
  const rows = [...(loaded.data.value?.items ?? []), ...more.value];
  const loadMore = async () => {
    const page = await get<Page<LeadRow>>('leads' + query({ ...asked, limit: 50, cursor: next.value }));
    more.value = [...more.value, ...page.items];
    next.value = page.next;
  };
  const move = (by: number) => () => { at.value = Math.min(rows.length - 1, Math.max(0, at.value + by)); document.getElementById('lead-' + at.value)?.scrollIntoView({ block: 'nearest' }); };
  useKeys([{ keys: 'j | ArrowDown', words: texts.keys.next, run: move(1) }, { keys: 'k | ArrowUp', words: texts.keys.previous, run: move(-1) }, { keys: 'Enter', words: texts.keys.open, run: () => { const row = rows[at.value]; if (row) go('leads/' + row.id); } }]);
  const pick = (name: string, label: string, options: [string, string][]) => (
    <label class="inline"><span>{label}</span><select value={asked[name] ?? (name === 'sort' ? options[0]![0] : '')} onChange={(event) => setParams({ [name]: event.currentTarget.value || null })}>
      {name !== 'sort' && <option value="">{texts.common.all}</option>}{options.map(([id, words]) => <option key={id} value={id}>{words}</option>)}</select></label>
  );
  return (
    <>
      <header class="page-head"><h1>{texts.leads.title}</h1></header>
      <div class="filters">
        <input id="search" type="search" aria-label={texts.leads.search} placeholder={texts.leads.search} maxLength={100} value={typed.value} onInput={(event) => { typed.value = event.currentTarget.value; }} />
        {pick('stage', texts.leads.stage, (playbook.value?.stages ?? []).map((stage) => [stage.stage, stage.name]))}
        {pick('band', texts.leads.band, (playbook.value?.bands ?? []).map((band) => [band.id, band.name]))}
        {pick('owner', texts.leads.owner, (playbook.value?.people ?? []).map((person) => [person.id, person.name]))}
        {pick('sort', texts.leads.sort, Object.entries(texts.leads.sorts))}
      </div>
      {!loaded.data.value ? (loaded.error.value ? <Failed error={loaded.error.value} again={() => void loaded.again()} /> : <Skeleton rows={10} />)
        : rows.length === 0 ? <Empty title={texts.leads.empty} hint={texts.leads.emptyHint} /> : (
          <div class="scroll"><table class="table leads">
            <thead><tr><th>{texts.inbox.who}</th><th>{texts.inbox.score}</th><th>{texts.inbox.stage}</th><th>{texts.inbox.owner}</th><th>{texts.leads.updated}</th><th>{texts.leads.created}</th></tr></thead>
            <tbody>{rows.map((row, i) => (
              <tr key={row.id} id={'lead-' + i} class={i === at.value ? 'current' : undefined} onClick={(event) => { if (!(event.target as Element).closest('a')) go('leads/' + row.id); }}>
                <td><a href={'#/leads/' + row.id}><Bdi text={row.name || row.email} /></a> <small class="dim">{row.company && <Bdi text={row.company} />}{row.name && <> · <Bdi text={row.email} /></>}</small></td>
                <td class="nowrap"><b class="points">{number(row.score, 0)}</b> <BandChip band={row.band} /></td><td><StageChip stage={row.stage} /></td>
                <td>{row.owner ? <Bdi text={personName(row.owner)} /> : <span class="dim">{texts.common.nobody}</span>}</td><td class="nowrap"><Ago at={row.updatedAt} /></td><td class="nowrap"><Ago at={row.createdAt} /></td>
              </tr>
            ))}</tbody>
          </table></div>
        )}
      {next.value && <p><Button onClick={() => void loadMore()}>{texts.common.loadMore}</Button></p>}
    </>
  );
}
