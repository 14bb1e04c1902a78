using System.Globalization;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Sqlite.Raw;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Sqlite.Leads;

/// <summary>One of the orders a list can have. The row number breaks ties, so that every lead is on exactly one page.</summary>
internal sealed record ListSort(string Name, string Column, bool Descending, bool IsText, Func<ListedLead, object> Value)
{
    private const string Minute = "updated_minute";

    /// <summary>The order that has an index for each owner (<see cref="UrgentLeads"/>), and only leads that press.</summary>
    private const string Urgency = "urgency";

    private static readonly ListSort[] All =
    [
        new("-score", "total", true, false, row => row.Total),
        new("-updated", "updated", true, false, row => row.Lead.UpdatedAt.UtcTicks),
        new("-created", "created", true, false, row => row.Lead.CreatedAt.UtcTicks),
        new("email", "email", false, true, row => row.Lead.Email),
        new(Urgency, "urgency", false, false, row => row.Urgency),
    ];

    public bool IsUrgency => Name == Urgency;

    /// <summary>The index that is walked: on the column itself or, for <c>updated</c>, on its minute.</summary>
    public string Index => Column == "updated" ? "lead_list_" + Minute : "lead_list_" + Column;

    /// <summary>All that is sorted by, first what the index holds.</summary>
    public string Columns => Column == "updated" ? $"{Minute}, updated, n" : $"{Column}, n";

    /// <summary>The same for the last row of the page before.</summary>
    public string Place => Column == "updated" ? ":value / 600000000, :value, :n" : ":value, :n";

    public string Order => string.Join(", ", Columns.Split(", ").Select(column => $"{column} {Direction}"));

    private string Direction => Descending ? "DESC" : "ASC";

    public string Beyond => Descending ? "<" : ">";

    /// <exception cref="ArgumentException">No such order.</exception>
    public static ListSort Of(string name) => Array.Find(All, sort => sort.Name == name)
        ?? throw new ArgumentException($"Unknown sort. One of: {string.Join(", ", All.Select(sort => sort.Name))}.", nameof(name));

    public string Write(Cursors cursors, ListedLead last) =>
        cursors.Write("leads:" + Name, Convert.ToString(Value(last), CultureInfo.InvariantCulture)!, last.Number.ToString(CultureInfo.InvariantCulture));

    public SortPlace Read(Cursors cursors, string cursor)
    {
        var (value, tie) = cursors.Read("leads:" + Name, cursor);
        return new(value, IsText ? 0 : long.Parse(value, CultureInfo.InvariantCulture), long.Parse(tie, CultureInfo.InvariantCulture));
    }
}

/// <summary>The last row of the page before: its sort value and its row number.</summary>
internal sealed record SortPlace(string Text, long Number, long Row);

/// <summary>A row of the list with what paging needs.</summary>
internal sealed record ListedLead(long Number, long Total, long Urgency, LeadRow Lead)
{
    public const string Columns = "n, id, email, name, company, stage, band, total, grade, owner, created, updated, urgency";

    public static ListedLead Read(Statement row)
    {
        var total = row.Long(7);
        return new(row.Long(0), total, row.Long(12), new LeadRow(
            row.Text(1), row.Text(2), row.TextOrNull(3), row.TextOrNull(4), Enum.Parse<Stage>(row.Text(5)), row.Text(6), total / 1000m, row.Text(8),
            row.TextOrNull(9), new DateTimeOffset(row.Long(10), TimeSpan.Zero), new DateTimeOffset(row.Long(11), TimeSpan.Zero)));
    }
}
