import { texts } from '../texts';
import { Bdi, Card, number, signed } from '../ui/kit';

const words = texts.playbook;

interface Rule { id: string; label: string; points: number; suggested: number; low: number | null; high: number | null; leads: number; positives: number; note: string | null }

export interface Suggestion {
  leads: number; positives: number; auc: { current: number; suggested: number; regression: number }; rules: Rule[];
  overlaps: { rules: [string, string]; both: number; correlation: number }[]; text: string;
}

/** Where the numbers of a suggested draft come from, how sure they are, and which rules nobody can tell apart. */
export function Suggested({ suggestion: { leads, positives, auc, rules, overlaps } }: { suggestion: Suggestion }) {
  const name = (id: string) => rules.find((rule) => rule.id === id)?.label ?? id;
  return (
    <Card title={words.suggest} side={<span class="dim small">{words.learnedFrom(number(leads, 0), number(positives, 0))}</span>}>
      <p class="dim">{words.suggestHint(number(auc.current, 3), number(auc.suggested, 3), number(auc.regression, 3))}</p>
      <div class="scroll"><table class="table"><thead><tr><th>{words.rule}</th><th class="num">{words.pointsNow}</th><th class="num">{words.pointsThen}</th><th class="num">{words.interval}</th><th class="num">{words.fires}</th><th /></tr></thead>
        <tbody>{rules.map((rule) => (
          <tr key={rule.id}><td><Bdi text={rule.label} /></td><td class="num">{signed(rule.points)}</td><td class="num">{rule.suggested === rule.points ? <span class="dim">{signed(rule.suggested)}</span> : <b>{signed(rule.suggested)}</b>}</td>
            <td class="num nowrap">{rule.low === null || rule.high === null ? '–' : words.between(signed(rule.low), signed(rule.high))}</td><td class="num">{number(rule.leads, 0)}</td><td class="dim small"><Bdi text={texts.capital(rule.note ?? '')} /></td></tr>
        ))}</tbody></table></div>
      {overlaps.length > 0 && <><h3>{words.overlaps}</h3><ul class="plain">{overlaps.map(({ rules: [one, other], both }) => <li key={one + other}>{words.together(name(one), name(other), number(both, 0))}</li>)}</ul></>}
    </Card>
  );
}
