namespace LeadFunctions.UseCases;

/// <summary>Where signals come from, as stored in <c>Signal.Source</c>. Forms add their id: <c>form:demo</c>.</summary>
public static class SignalSource
{
    /// <summary>The beacon of a browser.</summary>
    public const string Track = "track";

    public const string Import = "import";

    public static string Form(string formId) => "form:" + formId;
}
