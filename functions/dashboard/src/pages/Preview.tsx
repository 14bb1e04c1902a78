import { useState } from 'preact/hooks';
import { post, query, Refusal } from '../api';
import { useLoad } from '../load';
import { isManager } from '../state';
import { texts } from '../texts';
import { Dialog } from '../ui/dialog';
import { Bdi, Button, Facts, Failed, Plain, Skeleton } from '../ui/kit';
import { say } from '../ui/toast';

const words = texts.nurture;

interface Previewed { subject: string; html: string; text: string; from?: string; to?: string; links?: string[] }

/** A mail of a sequence before it goes: its words as they will be read, and a test to one's own address. */
export function Preview({ sequence, step, close }: { sequence: string; step: string; close: () => void }) {
  const loaded = useLoad<Previewed>(`sequences/${encodeURIComponent(sequence)}/preview${query({ step })}`);
  const [busy, setBusy] = useState(false);
  const mail = loaded.data.value;
  const test = async (form: HTMLFormElement) => {
    setBusy(true);
    try {
      await post(`sequences/${encodeURIComponent(sequence)}/test-send`, { step, to: String(new FormData(form).get('to')).trim() });
      say(words.testSent);
    } catch (failure) {
      say(failure instanceof Refusal ? failure.words : String(failure), 'bad');
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={<>{words.preview} <span class="dim">{sequence} / {step}</span></>} close={close} wide>
      <div class="preview-body">{!mail ? (loaded.error.value ? <Failed error={loaded.error.value} /> : <Skeleton rows={4} />) : <>
        <Facts rows={[[words.subject, <b><Bdi text={mail.subject} /></b>], ...(mail.from ? [['From', <Bdi text={mail.from} />] as [string, preact.ComponentChildren]] : [])]} />
        <pre class="mail-text" tabIndex={0}><Plain text={mail.text} /></pre>
        {mail.links && mail.links.length > 0 && <ul class="plain small dim">{mail.links.map((link) => <li key={link}><Bdi text={link} /></li>)}</ul>}
      </>}</div>
      {isManager.value && <form class="test-send" onSubmit={(event) => { event.preventDefault(); void test(event.currentTarget); }}>
        <input name="to" type="email" required placeholder={words.testTo} aria-label={words.testTo} /><Button type="submit" busy={busy} disabled={busy || !mail}>{words.testSend}</Button></form>}
    </Dialog>
  );
}
