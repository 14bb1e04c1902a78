using LeadFunctions.Cosmos;
using LeadFunctions.UseCases;

namespace LeadFunctions.Flow.Tests.Cosmos;

/// <summary>
/// Service Bus as the cloud host uses it: a queue for each step, sessions in order, duplicate detection by id, scheduled messages, redelivery when an
/// acknowledgement is lost. Counts operations and executions as they are billed.
/// </summary>
internal sealed class SimulatedBus(TimeProvider clock, Random random)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<(FlowStep Step, string Session), List<BusMessage>> _sessions = [];
    private readonly List<BusMessage> _scheduled = [];

    /// <summary>One in so many acknowledgements is lost; 0: none.</summary>
    public int LosesOneIn { get; init; }

    /// <summary>Sends, receives and completions.</summary>
    public int Operations { get; private set; }

    public int Executions { get; private set; }

    public List<string> Dead { get; } = [];

    public Task SendAsync(IReadOnlyList<BusMessage> messages, CancellationToken ct)
    {
        foreach (var message in messages)
        {
            Operations++;
            if (!_known.Add(message.Id))
            {
                continue;
            }

            if (message.DueAt > clock.GetUtcNow())
            {
                _scheduled.Add(message);
            }
            else
            {
                Enqueue(message);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Until nothing waits. What fails is delivered again.</summary>
    /// <param name="turn">One call of a step's function.</param>
    /// <param name="only">The others stand still.</param>
    public async Task RunToRestAsync(Func<FlowStep, IReadOnlyList<Message>, Task<Turn>> turn, Func<FlowStep, bool>? only = null)
    {
        for (var rounds = 0; ; rounds++)
        {
            foreach (var due in _scheduled.Where(message => message.DueAt <= clock.GetUtcNow()).ToList())
            {
                _scheduled.Remove(due);
                Enqueue(due);
            }

            var open = _sessions.Where(session => only?.Invoke(session.Key.Step) != false).ToList();
            if (open.Count == 0)
            {
                return;
            }

            Assert.True(rounds < 100_000, "The chain did not come to rest.");
            var ((step, session), waiting) = open[random.Next(open.Count)];
            var taken = step.Batched ? waiting.ToList() : waiting[..1];
            Operations += taken.Count;
            await OneAsync(step, session, taken, turn);
        }
    }

    private async Task OneAsync(FlowStep step, string session, List<BusMessage> taken, Func<FlowStep, IReadOnlyList<Message>, Task<Turn>> turn)
    {
        Executions++;
        var ended = await turn(step, [.. taken.Select(one => one.Message)]);
        if (ended is Turn.Apart)
        {
            foreach (var one in taken)
            {
                await OneAsync(step, session, [one], turn);
            }

            return;
        }

        if (ended is Turn.Later || (LosesOneIn > 0 && random.Next(LosesOneIn) == 0))
        {
            return;
        }

        Operations += taken.Count;
        Dead.AddRange(ended is Turn.Dead dead ? [dead.Reason] : Array.Empty<string>());
        var waiting = _sessions[(step, session)];
        waiting.RemoveAll(taken.Contains);
        if (waiting.Count == 0)
        {
            _sessions.Remove((step, session));
        }
    }

    private void Enqueue(BusMessage message)
    {
        var session = (UseCases.Flow.Of(message.Message), message.Message.Key);
        if (!_sessions.TryGetValue(session, out var waiting))
        {
            _sessions.Add(session, waiting = []);
        }

        waiting.Add(message);
    }
}
