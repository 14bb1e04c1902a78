using LeadFunctions.Cosmos.Documents;
using LeadFunctions.UseCases.Ports;
using Microsoft.Azure.Cosmos;

namespace LeadFunctions.Cosmos.Lists;

/// <summary>A list's question in Cosmos SQL. Field names come from here, values are parameters.</summary>
internal sealed class ListQuery
{
    private readonly List<string> _where = [];
    private readonly List<(string Name, object Value)> _parameters = [];

    public static QueryDefinition Of(LeadQuery query, ListSort sort, string? after)
    {
        var built = new ListQuery();
        built.Filter(query);
        if (after is not null)
        {
            built._where.Add($"c.{sort.Field} {(sort.Descending ? "<" : ">")} {built.Parameter(after)}");
        }

        // Only leads have what is sorted by, and of urgency those that press: pages and empty documents drop out.
        built._where.Add($"IS_DEFINED(c.{sort.Field})");
        var order = sort.Descending ? "DESC" : "ASC";
        return built._parameters.Aggregate(
            new QueryDefinition($"SELECT c.leadId, c.score, c.updated, c.created, c.email, c.urgency, c.row FROM c WHERE {string.Join(" AND ", built._where)} ORDER BY c.{sort.Field} {order}"),
            (definition, parameter) => definition.WithParameter(parameter.Name, parameter.Value));
    }

    public static QueryDefinition Due(DateTimeOffset now) =>
        new QueryDefinition("SELECT c.leadId FROM c WHERE c.due <= @p0 ORDER BY c.due ASC").WithParameter("@p0", LeadFields.Ticks(now));

    private void Filter(LeadQuery query)
    {
        Add(query.Stage?.ToString(), "c.row.stage = {0}");
        Add(query.Band, "c.row.band = {0}");
        Add(query.Text?.Trim() is { Length: > 0 } text ? text.ToLowerInvariant() : null, "CONTAINS(c.search, {0})");
        Add(query.MinScore is { } least ? LeadFields.Score(least * 1000L) : null, "c.score >= {0}");
        Add(query.BelowScore is { } below ? LeadFields.Score(below * 1000L) : null, "c.score < {0}");
        if (query.Owners is { } owners)
        {
            string[] ways =
            [
                .. owners.Select(owner => $"c.row.owner = {Parameter(owner)}"),
                .. (query.OrHeldFor ?? []).Select(pool => $"c.row.held = {Parameter(pool)}"),
                .. query.OrUnowned ? ["NOT IS_DEFINED(c.row.owner)"] : Array.Empty<string>(),
            ];
            _where.Add(ways.Length == 0 ? "false" : $"({string.Join(" OR ", ways)})");
        }
    }

    private void Add(string? value, string condition)
    {
        if (value is not null)
        {
            _where.Add(string.Format(System.Globalization.CultureInfo.InvariantCulture, condition, Parameter(value)));
        }
    }

    private string Parameter(object value)
    {
        var name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"@p{_parameters.Count}");
        _parameters.Add((name, value));
        return name;
    }
}

/// <summary>One of the orders a list can have. What is sorted by ends in the lead's id, so it is unique.</summary>
internal sealed record ListSort(string Name, string Field, bool Descending)
{
    private static readonly ListSort[] All = [new("-score", "score", true), new("-updated", "updated", true), new("-created", "created", true), new("email", "email", false), new("urgency", "urgency", false)];

    /// <exception cref="ArgumentException">No such order.</exception>
    public static ListSort Of(string name) => Array.Find(All, sort => sort.Name == name)
        ?? throw new ArgumentException($"Unknown sort. One of: {string.Join(", ", All.Select(sort => sort.Name))}.", nameof(name));
}
