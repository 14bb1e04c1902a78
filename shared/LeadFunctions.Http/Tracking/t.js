/*
 * The snippet's script. On every page of the website:
 *
 *   <script>window.leads=window.leads||function(){(leads.q=leads.q||[]).push(arguments)}</script>
 *   <script async src="https://leads.example.com/api/t.js"></script>
 *
 * Page views are sent by themselves, single-page navigation included; a form with data-lead-form="demo" is sent when it is submitted; a link or button with
 * data-lead-signal="whitepaper-download" is sent when it is clicked. By hand:
 *
 *   leads('track', 'trial-signup', {plan: 'team'})     leads('identify', {email: 'ana@acme.example'})
 *   leads('page')                                      leads('consent', true)   leads('consent', false)
 *
 * Options on the script tag: data-consent="required" (no id is set before leads('consent', true)), data-auto="off" (no page views by itself),
 * data-cookie-domain="example.com" (one id for all subdomains).
 *
 * Who comes by a link in one of our mails brings ?lf_id=...: it is taken out of the address and sent along once, with the visitor's id.
 *
 * Without consent, or where the browser says Global Privacy Control, nothing is stored and a hit is counted without a person.
 */
(function (w, d, n) {
  'use strict';
  var script = d.currentScript || d.querySelector('script[src*="/t.js"]'), options = script.dataset;
  var api = script.src.replace(/t\.js.*$/, '');
  var ID = 'lf_visitor', SAID = 'lf_consent', SESSION = 'lf_session', TOUCH = 'lf_touch', UNSENT = 'lf_unsent';
  var GAP = 18e5, YEAR = 31536e3, MOST = 50, ROOM = 6e4;
  var followed = (location.search.match(/[?&]lf_id=([\w-]+)/) || [])[1];
  var refused = n.globalPrivacyControl === true, memory = {}, waiting = [], timer, shown;

  // Storage may be forbidden; then what is kept lasts as long as the page.
  function keep(key, value, area) {
    try {
      var store = w[area || 'localStorage'];
      if (value === undefined) return store.getItem(key);
      if (value === null) store.removeItem(key); else store.setItem(key, value);
    } catch (e) {
      if (value === undefined) return memory[key] || null;
      memory[key] = value;
    }
    return value;
  }

  function cookie(value, age) {
    if (value === undefined) return (d.cookie.match('(?:^|; )' + ID + '=([\\w-]{8,64})') || [])[1];
    d.cookie = ID + '=' + value + '; path=/; SameSite=Lax; max-age=' + age + (location.protocol === 'https:' ? '; Secure' : '')
      + (options.cookieDomain ? '; domain=' + options.cookieDomain : '');
  }

  function random() {
    return Array.prototype.map.call(w.crypto.getRandomValues(new Uint8Array(16)), function (b) { return (b + 256).toString(16).slice(1); }).join('');
  }

  function allowed() {
    var said = keep(SAID);
    return !refused && said !== 'no' && (said === 'yes' || options.consent !== 'required');
  }

  function visitor() {
    if (!allowed()) return undefined;
    var id = cookie() || keep(ID);
    if (!/^[\w-]{8,64}$/.test(id || '')) id = random();
    cookie(id, YEAR);
    keep(ID, id);
    return id;
  }

  // 30 minutes without activity end a session; what brought it (or a later campaign) is remembered for the form that comes pages later.
  function session() {
    if (!allowed()) return undefined;
    var now = Date.now(), was = (keep(SESSION) || '').split('.'), id = now - was[1] < GAP ? was[0] : random().slice(0, 16);
    if (id !== was[0] || /[?&](utm_|\w*clid=)/.test(location.search)) keep(TOUCH, JSON.stringify([location.search, d.referrer]));
    keep(SESSION, id + '.' + now);
    return id;
  }

  function event(name, properties, url) {
    session();
    waiting.push({ id: random(), name: name, at: new Date().toISOString(), url: url || location.href.split('#')[0], title: d.title || undefined, referrer: shown || d.referrer || undefined, properties: properties });
    if (waiting.length >= MOST) flush(); else timer = timer || setTimeout(flush, 300);
  }

  // A string is sent as text/plain, which needs no preflight and so survives the end of the page.
  function send(events) {
    var id = visitor(), body = JSON.stringify({ visitorId: id, followed: id && followed, sentAt: new Date().toISOString(), webdriver: n.webdriver === true || undefined, events: events });
    if (id) followed = undefined;
    if (body.length > ROOM && events.length > 1) {
      var half = events.length >> 1;
      send(events.slice(0, half));
      send(events.slice(half));
    } else if (!(n.sendBeacon && n.sendBeacon(api + 'track', body))) {
      fetch(api + 'track', { method: 'POST', body: body, keepalive: body.length < ROOM, credentials: 'omit' }).catch(function () {
        if (allowed()) keep(UNSENT, JSON.stringify(JSON.parse(keep(UNSENT) || '[]').concat(events).slice(-MOST)));
      });
    }
  }

  function flush() {
    clearTimeout(timer);
    timer = 0;
    if (waiting.length) send(waiting.splice(0));
  }

  function page(url) {
    event('page-view', undefined, url);
    shown = url || location.href.split('#')[0];
  }

  var last;
  function moved() {
    var here = location.pathname + location.search;
    if (here !== last) {
      last = here;
      // The new page sets its title after it has changed the address.
      setTimeout(page, 0);
    }
  }

  // What people type into password and card fields is nobody's business, nor is what a field says we should ignore.
  function fieldsOf(form) {
    var fields = {};
    Array.prototype.forEach.call(form.elements, function (input) {
      var type = input.type, name = input.name;
      if (!name || input.disabled || /^(password|file|submit|button|reset|image)$/.test(type) || /^(checkbox|radio)$/.test(type) && !input.checked
        || /passw|card.?num|cvv|cvc|iban|ssn/i.test(name + ' ' + input.autocomplete) || /^cc-/.test(input.autocomplete) || input.closest('[data-lead-ignore]')) return;
      if (input.value !== '' && !(name in fields)) fields[name] = input.value;
    });
    return fields;
  }

  function post(form, fields, key) {
    var touch = {}, came = JSON.parse(keep(TOUCH) || 'null') || [location.search, d.referrer];
    new URLSearchParams(came[0]).forEach(function (value, name) { if (/^utm_|clid$|^[gw]braid$/.test(name) && !(name in touch)) touch[name] = value; });
    var body = Object.assign(touch, { referrer: came[1] || undefined }, fields, { visitorId: visitor(), pageUrl: location.href.split('#')[0], pageTitle: d.title || undefined });
    flush();
    return fetch(api + 'forms/' + encodeURIComponent(form), {
      method: 'POST', keepalive: true, credentials: 'omit', headers: { 'content-type': 'application/json', 'idempotency-key': key || random() }, body: JSON.stringify(body)
    });
  }

  // A form that posts to us is answered on the page; one that goes to the website's own server goes there, and we get a copy.
  d.addEventListener('submit', function (e) {
    var form = e.target, name = form.getAttribute('data-lead-form');
    if (!name) return;
    var ours = form.action.indexOf(api + 'forms/') === 0;
    if (ours && e.defaultPrevented || !ours && !form.checkValidity()) return;
    if (ours) e.preventDefault();
    var key = form.leadKey = form.leadKey || random();
    post(name, fieldsOf(form), key).then(function (answer) {
      return answer.json().then(function (body) {
        if (answer.ok) form.leadKey = 0;
        form.dispatchEvent(new CustomEvent(answer.ok ? 'lead:accepted' : 'lead:refused', { bubbles: true, detail: body }));
        if (ours && answer.ok && form.dataset.leadNext) location.href = form.dataset.leadNext;
      });
    }).catch(function () {
      form.dispatchEvent(new CustomEvent('lead:failed', { bubbles: true }));
    });
  });

  d.addEventListener('click', function (e) {
    var at = e.target.closest && e.target.closest('[data-lead-signal]');
    if (at) { event(at.getAttribute('data-lead-signal')); flush(); }
  }, true);

  var verbs = {
    track: event,
    page: page,
    identify: function (fields, form) { return post(form || 'identify', fields); },
    consent: function (yes) {
      keep(SAID, yes ? 'yes' : 'no');
      if (!yes) {
        cookie('', 0);
        [ID, SESSION, TOUCH, UNSENT].forEach(function (key) { keep(key, null); });
      }
    }
  };
  function leads(verb) {
    return verbs[verb] && verbs[verb].apply(null, Array.prototype.slice.call(arguments, 1));
  }

  function start() {
    var early = (w.leads || {}).q || [], unsent = keep(UNSENT);
    w.leads = leads;
    Array.prototype.forEach.call(early, function (call) { leads.apply(null, call); });
    if (unsent) { keep(UNSENT, null); if (allowed()) try { send(JSON.parse(unsent)); } catch (e) { /* written by somebody else */ } }
    d.addEventListener('visibilitychange', function () { if (d.visibilityState === 'hidden') flush(); });
    w.addEventListener('pagehide', flush);
    if (followed) history.replaceState(history.state, '', location.href.replace(/([?&])lf_id=[\w-]+&?/, '$1').replace(/[?&](#|$)/, '$1'));
    if (options.auto === 'off') return;
    ['pushState', 'replaceState'].forEach(function (name) {
      var was = history[name];
      history[name] = function () { var out = was.apply(this, arguments); moved(); return out; };
    });
    w.addEventListener('popstate', moved);
    w.addEventListener('pageshow', function (e) { if (e.persisted) { last = 0; moved(); } });
    last = location.pathname + location.search;
    page();
  }

  // A page prepared in advance has not been seen yet.
  if (d.prerendering) d.addEventListener('prerenderingchange', start, { once: true }); else start();
})(window, document, navigator);
