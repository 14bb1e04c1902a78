using System.Text;
using LeadFunctions.UseCases;

namespace LeadFunctions.Cloud.Bus;

/// <summary>
/// Which session of a step's queue a message goes to: one of 128 buckets by its key, so that one lead's messages come one after another and an invocation takes
/// those of many leads. Never changed while messages wait: two versions would handle one lead at once.
/// </summary>
public static class Sessions
{
    public const int Buckets = 128;

    /// <summary>Every message of a step that takes turns.</summary>
    public const string OnlyOne = "all";

    // Each of their messages has a key of its own; a session would only let a slow receiver hold up others.
    private static readonly HashSet<string> Unordered = new(StringComparer.Ordinal) { "sync-crm", "submit-answers", "fetch-answers" };

    /// <summary>Whether the step's queue has sessions: then its trigger takes batches, else single messages.</summary>
    public static bool Has(FlowStep step) => !Unordered.Contains(step.Name);

    public static string? Of(FlowStep step, string key) =>
        !Has(step) ? null
        : step.OneAtATime ? OnlyOne
        : "b" + (Hash(key) % Buckets).ToString("D3", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>FNV-1a: the same on every machine, for ever.</summary>
    private static uint Hash(string key)
    {
        var hash = 2166136261u;
        foreach (var one in Encoding.UTF8.GetBytes(key))
        {
            hash = (hash ^ one) * 16777619u;
        }

        // The low bits of FNV alone are weak for short keys.
        return hash ^ (hash >> 15);
    }
}
