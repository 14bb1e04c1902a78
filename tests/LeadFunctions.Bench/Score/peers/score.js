// Scores the leads of leads.ndjson by the rules of rules.json in each engine's modes; prints one JSON line per mode:
// {engine, mode, leads, rates: leads/s per round, checksum}. Usage: node score.js ZEN_LEADS JSON_RULES_LEADS ROUNDS
import { readFileSync } from 'node:fs'
import { ZenEngine, evaluateExpressionSync } from '@gorules/zen-engine'
import { Engine } from 'json-rules-engine'

const [zenLeads, jsonRulesLeads, rounds] = process.argv.slice(2).map(Number)
const rules = JSON.parse(readFileSync('rules.json', 'utf8'))
const leads = readFileSync('leads.ndjson', 'utf8').trimEnd().split('\n').slice(0, Math.max(zenLeads, jsonRulesLeads)).map(line => JSON.parse(line))

/** Runs score(lead) over the leads, so many at once; a checksum that also sees the order. */
async function measure (engine, mode, count, inFlight, score) {
  const points = new Array(count)
  const rates = []
  for (let round = -1; round < rounds; round++) {
    const started = process.hrtime.bigint()
    const total = round < 0 ? Math.min(count, 1000) : count // round -1 warms up
    let next = 0
    const worker = async () => { for (let i = next++; i < total; i = next++) points[i] = await score(leads[i]) }
    await Promise.all(Array.from({ length: inFlight }, worker))
    if (round >= 0) rates.push(count / (Number(process.hrtime.bigint() - started) / 1e9))
  }
  report(engine, mode, rates, points)
}

function measureSync (engine, mode, count, score) {
  const points = new Array(count)
  const rates = []
  for (let round = -1; round < rounds; round++) {
    const started = process.hrtime.bigint()
    const total = round < 0 ? Math.min(count, 1000) : count
    for (let i = 0; i < total; i++) points[i] = score(leads[i])
    if (round >= 0) rates.push(count / (Number(process.hrtime.bigint() - started) / 1e9))
  }
  report(engine, mode, rates, points)
}

function report (engine, mode, rates, points) {
  const checksum = points.reduce((sum, score, i) => sum + score * (i % 97 + 1), 0)
  console.log(JSON.stringify({ engine, mode, leads: points.length, rates, checksum }))
}

// zen-engine
const quote = value => `'${value}'`
const test = rule => {
  const all = []
  if (rule.in) all.push(`${rule.fact} in [${rule.in.map(quote).join(', ')}]`)
  if (rule.min !== undefined) all.push(`${rule.fact} >= ${rule.min}`)
  if (rule.max !== undefined) all.push(`${rule.fact} <= ${rule.max}`)
  if (rule.is) all.push(`${rule.fact} == true`)
  return all.join(' and ')
}
const expression = rules.map(rule => `(${test(rule)} ? ${rule.points} : 0)`).join(' + ')
const graph = (type, content) => ({
  nodes: [
    { id: 'in', name: 'in', type: 'inputNode', position: { x: 0, y: 0 } },
    { id: 'score', name: 'score', type, position: { x: 1, y: 0 }, content },
    { id: 'out', name: 'out', type: 'outputNode', position: { x: 2, y: 0 } }
  ],
  edges: [{ id: 'a', sourceId: 'in', targetId: 'score', type: 'edge' }, { id: 'b', sourceId: 'score', targetId: 'out', type: 'edge' }]
})
const cell = rule => {
  if (rule.in) return rule.in.map(quote).join(', ')
  if (rule.is) return 'true'
  if (rule.min !== undefined && rule.max !== undefined) return `[${rule.min}..${rule.max}]`
  return rule.min !== undefined ? `>= ${rule.min}` : `<= ${rule.max}`
}
const facts = [...new Set(rules.map(rule => rule.fact))]
const table = {
  hitPolicy: 'collect',
  inputs: facts.map(fact => ({ id: fact, name: fact, field: fact, type: 'expression' })),
  outputs: [{ id: 'points', name: 'points', field: 'points', type: 'expression' }],
  rules: rules.map(rule => ({ _id: rule.id, ...Object.fromEntries(facts.map(fact => [fact, fact === rule.fact ? cell(rule) : ''])), points: String(rule.points) }))
}
const zen = new ZenEngine()
const tableDecision = zen.createDecision(graph('decisionTableNode', table))
const expressionDecision = zen.createDecision(graph('expressionNode', { expressions: [{ id: 'points', key: 'points', value: expression }] }))
await measure('zen', 'decision table, 128 in flight', zenLeads, 128, async lead => (await tableDecision.evaluate(lead)).result.reduce((sum, row) => sum + row.points, 0))
await measure('zen', 'expression node, 128 in flight', zenLeads, 128, async lead => (await expressionDecision.evaluate(lead)).result.points)
measureSync('zen', 'evaluateExpressionSync', zenLeads, lead => evaluateExpressionSync(expression, lead))

// json-rules-engine
const engine = new Engine()
for (const rule of rules) {
  const all = []
  if (rule.in) all.push({ fact: rule.fact, operator: 'in', value: rule.in })
  if (rule.min !== undefined) all.push({ fact: rule.fact, operator: 'greaterThanInclusive', value: rule.min })
  if (rule.max !== undefined) all.push({ fact: rule.fact, operator: 'lessThanInclusive', value: rule.max })
  if (rule.is) all.push({ fact: rule.fact, operator: 'equal', value: true })
  engine.addRule({ conditions: { all }, event: { type: rule.id, params: { points: rule.points } } })
}
const run = async lead => (await engine.run(lead)).events.reduce((sum, event) => sum + event.params.points, 0)
// One at a time: an engine that is given a second lead before it has finished the first one stops both early, with wrong scores.
await measure('json-rules-engine', 'one at a time', jsonRulesLeads, 1, run)
