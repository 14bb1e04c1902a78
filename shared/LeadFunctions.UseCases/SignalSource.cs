namespace LeadFunctions.UseCases;

/// <summary>Where signals come from, as stored in <c>Signal.Source</c>. Forms add their id: <c>form:demo</c>.</summary>
public static class SignalSource
{
    /// <summary>The beacon of a browser.</summary>
    public const string Track = "track";

    public const string Import = "import";

    /// <summary>A provider's report on an email.</summary>
    public static string Webhook(string provider) => "webhook:" + provider;

    public static string Form(string formId) => "form:" + formId;
}
