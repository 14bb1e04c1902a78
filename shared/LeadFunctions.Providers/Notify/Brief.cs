using System.Globalization;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Notify;

/// <summary>
/// What a notification says, piece by piece: every text one harmless line of a bounded length, in the order people read it. Channels add only their own
/// escaping and shape.
/// </summary>
internal sealed record Brief(string Headline, IReadOnlyList<BriefFact> Facts, IReadOnlyList<string> WhyNow, IReadOnlyList<BriefLink> Links, IReadOnlyList<BriefItem> Items)
{
    /// <summary>Leads of a digest that are listed; the rest is counted.</summary>
    public const int MostItems = 20;

    private const int MostValue = 200;

    /// <summary>How many leads of a digest are not listed.</summary>
    public int More { get; private init; }

    public static Brief Of(Notification told) => told.Digest is { } leads ? OfDigest(told, leads) : new(
        HeadlineOf(told),
        [.. FactsOf(told).Where(fact => fact.Value.Length > 0)],
        [.. told.WhyNow.Select(why => PlainText.Line(why, MostValue))],
        LinksOf(told.ClaimUrl, told.PageUrl),
        []);

    private static Brief OfDigest(Notification told, IReadOnlyList<DigestLine> leads) =>
        new(HeadlineOf(told), [], [], [], [.. leads.Take(MostItems).Select(Item)]) { More = Math.Max(0, leads.Count - MostItems) };

    private static BriefItem Item(DigestLine line) => new(
        PlainText.Line(line.Headline, MostValue),
        string.Join(", ", new[] { PlainText.Line(line.Band), line.DueInWords is { } due ? "by " + PlainText.Line(due) : "" }.Where(part => part.Length > 0)),
        LinksOf(line.ClaimUrl, line.PageUrl));

    private static string HeadlineOf(Notification told) =>
        PlainText.Line(told.Headline.Length > 0 ? told.Headline : $"{told.Reason}: {told.LeadName}", MostValue);

    private static IEnumerable<BriefFact> FactsOf(Notification told)
    {
        yield return new("Lead", PlainText.Line(told.LeadName, MostValue));
        yield return new("Title", PlainText.Line(told.LeadTitle, MostValue));
        yield return new("Company", PlainText.Line(told.Company, MostValue));
        yield return new("Email", PlainText.Line(told.LeadEmail, MostValue));
        yield return new("Score", string.Create(CultureInfo.InvariantCulture, $"{told.Score:0.#}, {PlainText.Line(told.Band)}"));
        yield return new("To do", PlainText.Line(told.WhatToDo, MostValue));
        yield return new("By", PlainText.Line(told.DueInWords, MostValue));
    }

    private static IReadOnlyList<BriefLink> LinksOf(string? claim, string? page)
    {
        BriefLink?[] links = [Link("Accept this lead", claim), Link("Open the lead", page)];
        return [.. links.OfType<BriefLink>()];
    }

    private static BriefLink? Link(string label, string? url) =>
        url is { Length: <= 2_000 } && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? new BriefLink(label, uri.AbsoluteUri) : null;
}

internal sealed record BriefFact(string Label, string Value);

/// <param name="Url">Absolute, http or https.</param>
internal sealed record BriefLink(string Label, string Url);

/// <summary>One lead of a digest.</summary>
internal sealed record BriefItem(string Headline, string Detail, IReadOnlyList<BriefLink> Links);
