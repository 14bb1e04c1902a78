using System.Globalization;

namespace LeadFunctions.Chaos.Traffic;

/// <summary>Somebody on the website: one email, one browser; one in ten uses the browser of the one before.</summary>
public sealed record Person(string Email, string Visitor, string Name, string Company, string Title)
{
    /// <summary>An account has this many people, so that routing meets known accounts too.</summary>
    private const int PeoplePerAccount = 4;

    private static readonly string[] Titles = ["CTO", "VP Sales", "Marketing Manager", "Engineer", "Assistant"];

    public static Person Number(int n) => new(
        string.Create(CultureInfo.InvariantCulture, $"person{n}@company{n / PeoplePerAccount}.example"),
        string.Create(CultureInfo.InvariantCulture, $"visitor-{(n % 10 == 9 ? n - 1 : n):D8}"),
        string.Create(CultureInfo.InvariantCulture, $"Person {n}"),
        string.Create(CultureInfo.InvariantCulture, $"Company {n / PeoplePerAccount}"),
        Titles[n % Titles.Length]);
}
