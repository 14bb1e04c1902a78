using LeadFunctions.Hosts.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Hosts.Tests;

public sealed class remembering_repeats
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task what_is_written_is_found_for_eight_days_and_forgotten_within_sixteen_more()
    {
        var engine = new RecordingEngine();
        var register = new IdempotencyRegister(engine);
        for (var hour = 0; hour < 24 * 20; hour++)
        {
            var now = Start.AddHours(hour);
            await engine.CommitAsync(new Commit { Registers = [(await register.FindAsync("k" + hour, now, default)).Write(hour.ToString(System.Globalization.CultureInfo.InvariantCulture))] }, default);
        }

        for (var day = 0; day <= 60; day++)
        {
            var now = Start.AddDays(day);
            while (await register.ForgetAsync(now, default) > 0)
            {
            }

            for (var hour = Math.Max(0, (day - 8) * 24); hour < Math.Min(day, 20) * 24; hour++)
            {
                Assert.Equal($"{hour}", (await register.FindAsync("k" + hour, now, default)).Value);
            }
        }

        Assert.Empty(await engine.ListRegisterAsync(RegisterNames.Idempotency, null, 10, default));
    }
}
