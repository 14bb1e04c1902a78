import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { act } from '../actions/act';
import { get, query } from '../api';
import { useKeys } from '../keys';
import { useLoad } from '../load';
import { go } from '../router';
import { isAdmin, isManager, personName } from '../state';
import { texts } from '../texts';
import { dateTime, now } from '../time';
import type { Activity, Lead, Page } from '../types';
import { BandChip, Bdi, Button, Card, Empty, Failed, Skeleton, StageChip } from '../ui/kit';
import { Menu } from '../ui/menu';
import { LeadScore } from './LeadScore';
import { LeadTools } from './LeadTools';
import { Account } from './Account';
import { Clocks, Details, Nurture, Packet, Routing, subjectOf } from './LeadSide';
import { useLeadParts } from './leadParts';
import { Timeline } from './Timeline';

const first = ['accept', 'contact', 'qualify', 'convert', 'win', 'kickoff'];

export function LeadPage({ id }: { id: string }) {
  const loaded = useLoad<Lead>(`leads/${encodeURIComponent(id)}`, 15_000);
  const lead = loaded.data.value;
  const parts = useLeadParts(lead);
  const older = useSignal<Activity[]>([]), next = useSignal<string | null>(null), tool = useSignal<string | null>(null);
  useEffect(() => parts.activities.data.subscribe((page) => { older.value = []; next.value = page?.next ?? null; }), []);
  // A note is an entry of the timeline and leaves the lead as it is: its version does not tell of it.
  const again = () => void loaded.again().then(parts.again);
  const more = async () => {
    const page = await get<Page<Activity>>(`leads/${id}/activities${query({ limit: 100, cursor: next.value })}`);
    older.value = [...older.value, ...page.items];
    next.value = page.next;
  };
  const on = (action: string) => () => { if (lead && (lead.allowedActions.includes(action) || (action === 'assign' && isManager.value) || action === 'note')) act(action, subjectOf(lead), again); };
  useKeys([
    { keys: 'u | Escape', words: texts.keys.back, run: () => go('inbox') }, { keys: 'R', words: texts.keys.refresh, run: again },
    ...(['a accept', 'c contact', 'q qualify', 'r reject', 'v convert', 'w win', 'l lose', 'o kickoff', 's assign', 'n note'] as const).map((pair) => ({ keys: pair[0]!, words: texts.action(pair.slice(2)), run: on(pair.slice(2)) })),
  ]);
  if (!lead || !parts.ready) return loaded.error.value && !lead ? (loaded.error.value.status === 404 ? <Empty title={texts.refusal.notFound}><a class="button" href="#/inbox">{texts.keys.back}</a></Empty> : <Failed error={loaded.error.value} again={again} />) : <Skeleton rows={7} tall />;
  const activities = [...(parts.activities.data.value?.items ?? []), ...older.value];
  return (
    <>
      <LeadHead lead={lead} again={again} tool={(name) => { tool.value = name; }} />
      {loaded.error.value && <p class="notice bad" role="alert">{texts.refusal.stale}</p>}
      {lead.mergedInto && <p class="notice">{texts.lead.mergedInto} <a href={'#/leads/' + lead.mergedInto}>{texts.common.open}</a></p>}
      {lead.stage === 'raw' && lead.recycled?.until && Date.parse(lead.recycled.until) > now.value && <p class="notice">{texts.lead.cooling(dateTime(lead.recycled.until))}</p>}
      {lead.gate && <p class="notice">{texts.lead.gate(lead.gate)}</p>}
      <div class="columns">
        <div class="column">
          <LeadScore key={lead.id} lead={lead} points={parts.curve.data.value?.items ?? []} activities={activities} />
          <Card title={texts.lead.timeline}>
            <Timeline activities={activities} />
            {next.value && <Button onClick={() => void more()}>{texts.lead.more}</Button>}
          </Card>
        </div>
        <div class="column">
          <Clocks lead={lead} explained={parts.clocks.data.value?.items ?? []} again={again} /><Routing lead={lead} /><Packet lead={lead} /><Nurture lead={lead} again={again} /><Account lead={lead} account={parts.account.data.value} /><Details lead={lead} />
        </div>
      </div>
      <LeadTools lead={lead} tool={tool.value} close={() => { tool.value = null; }} again={again} />
    </>
  );
}

function LeadHead({ lead, again, tool }: { lead: Lead; again: () => void; tool: (name: string) => void }) {
  const order = lead.stage === 'sal' ? ['qualify', ...first] : first;
  const main = order.filter((action, i) => order.indexOf(action) === i && lead.allowedActions.includes(action)).slice(0, 3);
  const rest = [...lead.allowedActions.filter((action) => !main.includes(action)), 'note', ...(isManager.value ? ['assign', 'adjust'] : [])];
  const tools = [...(isManager.value ? ['merge', ...(lead.absorbed?.length ? ['unmerge'] : [])] : []), ...(isAdmin.value ? ['erase'] : [])];
  return (
    <header class="lead-head">
      <div class="lead-who">
        <h1><Bdi text={lead.name || lead.email} /></h1>
        <p>{lead.attributes.title && <><Bdi text={lead.attributes.title.value} />, </>}{lead.company && <><Bdi text={lead.company} /> · </>}<span class="mail"><Bdi text={lead.email} /></span></p>
        <p class="lead-tags"><StageChip stage={lead.stage} /> <BandChip band={lead.band} /> <span class="dim">{lead.owner ? <Bdi text={lead.owner.name ?? personName(lead.owner.personId)} /> : texts.common.nobody}</span></p>
      </div>
      <div class="do">
        {main.map((action, i) => <Button key={action} kind={i === 0 ? 'main' : 'plain'} onClick={() => act(action, subjectOf(lead), again)}>{texts.action(action)}</Button>)}
        <Menu label={texts.inbox.actionsFor(lead.name || lead.email)} choices={[...rest, ...tools].map((action) => [action, texts.action(action)])}
          pick={(action) => (tools.includes(action) ? tool(action) : act(action, subjectOf(lead), again))} />
      </div>
    </header>
  );
}
