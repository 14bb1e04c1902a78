import { computed, signal } from '@preact/signals';

// Paths behind the #: the same files work on any host, without rules for rewriting.
const read = () => location.hash.replace(/^#\/?/, '');
const hash = signal(read());
addEventListener('hashchange', () => { hash.value = read(); });

/** What the page shown belongs to; the address itself may be ahead of it by a moment. */
export const address = computed(() => '#/' + hash.value);
export const path = computed(() => hash.value.split('?')[0]!.split('/').filter(Boolean).map(decode));
export const params = computed(() => new URLSearchParams(hash.value.split('?')[1] ?? ''));

export const go = (to: string) => { location.hash = '#/' + to; };

export function setParams(values: Record<string, string | null>) {
  const next = new URLSearchParams(params.value);
  for (const [name, value] of Object.entries(values)) value ? next.set(name, value) : next.delete(name);
  const query = next.toString();
  history.replaceState(null, '', '#/' + path.value.map(encodeURIComponent).join('/') + (query ? '?' + query : ''));
  hash.value = read();
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
