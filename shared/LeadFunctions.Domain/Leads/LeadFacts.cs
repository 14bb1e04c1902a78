using System.Globalization;
using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Leads;

/// <summary>A lead as conditions see it: its attributes in a comparable form, and what follows from its address, score and touches.</summary>
public static class LeadFacts
{
    /// <summary>Facts that are never taken from an attribute, whatever a form or an import sends.</summary>
    public static readonly IReadOnlyList<string> Derived =
    [
        "email", "emailDomain", "freeEmail", "disposable", "student", "competitor", "role", "score", "fit", "engagement", "band", "grade", "stage",
        "source", "medium", "campaign", "firstSource", "firstMedium", "firstCampaign", "lastSource", "lastMedium", "lastCampaign",
    ];

    private static readonly HashSet<string> DerivedNames = [.. Derived];

    /// <param name="now">Attributes and touches from after this instant are left out, so that a score in the past is explained by what was known then.</param>
    public static Facts Of(Lead lead, DomainKnowledge knowledge, DateTimeOffset now)
    {
        var facts = new Dictionary<string, string>(lead.Attributes.Count + Derived.Count, StringComparer.Ordinal);
        foreach (var (name, value) in lead.Attributes)
        {
            if (value.At <= now && !DerivedNames.Contains(name))
            {
                facts[name] = Comparable(name, value.Value);
            }
        }

        Address(facts, lead.Email, knowledge);
        Standing(facts, lead);
        Touches(facts, lead, now);
        return new Facts(facts);
    }

    /// <summary>The lead's name as one text, if it gave one.</summary>
    public static string? NameOf(Lead lead) => PersonName.Normalise(lead.Attribute("name"))
        ?? PersonName.Normalise($"{lead.Attribute("firstName")} {lead.Attribute("lastName")}");

    private static string Comparable(string attribute, string value) => attribute switch
    {
        "companySize" => CompanySize.LowerBound(value)?.ToString(CultureInfo.InvariantCulture) ?? value,
        "country" => CountryCode.Of(value) ?? value,
        "title" => JobTitle.Normalise(value),
        _ => value,
    };

    private static void Address(Dictionary<string, string> facts, string email, DomainKnowledge knowledge)
    {
        var domain = EmailDomain.Of(email);
        facts["email"] = email;
        facts["emailDomain"] = domain;
        Flag(facts, "freeEmail", knowledge.IsFree(domain));
        Flag(facts, "disposable", knowledge.IsDisposable(domain));
        Flag(facts, "student", knowledge.IsStudent(domain));
        Flag(facts, "competitor", knowledge.IsCompetitor(domain));
        Flag(facts, "role", knowledge.IsRole(email));
    }

    private static void Standing(Dictionary<string, string> facts, Lead lead)
    {
        facts["score"] = lead.Score.Total.ToString();
        facts["fit"] = lead.Score.Fit.ToString();
        facts["engagement"] = lead.Score.Engagement.ToString();
        facts["band"] = lead.Score.Band;
        facts["grade"] = lead.Score.Grade;
        facts["stage"] = lead.Stage.ToString().ToLowerInvariant();
    }

    private static void Touches(Dictionary<string, string> facts, Lead lead, DateTimeOffset now)
    {
        var first = lead.FirstTouch is { } start && start.At <= now ? start.Attribution : null;
        var last = lead.LastTouch is { } latest && latest.At <= now ? latest.Attribution : first;
        Touch(facts, ("firstSource", "firstMedium", "firstCampaign"), first);
        Touch(facts, ("lastSource", "lastMedium", "lastCampaign"), last);
        Touch(facts, ("source", "medium", "campaign"), last);
    }

    private static void Touch(Dictionary<string, string> facts, (string Source, string Medium, string Campaign) names, Attribution? touch)
    {
        Text(facts, names.Source, touch?.Source);
        Text(facts, names.Medium, touch?.Medium);
        Text(facts, names.Campaign, touch?.Campaign);
    }

    private static void Flag(Dictionary<string, string> facts, string name, bool holds)
    {
        if (holds)
        {
            facts[name] = "true";
        }
    }

    private static void Text(Dictionary<string, string> facts, string name, string? text)
    {
        if (text is not null)
        {
            facts[name] = text;
        }
    }
}
