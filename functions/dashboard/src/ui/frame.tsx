/** A mail as its reader sees it: an address of its own, sandboxed, without scripts, forms, or anything from elsewhere. */
export const MailFrame = ({ path, title }: { path: string; title: string }) => <iframe class="mail-frame" sandbox="" src={new URL('api/' + path, document.baseURI).href} title={title} referrerPolicy="no-referrer" loading="lazy" />;
