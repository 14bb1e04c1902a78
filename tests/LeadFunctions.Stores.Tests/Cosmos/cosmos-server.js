// A Cosmos DB server for tests: npm's @vercel/cosmosdb-server with what the .NET SDK needs around it. First line on stdout: its port. Ends when stdin does.
const http = require('http');
const { AsyncLocalStorage } = require('async_hooks');
const Documents = require('@vercel/cosmosdb-server/lib/account/documents').default;
const Databases = require('@vercel/cosmosdb-server/lib/account/databases').default;
const parse = require('@zeit/cosmosdb-query').default;
const { createHttpServer } = require('@vercel/cosmosdb-server');

const asked = new AsyncLocalStorage();

// As shipped, a query inside a partition answers from all of them.
Documents.prototype.query = function (params, { maxItemCount, continuation }) {
  if (!this._parent.read()) return null;
  const partition = asked.getStore()?.partition;
  const path = this._getPartitionKeyPath();
  const items = [...this._data.values()].map(item => item.read())
    .filter(item => !partition || path.reduce((part, key) => part?.[key], item) === partition[0]);
  return parse(params.query).exec(items, { parameters: params.parameters, maxItemCount, continuation });
};

// As shipped, every 63rd and 64th database gets a name with a + or a / in it, which the addresses that the SDK makes of it do not survive.
const name = Databases.prototype._rid;
Databases.prototype._rid = function (id) { return name.call(this, Math.floor(id / 61) * 64 + id % 61 + 1); };

// The SDK asks how to run a query over many machines; here there is one.
const plan = {
  partitionedQueryExecutionInfoVersion: 2,
  queryInfo: {
    distinctType: 'None', top: null, offset: null, limit: null, orderBy: [], orderByExpressions: [], groupByExpressions: [], groupByAliases: [],
    aggregates: [], groupByAliasToAggregateType: {}, rewrittenQuery: '', hasSelectValue: false, hasNonStreamingOrderBy: false, dCountInfo: null,
  },
  queryRanges: [{ min: '', max: 'FF', isMinInclusive: true, isMaxInclusive: false }],
};

const inner = createHttpServer({ keepAlive: true });
const outer = http.createServer((req, res) => {
  const { headers } = req;
  if (String(headers['x-ms-cosmos-is-query-plan-request']).toLowerCase() === 'true') {
    req.resume().on('end', () => { res.setHeader('content-type', 'application/json'); res.end(JSON.stringify(plan)); });
    return;
  }
  if (/query\+json/.test(headers['content-type'] || '')) headers['x-ms-documentdb-query-enablecrosspartition'] = 'true';
  const key = headers['x-ms-documentdb-partitionkey'];
  // As shipped, reading what is not there is a fault of the server.
  const end = res.end;
  res.end = function (body, ...rest) {
    if (res.statusCode === 500 && req.method === 'GET' && /reading '/.test(String(body))) {
      res.statusCode = 404;
      body = JSON.stringify({ code: 'NotFound', message: 'Entity with the specified id does not exist in the system.' });
    }
    return end.call(res, body, ...rest);
  };
  asked.run({ partition: key ? JSON.parse(key) : null }, () => inner.emit('request', req, res));
});

console.error = () => {};
inner.listen(0, '127.0.0.1', () => outer.listen(0, '127.0.0.1', () => console.log(outer.address().port)));
process.stdin.resume().on('end', () => process.exit(0));
