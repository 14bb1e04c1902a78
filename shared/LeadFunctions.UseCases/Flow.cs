namespace LeadFunctions.UseCases;

/// <summary>
/// The whole chain on one page: which message wakes which step. The name is the queue, the function, the metric tag and the README line;
/// it is stored, so it is never renamed.
/// </summary>
public static class Flow
{
    public static readonly IReadOnlyList<FlowStep> Steps =
    [
        FlowStep.When<Message.SignalArrived, ApplySignal>("apply-signal", batched: true),
        FlowStep.When<Message.VisitorSeen, FollowVisitor>("follow-visitor", batched: true),
        FlowStep.When<Message.VisitorIdentified, JoinVisitor>("join-visitor"),
        FlowStep.When<Message.LeadCaptured, EnrichLead>("enrich-lead"),
        FlowStep.When<Message.LeadNeedsOwner, RouteLead>("route-lead", oneAtATime: true, inside: true),
        FlowStep.When<Message.LeadDue, DecayLead>("decay-lead"),
        FlowStep.When<Message.ClockDue, WatchSla>("watch-sla"),
        FlowStep.When<Message.NotificationDue, Notify>("notify"),
        FlowStep.When<Message.DigestDue, SendDigest>("send-digest"),
        FlowStep.When<Message.WebhookDue, SyncCrm>("sync-crm"),
        FlowStep.When<Message.NurtureDue, NurtureStep>("nurture-step", batched: true),
        FlowStep.When<Message.MailDue, SendMail>("send-email"),
        FlowStep.When<Message.EmailReported, ApplyEmailEvent>("apply-email-event", batched: true),
        FlowStep.When<Message.FormAnswered, SubmitAnswers>("submit-answers"),
        FlowStep.When<Message.AnswersWanted, FetchAnswers>("fetch-answers"),
        FlowStep.When<Message.ShareChanged, JoinLeads>("join-leads", batched: true),
        FlowStep.When<Message.FiguresChanged, CountLead>("count-lead", batched: true),
    ];

    /// <summary>The step a message wakes.</summary>
    public static FlowStep Of(Message message) => ByMessage[message.GetType()];

    public static FlowStep? ByName(string name) => Steps.FirstOrDefault(step => step.Name == name);

    private static readonly Dictionary<Type, FlowStep> ByMessage = Steps.ToDictionary(step => step.MessageType);
}

/// <param name="Batched">All waiting messages of one key come together: one load and one commit.</param>
/// <param name="OneAtATime">The step's messages share a register (the rotation), so in one process they run one after another instead of colliding.</param>
/// <param name="Inside">It only reads the store and decides, quickly: a host with one writer may run it inside the transaction that writes what it decides,
/// so that a turn need not wait for the commit of the turn before.</param>
public sealed record FlowStep(string Name, Type MessageType, Type HandlerType, bool Batched, bool OneAtATime, bool Inside)
{
    public static FlowStep When<TMessage, THandler>(string name, bool batched = false, bool oneAtATime = false, bool inside = false)
        where TMessage : Message
        where THandler : IHandle<TMessage> =>
        new(name, typeof(TMessage), typeof(THandler), batched, oneAtATime, inside);
}

/// <summary>A step: load, decide, and return what to commit. May run twice for one message; state decides that it commits once.</summary>
/// <typeparam name="TMessage">What wakes it.</typeparam>
public interface IHandle<TMessage>
    where TMessage : Message
{
    /// <param name="messages">At least one, all of one key, oldest first; exactly one unless the step is batched.</param>
    Task<Outcome> HandleAsync(IReadOnlyList<TMessage> messages, CancellationToken ct);
}
