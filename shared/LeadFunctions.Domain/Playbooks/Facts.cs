using System.Globalization;

namespace LeadFunctions.Domain.Playbooks;

/// <summary>
/// What conditions can ask of a lead, by name: its attributes and what follows from them
/// (<c>emailDomain freeEmail student competitor role disposable score fit engagement band stage source medium campaign</c> ...).
/// </summary>
public sealed class Facts(IReadOnlyDictionary<string, string> values)
{
    public IReadOnlyDictionary<string, string> Values => values;

    public string? Text(string fact) => values.TryGetValue(fact, out var text) ? text : null;

    public double? Number(string fact) =>
        Text(fact) is { } text && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    public bool Flag(string fact) => Text(fact) is "true";
}
