using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeadFunctions.Chaos.Checking;
using LeadFunctions.Domain.Leads;

namespace LeadFunctions.Chaos.Mail;

/// <summary>The provider's own book against what the product says of each mail: claimed once, taken on at most once, and never in the dark.</summary>
public static class MailChecks
{
    private const string Mail = "mail:";

    /// <param name="effects">Register <c>effects</c>: key to stored state.</param>
    /// <param name="told">The mails on the timelines.</param>
    /// <param name="taken">By the hash that each mail carries: how often the provider took it on.</param>
    /// <param name="expected">Leads that must have been mailed.</param>
    public static IEnumerable<Finding> Of(IReadOnlyDictionary<string, string> effects, IReadOnlyList<Activity.Mailed> told, IReadOnlyDictionary<string, int> taken, int expected)
    {
        var mails = effects.Where(effect => effect.Key.StartsWith(Mail, StringComparison.Ordinal)).Select(effect => (effect.Key, Hash: HashOf(effect.Key), State: JsonSerializer.Deserialize<string>(effect.Value))).ToList();
        foreach (var (hash, times) in taken.Where(one => one.Value > 1))
        {
            yield return new Finding(Harm.Doubled, $"mail {hash} was taken on {times} times");
        }

        foreach (var hash in taken.Keys.Except(mails.Select(mail => mail.Hash)))
        {
            yield return new Finding(Harm.Wrong, $"mail {hash} went out without a claim");
        }

        foreach (var (key, hash, state) in mails)
        {
            if (state is not ("sent" or "unknown"))
            {
                yield return new Finding(Harm.Stuck, $"{key} is {state} for good");
            }
            else if (state == "sent" && !taken.ContainsKey(hash))
            {
                yield return new Finding(Harm.Lost, $"{key} is sent, and the provider never got it");
            }
            else if (told.Count(one => one.Id == key && one.Outcome == state) != 1)
            {
                yield return new Finding(Harm.Wrong, $"{key} is {state}, and the timeline does not say so once");
            }
        }

        if (mails.Count < expected)
        {
            yield return new Finding(Harm.Lost, $"{expected - mails.Count} of {expected} leads never got their mail claimed");
        }
    }

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16));
}
