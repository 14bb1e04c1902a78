using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Reading;

/// <summary><c>signals</c>. A view of a page that no pattern names is always one of them.</summary>
internal static class ReadSignals
{
    public const string Kind = "signal";

    public static IReadOnlyList<SignalDefinition> From(Section document)
    {
        var signals = document.Each("signals", PlaybookKeys.Signal, Signal);
        if (document.Reader.Names.Knows(Kind, SignalDefinition.PageView))
        {
            return signals;
        }

        document.Reader.Names.Define(Kind, SignalDefinition.PageView, document.At);
        return [.. signals, new SignalDefinition(SignalDefinition.PageView, "Page view", Page: true)];
    }

    private static SignalDefinition Signal(Section section)
    {
        var signal = new SignalDefinition(section.Define("name", Kind), section.Text("label"), section.Flag("page"), section.Flag("handRaise"));
        if (signal.Name.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-'))
        {
            section.Reader.Errors.Add(section.Find("name")!, "a signal's name has small letters, digits and '-' only: pricing-page-view");
        }

        return signal;
    }
}
