namespace LeadFunctions.Domain.Nurture;

/// <summary>Who sends mail and under which rules (the playbook's <c>email</c>).</summary>
public sealed record MailSettings
{
    public required string FromName { get; init; }

    public required string FromAddress { get; init; }

    public string? ReplyTo { get; init; }

    /// <summary>As texts name it.</summary>
    public string Company { get; init; } = "";

    /// <summary>The postal address that marketing mail must carry.</summary>
    public string Postal { get; init; } = "";

    /// <summary>Origin of the website that links in texts lead to.</summary>
    public string Site { get; init; } = "";

    public MailBasis Basis { get; init; } = new("marketing", null);

    /// <summary>For recipients whose own time zone nobody knows; an IANA name.</summary>
    public string TimeZone { get; init; } = "UTC";

    public SendHours Hours { get; init; } = SendHours.Any;

    public IReadOnlyList<Cap> Caps { get; init; } = [];

    /// <summary>Most mails a minute to all together: what the provider allows.</summary>
    public int PerMinute { get; init; } = 30;
}

/// <summary>A mail's text: Handlebars, rendered to HTML and to plain text.</summary>
public sealed record MailText(string Id, string Subject, string Body);
