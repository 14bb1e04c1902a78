using LeadFunctions.Domain.Leads;
using static LeadFunctions.Domain.Leads.Stage;
using static LeadFunctions.Domain.Lifecycle.HandoffKind;

namespace LeadFunctions.Domain.Lifecycle;

/// <summary>
/// Everything people can do to a lead's stage (semantics 3), one line each; what is not here is refused. Raw to MQL is not here: signals do it
/// (<see cref="Progress"/>). Of the lines of one action and stage the first whose person and guards fit is taken.
/// </summary>
public static class LifecycleTable
{
    private static readonly Stage[] Worked = [Mql, Sal, Sql, Opportunity];
    private static readonly Stage[] Open = [Raw, Mql, Sal, Sql, Opportunity];
    private static readonly Stage[] Closed = [Lost, Disqualified, Archived];

    // Whoever opens the deal or holds the kickoff has plainly taken on what was handed to them.
    public static readonly IReadOnlyList<Transition> All =
    [
        //  action        from         to            who           only if                          must say            what happens
        new("accept",     [Mql],       Sal,          Who.Taker,    [],                              Needs.Nothing,      [Effects.Take]),
        new("accept",     [Sql],       null,         Who.Receiver, [Guards.HandedOver(SdrToAe)],    Needs.Nothing,      [Effects.Take]),
        new("accept",     [Customer],  null,         Who.Receiver, [Guards.HandedOver(SalesToCs)],  Needs.Nothing,      [Effects.Take]),
        new("contact",    [Mql, Sal],  null,         Who.Owner,    [],                              Needs.Contact,      [Effects.Contact]),
        new("reject",     [Mql, Sal],  Raw,          Who.Owner,    [],                              Needs.Reject,       [Effects.Return, Effects.LeaveDesk, Effects.CoolDown]),
        new("reject",     [Sql],       Sal,          Who.Receiver, [Guards.HandedOver(SdrToAe)],    Needs.Return,       [Effects.Return, Effects.GoBack]),
        new("reject",     [Customer],  null,         Who.Receiver, [Guards.HandedOver(SalesToCs)],  Needs.Return,       [Effects.Return, Effects.GoBack]),
        new("qualify",    [Sal],       Sql,          Who.Owner,    [],                              Needs.Qualify,      [Effects.KeepAnswers, Effects.HandOver(SdrToAe)]),
        new("convert",    [Sql],       Opportunity,  Who.Receiver, [Guards.HandedOver(SdrToAe)],    Needs.Convert,      [Effects.Take, Effects.OpenDeal]),
        new("convert",    [Sql],       Opportunity,  Who.Owner,    [Guards.NothingOffered],         Needs.Convert,      [Effects.OpenDeal]),
        new("win",        [Opportunity], Customer,   Who.Owner,    [],                              Needs.Win,          [Effects.WinDeal, Effects.HandOver(SalesToCs)]),
        new("win",        [Customer],  null,         Who.Owner,    [Guards.WasReturned(SalesToCs)], Needs.Win,          [Effects.HandOver(SalesToCs)]),
        new("lose",       [Opportunity], Lost,       Who.Owner,    [],                              Needs.Lose,         [Effects.LoseDeal, Effects.Lapse, Effects.LeaveDesk]),
        new("kickoff",    [Customer],  null,         Who.Receiver, [Guards.HandedOver(SalesToCs), Guards.NotKickedOff], Needs.Nothing, [Effects.Take, Effects.KickOff]),
        new("kickoff",    [Customer],  null,         Who.Owner,    [Guards.NothingOffered, Guards.NotKickedOff], Needs.Nothing, [Effects.KickOff]),
        new("recycle",    Worked,      Raw,          Who.Sales,    [],                              Needs.Recycle,      [Effects.Lapse, Effects.LeaveDesk, Effects.CoolDown]),
        new("disqualify", Open,        Disqualified, Who.Sales,    [],                              Needs.Disqualify,   [Effects.Lapse, Effects.LeaveDesk]),
        new("reactivate", Closed,      Raw,          Who.Anyone,   [],                              Needs.Nothing,      [Effects.StartOver]),
    ];
}

/// <summary>One line of the table.</summary>
/// <param name="To">Null: the stage stays.</param>
/// <param name="Guards">Each says why not, or null.</param>
/// <param name="Needs">What the action must say and does not.</param>
/// <param name="Effects">In order; the stage has changed before the first.</param>
public sealed record Transition(string Action, IReadOnlyList<Stage> From, Stage? To, Who Who, IReadOnlyList<Guard> Guards, Need Needs, IReadOnlyList<Effect> Effects)
{
    /// <returns>Why this line is not for them now; null when it is.</returns>
    internal string? WhyNot(Situation situation) =>
        Lifecycle.Guards.WhyNot(Who, situation) ?? Guards.Select(guard => guard(situation)).FirstOrDefault(whyNot => whyNot is not null);
}

/// <summary>A manager, an admin or a service acts for the person of the line where there is one.</summary>
public enum Who
{
    /// <summary>The owner.</summary>
    Owner,

    /// <summary>The owner; managers also of a lead that nobody owns.</summary>
    Sales,

    /// <summary>The owner, or a member of the pool the lead waits for, who becomes the owner.</summary>
    Taker,

    /// <summary>Whom it was handed to, or while nobody is found yet, a receiving member of the pool it waits for.</summary>
    Receiver,

    Anyone,
}

public delegate string? Guard(Situation situation);

public delegate IReadOnlyList<string> Need(Situation situation);

public delegate Change Effect(Change change, Situation situation);
