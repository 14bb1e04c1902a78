namespace LeadFunctions.Sqlite.Leads;

/// <summary>
/// What the index of pieces of three letters says about a text: who may have it. It knows no places, so whoever it names is looked at once more. Of a shorter
/// text it is asked for the pieces that begin with it; the searched text ends in two line breaks, so that every letter begins one.
/// </summary>
internal static class TextIndex
{
    private const int Piece = 3;

    /// <summary>Pieces of a long text are taken from all over it, and of these the rarest are asked for.</summary>
    private const int MostPieces = 12;
    private const int MostAsked = 3;

    /// <summary>How far holders of a piece are counted: beyond it one is as common as another.</summary>
    private const int Common = 8_000;

    /// <summary>A short text that begins more pieces than this is a common one: walking finds it soon.</summary>
    private const int MostBeginnings = 400;

    /// <param name="text">In lower case.</param>
    /// <returns>A set of row numbers in which everybody is who has the text; null when it would be no short cut.</returns>
    public static (string Sql, string Match)? Holders(Reader reader, string text)
    {
        var letters = text.EnumerateRunes().Select(rune => rune.ToString()).ToList();
        if (letters.Count >= Piece)
        {
            var pieces = Enumerable.Range(0, letters.Count - Piece + 1).Select(at => Quoted(string.Concat(letters.Skip(at).Take(Piece)))).Distinct().ToList();
            var step = (pieces.Count + MostPieces - 1) / MostPieces;
            var rarest = Spread([.. pieces.Where((_, at) => at % step == 0)]).Select(piece => (Piece: piece, Holders: Count(reader, piece))).OrderBy(piece => piece.Holders).Take(MostAsked).ToList();
            return rarest[0].Holders == 0 ? Nobody : Matching(string.Join(" AND ", rarest.Select(piece => piece.Piece)));
        }

        // The index folds letters by a table of its own; where that is not plain lower case, only looking tells.
        return !letters.TrueForAll(IsPlain) || Beginnings(reader, text) is not { } found ? null
            : found.Count == 0 ? Nobody
            : Matching(string.Join(" OR ", found.Select(Quoted)));
    }

    /// <summary>Both ends and the middle first: of equally common pieces those far apart say most.</summary>
    private static IEnumerable<string> Spread(List<string> pieces) => [.. new[] { pieces[0], pieces[^1], pieces[pieces.Count / 2] }.Concat(pieces).Distinct()];

    private static readonly (string Sql, string Match)? Nobody = ("SELECT n FROM lead_list WHERE 0", "");

    private static int Count(Reader reader, string piece)
    {
        var count = reader["SELECT count(*) FROM (SELECT 1 FROM lead_search WHERE lead_search MATCH ?1 LIMIT ?2)"].Bind(1, piece).Bind(2, Common);
        count.Step();
        var holders = (int)count.Long(0);
        count.Reset();
        return holders;
    }

    private static (string, string)? Matching(string pieces) => ("SELECT rowid FROM lead_search WHERE lead_search MATCH :match", pieces);

    private static string Quoted(string piece) => $"\"{piece.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static bool IsPlain(string letter) => string.Equals(letter, letter.ToUpperInvariant().ToLowerInvariant(), StringComparison.Ordinal);

    /// <summary>Piece after piece by the index: to read on from one would read everybody who has it.</summary>
    private static List<string>? Beginnings(Reader reader, string text)
    {
        var found = new List<string>();
        var next = reader["SELECT term FROM lead_terms WHERE term >= ?1 LIMIT 1"];
        for (var from = text; next.Bind(1, from).Step() && next.Text(0) is var piece && piece.StartsWith(text, StringComparison.Ordinal); from = piece + "\u0001")
        {
            found.Add(piece);
            next.Reset();
            if (found.Count > MostBeginnings)
            {
                return null;
            }
        }

        next.Reset();
        return found;
    }
}
