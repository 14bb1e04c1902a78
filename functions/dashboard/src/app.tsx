import { useEffect, useState } from 'preact/hooks';
import type { ComponentChildren, VNode } from 'preact';
import { ActionDialog } from './actions/act';
import { signedOut } from './api';
import { helpKeys, useKeys } from './keys';
import { InboxPage } from './pages/Inbox';
import { LeadPage } from './pages/Lead';
import { LeadsPage } from './pages/Leads';
import { FunnelPage } from './pages/Funnel';
import { NurturePage } from './pages/Nurture';
import { OperationsPage } from './pages/Operations';
import { PlaybookPage } from './pages/Playbook';
import { SignIn } from './pages/SignIn';
import { address, go, path } from './router';
import { broken, isManager, me, signOut, start, theme, type Theme } from './state';
import { texts } from './texts';
import { zone } from './time';
import { Dialog } from './ui/dialog';
import { Bdi, Failed, Kbd, Skeleton } from './ui/kit';
import { Toasts } from './ui/toast';

const pages: { id: keyof typeof texts.nav; key: string; sign: string; managers?: boolean }[] = [
  { id: 'inbox', key: 'i', sign: '☰' }, { id: 'leads', key: 'l', sign: '⌕' }, { id: 'funnel', key: 'f', sign: '▽' }, { id: 'nurture', key: 'n', sign: '↻' },
  { id: 'playbook', key: 'p', sign: '❏' }, { id: 'operations', key: 'o', sign: '⚙', managers: true },
];

function Content(): VNode {
  const [page, id] = path.value;
  switch (page) {
    case 'leads': return id ? <LeadPage key={id} id={id} /> : <LeadsPage />;
    case 'funnel': return <FunnelPage />;
    case 'nurture': return <NurturePage />;
    case 'playbook': return <PlaybookPage />;
    case 'operations': return <OperationsPage />;
    default: return <InboxPage />;
  }
}

export function App() {
  useEffect(() => { if (path.value[0] !== 'sign-in') void start(); }, []);
  const ticket = path.value[0] === 'sign-in' ? path.value[1] ?? null : null;
  if (ticket !== null || signedOut.value) return <><SignIn ticket={ticket} /><Toasts /></>;
  if (broken.value) return <main class="sign-in" id="content"><Failed error={broken.value} again={() => void start()} /></main>;
  return <Shell>{me.value ? <Content /> : <Skeleton rows={8} tall />}</Shell>;
}

function Shell({ children }: { children: ComponentChildren }) {
  const [help, setHelp] = useState(false);
  const current = path.value[0] ?? 'inbox';
  const shown = pages.filter((page) => !page.managers || isManager.value);
  useKeys([
    { keys: '?', words: texts.keys.help, run: () => setHelp(true) },
    { keys: '/', words: texts.keys.search, run: () => { go('leads'); setTimeout(() => document.getElementById('search')?.focus(), 50); } },
    ...shown.map((page) => ({ keys: 'g ' + page.key, words: texts.keys.goto(texts.nav[page.id]), run: () => go(page.id) })),
  ], true);
  useEffect(() => {
    document.title = `${texts.nav[current as 'inbox'] ?? texts.nav.inbox} · ${texts.product}`;
    document.getElementById('content')?.scrollTo(0, 0);
    scrollTo(0, 0);
    document.querySelector('.side [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [path.value.join('/')]);
  return (
    <div class="shell">
      <a class="skip" href="#content" onClick={(event) => { event.preventDefault(); document.getElementById('content')?.focus(); }}>{texts.skip}</a>
      <nav class="side" aria-label={texts.nav.main}>
        <p class="brand"><i class="logo" /><span>{texts.product}</span></p>
        {me.value && <><ul>{shown.map((page) => (
          <li key={page.id}><a href={'#/' + page.id} aria-current={current === page.id ? 'page' : undefined} title={`g ${page.key}`}><i aria-hidden="true">{page.sign}</i><span>{texts.nav[page.id]}</span></a></li>
        ))}</ul>
        <div class="foot">
          <p class="who-am-i"><b><Bdi text={me.value?.name ?? ''} /></b><small>{me.value?.role}</small></p>
          <label class="theme"><span class="hidden">{texts.theme.label}</span>
            <select value={theme.value} onChange={(event) => { theme.value = event.currentTarget.value as Theme; }}>{(['auto', 'light', 'dark'] as const).map((one) => <option key={one} value={one}>{texts.theme[one]}</option>)}</select></label>
          <p class="foot-links"><button type="button" class="link" onClick={() => setHelp(true)}>{texts.common.keys} <kbd>?</kbd></button><button type="button" class="link" onClick={() => void signOut()}>{texts.common.signOut}</button></p>
          <small class="zone">{texts.time.zone(zone)}</small>
        </div></>}
      </nav>
      <main id="content" tabIndex={-1} data-at={address.value}>{children}</main>
      <ActionDialog />
      {help && <Help close={() => setHelp(false)} />}
      <Toasts />
    </div>
  );
}

function Help({ close }: { close: () => void }) {
  const [here, everywhere] = [helpKeys(false), helpKeys(true)];
  return (
    <Dialog title={texts.help.title} close={close} wide>
      <div class="help">
        {here.length > 0 && <section><h3>{texts.help.here}</h3><dl>{here.map((key) => <div key={key.keys}><dt><Kbd keys={key.keys} /></dt><dd>{key.words}</dd></div>)}</dl></section>}
        <section><h3>{texts.help.everywhere}</h3><dl>{everywhere.map((key) => <div key={key.keys}><dt><Kbd keys={key.keys} /></dt><dd>{key.words}</dd></div>)}</dl></section>
      </div>
      <p class="dim small">{texts.help.palette}</p>
    </Dialog>
  );
}
