import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { texts } from '../texts';

/** The browser's own modal dialog: it traps the focus, hides the rest from screen readers, closes on Escape, and gives the focus back. */
export function Dialog({ title, close, children, wide }: { title: ComponentChildren; close: () => void; children: ComponentChildren; wide?: boolean }) {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const dialog = box.current!;
    dialog.showModal();
    (dialog.querySelector<HTMLElement>('[data-first]') ?? dialog.querySelector<HTMLElement>('input,select,textarea,button'))?.focus();
    return () => {
      dialog.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog ref={box} class={wide ? 'wide' : undefined} aria-labelledby="dialog-title" onCancel={(event) => { event.preventDefault(); close(); }}
      onMouseDown={(event) => { if (event.target === box.current) close(); }}>
      <div class="dialog-body">
        <header class="dialog-head"><h2 id="dialog-title">{title}</h2><button type="button" class="icon" aria-label={texts.common.close} onClick={close}>✕</button></header>
        {children}
      </div>
    </dialog>
  );
}
