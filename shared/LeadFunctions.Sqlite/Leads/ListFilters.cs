using System.Text.Json;
using LeadFunctions.Sqlite.Raw;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Sqlite.Leads;

/// <summary>A search's conditions, its parameters, and the sets of row numbers it could be driven by.</summary>
internal sealed record ListFilters(string Where, IReadOnlyList<string> Drivers, IReadOnlyList<(string Name, object Value)> Parameters)
{
    /// <param name="reader">Knows the index of texts.</param>
    public static ListFilters Of(LeadQuery query, Reader reader)
    {
        var (where, drivers, parameters) = (new List<string> { "1" }, new List<string>(), new List<(string, object)>());
        void Add(string condition, string? driver, params (string, object)[] values)
        {
            where.Add(condition);
            drivers.AddRange(driver is null ? [] : [driver]);
            parameters.AddRange(values);
        }

        if (query.Text?.Trim() is { Length: > 0 } text)
        {
            var lower = text.ToLowerInvariant();
            var holders = TextIndex.Holders(reader, lower);
            Add("instr(search, :text) > 0", holders?.Sql, (":text", lower), (":match", holders?.Match ?? ""));
        }

        if (query.Owners is not null)
        {
            const string owned = "owner IN (SELECT value FROM json_each(:owners))";
            const string held = "held IN (SELECT value FROM json_each(:held))";
            // Most leads have no owner: a set of them would be no short cut.
            var driver = query.OrUnowned ? null : $"SELECT n FROM lead_list WHERE {owned} UNION SELECT n FROM lead_list WHERE {held}";
            Add($"({owned} OR {held}{(query.OrUnowned ? " OR owner IS NULL" : "")})", driver, (":owners", Json(query.Owners)), (":held", Json(query.OrHeldFor ?? [])));
        }

        if (query.Stage is { } stage)
        {
            Add("stage = :stage", "SELECT n FROM lead_list WHERE stage = :stage", (":stage", stage.ToString()));
        }

        if (query.Band is { } band)
        {
            Add("band = :band", "SELECT n FROM lead_list WHERE band = :band", (":band", band));
        }

        if (query.MinScore is { } least)
        {
            Add("total >= :least", null, (":least", least * 1000L));
        }

        if (query.BelowScore is { } below)
        {
            Add("total < :below", null, (":below", below * 1000L));
        }

        return new(string.Join(" AND ", where), drivers, parameters);
    }

    /// <summary>Binds those of the parameters that the statement has.</summary>
    public Statement BindTo(Statement statement)
    {
        foreach (var (name, value) in Parameters)
        {
            statement = value is long number ? statement.BindNamed(name, number) : statement.BindNamed(name, (string)value);
        }

        return statement;
    }

    private static string Json(IReadOnlyList<string> texts) => JsonSerializer.Serialize(texts);
}
