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
    noLines: 'No points at that time.', timeline: 'Timeline', packet: 'Handoff packet', clocks: 'Clocks', noClocks: 'No clock runs on this lead.', routing: 'Why this owner', noRouting: 'Not routed yet.', enrolments: 'Nurture', noEnrolments: 'Not in a sequence.',
    details: 'Details', slider: 'Point in time', crossings: 'Crossings', decision: (rule: string) => `Rule ${rule}`, chosen: 'chosen', passedOver: 'Rules passed over', candidates: 'Who was considered', nextTurn: (who: string) => `Next turn: ${who}`,
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
    current: 'now', reasons: 'Why leads are rejected', response: 'Response time', sla: 'Service levels', fairness: 'Rotation', lift: 'Lift by score', series: 'Over time', split: 'Split', empty: 'Nothing happened in this span', emptyHint: 'Choose a longer one.', report: 'Report', met: 'within the benchmark', below: 'below the benchmark', above: 'above the benchmark', noTarget: 'no benchmark',
    noData: 'no data yet', figures: 'Figures', count: 'Count', value: 'Value', share: 'Share',
  },
  nurture: {
    title: 'Nurture', sequences: 'Sequences', mailbox: 'Mailbox', people: 'People', sentCount: 'Sent', opened: 'Opened', clicked: 'Clicked', exited: 'Left early', completed: 'Finished', active: 'Active', held: 'Held', preview: 'Preview', previewOf: (step: string) => `Preview of ${step}`, subject: 'Subject', html: 'As seen', plainText: 'Plain text', step: 'Step', kind: 'Kind', goal: 'Goal', target: 'For',
    duration: 'Takes', emails: 'Mails', empty: 'The playbook has no sequences', mailboxEmpty: 'No mail was sent yet', mailboxHint: 'What was sent through the file provider is kept here, as it went out.', to: 'To', when: 'Sent', pick: 'Choose a mail to read it', testSend: 'Send a test', testTo: 'To this address', testSent: 'The test mail is on its way.', frame: 'The mail, without scripts', filesOnly: 'Mails go out through a provider here: it keeps them, this page does not.',
  },
  playbook: {
    title: 'Playbook', stages: 'Stages', scoring: 'Points', routing: 'Routing', sla: 'Service levels', calendars: 'Calendars', sequences: 'Sequences', people: 'People', versions: 'Versions', check: 'Check', version: (version: string) => `Version ${version}`, definition: 'Definition', team: 'Team', activities: 'Activities', exit: 'Exit criteria', points: 'Points', rule: 'Rule', when: 'When', group: 'Group', decay: 'Decay', repeat: 'Counts',
    from: 'From', action: 'Then', checkClean: 'No findings.', checkRun: 'Check the playbook in force', checkHint: 'What can be proved without waiting: thresholds nobody reaches, rules that never fire, gaps in routing.', severity: 'What', where: 'Where', finding: 'Finding', current: 'in force', by: 'by', diff: 'Compare', diffWith: 'Compare with the version in force', noDiff: 'No differences.', bands: 'Bands', members: 'Members', role: 'Role', inactive: 'inactive', opens: 'Open', holidays: 'Holidays', zone: 'Time zone',
    starts: 'Starts', target: 'Within', warn: 'Warns at', stops: 'Stops on', escalation: 'Then', rollback: 'Put in force again', rollbackWarn: (version: string) => `Version ${version} comes into force for everybody, at once. Scores follow lazily.`, report: 'Rule report', fires: 'Fires', lift: 'Lift', backtest: 'Backtest', draft: 'Draft', draftHint: 'Paste a changed playbook: it is checked and replayed over the recorded history. Nothing is changed.', draftRun: 'Check and backtest', weekly: 'MQLs per week', flips: 'Who flips', deciles: 'Lift by decile',
    everything: 'Everything', shown: (shown: number, all: number) => `${shown} of ${all}`,
  },
  operations: {
    audit: 'What people did', who: 'Who', did: 'Did', auditEmpty: 'Nobody did anything yet', reasonFor: 'Reason',
    title: 'Operations', steps: 'Steps', dead: 'Dead letters', timers: 'Timers', quarantine: 'Quarantine', webhooks: 'Webhooks', hygiene: 'Hygiene', duplicates: 'Duplicates', waiting: 'Waiting', scheduled: 'Scheduled', inFlight: 'Running', deadCount: 'Dead', oldest: 'Oldest', handled: 'Handled', retried: 'Retried', p50: 'p50', p99: 'p99', perMinute: 'Per minute', step: 'Step',
    reason: 'Reason', tries: 'Tries', when: 'When', replay: 'Replay', replayAll: 'Replay all shown', replayed: 'Put back into its queue.', payload: 'Payload, redacted', reveal: 'Show as it is', deadEmpty: 'No dead letters', deadHint: 'A message that cannot be handled comes here with its reason.', quarantineEmpty: 'Nothing was put aside', quarantineHint: 'What webhooks send and nobody understands is kept here.', webhooksEmpty: 'The playbook names no webhooks', on: 'on', off: 'off', enable: 'Switch on',
    timer: 'Timer', schedule: 'Schedule', last: 'Last run', next: 'Next', report: 'Report', ok: 'ok', failed: 'failed', source: 'Source', type: 'Type', host: 'Host', events: 'Events', state: 'State', enabled: 'Switched on.', key: 'Lead', since: (when: string) => `since ${when}`, dismiss: 'Not the same', merge: 'Merge', dismissed: 'Noted: not the same person.', duplicatesEmpty: 'No candidates', run: 'Run now', dry: 'Dry run', quiet: 'Nothing waits.', depth: 'Waiting over the last minutes',
  },
};
