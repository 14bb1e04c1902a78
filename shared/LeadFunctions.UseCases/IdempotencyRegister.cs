using System.Globalization;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// What was answered to which repeated request. Keys begin with the period they were written in, so that old ones lie together
/// and are forgotten without a look at the others.
/// </summary>
public sealed class IdempotencyRegister(ILeadStore leads)
{
    /// <summary>An entry is found for at least this long and at most twice as long.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromDays(8);

    private const int MostPerRun = 500;

    /// <param name="Key">Where to write; <paramref name="Current"/> is what is there now.</param>
    /// <param name="Earlier">What was written in the period before.</param>
    public sealed record Found(string Key, RegisterEntry? Current, RegisterEntry? Earlier)
    {
        public string? Value => (Current ?? Earlier)?.Value;

        public RegisterWrite Write(string value) => new(RegisterNames.Idempotency, Key, value, Current?.Version ?? 0);
    }

    public async Task<Found> FindAsync(string id, DateTimeOffset now, CancellationToken ct)
    {
        var key = KeyOf(id, now);
        var current = await leads.FindRegisterAsync(RegisterNames.Idempotency, key, ct);
        var earlier = current is null ? await leads.FindRegisterAsync(RegisterNames.Idempotency, KeyOf(id, now - Period), ct) : null;
        return new Found(key, current, earlier);
    }

    /// <summary>Deletes entries nobody can find any more, some at a time.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ForgetAsync(DateTimeOffset now, CancellationToken ct)
    {
        var oldestFound = KeyOf("", now - Period);
        var first = await leads.ListRegisterAsync(RegisterNames.Idempotency, null, MostPerRun, ct);
        var old = first.TakeWhile(entry => string.CompareOrdinal(entry.Key, oldestFound) < 0).ToList();
        var deletes = old.Select(entry => new RegisterWrite(RegisterNames.Idempotency, entry.Key, null, entry.Value.Version));
        return old.Count > 0 && await leads.CommitAsync(new Commit { Registers = [.. deletes] }, ct) == CommitResult.Committed ? old.Count : 0;
    }

    private static string KeyOf(string id, DateTimeOffset at) =>
        (at.UtcTicks / Period.Ticks).ToString("D6", CultureInfo.InvariantCulture) + ":" + id;
}
