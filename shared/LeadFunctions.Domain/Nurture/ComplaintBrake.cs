namespace LeadFunctions.Domain.Nurture;

/// <summary>Too many complaints stop sending for a while: large mailbox providers block a sender for good from 0.3 % on. Stored, one for the installation.</summary>
/// <param name="Complaints">Of the last week, and since the last pause began.</param>
/// <param name="Since">When the last pause began; null when there was none.</param>
public sealed record ComplaintBrake(IReadOnlyList<DateTimeOffset> Complaints, DateTimeOffset? Since)
{
    public const double MostShare = 0.003;

    /// <summary>Below so many complaints a share says nothing.</summary>
    public const int LeastComplaints = 3;

    public static readonly TimeSpan Pause = TimeSpan.FromHours(24);

    private static readonly TimeSpan Window = TimeSpan.FromDays(7);

    public static readonly ComplaintBrake Off = new([], null);

    public DateTimeOffset? PausedUntil(DateTimeOffset now) => Since + Pause > now ? Since + Pause : null;

    /// <summary>The first day (UTC) whose mails the complaints are a share of: those of a week, but none from before the pause.</summary>
    public DateOnly MailsFrom(DateTimeOffset now) =>
        Since is { } pause && pause > now - Window ? DayOf(pause).AddDays(1) : DayOf(now - Window);

    /// <param name="mails">Sent from <see cref="MailsFrom"/> on.</param>
    public ComplaintBrake Complained(DateTimeOffset now, long mails)
    {
        List<DateTimeOffset> told = [.. Complaints.Where(at => at > now - Window), now];
        return told.Count >= LeastComplaints && told.Count >= MostShare * mails ? new ComplaintBrake([], now) : this with { Complaints = told };
    }

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
