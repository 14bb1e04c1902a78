using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Nurture;

/// <summary>Whether a mail may be claimed now: the last word before it goes, decided on what the claim's own commit guards.</summary>
public abstract record SendDecision
{
    private SendDecision()
    {
    }

    public sealed record Go : SendDecision;

    /// <summary>Overtaken: the run has gone on or ended.</summary>
    public sealed record Stop(string Why) : SendDecision;

    /// <summary>The run ends instead.</summary>
    public sealed record End(string Why) : SendDecision;

    public sealed record Hold(DateTimeOffset Until, string Why) : SendDecision;

    /// <param name="stepId">Of the mail that was handed on.</param>
    public static SendDecision Of(Enrolment? run, string stepId, Sequence sequence, Lead lead, SendContext context)
    {
        if (run is not { IsActive: true } || run.Step != stepId)
        {
            return new Stop("the run is past this mail");
        }

        if (sequence.Commercial && context.Suppressed is { } why)
        {
            return new End(why);
        }

        if (sequence.Commercial && LawfulBasis.WhyNot(lead, context.Basis, context.Now) is { } without)
        {
            return new End(without);
        }

        if (Exiting.Why(sequence, context.Facts) is { } reason)
        {
            return new End(reason);
        }

        var release = context.Release;
        return release.At is not { } at ? new End("can never be sent: " + string.Join("; ", release.Reasons))
            : at > context.Now ? new Hold(at, string.Join("; ", release.Reasons))
            : new Go();
    }
}

/// <summary>What the last word is decided on.</summary>
/// <param name="Suppressed">Why this address gets no mail; null when it may.</param>
public sealed record SendContext(DateTimeOffset Now, Facts Facts, MailBasis Basis, string? Suppressed, ReleaseTime Release);

/// <summary>On what ground marketing mail is sent: a consent to a purpose, or another basis that the playbook names.</summary>
/// <param name="Purpose">The consent that is asked for; null when <paramref name="Other"/> is the ground.</param>
/// <param name="Other"><c>legitimate interest: …</c></param>
public sealed record MailBasis(string? Purpose, string? Other);

/// <summary>Consent is an explicit yes that has not been taken back; nothing is inferred (semantics 7).</summary>
public static class LawfulBasis
{
    /// <returns>Null when there is one.</returns>
    public static string? WhyNot(Lead lead, MailBasis basis, DateTimeOffset now)
    {
        var purpose = basis.Purpose ?? "marketing";
        var word = lead.Consents.FirstOrDefault(consent => consent.Purpose == purpose && consent.At <= now);
        return word switch
        {
            { Granted: false } => "consent withdrawn",
            { Granted: true } => null,
            null => basis.Other is null ? "no consent" : null,
        };
    }
}
