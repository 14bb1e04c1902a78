using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Reading;

/// <summary><c>forms</c>, with the <c>fields</c> that all of them understand.</summary>
internal static class ReadForms
{
    public const string DefaultHoneypot = "_gotcha";

    public static IReadOnlyList<FormDefinition> From(Section document)
    {
        var common = Inputs(document);
        return document.Each("forms", PlaybookKeys.Form, form => Form(form, common));
    }

    /// <summary>Web origins: <c>https://www.example.com</c>, with a port where it is not the usual one, without a path.</summary>
    public static IReadOnlyList<string> Origins(Section section, string key)
    {
        var origins = section.Texts(key);
        foreach (var origin in origins.Where(origin => !IsOrigin(origin)))
        {
            section.Reader.Errors.Add(section.Find(key)!, $"'{origin}' is no web origin; write scheme and host only: https://www.example.com");
        }

        return origins;
    }

    /// <summary><c>attributes</c>: the company's own, for conditions on what only imports or the API bring.</summary>
    public static IReadOnlyList<string> AttributeNames(Section document)
    {
        if (document.Find("attributes") is YamlList list)
        {
            return [.. list.Items.OfType<YamlScalar>().Select(item => AttributeOf(item, document.Reader))];
        }

        return document.Texts("attributes");
    }

    /// <summary>A name that a lead's attribute may have, or <c>email</c>.</summary>
    public static string AttributeOf(YamlScalar name, PlaybookReader reader)
    {
        if (name.Text != "email" && (!AttributeName.IsOne(name.Text) || LeadFacts.Derived.Contains(name.Text)))
        {
            reader.Errors.Add(name, $"'{name.Text}' cannot be an attribute: it is the product's own, or not a letter followed by letters, digits, '_', '.', '-'");
        }

        return name.Text;
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && string.Equals(uri.GetLeftPart(UriPartial.Authority), text, StringComparison.OrdinalIgnoreCase);

    private static FormDefinition Form(Section form, IReadOnlyDictionary<string, string> common)
    {
        var fields = new Dictionary<string, string>(common, StringComparer.OrdinalIgnoreCase);
        foreach (var (input, attribute) in Inputs(form))
        {
            fields[input] = attribute;
        }

        if (!fields.ContainsValue("email"))
        {
            form.Reader.Errors.Add(form.At, "no input gives the email, and a lead is known by it; add fields: {email: [email]}");
        }

        var consent = form.One("consent", PlaybookKeys.FormConsent, section => new FormConsent(section.Text("field"), section.Text("text")));
        return new FormDefinition(
            form.Define("id", "form"),
            form.Text("title"),
            form.Use("signal", ReadSignals.Kind) ?? "",
            fields,
            Origins(form, "origins"),
            form.Text("honeypot", DefaultHoneypot),
            form.OptionalText("thankYou"),
            consent?.Field,
            consent?.Text,
            form.Texts("redirectHosts"),
            form.Flag("enabled", or: true))
        {
            Webhooks = Webhooks(form),
        };
    }

    private static IReadOnlyList<string> Webhooks(Section form)
    {
        var webhooks = form.Texts("webhooks");
        foreach (var webhook in webhooks)
        {
            form.Reader.Names.Define("hosted form", webhook, form.Find("webhooks")!);
            if (webhook.Split(':', 2).Any(part => part.Length is 0 or > 128))
            {
                form.Reader.Errors.Add(form.Find("webhooks")!, $"'{webhook}' is no hosted form; write service:form id, such as typeform:lT4Z3j, or the service alone");
            }
        }

        return webhooks;
    }

    private sealed record FormConsent(string Field, string Text);

    /// <summary>Written attribute first, since one attribute has many names on real pages; kept input first, since that is what arrives.</summary>
    private static Dictionary<string, string> Inputs(Section section)
    {
        var inputs = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, names) in section.Entries("fields", "'attribute: [input names]' lines, such as email: [email, your-email]"))
        {
            var attribute = AttributeOf(key, section.Reader);
            foreach (var input in section.Reader.Texts(names))
            {
                if (!inputs.TryAdd(input, attribute) && inputs[input] != attribute)
                {
                    section.Reader.Errors.Add(names, $"the input '{input}' already fills '{inputs[input]}'; an input fills one attribute");
                }
            }
        }

        return inputs;
    }
}
