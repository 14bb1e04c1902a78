using System.Globalization;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// A register whose entries are only needed for some days. Keys begin with the period they were written in, so that old ones lie together
/// and are forgotten without a look at the others.
/// </summary>
public abstract class ForgettingRegister(ILeadStore leads, string register)
{
    protected ILeadStore Leads => leads;

    /// <summary>An entry is found for at least this long and at most twice as long.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromDays(8);

    /// <summary>As many are forgotten at once.</summary>
    public const int MostPerRun = 500;

    /// <param name="Register">Its name.</param>
    /// <param name="Key">Where to write; <paramref name="Current"/> is what is there now.</param>
    /// <param name="Earlier">What was written in the period before.</param>
    public sealed record Found(string Register, string Key, RegisterEntry? Current, RegisterEntry? Earlier)
    {
        public string? Value => (Current ?? Earlier)?.Value;

        public RegisterWrite Write(string value) => new(Register, Key, value, Current?.Version ?? 0);
    }

    public async Task<Found> FindAsync(string id, DateTimeOffset now, CancellationToken ct)
    {
        var key = KeyOf(id, now);
        var current = await leads.FindRegisterAsync(register, key, ct);
        var earlier = current is null ? await leads.FindRegisterAsync(register, KeyOf(id, now - Period), ct) : null;
        return new Found(register, key, current, earlier);
    }

    /// <summary>Deletes entries nobody can find any more, some at a time.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ForgetAsync(DateTimeOffset now, CancellationToken ct)
    {
        var oldestFound = KeyOf("", now - Period);
        var first = await leads.ListRegisterAsync(register, null, MostPerRun, ct);
        var old = first.TakeWhile(entry => string.CompareOrdinal(entry.Key, oldestFound) < 0).ToList();
        var deletes = old.Select(entry => new RegisterWrite(register, entry.Key, null, entry.Value.Version));
        return old.Count > 0 && await leads.CommitAsync(new Commit { Registers = [.. deletes] }, ct) == CommitResult.Committed ? old.Count : 0;
    }

    private static string KeyOf(string id, DateTimeOffset at) =>
        (at.UtcTicks / Period.Ticks).ToString("D6", CultureInfo.InvariantCulture) + ":" + id;
}

/// <summary>What was answered to which repeated request.</summary>
public sealed class IdempotencyRegister(ILeadStore leads) : ForgettingRegister(leads, RegisterNames.Idempotency);

/// <summary>
/// Which events of webhooks have taken effect. Written in the commit of the effect. Older repeats than it remembers still change nothing: activities have
/// their event's id for good, and what is known of an email or an address is a join.
/// </summary>
public sealed class Receipts(ILeadStore leads) : ForgettingRegister(leads, RegisterNames.Receipts);
