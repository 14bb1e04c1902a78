namespace LeadFunctions.Domain.Leads;

/// <summary>Where a lead is in its lifecycle (semantics 3). A score moves it from raw to MQL; the rest takes a recorded decision.</summary>
public enum Stage
{
    Raw,
    Mql,
    Sal,
    Sql,
    Opportunity,
    Customer,
    Lost,
    Disqualified,
    Archived,
}
