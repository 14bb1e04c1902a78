// pg-boss: send, fetch, complete. Usage: node pg-boss.mjs URL IN_FLIGHT PAYLOAD_BYTES SECONDS; prints hops per second.
import PgBoss from 'pg-boss';

const [url, inFlight, bytes, seconds] = [process.argv[2], ...process.argv.slice(3).map(Number)];
const boss = new PgBoss({ connectionString: url, max: 16, supervise: false, schedule: false });
await boss.start();
const queue = `hop-${process.pid}`;
await boss.createQueue(queue);

const payload = { text: 'x'.repeat(bytes - 60) };
const started = performance.now();
const ends = started + seconds * 1000;
let [hops, waiting] = [0, 0];

const send = async () => {
  waiting++;
  await boss.send(queue, payload);
};

// A tight fetch loop beats work(), whose shortest poll is half a second; completed jobs are replaced at once, so that IN_FLIGHT are always under way.
const consume = async () => {
  while (performance.now() < ends || (waiting > 0 && performance.now() < ends + 5000)) {
    const jobs = await boss.fetch(queue, { batchSize: inFlight });
    if (jobs.length === 0) continue;
    await boss.complete(queue, jobs.map((job) => job.id));
    hops += jobs.length;
    waiting -= jobs.length;
    if (performance.now() < ends) jobs.forEach(() => send());
  }
};

await Promise.all(Array.from({ length: inFlight }, send));
await consume();
console.log(hops / ((performance.now() - started) / 1000));
await boss.stop({ graceful: false });
process.exit(0);
