import type { VNode } from 'preact';
import { params, setParams } from '../router';
import { isAdmin } from '../state';
import { texts } from '../texts';
import { Tabs } from '../ui/kit';
import { DeadLetters } from './DeadLetters';
import { Duplicates, Hygiene, Quarantine, Timers, Webhooks } from './OperationsLists';
import { Steps } from './OperationsSteps';

const parts: [string, string, () => VNode, boolean][] = [
  ['steps', texts.operations.steps, Steps, false], ['dead', texts.operations.dead, DeadLetters, true], ['timers', texts.operations.timers, Timers, false], ['hygiene', texts.operations.hygiene, Hygiene, false],
  ['duplicates', texts.operations.duplicates, Duplicates, false], ['webhooks', texts.operations.webhooks, Webhooks, false], ['quarantine', texts.operations.quarantine, Quarantine, true],
];

/** For whoever is paged: what waits, what broke and why, and what puts it right. */
export function OperationsPage() {
  const current = params.value.get('tab') ?? 'steps';
  const shown = parts.filter(([, , , admin]) => !admin || isAdmin.value);
  const Part = (shown.find(([id]) => id === current) ?? shown[0]!)[2];
  return (
    <>
      <header class="page-head"><h1>{texts.operations.title}</h1><Tabs label={texts.operations.title} current={current} pick={(tab) => setParams({ tab })} tabs={shown.map(([id, words]) => [id, words])} /></header>
      <Part key={current} />
    </>
  );
}
