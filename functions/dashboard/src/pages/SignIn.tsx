import { useEffect, useState } from 'preact/hooks';
import { Refusal } from '../api';
import { go } from '../router';
import { signIn } from '../state';
import { texts } from '../texts';
import { Button } from '../ui/kit';

/** A key, once; or the link that the terminal printed. */
export function SignIn({ ticket }: { ticket: string | null }) {
  const [busy, setBusy] = useState(ticket !== null), [refused, setRefused] = useState('');
  const attempt = async (body: { key: string } | { ticket: string }, failed: string) => {
    setBusy(true);
    try {
      await signIn(body);
      if ('ticket' in body) go('inbox');
    } catch (failure) {
      setRefused(failure instanceof Refusal && failure.status !== 401 && failure.status !== 422 ? failure.words : failed);
      if ('ticket' in body) history.replaceState(null, '', '#/');
    } finally {
      setBusy(false);
    }
  };
  useEffect(() => { if (ticket) void attempt({ ticket }, texts.signIn.link); }, [ticket]);
  return (
    <main class="sign-in" id="content">
      <form onSubmit={(event) => { event.preventDefault(); void attempt({ key: String(new FormData(event.currentTarget).get('key')).trim() }, texts.signIn.wrong); }}>
        <p class="brand"><i class="logo" />{texts.product}</p>
        <h1>{texts.signIn.title}</h1>
        <label class="field"><span>{texts.signIn.key}</span><input name="key" type="password" autocomplete="current-password" required maxLength={512} autofocus spellcheck={false} /></label>
        <Button kind="main" type="submit" busy={busy} disabled={busy}>{busy ? texts.signIn.working : texts.signIn.go}</Button>
        <p class={refused ? 'refused' : 'dim'} role={refused ? 'alert' : undefined}>{refused || texts.signIn.hint}</p>
      </form>
    </main>
  );
}
