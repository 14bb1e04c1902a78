using LeadFunctions.Cosmos.Cells;

namespace LeadFunctions.Cosmos.Erasing;

/// <summary>What somebody else's document says, without the address in it. Part by part: within each other, JSON texts write it in ways nobody would look for.</summary>
internal static class Redacted
{
    /// <returns>Null: nothing in it names the address.</returns>
    public static Cell? Of(Held held, ErasureRun run)
    {
        var cell = held.Cell;
        var value = run.NamesAddress(cell.Value) ? run.Redact(cell.Value!) : null;
        var unfiled = cell.Timeline is { } timeline ? Of(timeline.Unfiled, run) : null;
        var open = (cell.Open ?? []).Select(commit => commit.Messages is { } messages && Of(messages, run) is { } clean ? commit with { Messages = clean } : commit).ToList();
        if (value is null && unfiled is null && open.SequenceEqual(cell.Open ?? []))
        {
            return null;
        }

        return (value is null ? cell : Anew(held, value)) with
        {
            Timeline = unfiled is null ? cell.Timeline : cell.Timeline! with { Unfiled = unfiled },
            Open = cell.Open is null ? null : open,
        };
    }

    /// <returns>Null: nothing in it names the address.</returns>
    public static T? Of<T>(T part, ErasureRun run)
        where T : class =>
        CellText.Plain(part) is var text && run.NamesAddress(text) ? CellText.OfPlain<T>(run.Redact(text)) : null;

    /// <summary>One version on: a step that read it before would else write back what it read.</summary>
    private static Cell Anew(Held held, string value)
    {
        var cell = held.Cell with { Value = value, Version = held.Cell.Version + 1 };
        var text = held.At.Space == Address.Visitors
            ? Values.Text(Values.Visitor(cell)! with { Version = cell.Version })
            : Values.Text(Values.Lead(cell)! with { Version = cell.Version });
        return cell with { Value = text };
    }
}
