using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Providers;

internal static class Told
{
    public static readonly Notification Ana = new(
        "notify:ld_1:route:mql:1:ana:webhook",
        "ana",
        "Ana Ruiz",
        "ana@acme.example",
        "ld_1",
        "Jane Doe",
        "Globex",
        "mql",
        "MQL",
        47.5m,
        "band-up",
        ["+30 Demo request", "+17.5 VP title"],
        "Call within the hour",
        "http://localhost:7071/api/leads/ld_1",
        new(2026, 11, 23, 23, 59, 0, TimeSpan.Zero));
}
