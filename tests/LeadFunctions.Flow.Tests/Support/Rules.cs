using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;
using LeadFunctions.Domain.Scoring;
using LeadFunctions.UseCases.Lists;
using LeadFunctions.UseCases.Playbooks;

namespace LeadFunctions.Flow.Tests.Support;

/// <summary>The shipped playbooks, and the changes that tests make to them.</summary>
public static class Rules
{
    public static readonly Playbook B2b = Shipped("b2b");
    public static readonly Playbook Handbook = Shipped("handbook");
    public static readonly Rulebook B2bBook = Book(B2b with { Sla = [] });

    public static Rulebook Book(Playbook playbook) => new(playbook, ScoringModel.Compile(playbook), new DomainKnowledge(KnownLists.Domains, playbook.Domains));

    /// <summary>The text is YAML of the reader's kind.</summary>
    public static Playbook Read(string yaml)
    {
        var reading = ReadPlaybook.FromYaml(yaml, "test.yaml");
        Assert.Empty(reading.Errors);
        return reading.Playbook!;
    }

    /// <summary>These people are away from now until far in the future; nobody named means everybody.</summary>
    public static Playbook Away(this Playbook playbook, DateTimeOffset now, params string[] people) => playbook with
    {
        People = [.. playbook.People.Select(person => people.Length == 0 || people.Contains(person.Id)
            ? person with { Away = [new Away(now.AddDays(-1), now.AddYears(10), "holidays")] }
            : person with { Away = [] })],
    };

    /// <summary>Everybody is away but these.</summary>
    public static Playbook OnlyHere(this Playbook playbook, DateTimeOffset now, params string[] people) =>
        playbook.Away(now, [.. playbook.People.Select(person => person.Id).Except(people)]);

    private static Playbook Shipped(string name) => Read(ShippedPlaybooks.Text(name)!);
}
