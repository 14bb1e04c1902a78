// An SMTP server for tests. First line on stdout: its port. Then one line of JSON per mail it took. Ends when stdin does.
const { SMTPServer } = require('smtp-server');
const password = process.argv[2];

const is = (session, name) => session.envelope.rcptTo.some(to => to.address.startsWith(name + '@'));
const sockets = new Map();

const server = new SMTPServer({
  authOptional: !password,
  allowInsecureAuth: true,
  disabledCommands: password ? [] : ['AUTH'],
  logger: false,
  onAuth: (auth, session, done) =>
    auth.username === 'leads' && auth.password === password ? done(null, { user: 'leads' }) : done(new Error('wrong user or password')),
  onRcptTo(address, session, done) {
    const fail = (code, text) => done(Object.assign(new Error(text), { responseCode: code }));
    if (address.address.startsWith('nobody@')) return fail(550, 'no such mailbox');
    if (address.address.startsWith('busy@')) return fail(451, 'try again later');
    if (address.address.startsWith('gone@')) return sockets.get(session.remotePort).destroy();
    done();
  },
  onData(stream, session, done) {
    const chunks = [];
    stream.on('data', chunk => chunks.push(chunk));
    stream.on('end', () => {
      if (is(session, 'full')) return done(Object.assign(new Error('message refused'), { responseCode: 554 }));
      const mail = { from: session.envelope.mailFrom.address, to: session.envelope.rcptTo.map(to => to.address), source: Buffer.concat(chunks).toString('utf8') };
      process.stdout.write(JSON.stringify(mail) + '\n');
      if (is(session, 'cut')) return sockets.get(session.remotePort).destroy();
      if (!is(session, 'hang')) done();
    });
  },
});
server.on('error', () => {});
server.server.on('connection', socket => sockets.set(socket.remotePort, socket));
server.listen(0, '127.0.0.1', () => process.stdout.write(server.server.address().port + '\n'));
process.stdin.on('end', () => process.exit(0)).resume();
