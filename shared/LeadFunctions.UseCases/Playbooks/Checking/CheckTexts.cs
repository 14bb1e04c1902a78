using System.Text.RegularExpressions;
using LeadFunctions.Domain.Nurture;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Mail;
using LeadFunctions.UseCases.Playbooks.Reading;

namespace LeadFunctions.UseCases.Playbooks.Checking;

/// <summary>Texts that do not render, that name what nobody knows, or that no step sends. Rendered as for somebody of whom all is known, and nothing.</summary>
internal static partial class CheckTexts
{
    private static readonly string[] OfLead = ["email", "name", "firstName", "lastName"];
    private static readonly string[] OfUs = ["name", "site", "postal"];
    private static readonly string[] OfOwner = ["name", "email"];

    public static IEnumerable<Finding> In(Playbook playbook)
    {
        var attributes = KnownFacts.Of(playbook.Forms, [.. playbook.Attributes, .. playbook.Enrichment?.Fields.Values ?? []]).Concat(OfLead).ToHashSet(StringComparer.Ordinal);
        var sent = playbook.Sequences.SelectMany(sequence => sequence.Steps).OfType<SequenceStep.Send>().Select(step => step.Template).ToHashSet(StringComparer.Ordinal);
        foreach (var text in playbook.Texts)
        {
            var wrong = Render(text, playbook.Mail, attributes) ?? Unknown(text, attributes);
            if (wrong is not null)
            {
                yield return wrong;
            }
            else if (!sent.Contains(text.Id))
            {
                yield return Finding.Warning("text-unused", $"texts.{text.Id}", "no sequence sends it; add a step, or remove it");
            }
        }
    }

    private static Finding? Render(MailText text, MailSettings? settings, IReadOnlySet<string> attributes)
    {
        var our = new Dictionary<string, string> { ["name"] = settings?.Company ?? "Us", ["site"] = settings?.Site ?? "https://www.example.com", ["postal"] = settings?.Postal ?? "" };
        var known = new MailValues(attributes.ToDictionary(name => name, _ => "Sample"), our, OfOwner.ToDictionary(name => name, _ => "Sample"));
        var nothing = new MailValues(new Dictionary<string, string>(), our, new Dictionary<string, string>());
        try
        {
            return new[] { known, nothing }.Select(values => RenderMail.Of(text, values, (_, target) => target)).Any(mail => mail.Subject.Length == 0 || string.IsNullOrWhiteSpace(mail.Text))
                ? Finding.Error("text-empty", $"texts.{text.Id}", "is empty for a lead of whom nothing is known; add words that always stand")
                : null;
        }
        catch (MailTextException wrong)
        {
            return Finding.Error("text-broken", $"texts.{text.Id}", $"{wrong.InnerException?.Message ?? wrong.Message}; close every {{{{#if}}}} and quote, and link only to /paths and web addresses");
        }
    }

    /// <summary>An unknown value would be a hole in the mail, and nobody would complain.</summary>
    private static Finding? Unknown(MailText text, IReadOnlySet<string> attributes)
    {
        var named = Expressions().Matches(text.Subject + "\n" + text.Body).SelectMany(match => Paths().Matches(Quoted().Replace(match.Value, ""))).Select(match => match.Value);
        var unknown = named.FirstOrDefault(path => !IsKnown(path, attributes));
        return unknown is null ? null
            : Finding.Error("text-unknown-value", $"texts.{text.Id}", $"'{unknown}' is nothing that is known of a lead, of us or of the owner; use lead.…, our.name, our.site, our.postal, owner.name, owner.email or greeting");
    }

    private static bool IsKnown(string path, IReadOnlySet<string> attributes) => path.Split('.', 2) switch
    {
        ["if" or "unless" or "else" or "link" or "button" or "greeting"] => true,
        ["lead", var name] => attributes.Contains(name),
        ["our", var name] => OfUs.Contains(name),
        ["owner", var name] => OfOwner.Contains(name),
        _ => false,
    };

    [GeneratedRegex(@"\{\{[^{}]*\}\}")]
    private static partial Regex Expressions();

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("[A-Za-z@][A-Za-z0-9_.@-]*")]
    private static partial Regex Paths();
}
