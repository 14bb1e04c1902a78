import { useState } from 'preact/hooks';
import { playbook } from '../state';
import { texts } from '../texts';
import { Choice, Field, Text, type Subject } from './forms';

/** The playbook's own questions; what was answered in an earlier call is there already. */
export function QualifyForm({ subject }: { subject: Subject }) {
  const methods = playbook.value?.qualification ?? [];
  const [method, pick] = useState(methods[0]?.id ?? '');
  const known = subject.lead?.qualification;
  const answer = (criterion: string) => known?.answers.find((one) => one.method === method && one.criterion === criterion)?.answer;
  return (
    <>
      <Field label={texts.dialog.method}><Choice name="method" options={methods.map((one) => [one.id, one.name])} value={method} onPick={pick} /></Field>
      {methods.find((one) => one.id === method)?.criteria.map((criterion, index) => (
        <Text key={method + criterion.id} first={index === 0} name={'answers.' + criterion.id} label={criterion.label} hint={criterion.question} lines={1} value={answer(criterion.id)} />
      ))}
      <Text name="notes" label={texts.dialog.notes} lines={3} />
      <Text name="stakeholders" label={texts.dialog.stakeholders} lines={2} value={known?.stakeholders.join('\n')} />
    </>
  );
}
