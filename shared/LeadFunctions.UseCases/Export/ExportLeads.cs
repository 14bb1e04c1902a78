using System.Text;
using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases.Export;

/// <summary>Every lead as a line of CSV, by email, page by page: nothing is held, and a lead that goes meanwhile is in it whole or not at all.</summary>
public sealed class ExportLeads(ILeadStore leads)
{
    private const int PageSize = 200;

    private static readonly (string Name, Func<Lead, object?> Of)[] Columns =
    [
        ("id", lead => lead.Id),
        ("email", lead => lead.Email),
        ("name", LeadFacts.NameOf),
        ("company", lead => lead.Attribute("company")),
        ("title", lead => lead.Attribute("title")),
        ("phone", lead => lead.Attribute("phone")),
        ("country", lead => lead.Attribute("country")),
        ("stage", lead => lead.Stage.ToString().ToLowerInvariant()),
        ("band", lead => lead.Score.Band),
        ("score", lead => lead.Score.Total.ToDecimal()),
        ("fit", lead => lead.Score.Fit.ToDecimal()),
        ("engagement", lead => lead.Score.Engagement.ToDecimal()),
        ("grade", lead => lead.Score.Grade),
        ("owner", lead => lead.Owner?.PersonId),
        ("source", lead => lead.FirstTouch?.Attribution.Source),
        ("campaign", lead => lead.FirstTouch?.Attribution.Campaign),
        ("consent", lead => lead.Consents.FirstOrDefault(consent => consent.Purpose == "marketing")?.Granted),
        ("createdAt", lead => lead.CreatedAt),
        ("lastActivityAt", lead => lead.LastActivityAt),
    ];

    /// <param name="sees">Whose leads they are is not for everybody.</param>
    /// <param name="mark">A byte order mark first: without it some spreadsheets take UTF-8 for something else.</param>
    /// <returns>How many leads.</returns>
    public async Task<int> RunAsync(Stream to, Func<Lead, bool> sees, bool mark, CancellationToken ct)
    {
        await using var text = new StreamWriter(to, new UTF8Encoding(mark), 64 * 1024, leaveOpen: true);
        await text.WriteAsync(CsvText.Row(Columns.Select(column => (object?)column.Name)));
        var written = 0;
        for (string? cursor = null; ;)
        {
            var page = await leads.ListAsync(new LeadQuery(Sort: "email", Limit: PageSize, Cursor: cursor), ct);
            foreach (var row in page.Items)
            {
                if (await leads.FindLeadAsync(row.Id, ct) is { } lead && sees(lead))
                {
                    await text.WriteAsync(CsvText.Row(Columns.Select(column => column.Of(lead))));
                    written++;
                }
            }

            await text.FlushAsync(ct);
            if ((cursor = page.Next) is null)
            {
                return written;
            }
        }
    }
}
