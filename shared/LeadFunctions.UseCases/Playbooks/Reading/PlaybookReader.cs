using System.Globalization;

namespace LeadFunctions.UseCases.Playbooks.Reading;

/// <summary>What every part of the reading shares: where errors go, which ids are known, and how single values are read.</summary>
internal sealed class PlaybookReader
{
    public PlaybookReader(string file)
    {
        Errors = new PlaybookErrors(file);
        Names = new Names(Errors);
    }

    public PlaybookErrors Errors { get; }

    public Names Names { get; }

    public string? Text(YamlNode node)
    {
        if (node is YamlScalar { IsNothing: false } scalar && !string.IsNullOrWhiteSpace(scalar.Text))
        {
            return scalar.Text;
        }

        Errors.Add(node, "expected text here");
        return null;
    }

    public int? Whole(YamlNode node, int min, int max)
    {
        if (node is YamlScalar { Plain: true } scalar
            && int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            return number;
        }

        Errors.Add(node, $"expected a whole number from {min} to {max}, without quotes or separators");
        return null;
    }

    public double? Number(YamlNode node, double min, double max)
    {
        const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (node is YamlScalar { Plain: true } scalar
            && double.TryParse(scalar.Text, Plain, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            return number;
        }

        Errors.Add(node, $"expected a number from {Section.Invariant(min)} to {Section.Invariant(max)}, without quotes or separators");
        return null;
    }

    public IReadOnlyList<string> Texts(YamlNode node) => node is YamlList list
        ? [.. list.Items.Select(Text).OfType<string>()]
        : Text(node) is { } one ? [one] : [];
}
