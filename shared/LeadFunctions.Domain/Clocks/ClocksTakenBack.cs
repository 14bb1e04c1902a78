using LeadFunctions.Domain.Leads;

namespace LeadFunctions.Domain.Clocks;

/// <summary>Clocks that a machine's click started are called off, and those they took the place of run on as if nothing had been.</summary>
public static class ClocksTakenBack
{
    /// <param name="started">When what is taken back came to the lead.</param>
    public static ClockChange Of(Lead lead, IReadOnlyList<DateTimeOffset> started, DateTimeOffset now)
    {
        var instants = started.Select(Milliseconds.Down).ToHashSet();
        var change = new ClockChange(lead);
        foreach (var clock in lead.Clocks.Where(clock => clock.IsOpen && instants.Contains(clock.StartedAt)))
        {
            change = change.CallOff(clock, now, "a machine's click started it").Change;
            foreach (var replaced in lead.Clocks.Where(one => one.EndedAt == clock.StartedAt && one.EndedOn == "replaced by " + clock.Policy))
            {
                change = change.Replace(replaced with { Outcome = replaced.Outcome == ClockOutcome.Breached ? ClockOutcome.Breached : ClockOutcome.Running, EndedAt = null, EndedOn = null });
            }
        }

        return change;
    }
}
