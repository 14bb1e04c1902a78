namespace LeadFunctions.Chaos.Checking;

/// <summary>How a promise was broken.</summary>
public enum Harm
{
    /// <summary>Accepted and not there.</summary>
    Lost,

    /// <summary>In effect more than once.</summary>
    Doubled,

    /// <summary>Not done, and nothing is going to do it.</summary>
    Stuck,

    /// <summary>There, once, and not what it should be.</summary>
    Wrong,
}

/// <summary>One broken promise, with enough to find it again.</summary>
public sealed record Finding(Harm Harm, string What);
