namespace LeadFunctions.Http;

/// <summary>Every bound of the HTTP surface. Sizes are bytes. On by default; a host may change any of them.</summary>
public sealed record LimitOptions
{
    /// <summary>Body of a form post. Default 65,536.</summary>
    public int FormBody { get; init; } = 65_536;

    /// <summary>Body of a beacon that carries one event. Default 32,768.</summary>
    public int BeaconBody { get; init; } = 32_768;

    /// <summary>A file of leads. Default 50,000,000.</summary>
    public long ImportBody { get; init; } = 50_000_000;

    /// <summary>Body of a beacon that carries a batch. Default 500,000.</summary>
    public int BatchBody { get; init; } = 500_000;

    /// <summary>Events of one batch. Default 100.</summary>
    public int BatchEvents { get; init; } = 100;

    /// <summary>Body of a signed-in request. Default 1,048,576.</summary>
    public int AdminBody { get; init; } = 1_048_576;

    /// <summary>Body of a provider's webhook, which may be a batch of thousands of events. Default 5,242,880.</summary>
    public int WebhookBody { get; init; } = 5_242_880;

    /// <summary>Fields of a form post, and properties of an event. Default 64.</summary>
    public int Fields { get; init; } = 64;

    /// <summary>Characters of a field's name. Default 64.</summary>
    public int FieldName { get; init; } = 64;

    /// <summary>Bytes of a field's value in UTF-8. Default 4,096.</summary>
    public int FieldValue { get; init; } = 4_096;

    /// <summary>Bytes of all names and values of a post. Default 32,768.</summary>
    public int FieldTotal { get; init; } = 32_768;

    /// <summary>Characters of a person's name. Default 100.</summary>
    public int PersonName { get; init; } = 100;

    /// <summary>Characters of a company's name. Default 200.</summary>
    public int Company { get; init; } = 200;

    /// <summary>Characters kept of a URL or referrer; the rest is cut. Default 2,048.</summary>
    public int Url { get; init; } = 2_048;

    /// <summary>Characters kept of a UTM parameter, click id or page title; the rest is cut. Default 200.</summary>
    public int Utm { get; init; } = 200;

    /// <summary>Levels of a JSON document. Default 16.</summary>
    public int JsonDepth { get; init; } = 16;

    /// <summary>Characters of a JSON number. Default 30.</summary>
    public int NumberLength { get; init; } = 30;

    /// <summary>Characters of a search text. Default 100.</summary>
    public int SearchText { get; init; } = 100;

    /// <summary>Rows of a page. Default 200.</summary>
    public int PageSize { get; init; } = 200;

    /// <summary>An event older than this on arrival has a broken clock and happened now. Default 30 days.</summary>
    public TimeSpan EventAge { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long an Idempotency-Key is remembered. Default 8 days, and no more than that.</summary>
    public TimeSpan IdempotencyKept { get; init; } = UseCases.IdempotencyRegister.Period;

    /// <summary>The same form with the same values within this is one submission. Default 60 seconds.</summary>
    public TimeSpan DoubleSubmit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Form posts of one address. Default 10 a minute, burst 10.</summary>
    public Rate FormsPerAddress { get; init; } = new(10, TimeSpan.FromMinutes(1), 10);

    /// <summary>Posts to one form. Default 50 in 10 seconds.</summary>
    public Rate PostsPerForm { get; init; } = new(50, TimeSpan.FromSeconds(10), 50);

    /// <summary>Beacons of one visitor. Default 60 a minute.</summary>
    public Rate BeaconsPerVisitor { get; init; } = new(60, TimeSpan.FromMinutes(1), 60);

    /// <summary>Beacons of one address. Default 600 a minute.</summary>
    public Rate BeaconsPerAddress { get; init; } = new(600, TimeSpan.FromMinutes(1), 600);

    /// <summary>Wrong keys from one address. Default 50 in 15 minutes.</summary>
    public Rate WrongKeysPerAddress { get; init; } = new(50, TimeSpan.FromMinutes(15), 50);

    /// <summary>Test mails of one person. Default 20 an hour.</summary>
    public Rate TestSendsPerPerson { get; init; } = new(20, TimeSpan.FromHours(1), 20);

    /// <summary>Addresses whose X-Forwarded-For is believed. Default none: the peer of the connection counts.</summary>
    public IReadOnlyList<System.Net.IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>Open connections of the single-machine host. Default 1,000.</summary>
    public int Connections { get; init; } = 1_000;

    /// <summary>No limit on how often anything may be called: for load tests and trusted networks.</summary>
    public LimitOptions WithoutRates() => this with
    {
        FormsPerAddress = Rate.Unlimited,
        PostsPerForm = Rate.Unlimited,
        BeaconsPerVisitor = Rate.Unlimited,
        BeaconsPerAddress = Rate.Unlimited,
        WrongKeysPerAddress = Rate.Unlimited,
        TestSendsPerPerson = Rate.Unlimited,
    };
}

/// <summary>At most <paramref name="Count"/> per <paramref name="Per"/> in the long run, and <paramref name="Burst"/> at once.</summary>
public sealed record Rate(int Count, TimeSpan Per, int Burst)
{
    public static readonly Rate Unlimited = new(0, TimeSpan.Zero, 0);
}
