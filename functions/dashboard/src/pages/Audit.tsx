import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { get, query } from '../api';
import { useLoad } from '../load';
import { personName, reasonName } from '../state';
import { texts } from '../texts';
import type { Page } from '../types';
import { Bdi, Button, Empty, Failed, Skeleton, When } from '../ui/kit';

interface Entry { at: string; by: string; what: string; leadId: string | null; reason?: string | null }

const newest = { sort: '-at', limit: 100 };

/** What people did, the latest first, without what it says about the leads. */
export function Audit() {
  const loaded = useLoad<Page<Entry>>('audit' + query(newest));
  const more = useSignal<Entry[]>([]), next = useSignal<string | null>(null);
  useEffect(() => loaded.data.subscribe((page) => { more.value = []; next.value = page?.next ?? null; }), []);
  if (!loaded.data.value) return loaded.error.value ? <Failed error={loaded.error.value} again={() => void loaded.again()} /> : <Skeleton rows={8} />;
  const entries = [...loaded.data.value.items, ...more.value];
  const loadMore = async () => {
    const page = await get<Page<Entry>>('audit' + query({ ...newest, cursor: next.value }));
    more.value = [...more.value, ...page.items];
    next.value = page.next;
  };
  if (!entries.length) return <Empty title={texts.operations.auditEmpty} />;
  return (
    <div class="stack">
      <div class="scroll"><table class="table"><thead><tr><th>{texts.operations.when}</th><th>{texts.operations.who}</th><th>{texts.operations.did}</th><th>{texts.operations.key}</th><th>{texts.operations.reasonFor}</th></tr></thead>
        <tbody>{entries.map((one, i) => <tr key={one.at + i}><td class="nowrap"><When at={one.at} /></td><td><Bdi text={personName(one.by)} /></td><td>{texts.action(one.what)}</td><td>{one.leadId && <a class="accent" href={'#/leads/' + one.leadId}>{texts.common.open}</a>}</td><td class="dim"><Bdi text={reasonName(one.reason ?? '')} /></td></tr>)}</tbody></table></div>
      {next.value && <p><Button onClick={() => void loadMore()}>{texts.common.loadMore}</Button></p>}
    </div>
  );
}
