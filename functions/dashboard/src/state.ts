import { batch, computed, signal } from '@preact/signals';
import { ask, get, Refusal, signedOut } from './api';
import { texts } from './texts';
import type { Me, Playbook } from './types';

export const me = signal<Me | null>(null);
export const playbook = signal<Playbook | null>(null);
/** What keeps the dashboard from starting, if anything does. */
export const broken = signal<Refusal | null>(null);

export const isManager = computed(() => me.value?.role === 'manager' || me.value?.role === 'admin');
export const isAdmin = computed(() => me.value?.role === 'admin');

export const personName = (id: string | null | undefined) => (id ? playbook.value?.people.find((person) => person.id === id)?.name ?? id : '');
export const poolName = (id: string | null | undefined) => (id ? playbook.value?.pools.find((pool) => pool.id === id)?.name ?? id : '');
export const bandName = (id: string) => playbook.value?.bands.find((band) => band.id === id)?.name ?? id;
export const bandRank = (id: string) => Math.max(0, playbook.value?.bands.findIndex((band) => band.id === id) ?? 0);
export const stageName = (id: string) => playbook.value?.stages.find((stage) => stage.stage === id)?.name ?? texts.capital(texts.plain(id));
export const clockName = (id: string) => playbook.value?.sla?.find((policy) => policy.id === id)?.name ?? texts.capital(texts.plain(id));
/** Of a run (new-lead:1) or of the sequence itself. */
export const sequenceName = (id: string) => playbook.value?.sequences?.find((one) => one.id === id.split(':')[0])?.name ?? id;
export const reasonName = (id: string) => Object.values(playbook.value?.reasons ?? {}).flat().find((reason) => reason.id === id)?.label ?? id;

// Whether somebody signed in with this browser: the cookie itself cannot be seen from here, and asking in vain is an error in the browser's books.
const remembered = (value?: boolean) => {
  try {
    if (value !== undefined) value ? localStorage.setItem('signed-in', '1') : localStorage.removeItem('signed-in');
    return localStorage.getItem('signed-in') === '1';
  } catch {
    return true;
  }
};

// Where the page stands beside the API, the platform has signed people in before it gave them the page: there is no key to remember.
const platformSignsIn = location.pathname.startsWith('/api/');

export async function start() {
  broken.value = null;
  if (!platformSignsIn && !remembered()) {
    signedOut.value = true;
    return;
  }
  try {
    const [person, book] = await Promise.all([get<Me>('me'), get<Playbook>('playbook')]);
    batch(() => {
      me.value = person;
      playbook.value = book;
      signedOut.value = false;
    });
  } catch (failure) {
    if (failure instanceof Refusal && failure.status === 401) signedOut.value = true;
    else broken.value = failure instanceof Refusal ? failure : new Refusal(0, '', String(failure));
  }
}

export async function signIn(body: { key: string } | { ticket: string }) {
  await ask('session', { method: 'POST', body });
  remembered(true);
  await start();
}

export async function signOut() {
  if (platformSignsIn) {
    location.assign(`/.auth/logout?post_logout_redirect_uri=${encodeURIComponent(location.pathname)}`);
    return;
  }
  await ask('session', { method: 'DELETE' });
  remembered(false);
  me.value = null;
  signedOut.value = true;
}

export type Theme = 'auto' | 'light' | 'dark';
const stored = (() => { try { return localStorage.getItem('theme') as Theme | null; } catch { return null; } })();
export const theme = signal<Theme>(stored === 'light' || stored === 'dark' ? stored : 'auto');
theme.subscribe((value) => {
  document.documentElement.dataset.theme = value;
  try {
    localStorage.setItem('theme', value);
  } catch {
    // A browser that keeps nothing asks its system each time.
  }
});
/** Grows when colours change: what is drawn on a canvas is drawn again. */
export const paint = signal(0);
theme.subscribe(() => { paint.value = paint.peek() + 1; });
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { paint.value++; });
