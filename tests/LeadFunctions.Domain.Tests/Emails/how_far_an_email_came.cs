using FsCheck;
using FsCheck.Fluent;
using LeadFunctions.Domain.Emails;

namespace LeadFunctions.Domain.Tests.Emails;

/// <summary>W-5: whatever providers tell, in whatever order and however often, the outcome is one.</summary>
public sealed class how_far_an_email_came
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly Gen<EmailEvent> Events =
        from kind in Gen.Elements(Enum.GetValues<EmailEventKind>())
        from minutes in Gen.Choose(0, 50_000)
        from message in Gen.Choose(1, 4)
        from reason in Gen.Elements<string?>(null, "550 no", "421 later")
        select new EmailEvent("sendgrid", $"sendgrid:{kind}{minutes}{message}", kind, Start.AddMinutes(minutes)) { MessageId = $"m{message}", Reason = reason };

    private static readonly Gen<(EmailEvent[] Told, EmailEvent[] Again)> Histories =
        from told in Events.ArrayOf()
        from repeats in told.Length == 0 ? Gen.Constant(Array.Empty<EmailEvent>()) : Gen.Elements(told).ArrayOf()
        from again in Gen.Shuffle([.. told, .. repeats])
        select (told, again);

    [Fact]
    public void does_not_depend_on_order_or_repeats() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(10_000),
        Prop.ForAll(Histories.ToArbitrary(), history => Progress(history.Told) == Progress(history.Again)));

    [Fact]
    public void never_goes_backwards() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(10_000),
        Prop.ForAll(Histories.ToArbitrary(), history =>
        {
            SendProgress? known = null;
            foreach (var told in history.Again)
            {
                var next = Join(known, told);
                if (next?.Status < known?.Status || (next is null && known is not null))
                {
                    return false;
                }

                known = next;
            }

            return true;
        }));

    [Fact]
    public void suppresses_the_same_whatever_the_order() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(10_000),
        Prop.ForAll(Histories.ToArbitrary(), history => Same(Suppressed(history.Told), Suppressed(history.Again))));

    [Theory]
    [InlineData(EmailEventKind.HardBounce, EmailEventKind.Delivered, SendStatus.Bounced)]
    [InlineData(EmailEventKind.Complaint, EmailEventKind.Delivered, SendStatus.Complained)]
    [InlineData(EmailEventKind.Unsubscribe, EmailEventKind.Delivered, SendStatus.Unsubscribed)]
    [InlineData(EmailEventKind.Delivered, EmailEventKind.Sent, SendStatus.Delivered)]
    [InlineData(EmailEventKind.SoftBounce, EmailEventKind.Delivered, SendStatus.Delivered)]
    [InlineData(EmailEventKind.Open, EmailEventKind.Resubscribe, SendStatus.Opened)]
    public void is_what_the_later_name_says(EmailEventKind first, EmailEventKind second, SendStatus expected)
    {
        EmailEvent Told(EmailEventKind kind) => new("x", "x:" + kind, kind, Start);

        Assert.Equal(expected, Progress([Told(first), Told(second)])!.Status);
    }

    [Fact]
    public void is_delivered_and_no_further_when_a_machine_opens_it()
    {
        var progress = SendProgress.Of(new EmailEvent("x", "x:1", EmailEventKind.Open, Start), byMachine: true)!;

        Assert.Equal((SendStatus.Delivered, null), (progress.Status, progress.OpenedAt));
    }

    [Theory]
    [InlineData(0, 10, 20, true)]
    [InlineData(0, 15, 30, true)]
    [InlineData(0, 15, 31, false)]
    [InlineData(0, 0, 0, true)]
    public void three_soft_bounces_in_thirty_days_suppress(int first, int second, int third, bool blocks)
    {
        var known = new Suppression().WithSoftBounce("a", Start.AddDays(first)).WithSoftBounce("b", Start.AddDays(second));
        Assert.False(known.Blocks);

        Assert.Equal(blocks, known.WithSoftBounce("c", Start.AddDays(third)).Blocks);
        Assert.False(known.WithSoftBounce("b", Start.AddDays(third)).Blocks);
    }

    [Theory]
    [InlineData(SuppressionReason.Unsubscribe, 1, false)]
    [InlineData(SuppressionReason.Unsubscribe, 0, true)]
    [InlineData(SuppressionReason.Unsubscribe, -1, true)]
    [InlineData(SuppressionReason.Complaint, 1, true)]
    [InlineData(SuppressionReason.HardBounce, 1, true)]
    [InlineData(SuppressionReason.Provider, 1, true)]
    public void only_an_unsubscribe_is_undone_and_only_by_a_later_wish(SuppressionReason reason, int minutes, bool blocks) =>
        Assert.Equal(blocks, new Suppression().With(new SuppressionEntry(reason, Start, "x")).WithOptIn(Start.AddMinutes(minutes)).Blocks);

    private static SendProgress? Progress(IEnumerable<EmailEvent> told) => told.Aggregate((SendProgress?)null, Join);

    private static SendProgress? Join(SendProgress? known, EmailEvent told) => SendProgress.Of(told, byMachine: false) is { } step ? SendProgress.Join(known, step) : known;

    private static Suppression Suppressed(IEnumerable<EmailEvent> told) => told.Aggregate(new Suppression(), (known, one) => UseCases.SuppressionOf.Event(known, one, false));

    // Of soft bounces only the latest are kept; whether they suppress is what counts.
    private static bool Same(Suppression one, Suppression other) =>
        one.Entries.SequenceEqual(other.Entries) && one.OptedInAt == other.OptedInAt && one.Blocks == other.Blocks && one.SoftBounces.SequenceEqual(other.SoftBounces);
}
