namespace LeadFunctions.UseCases.Ports;

/// <summary>What a provider that only keeps mail has taken on, for people to look at; a host with another provider has none.</summary>
/// <param name="List">Newest first, at most so many, after the cursor of a former page.</param>
/// <param name="Find">Null when there is none of that id.</param>
public sealed record MailFolder(Func<string?, int, CancellationToken, Task<Page<KeptMail>>> List, Func<string, CancellationToken, Task<KeptMail?>> Find);

/// <summary>A mail that was taken on.</summary>
/// <param name="Id">Letters that a file's name and an address may have.</param>
public sealed record KeptMail(string Id, DateTimeOffset At, EmailMessage Mail)
{
    /// <summary><c>nurture</c>, <c>notification</c> or <c>test</c>.</summary>
    public string Kind => Mail.EffectKey.Split([':', '_'])[0] switch { "mail" => "nurture", "test" => "test", _ => "notification" };

    /// <summary>Whom a mail of a sequence or a notification is about.</summary>
    public string? LeadId => Mail.EffectKey.Split(':') is [_, var lead, ..] && Domain.Identity.LeadId.IsOne(lead) ? lead : null;
}
