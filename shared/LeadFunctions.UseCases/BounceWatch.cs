using LeadFunctions.Domain.Emails;

namespace LeadFunctions.UseCases;

/// <summary>
/// Notices a provider's bad day: when within a minute many mails are answered and a good part of them bounced for good, the list is hardly to blame.
/// Suppressions made meanwhile are marked reversible, and the alarm meter counts them. One per process, so what it counts is what this process saw; a report
/// handled twice counts twice.
/// </summary>
public sealed class BounceWatch(TimeProvider clock)
{
    private const int LeastBounces = 50;
    private const double Share = 0.3;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Answers> _answers = new(StringComparer.Ordinal);

    /// <returns>True for a hard bounce in the middle of many.</returns>
    public bool IsStorm(EmailEvent told)
    {
        if (told.Kind is not (EmailEventKind.HardBounce or EmailEventKind.Suppressed or EmailEventKind.Delivered))
        {
            return false;
        }

        lock (_lock)
        {
            var now = clock.GetUtcNow();
            if (!_answers.TryGetValue(told.Provider, out var answers))
            {
                _answers[told.Provider] = answers = new Answers();
            }

            var isBounce = told.Kind != EmailEventKind.Delivered;
            answers.Add(now, isBounce);
            if (!isBounce || answers.Bounced < LeastBounces || answers.Bounced < Share * answers.All)
            {
                return false;
            }
        }

        UseCaseMeters.BounceStorms.Add(1, new KeyValuePair<string, object?>("provider", told.Provider));
        return true;
    }

    private sealed class Answers
    {
        private readonly Queue<(DateTimeOffset At, bool Bounced)> _latest = new();

        public int All => _latest.Count;

        public int Bounced { get; private set; }

        public void Add(DateTimeOffset now, bool bounced)
        {
            _latest.Enqueue((now, bounced));
            Bounced += bounced ? 1 : 0;
            while (_latest.Peek().At < now - Window)
            {
                Bounced -= _latest.Dequeue().Bounced ? 1 : 0;
            }
        }
    }
}
