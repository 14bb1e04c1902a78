namespace LeadFunctions.Domain.Lifecycle;

/// <summary>
/// What a person (or a CRM through the API) can decide about a lead (semantics 3). The lifecycle table says when each is allowed and what it does.
/// </summary>
public abstract record LifecycleAction
{
    private LifecycleAction()
    {
    }

    /// <summary>As in the route, on the timeline and in an SLA policy's <c>stopsOn</c>: a promise, never renamed.</summary>
    public abstract string Name { get; }

    /// <summary>Takes the lead on: an MQL becomes a SAL, a handed-over lead is accepted by its receiver.</summary>
    /// <param name="Only">When not null, refused in any other stage: what the caller means is that one.</param>
    public sealed record Accept(Leads.Stage? Only = null) : LifecycleAction
    {
        public override string Name => "accept";
    }

    /// <summary>Does not take it: back to nurture with a cooldown, or back to who handed it over.</summary>
    public sealed record Reject(string Reason, string? Note) : LifecycleAction
    {
        public override string Name => "reject";
    }

    /// <summary>A person reached out. The first one that is human and outbound stops the first-contact clock.</summary>
    public sealed record Contact(string Channel, string Outcome, string? Note) : LifecycleAction
    {
        public override string Name => "contact";
    }

    /// <param name="Answers">Criterion to answer; those kept from before count too.</param>
    public sealed record Qualify(string Method, IReadOnlyDictionary<string, string> Answers, string? Notes, IReadOnlyList<string> Stakeholders) : LifecycleAction
    {
        public override string Name => "qualify";
    }

    public sealed record Disqualify(string Reason, string? Note) : LifecycleAction
    {
        public override string Name => "disqualify";
    }

    public sealed record Recycle(string Reason, string? Note) : LifecycleAction
    {
        public override string Name => "recycle";
    }

    public sealed record Reactivate(string? Reason) : LifecycleAction
    {
        public override string Name => "reactivate";
    }

    /// <summary>A sales-qualified lead becomes a deal.</summary>
    public sealed record Convert(string DealName, decimal Amount, DateOnly CloseDate) : LifecycleAction
    {
        public override string Name => "convert";
    }

    /// <summary>The packet for customer success comes with it; what the playbook requires and is missing is named.</summary>
    public sealed record Win(decimal? Amount, string? Contract, string? UseCase, IReadOnlyList<string> Contacts, string? WhyBought) : LifecycleAction
    {
        public override string Name => "win";
    }

    public sealed record Lose(string Reason, string? Note) : LifecycleAction
    {
        public override string Name => "lose";
    }

    /// <summary>The kickoff with a new customer took place.</summary>
    public sealed record Kickoff(string? Note) : LifecycleAction
    {
        public override string Name => "kickoff";
    }
}
