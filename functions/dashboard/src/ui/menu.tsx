import { useEffect, useRef, useState } from 'preact/hooks';

/** A button with a list of actions: arrows move, Escape closes and gives the focus back. */
export function Menu({ label, choices, pick }: { label: string; choices: [string, string][]; pick: (choice: string) => void }) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const outside = (event: Event) => { if (!box.current?.contains(event.target as Node)) setOpen(false); };
    addEventListener('pointerdown', outside);
    box.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
    return () => removeEventListener('pointerdown', outside);
  }, [open]);
  const shut = () => { setOpen(false); box.current?.querySelector<HTMLElement>('button')?.focus(); };
  const onKey = (event: KeyboardEvent) => {
    if (!open) return;
    const entries = [...box.current!.querySelectorAll<HTMLElement>('[role=menuitem]')];
    const here = entries.indexOf(document.activeElement as HTMLElement);
    if (event.key === 'Escape') shut();
    else if (event.key === 'ArrowDown' || event.key === 'j') entries[(here + 1) % entries.length]?.focus();
    else if (event.key === 'ArrowUp' || event.key === 'k') entries[(here - 1 + entries.length) % entries.length]?.focus();
    else if (event.key === 'Tab') setOpen(false);
    else return;
    if (event.key !== 'Tab') { event.preventDefault(); event.stopPropagation(); }
  };
  return (
    <div class="menu" ref={box} onKeyDown={onKey}>
      <button type="button" class="icon" aria-haspopup="menu" aria-expanded={open} aria-label={label} onClick={() => setOpen(!open)}>⋯</button>
      {open && <div role="menu" class="menu-list">{choices.map(([id, words]) => <button key={id} type="button" role="menuitem" tabIndex={-1} onClick={() => { shut(); pick(id); }}>{words}</button>)}</div>}
    </div>
  );
}
