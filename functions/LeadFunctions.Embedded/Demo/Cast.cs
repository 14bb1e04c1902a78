namespace LeadFunctions.Embedded.Demo;

/// <summary>Invented people of invented companies.</summary>
internal static class Cast
{
    private const string Browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private const string Crawler = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

    private static readonly string[] First =
    [
        "Ana", "Ben", "Chidi", "Dana", "Emil", "Fatima", "Goran", "Hana", "Ines", "Jonas", "Keiko", "Liam", "Mira", "Noor", "Olga", "Pavel", "Quinn", "Rosa", "Sven", "Tariq", "Uma", "Vera", "Wei", "Yara",
    ];

    private static readonly string[] Last =
    [
        "Silva", "Okafor", "Novak", "Larsen", "Tanaka", "Moreau", "Schmidt", "Rossi", "Haddad", "Kowalski", "Berg", "Costa", "Dubois", "Eriksen", "Fischer", "Greco", "Horvat", "Ito", "Jansen", "Kaya",
    ];

    private static readonly string[] Titles = ["CEO", "VP of Sales", "Director of Operations", "Marketing Manager", "Data Analyst", "Accountant", "Consultant", "Office Assistant", "Chief Technology Officer", "Student", "Student"];
    private static readonly string[] Countries = ["US", "US", "DE", "GB", "SG", "FR", "JP", "BR", "IT"];

    private static readonly (string Name, string Domain, string Industry, string Size)[] Companies =
    [
        ("Contoso Bank", "contoso-bank.example", "Fintech", "1200"), ("Fabrikam Steel", "fabrikam.example", "Manufacturing", "640"),
        ("Adventure Travel", "adventure.example", "Travel", "45"), ("Tailspin Software", "tailspin.example", "Software", "180"),
        ("Litware Health", "litware.example", "Healthcare", "320"), ("Proseware", "proseware.example", "Software", "12"),
        ("Woodgrove Insurance", "woodgrove.example", "Insurance", "90"), ("Alpine Ski House", "alpine.example", "Travel", "25"),
        ("Northwind Freight", "northwind-freight.example", "Logistics", "410"), ("Wingtip Toys", "wingtip.example", "Retail", "60"),
        ("Blue Yonder Design", "blueyonder.example", "Design", "8"), ("Lucerne Bakery", "lucerne.example", "Food", "14"), ("Southridge Video", "southridge.example", "Media", "19"),
    ];

    private static readonly string[] Campaigns =
    [
        "?utm_source=google&utm_medium=cpc&utm_campaign=forecasting", "?utm_source=google&utm_medium=cpc&utm_campaign=brand", "?utm_source=linkedin&utm_medium=social&utm_campaign=autumn-webinar",
        "?utm_source=newsletter&utm_medium=email&utm_campaign=monthly", "?utm_source=partner&utm_medium=referral", "", "", "",
    ];

    private static readonly string?[] Forms = ["demo", "contact", "trial", "newsletter", "newsletter", "newsletter", "newsletter", "newsletter", "whitepaper", "whitepaper", "whitepaper", "webinar", null, null];

    public static readonly string[][] Journeys =
    [
        ["/", "/blog/forecasting"], ["/blog/churn"], ["/", "/about"], ["/", "/customers"], ["/blog/forecasting", "/blog/churn"], ["/", "/product/dashboards", "/pricing"], ["/blog/forecasting", "/blog/churn", "/product/dashboards", "/pricing"],
        ["/", "/product/dashboards"], ["/", "/product/dashboards", "/product/alerts", "/pricing", "/pricing"],
    ];

    /// <summary>The one whose story the terminal tells.</summary>
    public static readonly Visit Nora = new("demonora00000001", Browser, ["/", "/blog/forecasting"], "newsletter", new Dictionary<string, string>
    {
        ["email"] = "nora.keller@adventure.example",
        ["name"] = "Nora Keller",
        ["company"] = "Adventure Travel",
        ["title"] = "Data Analyst",
        ["industry"] = "Travel",
        ["companySize"] = "45",
        ["country"] = "US",
        ["consent"] = "yes",
    })
    {
        Query = Campaigns[0],
        Keen = true,
    };

    public static Visit Person(int number, int seed)
    {
        var dice = new Dice(seed, "person" + number);
        var visitor = $"demo{number:D6}{dice.Number(0, int.MaxValue):x8}";
        if (number % 13 == 12)
        {
            return new Visit(visitor, Crawler, ["/", "/pricing", "/product/dashboards", "/blog/forecasting"], null, new Dictionary<string, string>());
        }

        var (company, domain, industry, size) = dice.Of(Companies);
        var (first, last) = (dice.Of(First), dice.Of(Last));
        var fields = new Dictionary<string, string>
        {
            ["email"] = $"{first}.{last}@{domain}".ToLowerInvariant(),
            ["name"] = $"{first} {last}",
            ["company"] = company,
            ["title"] = dice.Of(Titles),
            ["industry"] = industry,
            ["companySize"] = size,
            ["country"] = dice.Of(Countries),
        };
        if (dice.Chance(0.75))
        {
            fields["consent"] = "yes";
        }

        return new Visit(visitor, Browser, dice.Of(Journeys), dice.Of(Forms), fields) { Query = dice.Of(Campaigns) };
    }
}

/// <summary>One person's visit.</summary>
/// <param name="Form">The form they fill in at the end, if they do.</param>
internal sealed record Visit(string VisitorId, string UserAgent, IReadOnlyList<string> Pages, string? Form, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>How they came: the first page's query.</summary>
    public string Query { get; init; } = "";

    /// <summary>Opens and clicks what it gets, soon.</summary>
    public bool Keen { get; init; }
}
