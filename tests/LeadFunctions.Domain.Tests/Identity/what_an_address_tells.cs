using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Lists;

namespace LeadFunctions.Domain.Tests.Identity;

public class what_an_address_tells
{
    private static readonly DomainKnowledge Knowledge = new(KnownLists.Domains, new DomainLists
    {
        Competitors = ["Rival.example", "müller.example"],
        Free = ["free.example"],
        Disposable = ["throw.example", "gmail.throw.example"],
        Student = ["campus.example"],
    });

    [Theory]
    [InlineData("gmail.com", true)]
    [InlineData("yahoo.co.uk", true)]
    [InlineData("free.example", true)]
    [InlineData("acme.example", false)]
    [InlineData("notgmail.com", false)]
    [InlineData("mailinator.com", false)]
    public void free(string domain, bool free) => Assert.Equal(free, Knowledge.IsFree(domain));

    [Theory]
    [InlineData("mailinator.com", true)]
    [InlineData("x.mailinator.com", true)]
    [InlineData("throw.example", true)]
    [InlineData("a.b.throw.example", true)]
    [InlineData("gmail.com", false)]
    [InlineData("acme.example", false)]
    public void disposable(string domain, bool disposable) => Assert.Equal(disposable, Knowledge.IsDisposable(domain));

    [Fact]
    public void free_where_both_lists_have_it()
    {
        var both = new DomainKnowledge(KnownLists.Domains with { Disposable = KnownLists.Domains.Free }, new DomainLists());
        Assert.True(both.IsFree("gmail.com"));
        Assert.False(both.IsDisposable("gmail.com"));
        // 99.com and sify.com are in both packages.
        Assert.True(Knowledge.IsFree("sify.com"));
        Assert.False(Knowledge.IsDisposable("sify.com"));
    }

    [Theory]
    [InlineData("mit.edu", true)]
    [InlineData("cs.ox.ac.uk", true)]
    [InlineData("anu.edu.au", true)]
    [InlineData("campus.example", true)]
    [InlineData("edu.com", false)]
    [InlineData("ac.uk", false)]
    [InlineData("ac.company.com", false)]
    [InlineData("education.example", false)]
    public void student(string domain, bool student) => Assert.Equal(student, Knowledge.IsStudent(domain));

    [Theory]
    [InlineData("rival.example", true)]
    [InlineData("eu.rival.example", true)]
    [InlineData("notrival.example", false)]
    [InlineData("xn--mller-kva.example", true)]
    public void competitor(string domain, bool competitor) => Assert.Equal(competitor, Knowledge.IsCompetitor(domain));

    [Theory]
    [InlineData("info@acme.example", true)]
    [InlineData("sales+web@acme.example", true)]
    [InlineData("ana.silva@acme.example", false)]
    public void role(string email, bool role) => Assert.Equal(role, Knowledge.IsRole(email));

    [Fact]
    public void lists_are_as_long_as_their_packages()
    {
        Assert.Equal((4466, 8873, 1018), (KnownLists.Domains.Free.Value.Count, KnownLists.Domains.Disposable.Value.Count, KnownLists.Domains.Roles.Value.Count));
        Assert.All(KnownLists.Domains.Free.Value.Concat(KnownLists.Domains.Disposable.Value), domain => Assert.Equal(domain, domain.Trim().ToLowerInvariant()));
    }
}
