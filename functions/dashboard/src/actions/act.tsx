import { signal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { get, post, Refusal } from '../api';
import { playbook } from '../state';
import { texts } from '../texts';
import type { Lead } from '../types';
import { Dialog } from '../ui/dialog';
import { Bdi, Button } from '../ui/kit';
import { say } from '../ui/toast';
import { AssignForm, Choice, ContactForm, ConvertForm, Field, ReasonForm, Text, WinForm, type Subject } from './forms';
import { QualifyForm } from './qualify';

interface Asked { action: string; subject: Subject; after: () => void }

const asked = signal<Asked | null>(null);
/** Leads with an action on its way: lists show at once what it will be, and what it is when it is refused. */
export const working = signal<ReadonlyMap<string, string>>(new Map());

const silent = new Set(['accept', 'accept-opportunity', 'kickoff', 'reactivate', 'resume-clock']);

/** Does an action at once when it needs no words, and asks for them otherwise. */
export function act(action: string, subject: Subject, after: () => void) {
  if (silent.has(action)) void send(action, subject, action === 'resume-clock' ? { reason: texts.action(action) } : {}).then(after, () => after());
  else asked.value = { action, subject, after };
}

/** @returns whether it was done; a refusal has been said. */
export async function send(action: string, subject: Subject, body: Record<string, unknown>): Promise<boolean> {
  working.value = new Map(working.value).set(subject.id, action);
  try {
    await post(`leads/${subject.id}/${action}`, body);
    say(texts.dialog.done(texts.action(action), subject.name));
    return true;
  } catch (failure) {
    if (!(failure instanceof Refusal)) throw failure;
    say(failure.words, 'bad');
    return false;
  } finally {
    const rest = new Map(working.value);
    rest.delete(subject.id);
    working.value = rest;
  }
}

/** From the form's fields to the action's body. Empty fields are not sent. */
function bodyOf(form: HTMLFormElement): Record<string, unknown> {
  const body: Record<string, unknown> = {}, answers: Record<string, string> = {};
  for (const [name, value] of new FormData(form)) {
    const text = String(value).trim();
    if (text === '') continue;
    if (name.startsWith('answers.')) answers[name.slice(8)] = text;
    else if (name === 'stakeholders' || name === 'contacts') body[name] = text.split('\n').map((line) => line.trim()).filter(Boolean);
    else body[name] = name === 'amount' || name === 'points' ? Number(text) : text;
  }
  return form.querySelector('[name=method]') ? { ...body, answers } : body;
}

function Fields({ action, subject }: { action: string; subject: Subject }) {
  switch (action) {
    case 'contact': return <ContactForm />;
    case 'qualify': return <QualifyForm subject={subject} />;
    case 'assign': return <AssignForm />;
    case 'convert': return <ConvertForm subject={subject} />;
    case 'win': return <WinForm subject={subject} />;
    case 'note': return <Text first name="text" label={texts.dialog.text} required lines={4} />;
    case 'adjust': return <><Field label={texts.dialog.points} required><input name="points" type="number" min="-100" max="100" step="1" required data-first /></Field><Text name="reason" label={texts.dialog.reason} required /></>;
    case 'pause-clock': return <Text first name="reason" label={texts.dialog.reason} required />;
    case 'enroll': case 'exit': return <Field label={texts.dialog.sequence} required><Choice first name="sequence" options={(playbook.value?.sequences ?? []).map((one) => [one.id, one.name])} /></Field>;
    default: return <ReasonForm action={action} subject={subject} />;
  }
}

/** One dialog for every action: what was typed stays when it is refused. */
export function ActionDialog() {
  const current = asked.value;
  return current ? <Asking key={current.subject.id + current.action} {...current} /> : null;
}

const knowsMore = new Set(['qualify', 'win', 'convert']);

function Asking({ action, subject, after }: Asked) {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState('');
  const [lead, setLead] = useState<Lead | null>(subject.lead ?? null);
  const waits = knowsMore.has(action) && !lead;
  useEffect(() => {
    // The list does not say what was answered before; without it the form still works.
    if (waits) get<Lead>(`leads/${subject.id}`).then(setLead, () => setLead({} as Lead));
  }, []);
  const fields = useRef<HTMLDivElement>(null);
  useEffect(() => { if (!waits) fields.current?.querySelector<HTMLElement>('[data-first]')?.focus(); }, [waits]);
  const submit = async (form: HTMLFormElement) => {
    setBusy(true);
    try {
      await post(`leads/${subject.id}/${action}`, bodyOf(form));
      asked.value = null;
      say(texts.dialog.done(texts.action(action), subject.name));
      after();
    } catch (failure) {
      setRefused(failure instanceof Refusal ? failure.words : String(failure));
      after();
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={<>{texts.action(action)} <span class="dim"><Bdi text={subject.name} /></span></>} close={() => { asked.value = null; }}>
      <form onSubmit={(event) => { event.preventDefault(); void submit(event.currentTarget); }}
        onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit(); }}>
        <div class={waits ? 'dialog-fields waits' : 'dialog-fields'} inert={waits} ref={fields}><Fields key={String(waits)} action={action} subject={{ ...subject, lead }} /></div>
        {refused && <p class="refused" role="alert">{refused}</p>}
        <footer class="dialog-foot"><small class="dim">{texts.dialog.send}</small><Button onClick={() => { asked.value = null; }}>{texts.common.cancel}</Button>
          <Button kind="main" type="submit" busy={busy} disabled={busy || waits}>{busy ? texts.common.saving : texts.action(action)}</Button></footer>
      </form>
    </Dialog>
  );
}
