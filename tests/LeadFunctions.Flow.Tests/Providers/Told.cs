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

    /// <summary>With everything a notification can have.</summary>
    public static readonly Notification Full = Ana with
    {
        Headline = "New lead: Jane Doe, VP Sales at Globex",
        LeadTitle = "VP Sales",
        LeadEmail = "jane@globex.example",
        DueBy = new(2026, 11, 24, 0, 4, 0, TimeSpan.Zero),
        DueInWords = "today 01:04 (Europe/Berlin)",
        ClaimUrl = "https://leads.acme.example/api/claim/AbC-_123",
        PageUrl = "https://crm.acme.example/leads/ld_1?from=mail&x=1",
        SlackId = "U012AB3CD",
    };

    public static Notification Digest(int leads) => Ana with
    {
        LeadId = "",
        LeadName = "",
        Reason = "digest",
        Headline = $"{leads} more leads for you",
        WhyNow = [],
        WhatToDo = "",
        Digest = [.. Enumerable.Range(1, leads).Select(i => new DigestLine($"New lead: Person {i}", "MQL", "today 01:04", $"https://leads.acme.example/api/claim/{i}", null))],
    };

    /// <summary>Every text of a lead is this text.</summary>
    public static Notification Hostile(string text) => Full with
    {
        LeadName = text,
        LeadTitle = text,
        Company = text,
        LeadEmail = text,
        Headline = "New lead: " + text,
        WhyNow = ["+30 title is " + text],
        Band = text,
    };

    /// <summary>Texts that people and machines have put into forms to see what happens.</summary>
    public static TheoryData<string> HostileTexts =>
    [
        "<!channel> <!here> <@U012AB3CD> <https://evil.example|click>",
        "*bold* _it_ ~no~ `code` ```pre``` [a](https://evil.example) ![i](x) # h - l 1. > q | t |",
        "<script>alert(1)</script><img src=x onerror=alert(1)>\"' &amp; &#60;",
        "Jane\r\nBcc: all@acme.example\r\n\r\nbody\u2028line\u0085next\0nul",
        "Jane\u202Egpj.exe \u2066x\u2069 \u200F\uFEFF\u200B",
        "{{7*7}} ${7*7} <%= 7 %> %s %n \\u003c @everyone",
        new string('x', 10_000),
        string.Concat(Enumerable.Repeat("&<>", 4_000)),
        string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 2_000)),
        "a" + new string('\u0301', 9_000),
        "\ud83d lone \udc00",
        "",
        "   ",
    ];
}
