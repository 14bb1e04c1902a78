import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { get, query } from '../api';
import { useLoad } from '../load';
import { params, setParams } from '../router';
import { texts } from '../texts';
import type { Page } from '../types';
import { Ago, Bdi, Button, Card, Empty, Facts, Failed, Skeleton, Tabs } from '../ui/kit';
import { MailFrame } from '../ui/frame';
import { full } from '../time';

const words = texts.nurture;

interface Row { id: string; at: string; to: string; toName: string | null; from: string; subject: string; leadId: string | null; kind: string }
interface Mail extends Row { fromName?: string | null; text: string; html: string | null; headers: Record<string, string> }

/** What went out through the file provider, as it went out. */
export function Mailbox() {
  const loaded = useLoad<Page<Row>>('mailbox?limit=50', 20_000);
  const more = useSignal<Row[]>([]), next = useSignal<string | null>(null);
  useEffect(() => loaded.data.subscribe((page) => { more.value = []; next.value = page?.next ?? null; }), []);
  const chosen = params.value.get('mail');
  if (!loaded.data.value) return loaded.error.value ? (loaded.error.value.status === 404 ? <Empty title={texts.refusal.notThere} hint={words.filesOnly} /> : <Failed error={loaded.error.value} again={() => void loaded.again()} />) : <Skeleton rows={8} />;
  const rows = [...loaded.data.value.items, ...more.value];
  if (!rows.length) return <Empty title={words.mailboxEmpty} hint={words.mailboxHint} />;
  const loadMore = async () => {
    const page = await get<Page<Row>>('mailbox' + query({ limit: 50, cursor: next.value }));
    more.value = [...more.value, ...page.items];
    next.value = page.next;
  };
  return (
    <div class="mailbox">
      <ul class="mails" aria-label={words.mailbox}>
        {rows.map((row) => (
          <li key={row.id}><button type="button" aria-pressed={row.id === chosen} onClick={() => setParams({ mail: row.id })}>
            <span class="mail-to"><b><Bdi text={row.toName || row.to} /></b><small class="dim"><Ago at={row.at} /></small></span><span><Bdi text={row.subject} /></span><small class="dim">{row.kind}</small></button></li>
        ))}
        {next.value && <li><Button onClick={() => void loadMore()}>{texts.common.loadMore}</Button></li>}
      </ul>
      {chosen ? <Letter key={chosen} id={chosen} /> : <Card><Empty title={words.pick} /></Card>}
    </div>
  );
}

function Letter({ id }: { id: string }) {
  const loaded = useLoad<Mail>('mailbox/' + encodeURIComponent(id));
  const view = useSignal('html');
  const mail = loaded.data.value;
  if (!mail) return <Card>{loaded.error.value ? <Failed error={loaded.error.value} /> : <Skeleton rows={4} tall />}</Card>;
  return (
    <Card title={<Bdi text={mail.subject} />} side={<Tabs label={words.preview} current={view.value} pick={(one) => { view.value = one; }} tabs={[['html', words.html], ['text', words.plainText], ['headers', 'Headers']]} />}>
      <Facts rows={[[words.to, <>{mail.leadId ? <a class="accent" href={'#/leads/' + mail.leadId}><Bdi text={mail.toName || mail.to} /></a> : <Bdi text={mail.toName || mail.to} />} <span class="dim"><Bdi text={mail.to} /></span></>], [words.when, full(mail.at)]]} />
      {view.value === 'html' && mail.html ? <MailFrame path={mail.html} title={words.frame} /> : view.value === 'headers' ? <Facts rows={Object.entries(mail.headers).map(([name, value]) => [name, <Bdi text={value} />])} /> : <pre class="mail-text" tabIndex={0}>{mail.text}</pre>}
    </Card>
  );
}
