namespace LeadFunctions.Http;

/// <summary>Why a request was refused (RFC 9457). The texts are ours: nothing that was sent is echoed.</summary>
public sealed record Problem(ProblemKind Kind, string Detail)
{
    /// <summary>Per field: a JSON pointer (<c>#/email</c>) and what is wrong with it.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>More members, each a list of names: <c>allowed</c> actions, <c>missing</c> fields.</summary>
    public IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Lists { get; init; } = [];

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>One more header the status asks for: <c>Allow</c>, <c>WWW-Authenticate</c>.</summary>
    public KeyValuePair<string, string>? Header { get; init; }

    public static Problem Field(string pointer, string detail) =>
        new(ProblemKind.InvalidFields, "A field is not valid; see errors.") { Errors = [new(pointer, detail)] };

    public static Problem TooMany(TimeSpan wait) => new(ProblemKind.RateLimited, "Too many requests. Try again later.") { RetryAfter = wait };

    public static readonly Problem NotFound = new(ProblemKind.NotFound, "There is nothing here, or it is not yours.");

    public Answer ToAnswer()
    {
        var answer = Answer.Json(Kind.Status, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, Kind.Type);
            writer.WriteString("title"u8, Kind.Title);
            writer.WriteNumber("status"u8, Kind.Status);
            writer.WriteString("detail"u8, Detail);
            WriteErrors(writer);
            foreach (var (name, texts) in Lists)
            {
                writer.WriteStartArray(name);
                foreach (var text in texts)
                {
                    writer.WriteStringValue(text);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }) with
        { ContentType = "application/problem+json" };

        if (RetryAfter is { } wait)
        {
            answer = answer.With("Retry-After", Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return Header is { } header ? answer.With(header.Key, header.Value) : answer;
    }

    private void WriteErrors(System.Text.Json.Utf8JsonWriter writer)
    {
        if (Errors.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("errors"u8);
        foreach (var error in Errors)
        {
            writer.WriteStartObject();
            writer.WriteString("pointer"u8, error.Pointer);
            writer.WriteString("detail"u8, error.Detail);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}

public sealed record FieldError(string Pointer, string Detail);

/// <summary>The kinds of refusal; the type is what a program may switch on.</summary>
public sealed record ProblemKind(string Name, int Status, string Title)
{
    public static readonly ProblemKind InvalidRequest = new("invalid-request", 400, "The request is malformed");
    public static readonly ProblemKind InvalidJson = new("invalid-json", 400, "The body is not valid JSON");
    public static readonly ProblemKind InvalidForm = new("invalid-form", 400, "The body is not a valid form");
    public static readonly ProblemKind InvalidQuery = new("invalid-query", 400, "The query is not valid");
    public static readonly ProblemKind UnreadablePlaybook = new("unreadable-playbook", 400, "This is no playbook");
    public static readonly ProblemKind InvalidIdempotencyKey = new("invalid-idempotency-key", 400, "The Idempotency-Key is not valid");
    public static readonly ProblemKind NotSignedIn = new("not-signed-in", 401, "Not signed in");
    public static readonly ProblemKind NotAllowed = new("not-allowed", 403, "Not allowed");
    public static readonly ProblemKind OriginNotAllowed = new("origin-not-allowed", 403, "This website may not post here");
    public static readonly ProblemKind NotFound = new("not-found", 404, "Not found");
    public static readonly ProblemKind MethodNotAllowed = new("method-not-allowed", 405, "Method not allowed");
    public static readonly ProblemKind TooSlow = new("too-slow", 408, "The request took too long");
    public static readonly ProblemKind Conflict = new("conflict", 409, "The state forbids this");
    public static readonly ProblemKind Incomplete = new("incomplete", 409, "Something must be said first");
    public static readonly ProblemKind NotBacktested = new("not-backtested", 409, "Backtest it first");
    public static readonly ProblemKind OverCapacity = new("over-capacity", 409, "More than a pool can take");
    public static readonly ProblemKind Changed = new("changed-meanwhile", 412, "It has changed meanwhile");
    public static readonly ProblemKind TooLarge = new("too-large", 413, "Too large");
    public static readonly ProblemKind UnsupportedMediaType = new("unsupported-media-type", 415, "Unsupported media type");
    public static readonly ProblemKind InvalidFields = new("invalid-fields", 422, "Fields are not valid");
    public static readonly ProblemKind FaultyPlaybook = new("faulty-playbook", 422, "The playbook has errors");
    public static readonly ProblemKind PreconditionRequired = new("precondition-required", 428, "Say which version you saw");
    public static readonly ProblemKind IdempotencyKeyReused = new("idempotency-key-reused", 422, "The Idempotency-Key was used for another body");
    public static readonly ProblemKind RateLimited = new("rate-limited", 429, "Too many requests");
    public static readonly ProblemKind Unexpected = new("unexpected", 500, "Something broke on our side");
    public static readonly ProblemKind QueueFull = new("queue-full", 503, "Too busy");
    public static readonly ProblemKind StorageUnavailable = new("storage-unavailable", 503, "Storage is not available");

    public static readonly IReadOnlyList<ProblemKind> All =
    [
        InvalidRequest, InvalidJson, InvalidForm, InvalidQuery, UnreadablePlaybook, InvalidIdempotencyKey, NotSignedIn, NotAllowed, OriginNotAllowed, NotFound, MethodNotAllowed,
        TooSlow, Conflict, Incomplete, NotBacktested, OverCapacity, Changed, TooLarge, UnsupportedMediaType, InvalidFields, FaultyPlaybook, PreconditionRequired, IdempotencyKeyReused, RateLimited, Unexpected, QueueFull, StorageUnavailable,
    ];

    public string Type => "urn:leadfunctions:problem:" + Name;
}

/// <summary>What was read, or why it could not be.</summary>
public readonly record struct Read<T>(T? Value, Problem? Problem)
    where T : class
{
    public static implicit operator Read<T>(T value) => new(value, null);

    public static implicit operator Read<T>(Problem problem) => new(null, problem);
}
