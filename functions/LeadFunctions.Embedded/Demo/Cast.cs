namespace LeadFunctions.Embedded.Demo;

/// <summary>Invented people of invented companies.</summary>
public static class Cast
{
    private const string Browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private const string Crawler = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

    private static readonly string[] First = ["Ana", "Ben", "Chidi", "Dana", "Emil", "Fatima", "Goran", "Hana", "Ines", "Jonas", "Keiko", "Liam"];
    private static readonly string[] Last = ["Silva", "Okafor", "Novak", "Larsen", "Tanaka", "Moreau", "Schmidt", "Rossi", "Haddad", "Kowalski"];
    private static readonly string[] Titles = ["CEO", "VP of Sales", "Director of Operations", "Marketing Manager", "Data Analyst", "Chief Technology Officer", "Student"];
    private static readonly string[] Countries = ["US", "DE", "GB", "SG", "FR", "JP"];

    private static readonly (string Name, string Domain, string Industry, string Size)[] Companies =
    [
        ("Contoso Bank", "contoso-bank.example", "Fintech", "1200"), ("Fabrikam Steel", "fabrikam.example", "Manufacturing", "640"),
        ("Adventure Travel", "adventure.example", "Travel", "45"), ("Tailspin Software", "tailspin.example", "Software", "180"),
        ("Litware Health", "litware.example", "Healthcare", "320"), ("Proseware", "proseware.example", "Software", "12"),
    ];

    private static readonly string[][] Journeys =
    [
        ["/", "/blog/forecasting"], ["/", "/product/dashboards", "/pricing"], ["/blog/forecasting", "/blog/churn", "/product/dashboards", "/pricing"],
        ["/pricing"], ["/", "/product/dashboards", "/product/alerts", "/pricing", "/pricing"],
    ];

    private static readonly string?[] Forms = ["demo", "contact", "trial", "newsletter", "whitepaper", "demo", null];

    public static Visit Person(Random draw, int number)
    {
        var visitor = $"demo{number:D4}{draw.Next():x8}";
        if (number % 13 == 12)
        {
            return new Visit(visitor, Crawler, ["/", "/pricing", "/product/dashboards", "/blog/forecasting"], null, new Dictionary<string, string>());
        }

        var (company, domain, industry, size) = Pick(draw, Companies);
        var (first, last) = (Pick(draw, First), Pick(draw, Last));
        var fields = new Dictionary<string, string>
        {
            ["email"] = $"{first}.{last}@{domain}".ToLowerInvariant(),
            ["name"] = $"{first} {last}",
            ["company"] = company,
            ["title"] = Pick(draw, Titles),
            ["industry"] = industry,
            ["companySize"] = size,
            ["country"] = Pick(draw, Countries),
        };
        return new Visit(visitor, Browser, Pick(draw, Journeys), Pick(draw, Forms), fields);
    }

    private static T Pick<T>(Random draw, T[] from) => from[draw.Next(from.Length)];
}
