import { useState } from 'preact/hooks';
import { ask, get, post, query, Refusal } from '../api';
import { go } from '../router';
import { texts } from '../texts';
import type { Lead, LeadRow, Page } from '../types';
import { Dialog } from '../ui/dialog';
import { Bdi, Button } from '../ui/kit';
import { Field } from '../actions/forms';
import { say } from '../ui/toast';

/** What changes more than this lead: joining two people into one, taking that back, and forgetting somebody. */
export function LeadTools({ lead, tool, close, again }: { lead: Lead; tool: string | null; close: () => void; again: () => void }) {
  if (tool === 'merge') return <Tool title={texts.lead.merge} verb={texts.action('merge')} close={close} run={async (form) => { await merge(lead, form); again(); }}>
    <Field label={texts.lead.mergeWith} required><input name="with" required maxLength={254} data-first autocomplete="off" /></Field>
    <Field label={texts.dialog.reason} required><input name="reason" required maxLength={200} autocomplete="off" /></Field>
  </Tool>;
  if (tool === 'unmerge') return <Tool title={texts.lead.unmerge} verb={texts.action('unmerge')} close={close} run={async (form) => { await post(`leads/${lead.id}/unmerge`, { with: form.get('with') }); say(texts.lead.unmergeDone); again(); }}>
    <Field label={texts.lead.absorbed} required><select name="with" data-first>{lead.absorbed?.map((one) => <option key={one.id} value={one.id}>{one.email ?? one.id}</option>)}</select></Field>
  </Tool>;
  if (tool === 'erase') return <Tool title={texts.lead.erase} verb={texts.action('erase')} danger close={close} run={async (form) => {
    if (String(form.get('confirm')).trim() !== lead.email) throw new Refusal(0, '', texts.lead.eraseType);
    await ask(`leads/${lead.id}`, { method: 'DELETE' });
    say(texts.lead.eraseDone);
    go('inbox');
  }}>
    <p class="warn">{texts.lead.eraseWarn}</p>
    <Field label={texts.lead.eraseType} required><input name="confirm" required placeholder={lead.email} data-first autocomplete="off" /></Field>
    <p class="dim"><Bdi text={lead.email} /></p>
  </Tool>;
  return null;
}

async function merge(lead: Lead, form: FormData) {
  const typed = String(form.get('with')).trim();
  const other = typed.startsWith('ld_') ? typed : (await get<Page<LeadRow>>('leads' + query({ q: typed, limit: 5 }))).items.find((row) => row.email === typed.toLowerCase())?.id;
  if (!other) throw new Refusal(0, '', texts.lead.mergeFind);
  await post(`leads/${lead.id}/merge`, { with: other, reason: form.get('reason') });
  say(texts.dialog.done(texts.action('merge'), lead.name || lead.email));
}

export function Tool({ title, verb, danger, close, run, children }: { title: string; verb: string; danger?: boolean; close: () => void; run: (form: FormData) => Promise<void>; children: preact.ComponentChildren }) {
  const [busy, setBusy] = useState(false), [refused, setRefused] = useState('');
  const submit = async (form: HTMLFormElement) => {
    setBusy(true);
    try {
      await run(new FormData(form));
      close();
    } catch (failure) {
      setRefused(failure instanceof Refusal ? (failure.status === 404 ? texts.refusal.notThere : failure.words) : String(failure));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={title} close={close}>
      <form onSubmit={(event) => { event.preventDefault(); void submit(event.currentTarget); }}>
        <div class="dialog-fields">{children}</div>
        {refused && <p class="refused" role="alert">{refused}</p>}
        <footer class="dialog-foot"><Button onClick={close}>{texts.common.cancel}</Button><Button kind={danger ? 'danger' : 'main'} type="submit" busy={busy} disabled={busy}>{verb}</Button></footer>
      </form>
    </Dialog>
  );
}
