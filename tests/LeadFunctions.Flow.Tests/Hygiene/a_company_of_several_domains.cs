using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Hygiene;

namespace LeadFunctions.Flow.Tests.Hygiene;

public sealed class a_company_of_several_domains
{
    private const string Com = "acme.com";
    private const string De = "acme.de";
    private const string Other = "acme-holding.example";

    [Fact]
    public async Task is_one_account_where_name_and_domain_say_so_and_only_listed_where_the_name_does()
    {
        await using var company = await FilledAsync();

        var preview = await Review(company).RunAsync(true, "kim", company.Now, default);
        Assert.Equal((4, 1, true), (preview.Looked, preview.Changed, preview.DryRun));
        Assert.Equal([De], await DomainsAsync(company, De));

        Assert.Equal(1, (await Review(company).RunAsync(false, "kim", company.Now, default)).Changed);
        Assert.Equal([De, Com], await DomainsAsync(company, Com));
        Assert.Equal([De, Com], await DomainsAsync(company, De));
        Assert.Equal([Other, De], Assert.Single(await ListedAsync(company)).Domains);
        Assert.Equal(0, (await Review(company).RunAsync(false, "kim", company.Now, default)).Changed);
    }

    [Fact]
    public async Task has_one_owner_for_the_leads_of_all_of_them()
    {
        await using var company = await FilledAsync(Rules.B2b with { Sla = [], Accounts = new Dictionary<string, string> { [Com] = "farid" } });
        await Review(company).RunAsync(false, "kim", company.Now, default);

        Assert.Equal("farid", (await company.SubmitAsync("new@" + De, "demo")).Owner?.PersonId);
        Assert.NotEqual("farid", (await company.SubmitAsync("new@" + Other, "demo")).Owner?.PersonId);
        Assert.Equal("farid", await new AccountOwners(company.Store, company.Shelf.Current).OfAsync(De, default));
        Assert.Null(await new AccountOwners(company.Store, company.Shelf.Current).OfAsync("gmail.com", default));
    }

    [Fact]
    public async Task with_two_owners_is_left_to_a_person()
    {
        await using var company = await FilledAsync(Rules.B2b with { Sla = [], Accounts = new Dictionary<string, string> { [Com] = "farid", [De] = "grace" } });

        Assert.Equal(0, (await Review(company).RunAsync(false, "kim", company.Now, default)).Changed);
        Assert.Equal([Other, Com, De], Assert.Single(await ListedAsync(company)).Domains);
    }

    [Fact]
    public async Task that_somebody_has_parted_stays_apart_and_leaves_the_list()
    {
        await using var company = await FilledAsync();
        await Review(company).RunAsync(false, "kim", company.Now, default);
        var links = new AccountLinks(company.Store);

        await links.PartAsync(Com, De, "kim", company.Now, default);
        await links.PartAsync(Other, De, "kim", company.Now, default);
        Assert.Equal(0, (await Review(company).RunAsync(false, "kim", company.Now, default)).Changed);
        Assert.Equal([De], await DomainsAsync(company, De));
        Assert.Equal([Com], await DomainsAsync(company, Com));
        Assert.Equal([Other, Com], Assert.Single(await ListedAsync(company)).Domains);

        await links.PartAsync(Other, Com, "kim", company.Now, default);
        Assert.Empty(await ListedAsync(company));
    }

    [Fact]
    public async Task of_companies_merged_into_one_another_keeps_every_domain_once_and_lets_each_go()
    {
        await using var company = await FilledAsync();
        var links = new AccountLinks(company.Store);
        Assert.Null(await links.MergeAsync(Com, De, "kim", company.Now, default));
        Assert.Null(await links.MergeAsync(Other, De, "kim", company.Now, default));

        Assert.Equal([Other, Com, De], await DomainsAsync(company, De));
        Assert.Equal("they are one company already", await links.MergeAsync(De, Other, "kim", company.Now, default));

        await links.PartAsync(Com, De, "kim", company.Now, default);
        Assert.Equal([Other, Com], await DomainsAsync(company, Com));
        Assert.Equal([De], await DomainsAsync(company, De));
        await links.PartAsync(Com, Other, "kim", company.Now, default);
        Assert.Equal([Other], await DomainsAsync(company, Other));
        Assert.Equal([Com], await DomainsAsync(company, Com));
        Assert.Null(await links.MergeAsync(De, Com, "kim", company.Now, default));
        Assert.Equal([De, Com], await DomainsAsync(company, Com));
    }

    /// <summary>Three domains that say Acme, and one of a mail provider.</summary>
    private static async Task<Company> FilledAsync(Playbook? playbook = null)
    {
        var company = new Company(playbook);
        await company.SubmitAsync("ana@" + Com, "newsletter", ("company", "ACME, Inc."));
        await company.SubmitAsync("ben@" + De, "newsletter", ("company", "Acme GmbH"));
        await company.SubmitAsync("cleo@" + Other, "newsletter", ("company", "Acme"));
        await company.SubmitAsync("dora@gmail.com", "newsletter", ("company", "Acme"));
        return company;
    }

    private static ReviewAccounts Review(Company company) => new(company.Store, company.Ids, company.Shelf);

    private static Task<IReadOnlyList<string>> DomainsAsync(Company company, string domain) => new AccountLinks(company.Store).DomainsAsync(domain, default);

    private static async Task<IReadOnlyList<SharedName>> ListedAsync(Company company) =>
        (await new CompanyDomains(company.Store, company.Ids, company.Shelf.Current.Domains).PageAsync(null, 10, default)).Names;
}
