using System.Collections.Frozen;

namespace LeadFunctions.Http;

/// <summary>One line of the surface.</summary>
/// <param name="Name">The function's name in the cloud host, the metric's tag and the operation id.</param>
/// <param name="Pattern">Under <c>/api</c>, with at most one <c>{value}</c>.</param>
public sealed record Route(string Name, string Method, string Pattern, Access Access, Func<Call, Task<Answer>> Handler)
{
    public const string Prefix = "/api/";

    private readonly string _head = Prefix + (Pattern.Contains('{', StringComparison.Ordinal) ? Pattern[..Pattern.IndexOf('{', StringComparison.Ordinal)] : Pattern);
    private readonly string? _tail = Pattern.Contains('}', StringComparison.Ordinal) ? Pattern[(Pattern.IndexOf('}', StringComparison.Ordinal) + 1)..] : null;

    /// <summary>What the pattern calls its value; null when it has none.</summary>
    public string? ValueName => _tail is null ? null : Pattern[(Pattern.IndexOf('{', StringComparison.Ordinal) + 1)..Pattern.IndexOf('}', StringComparison.Ordinal)];

    /// <summary>What the value in the braces may be; anything else is not found.</summary>
    public Func<string, bool> Takes { get; init; } = static value => Reading.Inputs.IsName(value) && value.Length <= 128;

    /// <summary>The origins that other websites' scripts may call it from; null when no script of another website may.</summary>
    public Func<Site, string, FrozenSet<string>>? Origins { get; init; }

    /// <summary>Never blocks, so it may run on the thread that reads the sockets; everything else goes to the pool first.</summary>
    public bool Hot { get; init; }

    /// <summary>For the OpenAPI document.</summary>
    public string Summary { get; init; } = "";

    /// <summary>The value in the braces when this route is meant, empty when it has none, null when it is another route's path.</summary>
    public string? Match(string path)
    {
        if (_tail is null)
        {
            return path.Equals(_head, StringComparison.OrdinalIgnoreCase) ? "" : null;
        }

        if (path.Length <= _head.Length + _tail.Length
            || !path.StartsWith(_head, StringComparison.OrdinalIgnoreCase)
            || !path.EndsWith(_tail, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var value = path[_head.Length..^_tail.Length];
        return value.Contains('/', StringComparison.Ordinal) ? null : value;
    }
}
