import type { ComponentChildren } from 'preact';
import { playbook } from '../state';
import { texts } from '../texts';
import type { Lead } from '../types';

export interface Subject { id: string; version: number; name: string; stage: string; handoff?: string | null; lead?: Lead | null }

/** A field of a form: how it is labelled, and how it is read into the body. */
export function Field({ label, hint, required, children }: { label: string; hint?: string; required?: boolean; children: ComponentChildren }) {
  return <label class="field"><span>{label}{required && <i class="must" aria-hidden="true"> *</i>}{hint && <small> {hint}</small>}</span>{children}</label>;
}

export function Choice({ name, options, value, first, onPick }: { name: string; options: [string, string][]; value?: string; first?: boolean; onPick?: (value: string) => void }) {
  return (
    <select name={name} required data-first={first || undefined} defaultValue={value} onChange={(event) => onPick?.(event.currentTarget.value)}>
      {value === undefined && <option value="">{texts.dialog.choose}</option>}
      {options.map(([id, label]) => <option key={id} value={id}>{label}</option>)}
    </select>
  );
}

export const Text = ({ name, label, required, first, lines, value, hint }: { name: string; label: string; required?: boolean; first?: boolean; lines?: number; value?: string | undefined; hint?: string }) => (
  <Field label={label} required={required ?? false} {...(hint ? { hint } : {})}>
    {lines ? <textarea name={name} rows={lines} maxLength={4000} required={required} defaultValue={value} data-first={first || undefined} />
      : <input name={name} maxLength={200} required={required} defaultValue={value} data-first={first || undefined} autocomplete="off" />}
  </Field>
);

const words = (ids: string[]): [string, string][] => ids.map((id) => [id, texts.capital(texts.plain(id))]);

const reasonsOf = (action: string, subject: Subject): [string, string][] => {
  const lists = playbook.value?.reasons;
  // Who gives back what was handed over names another kind of reason.
  const list = action === 'reject' && (subject.stage === 'sql' || subject.stage === 'customer') ? lists?.return : lists?.[action as 'reject' | 'lose' | 'recycle' | 'disqualify'];
  return (list ?? []).map((reason) => [reason.id, reason.label]);
};

export const ContactForm = () => (
  <>
    <Field label={texts.dialog.channel} required><Choice first name="channel" options={words(playbook.value?.contact?.channels ?? [])} value="call" /></Field>
    <Field label={texts.dialog.outcome} required><Choice name="outcome" options={words(playbook.value?.contact?.outcomes ?? [])} value="reached" /></Field>
    <Text name="note" label={texts.dialog.note} lines={3} />
  </>
);

export const ReasonForm = ({ action, subject }: { action: string; subject: Subject }) => (
  <>
    <Field label={texts.dialog.reason} required><Choice first name="reason" options={reasonsOf(action, subject)} /></Field>
    <Text name="note" label={texts.dialog.note} lines={3} />
  </>
);

export const AssignForm = () => (
  <>
    <Field label={texts.dialog.to} required><Choice first name="personId" options={(playbook.value?.people ?? []).filter((person) => person.active).map((person) => [person.id, `${person.name} (${texts.plain(person.role)})`])} /></Field>
    <Text name="reason" label={texts.dialog.reason} required />
  </>
);

export const ConvertForm = ({ subject }: { subject: Subject }) => (
  <>
    <Text first name="name" label={texts.dialog.dealName} required value={subject.lead?.company ?? undefined} />
    <div class="pair">
      <Field label={texts.dialog.amount} required><input name="amount" type="number" min="0" step="any" required inputMode="decimal" /></Field>
      <Field label={texts.dialog.closeDate} required><input name="closeDate" type="date" required /></Field>
    </div>
  </>
);

export const WinForm = ({ subject }: { subject: Subject }) => (
  <>
    <Text first name="contract" label={texts.dialog.contract} required lines={2} />
    <Text name="useCase" label={texts.dialog.useCase} required lines={2} />
    <Text name="contacts" label={texts.dialog.contacts} required lines={2} value={subject.lead?.qualification?.stakeholders.join('\n')} />
    <Text name="whyBought" label={texts.dialog.whyBought} required lines={2} />
    <Field label={texts.dialog.amount} hint={texts.common.optional}><input name="amount" type="number" min="0" step="any" inputMode="decimal" defaultValue={subject.lead?.deal?.amount?.toString() ?? ''} /></Field>
  </>
);
