// BullMQ: add, process, complete. Usage: node bullmq.mjs HOST:PORT IN_FLIGHT PAYLOAD_BYTES SECONDS; prints hops per second.
// Producer and consumer have a thread each. The worker's concurrency is a quarter of what is in flight, the best of 1/32 to 1/1 here:
// a worker that could take everything mostly waits for an empty queue, and is ten times slower.
import { Queue, Worker } from 'bullmq';
import { Worker as Thread, isMainThread, parentPort, workerData } from 'node:worker_threads';

const [address, inFlight, bytes, seconds] = [process.argv[2], ...process.argv.slice(3).map(Number)];
const [host, port] = address.split(':');
const connection = { host, port: Number(port), maxRetriesPerRequest: null };

const produce = async () => {
  const name = `hop-${process.pid}`;
  const queue = new Queue(name, { connection, defaultJobOptions: { removeOnComplete: true, removeOnFail: true } });
  await queue.waitUntilReady();
  const consumer = new Thread(new URL(import.meta.url), { argv: process.argv.slice(2), workerData: name });
  await new Promise((resolve) => consumer.once('message', resolve));

  const payload = { text: 'x'.repeat(bytes - 60) };
  const started = performance.now();
  const ends = started + seconds * 1000;
  let [hops, left] = [0, inFlight];
  const done = new Promise((resolve) => {
    consumer.on('message', (completed) => {
      hops += completed;
      for (let i = 0; i < completed; i++) {
        if (performance.now() < ends) queue.add('hop', payload);
        else if (--left === 0) resolve();
      }
    });
  });
  for (let i = 0; i < inFlight; i++) queue.add('hop', payload);
  await done;
  console.log(hops / ((performance.now() - started) / 1000));
  process.exit(0);
};

const consume = async () => {
  const worker = new Worker(workerData, async () => {}, { connection, concurrency: Math.ceil(inFlight / 4) });
  await worker.waitUntilReady();
  let completed = 0;
  worker.on('completed', () => {
    if (completed++ === 0) {
      setImmediate(() => {
        parentPort.postMessage(completed);
        completed = 0;
      });
    }
  });
  parentPort.postMessage(0);
};

await (isMainThread ? produce() : consume());
