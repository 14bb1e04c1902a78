namespace LeadFunctions.Domain.Nurture;

/// <summary>Too many complaints stop sending for a while: large mailbox providers block a sender for good from 0.3 % on.</summary>
public sealed record ComplaintBrake(int Mails, int Complaints, DateTimeOffset Since, DateTimeOffset? Until)
{
    public const double MostShare = 0.003;

    /// <summary>Below so many complaints a share says nothing.</summary>
    public const int LeastComplaints = 3;

    public static readonly TimeSpan Pause = TimeSpan.FromHours(24);

    private static readonly TimeSpan Window = TimeSpan.FromDays(7);

    public static readonly ComplaintBrake Off = new(0, 0, DateTimeOffset.MinValue, null);

    public DateTimeOffset? PausedUntil(DateTimeOffset now) => Until > now ? Until : null;

    public ComplaintBrake Sent(DateTimeOffset now) => Fresh(now) is var fresh ? fresh with { Mails = fresh.Mails + 1 } : this;

    public ComplaintBrake Complained(DateTimeOffset now)
    {
        var fresh = Fresh(now);
        var told = fresh with { Complaints = fresh.Complaints + 1 };
        var tooMany = told.Complaints >= LeastComplaints && told.Complaints >= MostShare * told.Mails;
        return tooMany ? told with { Until = now + Pause, Mails = 0, Complaints = 0, Since = now } : told;
    }

    private ComplaintBrake Fresh(DateTimeOffset now) => now - Since <= Window ? this : this with { Mails = 0, Complaints = 0, Since = now };
}
