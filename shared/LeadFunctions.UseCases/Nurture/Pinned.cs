using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Nurture;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Nurture;

/// <summary>What a run goes by: steps and texts of the playbook version it began with, and the sender's rules in force now.</summary>
public sealed record Pinned(Sequence Sequence, Playbook Playbook, MailSettings Settings)
{
    /// <returns>Null when the version or the sequence is gone, or nobody sends mail any more.</returns>
    public static Pinned? Of(PlaybookShelf playbooks, Enrolment run) =>
        playbooks.Version(run.PlaybookVersion)?.Playbook is { } pinned
        && pinned.Sequences.FirstOrDefault(sequence => sequence.Id == run.SequenceId) is { } sequence
        && (playbooks.Current.Playbook.Mail ?? pinned.Mail) is { } settings
            ? new Pinned(sequence, pinned, settings)
            : null;

    /// <summary>When the lead's next mail may go: hours always, caps for marketing.</summary>
    public ReleaseTime Release(Lead lead, string timeZone, DateTimeOffset now) =>
        Domain.Nurture.Release.Earliest(now, Settings.Hours, [.. (lead.Mails ?? []).Select(mail => mail.At)], Sequence.Commercial ? Settings.Caps : [], timeZone);
}
