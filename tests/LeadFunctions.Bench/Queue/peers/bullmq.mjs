// BullMQ: add, process, complete. Usage: node bullmq.mjs HOST:PORT IN_FLIGHT PAYLOAD_BYTES SECONDS; prints hops per second.
import { Queue, Worker } from 'bullmq';

const [address, inFlight, bytes, seconds] = [process.argv[2], ...process.argv.slice(3).map(Number)];
const [host, port] = address.split(':');
const connection = { host, port: Number(port), maxRetriesPerRequest: null };
const name = `hop-${process.pid}`;
const queue = new Queue(name, { connection, defaultJobOptions: { removeOnComplete: true, removeOnFail: true } });
const worker = new Worker(name, async () => {}, { connection, concurrency: inFlight });
await Promise.all([queue.waitUntilReady(), worker.waitUntilReady()]);

const payload = { text: 'x'.repeat(bytes - 60) };
const started = performance.now();
const ends = started + seconds * 1000;
let hops = 0;

const done = new Promise((resolve) => {
  let waiting = inFlight;
  worker.on('completed', () => {
    hops++;
    if (performance.now() < ends) queue.add('hop', payload);
    else if (--waiting === 0) resolve();
  });
});

await queue.addBulk(Array.from({ length: inFlight }, () => ({ name: 'hop', data: payload })));
await done;
console.log(hops / ((performance.now() - started) / 1000));
process.exit(0);
