using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Reading;

/// <summary><c>webhooks</c>: systems that are told what happens to leads. Their secrets are not in the playbook, only the variable each is in.</summary>
internal static class ReadWebhooks
{
    public static IReadOnlyList<WebhookEndpoint> From(Section document) => document.Each("webhooks", PlaybookKeys.Webhook, section =>
        new WebhookEndpoint(section.Define("id", "webhook"), ReadNotifications.Address(section, "url") ?? "", Events(section), SecretFrom(section)));

    private static IReadOnlyList<string> Events(Section section)
    {
        var events = section.Texts("events");
        if (events is ["all"])
        {
            return [];
        }

        foreach (var unknown in events.Where(name => !CrmEventTypes.All.Contains(name)))
        {
            section.Reader.Errors.Add(section.Find("events")!, $"there is no event '{unknown}'; {Nearest.Hint(unknown, CrmEventTypes.All)}");
        }

        return events;
    }

    private static string SecretFrom(Section section)
    {
        var name = section.Text("secretFrom");
        if (name.Length > 0 && !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'))
        {
            section.Reader.Errors.Add(section.Find("secretFrom")!, "expected the name of an environment variable, not the secret itself");
        }

        return name;
    }
}
