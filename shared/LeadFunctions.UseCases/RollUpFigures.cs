using System.Globalization;
using System.Text.Json;
using LeadFunctions.Domain.Metrics;
using LeadFunctions.UseCases.Metrics;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// Hourly: the seven days of each week that is over become one bucket (register <c>figure-weeks</c>), family by family, so that a long period is read by the week.
/// From then on <see cref="CountLead"/> keeps both up. A commit is refused when one of the days has changed since it was read, so nothing falls between.
/// </summary>
public sealed class RollUpFigures(ILeadStore leads) : ITimed
{
    /// <summary>The key under which the register remembers the last week that was rolled up.</summary>
    private const string Mark = "up-to";
    private const int MostWeeks = 100;

    public async Task<string> RunAsync(DateTimeOffset now, CancellationToken ct)
    {
        var (last, version) = await LastAsync(ct);
        var (week, rolled) = (last?.AddDays(7) ?? await FirstAsync(ct), 0);
        for (; week is { } next && WeekBuckets.IsClosed(next, now) && rolled < MostWeeks; week = next.AddDays(7), rolled++)
        {
            foreach (var family in Families.All)
            {
                await RollUpAsync(family, next, ct);
            }

            var mark = new RegisterWrite(RegisterNames.FigureWeeks, Mark, JsonSerializer.Serialize(Text(next), WireJson.Default.String), version);
            if (await leads.CommitAsync(new Commit { Registers = [mark] }, ct) != CommitResult.Committed)
            {
                return "somebody else rolls up";
            }

            (_, version) = await LastAsync(ct);
        }

        return $"{rolled} weeks rolled up";
    }

    private async Task RollUpAsync(string family, DateOnly week, CancellationToken ct)
    {
        var key = Families.Bucket(family, week);
        while (await leads.FindRegisterAsync(RegisterNames.FigureWeeks, key, ct) is null)
        {
            var (sums, writes) = (new Dictionary<string, long>(StringComparer.Ordinal), new List<RegisterWrite>());
            for (var day = week; day < week.AddDays(7); day = day.AddDays(1))
            {
                var entry = await leads.FindRegisterAsync(RegisterNames.Figures, Families.Bucket(family, day), ct);
                // Written as it is, or as absent as it is: only so that the commit fails when it no longer is.
                writes.Add(new RegisterWrite(RegisterNames.Figures, Families.Bucket(family, day), entry?.Value, entry?.Version ?? 0));
                foreach (var (measure, amount) in entry is null ? [] : JsonSerializer.Deserialize(entry.Value, WireJson.Default.DictionaryStringInt64)!)
                {
                    sums[measure] = sums.GetValueOrDefault(measure) + amount;
                }
            }

            writes.Add(new RegisterWrite(RegisterNames.FigureWeeks, key, JsonSerializer.Serialize(sums, WireJson.Default.DictionaryStringInt64), 0));
            await leads.CommitAsync(new Commit { Registers = writes }, ct);
        }
    }

    private async Task<(DateOnly? Week, long Version)> LastAsync(CancellationToken ct) =>
        await leads.FindRegisterAsync(RegisterNames.FigureWeeks, Mark, ct) is { } entry
            ? (DateOnly.ParseExact(JsonSerializer.Deserialize(entry.Value, WireJson.Default.String)!, "yyyy-MM-dd", CultureInfo.InvariantCulture), entry.Version)
            : (null, 0);

    /// <summary>The week of the first day of which anything was counted.</summary>
    private async Task<DateOnly?> FirstAsync(CancellationToken ct)
    {
        DateOnly? first = null;
        foreach (var family in Families.All)
        {
            foreach (var (key, _) in await leads.ListRegisterAsync(RegisterNames.Figures, family + ":", 1, ct))
            {
                first = Families.DayOf(family, key) is { } day && (first is null || day < first) ? day : first;
            }
        }

        return first is { } found ? Periods.StartOf(found, Unit.Week) : null;
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
