import { personName } from '../state';
import { texts } from '../texts';
import type { Lead } from '../types';
import { Bdi, Card, number, StageChip } from '../ui/kit';
import type { AccountOf } from './leadParts';

/** Colleagues of the lead; of a free-mail domain, or where this host knows no accounts, nothing. */
export function Account({ lead, account }: { lead: Lead; account: AccountOf | null }) {
  const others = account?.leads.filter((one) => one.id !== lead.id) ?? [];
  if (!account || (!others.length && !account.owner)) return null;
  return (
    <Card title={texts.lead.account} side={account.owner && <span class="dim small">{texts.lead.accountOwner(personName(account.owner))}</span>}>
      <ul class="colleagues">{others.slice(0, 8).map((one) => (
        <li key={one.id}><a href={'#/leads/' + one.id}><Bdi text={one.name || one.email} /></a> <small class="dim">{one.title && <Bdi text={one.title} />}</small><span><StageChip stage={one.stage} /> <b class="points">{number(one.score, 0)}</b></span></li>
      ))}</ul>
      {others.length > 8 && <a class="accent small" href={'#/leads?q=' + encodeURIComponent(account.domain)}>{texts.common.all} {account.people}</a>}
    </Card>
  );
}
