using LeadFunctions.Domain.Scoring;

namespace LeadFunctions.Bench.Score;

/// <summary>The benchmark's lead as an object with typed properties, which is what the JavaScript engines are given.</summary>
internal sealed record TypedLead(string Seniority, string Department, int CompanySize, string Industry, string Country, string Source)
{
    public int PageViews { get; init; }

    public int PricingViews { get; init; }

    public int EmailClicks { get; init; }

    public int Webinars { get; init; }

    public int Downloads { get; init; }

    public int DaysSinceVisit { get; init; }

    public bool FreeEmail { get; init; }

    public bool Competitor { get; init; }

    public bool HasPhone { get; init; }

    public bool Student { get; init; }

    public static TypedLead Of(Dictionary<string, object> lead) => new(
        (string)lead["seniority"], (string)lead["department"], (int)lead["companySize"], (string)lead["industry"], (string)lead["country"], (string)lead["source"])
    {
        PageViews = (int)lead["pageViews"],
        PricingViews = (int)lead["pricingViews"],
        EmailClicks = (int)lead["emailClicks"],
        Webinars = (int)lead["webinars"],
        Downloads = (int)lead["downloads"],
        DaysSinceVisit = (int)lead["daysSinceVisit"],
        FreeEmail = (bool)lead["freeEmail"],
        Competitor = (bool)lead["competitor"],
        HasPhone = (bool)lead["hasPhone"],
        Student = (bool)lead["student"],
    };
}

/// <summary>Scores typed leads: each property is set in its column, then the rules run.</summary>
internal sealed class AdditiveColumns
{
    private readonly ScoringModel _model;
    private readonly FactRow _row;
    private readonly FactColumn[] _columns;

    public AdditiveColumns(ScoringModel model)
    {
        (_model, _row) = (model, model.NewRow());
        string[] names =
        [
            "seniority", "department", "industry", "country", "source", "companySize", "pageViews", "pricingViews", "emailClicks", "webinars",
            "downloads", "daysSinceVisit", "freeEmail", "competitor", "hasPhone", "student",
        ];
        _columns = [.. names.Select(_row.Column)];
    }

    /// <returns>Milli-points.</returns>
    public long Score(TypedLead lead)
    {
        var columns = _columns;
        columns[0].Set(lead.Seniority);
        columns[1].Set(lead.Department);
        columns[2].Set(lead.Industry);
        columns[3].Set(lead.Country);
        columns[4].Set(lead.Source);
        columns[5].Set(lead.CompanySize);
        columns[6].Set(lead.PageViews);
        columns[7].Set(lead.PricingViews);
        columns[8].Set(lead.EmailClicks);
        columns[9].Set(lead.Webinars);
        columns[10].Set(lead.Downloads);
        columns[11].Set(lead.DaysSinceVisit);
        columns[12].Set(lead.FreeEmail);
        columns[13].Set(lead.Competitor);
        columns[14].Set(lead.HasPhone);
        columns[15].Set(lead.Student);
        return _model.Score(_row).Total.Milli;
    }
}
