import { useEffect } from 'preact/hooks';

export interface Key { keys: string; words: string; run: () => void }

const layers: { everywhere: boolean; keys: Key[] }[] = [];
let pending = '';
let timer = 0;

const typing = (target: EventTarget | null) => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** A page's keys come before those of everywhere; in a field or a dialog letters are letters. */
addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector('dialog[open]')) return;
  // Buttons and links have their own meaning of these.
  if ((event.key === 'Enter' || event.key === ' ') && event.target instanceof Element && event.target.closest('a,button,summary')) return;
  const pressed = pending ? `${pending} ${event.key}` : event.key;
  for (const layer of [...layers].sort((a, b) => Number(a.everywhere) - Number(b.everywhere))) {
    const found = layer.keys.find((key) => key.keys.split(' | ').includes(pressed));
    if (found) {
      event.preventDefault();
      pending = '';
      found.run();
      return;
    }
  }
  pending = pending === '' && event.key === 'g' ? 'g' : '';
  clearTimeout(timer);
  timer = setTimeout(() => { pending = ''; }, 1200);
});

export function useKeys(keys: Key[], everywhere = false) {
  useEffect(() => {
    const layer = { everywhere, keys };
    layers.push(layer);
    return () => { layers.splice(layers.indexOf(layer), 1); };
  });
}

export const helpKeys = (everywhere: boolean) => layers.filter((layer) => layer.everywhere === everywhere).flatMap((layer) => layer.keys).filter((key) => key.words);
