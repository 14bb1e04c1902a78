using System.Globalization;
using System.Text.Json;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;

namespace LeadFunctions.Flow.Tests;

/// <summary>Random histories, each told to three leads: as it happened; shuffled; and shuffled, doubled and cut into other batches. All through the real queue.</summary>
public sealed class the_order_of_arrival
{
    private const int Cases = 300;
    private const int Seed = 20261122;

    private static readonly string[] Tracked = ["page-view", "pricing-page-view", "product-page-view", "blog-post-view", "email-open", "email-click", "webinar-attendance", "unsubscribe"];
    private static readonly string[] Forms = ["demo", "newsletter", "whitepaper", "contact"];
    private static readonly string[] Titles = ["CEO", "VP Sales", "Manager", "Analyst"];
    private static readonly string[] Sources = ["google", "bing", "mail"];

    [Fact]
    public async Task and_repeats_and_batches_change_nothing_about_a_lead()
    {
        await using var company = new Company();
        company.Start();
        var random = new Random(Seed);
        var histories = Enumerable.Range(0, Cases).Select(_ => History(random, company.Now)).ToList();
        for (var i = 0; i < Cases; i++)
        {
            await TellAsync(company, random, i, histories[i]);
        }

        await company.RunToRestAsync();

        Assert.Empty(await company.DeadLettersAsync());
        for (var i = 0; i < Cases; i++)
        {
            var expected = await WhatMattersAsync(company, Email(i, "told"));
            foreach (var how in new[] { "shuffled", "doubled" })
            {
                var actual = await WhatMattersAsync(company, Email(i, how));
                Assert.True(expected == actual, $"seed {Seed}, case {i}, {how}:\n{expected}\n{actual}");
            }
        }
    }

    [Fact]
    public async Task of_an_introduction_and_of_what_the_browser_did_before_and_after_changes_nothing_either()
    {
        await using var company = new Company();
        company.Start();
        var random = new Random(Seed + 1);
        var page = Enumerable.Range(0, 6).Select(i => company.Happened("pricing-page-view", company.Now.AddHours(-30 * i))).ToList();
        var form = company.Filled("newsletter") with { At = company.Now.AddDays(-3) };
        foreach (var i in Enumerable.Range(0, 60))
        {
            var messages = page.ConvertAll(Message (signal) => new Message.VisitorSeen($"browser-{i}", [signal with { VisitorId = $"browser-{i}" }]));
            messages.Insert(random.Next(messages.Count + 1), company.Arrived(Email(i, "met"), form with { VisitorId = $"browser-{i}" }));
            await company.PostAsync([.. i == 0 ? messages : Shuffled(random, messages)]);
        }

        await company.RunToRestAsync();

        var first = await company.LeadAsync(Email(0, "met"));
        Assert.Equal(6, first.Ledger.Count);
        foreach (var i in Enumerable.Range(1, 59))
        {
            var lead = await company.LeadAsync(Email(i, "met"));
            Assert.Equal(first.Ledger, lead.Ledger);
            Assert.Equal(first.Score, lead.Score);
            Assert.Equal(first.LastActivityAt, lead.LastActivityAt);
        }
    }

    private static async Task TellAsync(Company company, Random random, int i, List<Signal> history)
    {
        await company.PostAsync(company.Arrived(Email(i, "told"), [.. history]));
        await company.PostAsync([.. Shuffled(random, history).Select(signal => company.Arrived(Email(i, "shuffled"), signal))]);
        var doubled = Shuffled(random, [.. history, .. history.Where(_ => random.Next(2) == 0)]);
        while (doubled.Count > 0)
        {
            var size = Math.Min(doubled.Count, random.Next(1, 5));
            await company.PostAsync(company.Arrived(Email(i, "doubled"), [.. doubled[..size]]));
            doubled.RemoveRange(0, size);
        }
    }

    /// <summary>Up to 20 signals of up to 60 days, many at the same instant, forms that contradict each other, machines among them.</summary>
    private static List<Signal> History(Random random, DateTimeOffset now) =>
        [.. Enumerable.Range(0, random.Next(1, 20)).Select(i => random.Next(3) == 0 ? Form(random, $"s{i}", now) : Track(random, $"s{i}", now))];

    private static Signal Track(Random random, string id, DateTimeOffset now) => new(id, Pick(random, Tracked), At(random, now), SignalSource.Track)
    {
        VisitorId = "browser",
        Verdict = random.Next(8) == 0 ? Verdict.Machine : Verdict.Unknown,
        Attribution = random.Next(2) == 0 ? new Attribution { Source = Pick(random, Sources) } : null,
    };

    private static Signal Form(Random random, string id, DateTimeOffset now)
    {
        var form = Pick(random, Forms);
        return new(id, Rules.B2b.Forms.Single(one => one.Id == form).Signal, At(random, now), random.Next(4) == 0 ? SignalSource.Import : SignalSource.Form(form))
        {
            Fields = new Dictionary<string, string> { ["title"] = Pick(random, Titles), ["companySize"] = random.Next(1, 1000).ToString(CultureInfo.InvariantCulture) },
            Consent = random.Next(2) == 0 ? new Consent(random.Next(2) == 0 ? "marketing" : "profiling", random.Next(2) == 0, "v" + random.Next(2)) : null,
        };
    }

    private static DateTimeOffset At(Random random, DateTimeOffset now) =>
        (random.Next(3) == 0 ? now.AddDays(-random.Next(4)) : now.AddMinutes(-random.Next(60 * 24 * 60))).AddTicks(-random.Next(3) * 4_000);

    private static string Email(int i, string how) => $"jane{i}@{how}.example";

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];

    private static List<T> Shuffled<T>(Random random, IReadOnlyList<T> items)
    {
        var shuffled = items.ToArray();
        random.Shuffle(shuffled);
        return [.. shuffled];
    }

    /// <summary>
    /// What a lead is by what happened. Not its stage and crossings: whoever was an MQL for the moment between two arrivals stays one.
    /// </summary>
    private static async Task<string> WhatMattersAsync(Company company, string email)
    {
        if (await company.FindAsync(email) is not { } lead)
        {
            return "no lead";
        }

        return JsonSerializer.Serialize(new
        {
            Attributes = lead.Attributes.OrderBy(one => one.Key, StringComparer.Ordinal),
            lead.FirstTouch,
            lead.LastTouch,
            lead.LastActivityAt,
            Ledger = lead.Ledger.Select(one => (one.Id, one.Signal, one.At.ToUnixTimeMilliseconds()).ToString()),
            Score = lead.Score.ToString(),
            lead.Consents,
            Visitors = lead.Visitors.Count,
            Signals = (await company.TimelineAsync<Activity.SignalReceived>(email)).Select(one => one.Id),
        });
    }
}
