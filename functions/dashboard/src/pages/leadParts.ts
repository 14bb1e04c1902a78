import { useEffect } from 'preact/hooks';
import { settled, useLoad } from '../load';
import type { Activity, Clock, CurvePoint, Lead, Page } from '../types';

export interface AccountOf { domain: string; company: string | null; owner: string | null; people: number; leads: { id: string; email: string; name: string | null; title: string | null; stage: string; score: number }[] }

/** What stands beside the lead itself: read with it, again whenever it changed, and drawn together. */
export function useLeadParts(lead: Lead | null) {
  const below = lead && `leads/${encodeURIComponent(lead.id)}/`;
  const activities = useLoad<Page<Activity>>(below && below + 'activities?limit=50');
  const curve = useLoad<{ items: CurvePoint[] }>(below && below + 'score-curve?points=120');
  const clocks = useLoad<{ items: Clock[] }>(below && below + 'clocks');
  const account = useLoad<AccountOf>(lead && 'accounts/' + encodeURIComponent(lead.email.split('@')[1] ?? ''));
  const ready = settled(activities, curve, clocks, account);
  const again = () => Promise.all([activities, curve, clocks].map((part) => part.again()));
  useEffect(() => { if (ready) void again(); }, [lead?.version]);
  return { activities, curve, clocks, account, ready, again };
}
