import { useState } from 'preact/hooks';
import { ask, Refusal } from '../api';
import { isAdmin, start } from '../state';
import { texts } from '../texts';
import { date } from '../time';
import type { Playbook } from '../types';
import { Bdi, Button, Card } from '../ui/kit';
import { say } from '../ui/toast';
import { Field } from '../actions/forms';
import type { Checked } from './Backtest';
import type { Result } from './BacktestResult';
import { Changes } from './PlaybookVersions';

const words = texts.playbook;

/** After the backtest, and only of the text that was backtested: what changes, who is affected, and the button. */
export function Publish({ book, draft, checked, result, stale, done }: { book: Playbook; draft: string; checked: Checked; result: Result; stale: boolean; done: () => void }) {
  return (
    <Card title={words.publish}>
      <div class="stack">
        <section><h3>{words.changes}</h3><Changes changes={checked.changes} /></section>
        <section><h3>{words.affected}</h3><Affected result={result} /></section>
        {checked.version === book.version ? <p class="dim">{words.sameText}</p>
          : stale ? <p class="notice">{words.stale}</p>
            : checked.errors > 0 ? <p class="notice bad">{words.errors(checked.errors)}</p>
              : !isAdmin.value ? <p class="dim">{words.adminOnly}</p>
                : <Form book={book} draft={draft} refused={result.refused} done={done} />}
      </div>
    </Card>
  );
}

function Affected({ result: { flips, from, to } }: { result: Result }) {
  const then = [flips.gained && words.gained(flips.gained), flips.lost && words.lost(flips.lost), (flips.earlier || flips.later) && words.moved(flips.earlier, flips.later)].filter(Boolean);
  return (
    <>
      <p>{then.length ? <>{words.window(date(from), date(to))}: {then.join('; ')}. </> : <>{words.flipsNone} </>}{words.now(flips.now.up, flips.now.down)}</p>
      <p class="dim">{words.how}</p>
    </>
  );
}

function Form({ book, draft, refused, done }: { book: Playbook; draft: string; refused: string | null; done: () => void }) {
  const [busy, setBusy] = useState(false), [failed, setFailed] = useState(''), [shadow, setShadow] = useState(false);
  const submit = async (form: FormData) => {
    setBusy(true);
    setFailed('');
    try {
      const answer = await (await ask('playbook', { method: 'PUT', ifMatch: `"${book.version}"`, body: { text: draft, reason: form.get('reason'), ...(form.get('override') ? { override: form.get('override') } : {}), ...(shadow ? { shadow } : {}) } })).json();
      await start();
      done();
      say(shadow ? words.inShadow(answer.shadow) : words.inForce(answer.version));
    } catch (failure) {
      setFailed(failure instanceof Refusal ? (failure.status === 412 ? failure.detail : failure.words) : String(failure));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form class="dialog-fields" onSubmit={(event) => { event.preventDefault(); void submit(new FormData(event.currentTarget)); }}>
      <Field label={words.why} required><input name="reason" required maxLength={200} autocomplete="off" /></Field>
      {refused && !shadow && <><p class="refused"><Bdi text={refused + '.'} /></p><Field label={words.override} required><input name="override" required maxLength={200} autocomplete="off" /></Field></>}
      <label class="inline"><input type="checkbox" checked={shadow} onChange={(event) => setShadow(event.currentTarget.checked)} /> {words.shadow}</label>
      {failed && <p class="refused" role="alert">{failed}</p>}
      <p class="do"><Button kind={refused && !shadow ? 'danger' : 'main'} type="submit" busy={busy} disabled={busy}>{busy ? texts.common.saving : words.publishDo}</Button></p>
    </form>
  );
}
