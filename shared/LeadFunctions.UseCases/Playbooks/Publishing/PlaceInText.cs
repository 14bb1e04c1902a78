namespace LeadFunctions.UseCases.Playbooks.Publishing;

/// <summary>Where a change stands: its key for programs, and for people the section, the entry by its label, and what of the entry.</summary>
internal sealed record PlaceInText(string Key, string Section, string Named, string Rest)
{
    public static readonly PlaceInText Root = new("", "", "", "");

    public PlaceInText Member(string name) => this with
    {
        Key = Join(Key, ".", name),
        Section = Named.Length == 0 ? Join(Section, " › ", name) : Section,
        Rest = Named.Length == 0 ? "" : Join(Rest, " › ", name),
    };

    /// <param name="label">As people call it; null when it has no name but its id.</param>
    public PlaceInText Entry(string id, string? label) => new(Join(Key, ".", id), Path, label is null || label == id ? id : $"{label} ({id})", "");

    public PlaybookChange Added(string after, int line) =>
        new("added", Key, null, after, line) { Words = IsEntry ? $"{Named} is new in {Section}" : IsShort(after) ? $"{Whole} is {after} now" : $"{Whole} is new" };

    public PlaybookChange Removed(string before) =>
        new("removed", Key, before, null, null) { Words = IsEntry ? $"{Named} is gone from {Section}" : IsShort(before) ? $"{Whole} is gone, it was {before}" : $"{Whole} is gone" };

    public PlaybookChange Changed(string before, string after, int line) => new("changed", Key, before, after, line)
    {
        Words = !IsShort(before) || !IsShort(after) ? $"{Whole} is changed" : Rest.Length == 0 ? $"{Whole}: {after} instead of {before}" : $"{Whole} {after} instead of {before}",
    };

    public PlaybookChange Moved(string before, string after, int line) => new("moved", Key, before, after, line) { Words = $"{Path}: the order is {after}" };

    private bool IsEntry => Named.Length > 0 && Rest.Length == 0;

    private string Whole => Named.Length == 0 ? Section : IsEntry ? Named : $"{Named}: {Rest}";

    /// <summary>Longer texts are read side by side, not in a sentence.</summary>
    private static bool IsShort(string text) => text.Length <= 80;

    private string Path => Join(Join(Section, " › ", Named), " › ", Rest);

    private static string Join(string first, string sign, string last) => first.Length == 0 ? last : last.Length == 0 ? first : first + sign + last;
}
