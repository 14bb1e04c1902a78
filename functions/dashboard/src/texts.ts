// Every word the dashboard says of itself. What the playbook or the API says is shown as it comes.

const actions: Record<string, string> = {
  accept: 'Accept', contact: 'Log contact', qualify: 'Qualify', reject: 'Reject', convert: 'Make opportunity', win: 'Won', lose: 'Lost', kickoff: 'Kickoff held', recycle: 'Recycle',
  disqualify: 'Disqualify', reactivate: 'Reactivate', assign: 'Reassign', note: 'Note', adjust: 'Adjust points', merge: 'Merge', unmerge: 'Undo merge', erase: 'Erase',
  'pause-clock': 'Pause clock', 'resume-clock': 'Resume clock', enroll: 'Start sequence', exit: 'Stop sequence', 'accept-opportunity': 'Accept',
};

const plain = (word: string) => word.replace(/[-_]/g, ' ');
const capital = (word: string) => word && word[0]!.toUpperCase() + word.slice(1);

export const texts = {
  product: 'LeadFunctions',
  skip: 'Skip to content',
  plain, capital,
  action: (name: string) => actions[name] ?? capital(plain(name)),
  /** sdr-to-ae: SDR to AE. */
  handoff: (kind: string) => capital(plain(kind).replace(/\b(sdr|bdr|ae|cs)\b/g, (team) => team.toUpperCase())),
  notice: (reason: string) => ({ assigned: 'a new lead', 'band-up': 'the score rose', 'hand-raise': 'asked for a person', 'sla-warned': 'a deadline is near', 'sla-breached': 'a deadline was missed', handoff: 'a handoff' } as Record<string, string>)[reason] ?? plain(reason),
  told: (who: string) => `Told ${who}`, by: (channel: string) => `by ${channel}`, scoreReached: (band: string) => `the score reached ${band}`, handRaised: (signal: string) => `asked for a person (${signal})`, points: (points: string) => `${points} points`,
  visitorJoined: 'Browsed before', signalsTaken: (count: number) => (count === 1 ? '1 signal of those visits counts too' : `${count} signals of those visits count too`),
  /** A subject with its placeholders as a person reads them: Good to have you here, [first name]. */
  template: (text: string) => text.replace(/\{\{[#/][^}]*\}\}/g, '').replace(/\{\{\s*(?:\w+\.)?(\w+)[^}]*\}\}/g, (_, name: string) => `[${name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()}]`),
  nav: { inbox: 'Inbox', leads: 'Leads', funnel: 'Funnel', nurture: 'Nurture', playbook: 'Playbook', operations: 'Operations', main: 'Main' },
  theme: { label: 'Colours', auto: 'As the system', light: 'Light', dark: 'Dark' },
  time: { justNow: 'just now', ago: (span: string) => `${span} ago`, in: (span: string) => `in ${span}`, zone: (zone: string) => `Times in ${zone}` },
  common: {
    cancel: 'Cancel', close: 'Close', more: 'More', loadMore: 'Show more', retry: 'Try again', search: 'Search', none: 'None', yes: 'Yes', no: 'No', nobody: 'Nobody', all: 'All', required: 'required',
    optional: 'optional', saving: 'Saving…', loading: 'Loading', copy: 'Copy', copied: 'Copied', total: 'Total', open: 'Open', unknown: 'not known', of: 'of', signOut: 'Sign out', keys: 'Keyboard',
    rows: (count: number) => (count === 1 ? '1 row' : `${count} rows`), updated: (when: string) => `Updated ${when}`,
  },
  refusal: {
    offline: 'The server cannot be reached. Nothing was changed.',
    cutOff: 'The connection was cut off before it was done. Nothing was changed.',
    status: (status: number) => `The server answered ${status}.`,
    changed: 'Somebody changed this lead meanwhile. It was read again: look, then decide.',
    missing: (names: string[]) => `Still needed: ${names.join(', ')}.`,
    allowed: (names: string[]) => `Possible now: ${names.join(', ')}.`,
    body: 'The request',
    stale: 'Not refreshed: the server cannot be reached. What you see may be old.',
    notThere: 'Not available in this version',
    notThereHint: 'This host does not offer it. Nothing is wrong with your data.',
    notAllowed: 'Not for your role',
    notAllowedHint: 'Ask a manager or an admin.',
    failed: 'This could not be loaded',
    notFound: 'There is nothing here, or it is not yours',
  },
  signIn: {
    title: 'Sign in', key: 'Your key', hint: 'It begins with lf_. Whoever runs this installation finds it in keys.json of the data folder.', go: 'Sign in',
    wrong: 'This key is not valid.', link: 'This sign-in link was used already, or is too old. Sign in with your key.', working: 'Signing you in…', show: 'Show key',
  },
  help: { title: 'Keyboard', here: 'On this page', everywhere: 'Everywhere', palette: 'Keys work while no field is being typed in.' },
  keys: {
    next: 'Next lead', previous: 'Previous lead', open: 'Open lead', help: 'This help', search: 'Find a lead', back: 'Back to the list', refresh: 'Read again', sortTop: 'First lead',
    goto: (page: string) => `Go to ${page}`, menu: 'All actions', earlier: 'Earlier', later: 'Later',
  },
  inbox: {
    title: 'Inbox', empty: 'Nothing waits for you', emptyHint: 'New leads appear here by themselves, the most urgent first.', mine: 'Mine', everything: 'Everything', pool: 'Waiting for a pool',
    cut: 'The 200 most urgent are here; the rest comes up as these are done.', counts: (count: number) => (count === 1 ? '1 lead' : `${count} leads`), late: (count: number) => `${count} too late`,
    soon: (count: number) => `${count} due within the hour`, noClock: 'no clock', paused: 'paused', due: 'due', breached: 'late', breachedBy: (span: string) => `${span} late`, left: (span: string) => `${span} left`,
    waits: (pool: string) => `waits for ${pool}`, handedOver: (who: string) => `Handed over by ${who}`, actionsFor: (name: string) => `Actions for ${name}`, why: 'Why now', who: 'Lead', clock: 'Clock', stage: 'Stage', score: 'Score',
    owner: 'Owner', working: 'Working…', list: 'Leads by urgency', listHint: 'j and k move, Enter opens, a accepts, c logs a contact, q qualifies, r rejects.',
  },
  leads: { title: 'Leads', empty: 'No lead matches', emptyHint: 'Try other words, or fewer filters.', search: 'Email, name or company', stage: 'Stage', band: 'Band', owner: 'Owner', minScore: 'Score from', sort: 'Order', updated: 'Changed', created: 'Came', sorts: { '-score': 'Highest score', '-updated': 'Last changed', '-created': 'Newest', email: 'By email' } as Record<string, string> },
  lead: {
    account: 'Same company', accountOwner: (who: string) => `Account of ${who}`,
    score: 'Score', fit: 'Fit', engagement: 'Engagement', total: 'Total', grade: 'Grade', lines: 'What the score is made of', linesAt: (when: string) => `As of ${when}`, now: 'now', at: 'At', sum: 'Sum',
    noLines: 'No points at that time.', cooling: (until: string) => `Given back: until ${until} only what it does anew counts towards an MQL.`, nobodyNow: 'Nobody has it now.', endedBy: (action: string, who: string) => `${action} by ${who}`, timeline: 'Timeline', packet: 'Handoff packet', clocks: 'Clocks', noClocks: 'No clock runs on this lead.', routing: 'Why this owner', noRouting: 'Not routed yet.', enrolments: 'Nurture', noEnrolments: 'Not in a sequence.',
    details: 'Details', slider: 'Point in time', crossings: 'Crossings', decision: (rule: string) => `Rule ${rule}`, chosen: 'chosen', usesNoTurn: 'takes no turn', passedOver: 'Rules passed over', candidates: 'Who was considered', nextTurn: (who: string) => `Next turn: ${who}`,
    held: 'Nobody could take it', turn: 'used a turn in the pool', noTurn: 'used no turn', since: (when: string) => `since ${when}`, exit: 'Before it leaves this stage', stageTime: 'Time in stages', qualification: 'Qualification', deal: 'Deal', stakeholders: 'Stakeholders',
    notes: 'Notes', handoffs: 'Handoffs', hold: 'On hold', next: 'Next', sent: (count: number) => (count === 1 ? '1 mail sent' : `${count} mails sent`), step: 'at', ended: 'ended', gate: (gate: string) => `Never an MQL: ${gate}`, touch: 'First touch',
    explain: 'Why this deadline', target: 'Target', counted: 'Counted', remaining: 'Remaining', pausedFor: 'Paused', answered: 'Answered after', working: 'working time', wall: 'by the clock', rawName: (raw: string) => `As it was given: ${raw}`,
    mergedInto: 'This lead was merged into another one.', absorbed: 'Merged into this one', merge: 'Merge with another lead', mergeWith: 'Id or address of the lead it is the same person as', mergeFind: 'Nobody of that address was found.', unmerge: 'Undo this merge',
    erase: 'Erase this person', eraseWarn: 'Erases everything that names this person, here and in every queue, mailbox and backup list. Figures stay. This cannot be undone.', eraseType: 'Type the address to confirm', eraseDone: 'Erased.',
    unmergeDone: 'The merge was undone.', futureNote: 'Ahead of now: as it will be if nothing happens.', chart: 'Score over time', chartHint: 'Arrow keys move the point in time by a step.', more: 'Older entries', of: 'of', line: 'Line', points: 'Points', rawPoints: 'Before decay', tabs: 'Sections',
  },
  clock: { running: 'running', breached: 'breached', met: 'met', paused: 'paused', cancelled: 'called off' } as Record<string, string>,
  dialog: {
    channel: 'How', outcome: 'What came of it', note: 'Note', reason: 'Reason', method: 'Method', notes: 'Call notes', stakeholders: 'Stakeholders, one a line', to: 'To', dealName: 'Name of the deal', amount: 'Amount', closeDate: 'Expected close',
    contract: 'Contract', useCase: 'Use case', contacts: 'Key contacts, one a line', whyBought: 'Why they bought', points: 'Points, from -100 to 100', sequence: 'Sequence', text: 'Note', done: (action: string, name: string) => `${action}: ${name}`, send: 'Ctrl+Enter sends',
    pickReason: 'Choose a reason', pickPerson: 'Choose a person', known: 'said before', kept: 'Answers that were given are kept.', freshSee: 'See it as it is now', choose: 'Choose',
  },
  funnel: {
    title: 'Funnel', from: 'From', to: 'To', by: 'Split by', groups: { '': 'No split', source: 'Source', campaign: 'Campaign', owner: 'Owner', sequence: 'Sequence', pool: 'Pool', cohort: 'Cohort' } as Record<string, string>, stages: 'Stages', bands: 'Bands', rates: 'Conversion', benchmark: 'benchmark',
    current: 'now', reasons: 'Why leads are rejected', response: 'Response time', sla: 'Service levels', fairness: 'Rotation', lift: 'Lift by score', series: 'What happened, per week', seriesDays: 'What happened, per day', rejectedOf: (mql: number, sal: number, ratio: string) => `${mql} times an MQL, ${sal} times accepted: ${ratio}`, stageMedian: 'half of them took at most', weekOf: 'Week of', without: (what: string) => `No ${what}`, won: 'Win rate', attained: (met: number, of: number) => `${met} of ${of}`, split: 'Split', empty: 'Nothing happened in this span', emptyHint: 'Choose a longer one.', report: 'Report', met: 'within the benchmark', below: 'below the benchmark', above: 'above the benchmark', noTarget: 'no benchmark',
    half: (half: string, most: string) => `half within ${half}, nine of ten within ${most}`, cohorts: 'By week of arrival', cohortsHint: 'how far those of a week got; the shade is their share', fairnessHint: 'leads given, and the difference to a fair share', fairnessOf: (count: number, most: string) => `${count === 1 ? '1 lead' : `${count} leads`}, at most ${most} from fair`,
    liftHint: 'MQLs in tenths by the score they became one with: how many times the average share became an SQL.', velocityHint: 'Value won a day: deals × win rate × amount / cycle',
    noData: 'no data yet', figures: 'Figures', count: 'Count', value: 'Value', share: 'Share',
  },
  nurture: {
    title: 'Nurture', sequences: 'Sequences', mailbox: 'Mailbox', people: 'People', sentCount: 'Sent', opened: 'Opened', clicked: 'Clicked', exited: 'Left early', completed: 'Finished', active: 'Active', held: 'Held', preview: 'Preview', previewOf: (step: string) => `Preview of ${step}`, subject: 'Subject', html: 'As seen', plainText: 'Plain text', step: 'Step', kind: 'Kind', goal: 'Goal', target: 'For',
    duration: 'Takes', emails: 'Mails', empty: 'The playbook has no sequences', mailboxEmpty: 'No mail was sent yet', mailboxHint: 'What was sent through the file provider is kept here, as it went out.', to: 'To', when: 'Sent', pick: 'Choose a mail to read it', testSend: 'Send a test', testTo: 'To this address', testSent: 'The test mail is on its way.', frame: 'The mail, without scripts', filesOnly: 'Mails go out through a provider here: it keeps them, this page does not.',
  },
  playbook: {
    title: 'Playbook', stages: 'Stages', scoring: 'Points', routing: 'Routing', sla: 'Service levels', calendars: 'Calendars', sequences: 'Sequences', people: 'People', versions: 'Versions', check: 'Check', version: (version: string) => `Version ${version}`, definition: 'Definition', team: 'Team', activities: 'Activities', exit: 'Exit criteria', points: 'Points', rule: 'Rule', when: 'When', group: 'Group', decay: 'Decay', repeat: 'Counts',
    from: 'From', since: 'In force from', action: 'Then', checkClean: 'No findings.', checkRun: 'Check the playbook in force', checkHint: 'What can be proved without waiting: thresholds nobody reaches, rules that never fire, gaps in routing.', severity: 'What', where: 'Where', finding: 'Finding', current: 'in force', by: 'by', diff: 'Compare', diffWith: 'Compare with the version in force', noDiff: 'No differences.', bands: 'Bands', members: 'Members', person: 'Person', pools: 'Pools', handoffs: 'What a handoff must say', gates: 'Never an MQL', author: 'By', versionHead: 'Version', reportHint: 'Lift: how many times the average share of those it fired for became an SQL or was won; green and red where that is more than chance. Hover for the interval.', liftSql: 'Lift to SQL', liftWon: 'Lift to won', rejectedWhy: 'Given back because', role: 'Role', inactive: 'inactive', opens: 'Open', holidays: 'Holidays', zone: 'Time zone',
    starts: 'Starts', target: 'Within', warn: 'Warns at', stops: 'Stops on', escalation: 'Then', rollback: 'Put in force again', rollbackWarn: (version: string) => `Version ${version} comes into force for everybody, at once. Scores follow lazily.`, report: 'Rule report', fires: 'Fires', lift: 'Lift', backtest: 'Backtest', draft: 'Draft', draftHint: 'Change points, thresholds, anything: the text is checked and replayed over everything that was recorded, beside the version in force. Nothing is changed by that.', draftRun: 'Check and backtest', line: (line: number) => `line ${line}`, weekly: 'MQLs per week', flips: 'Who flips', deciles: 'Lift by decile',
    // The life of a draft.
    loadText: (version: string) => `Start from version ${version}`, suggest: 'Points that history suggests', learnedFrom: (leads: string, positives: string) => `learned from ${leads} leads, ${positives} of which became SQLs`,
    suggestHint: (current: string, suggested: string, regression: string) => `How well points tell SQLs from others, on leads they were not made from (AUC; 0.5 says nothing): ${current} now, ${suggested} with these, ${regression} for a plain regression. The draft above has these points: change what you know better.`,
    pointsNow: 'Now', pointsThen: 'Suggested', interval: '95 % interval', between: (low: string, high: string) => `${low} to ${high}`, overlaps: 'Nearly always together', together: (one: string, other: string, both: string) => `${one} and ${other}: ${both} leads had both, so nobody can tell which of them matters.`, checking: 'Checking…', replaying: 'Replaying the history…', replayed: (read: string, of: string | null) => (of ? `${read} of ${of} leads replayed` : `${read} leads replayed`), stopped: 'Stopped. Nothing was changed.',
    unreadable: 'This is no playbook yet: see what is wrong with it below.', errors: (count: number) => `${count === 1 ? 'One error stands' : `${count} errors stand`} in the way of publishing; warnings do not.`, warnings: (count: number) => (count === 1 ? '1 warning' : `${count} warnings`),
    flipped: 'leads', flipKinds: { gained: 'becomes an MQL', lost: 'would not be an MQL', earlier: 'sooner', later: 'later' } as Record<string, string>, flipsNone: 'Nobody: the same leads become MQLs at the same time.', flipsMore: (shown: number, all: number) => `The latest ${shown} of ${all}.`,
    outcome: (name: string) => (name === 'sql' ? 'became SQL' : name === 'won' ? 'were won' : name), quality: { auc: 'Tells them apart (AUC)', precision: 'Of its MQLs, came to it', recall: 'Of those that came to it, were MQLs' } as Record<string, string>, noneOf: 'None yet in the history: nothing to compare with.',
    load: 'Most MQLs in a week, per pool', noLoad: 'No MQL went to a pool.', takes: (most: number) => `takes ${most}`, noCap: 'no cap', direct: (count: number) => `${count} straight to an owner`, decilesHint: 'Tenths by the draft’s score: how many times the average share, and in brackets by the version in force.', beside: (before: string, after: string) => `${before} → ${after}`, clocks: 'Clocks that would begin, per week', none: 'None.',
    publish: 'Publish this draft', publishDo: 'Publish', changes: 'What changes', affected: 'Who is affected', stale: 'The text was changed after this backtest: check and backtest it again before you publish it.', adminOnly: 'An admin can publish it.', sameText: 'This is the version in force: nothing to publish.',
    window: (from: string, to: string) => `From ${from} to ${to} this draft`, gained: (count: number) => `${count} more would have become MQLs`, lost: (count: number) => `${count} would not have become MQLs`, moved: (earlier: number, later: number) => `${earlier} would have been MQLs sooner, ${later} later`,
    now: (up: number, down: number) => `Today ${up === 1 ? '1 lead' : `${up} leads`} would rise to MQL by this change alone, and ${down} would no longer have the points.`,
    how: 'No lead is touched at once: each is scored anew when something happens to it or its time comes. What rises only because of the change is marked, starts its clocks then and never in the past, and is told to each person in rationed messages. Going back takes one click under Versions.',
    why: 'Why, for the history', override: 'Why although the backtest says no', shadow: 'Only score beside the version in force, decide nothing', inForce: (version: string) => `Version ${version} is in force.`, inShadow: (version: string) => `Version ${version} scores in the shadow; each lead shows both.`,
    everything: 'Everything', shown: (shown: number, all: number) => `${shown} of ${all}`,
  },
  operations: {
    audit: 'What people did', who: 'Who', did: 'Did', auditEmpty: 'Nobody did anything yet', reasonFor: 'Reason',
    title: 'Operations', steps: 'Steps', dead: 'Dead letters', timers: 'Timers', quarantine: 'Quarantine', webhooks: 'Webhooks', hygiene: 'Hygiene', duplicates: 'Duplicates', waiting: 'Waiting', scheduled: 'Scheduled', inFlight: 'Running', deadCount: 'Dead', oldest: 'Oldest', handled: 'Handled', half: 'Half of the runs took at most this long', most: '99 of 100 runs took at most this long', retried: 'Retried', p50: 'p50', p99: 'p99', perMinute: 'Per minute', step: 'Step',
    reason: 'Reason', tries: 'Tries', when: 'When', replay: 'Replay', replayAll: 'Replay all shown', replayed: 'Put back into its queue.', payload: 'Payload, redacted', reveal: 'Show as it is', deadEmpty: 'No dead letters', deadHint: 'A message that cannot be handled comes here with its reason.', quarantineEmpty: 'Nothing was put aside', quarantineHint: 'What webhooks send and nobody understands is kept here.', webhooksEmpty: 'The playbook names no webhooks', webhooksHint: 'Systems that are to hear of every lead are named under webhooks: in the playbook.', on: 'on', off: 'off', enable: 'Switch on',
    sinceStart: (when: string) => `counted since the start, ${when}`,
    timer: 'Timer', schedule: 'Schedule (UTC)', looked: (looked: number, changed: number) => `looked at ${looked}, changed ${changed}`, last: 'Last run', next: 'Next', report: 'Report', ok: 'ok', failed: 'failed', source: 'Source', type: 'Type', host: 'Host', events: 'Events', state: 'State', enabled: 'Switched on.', key: 'Lead', since: (when: string) => `since ${when}`, dismiss: 'Not the same', merge: 'Merge', dismissed: 'Noted: not the same person.', duplicatesEmpty: 'No two leads look like one person', duplicatesHint: 'Leads that share a phone, a name at one company or a mailbox are listed here every week.', run: 'Run now', dry: 'Dry run', quiet: 'Nothing waits.', depth: 'Waiting over the last minutes',
  },
};
