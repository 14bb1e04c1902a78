using LeadFunctions.UseCases.Playbooks;

namespace LeadFunctions.Domain.Tests.Playbooks;

public class shipped_playbooks
{
    public static TheoryData<string> Names => [.. ShippedPlaybooks.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void are_read_without_an_error(string name)
    {
        var reading = ReadPlaybook.FromYaml(ShippedPlaybooks.Text(name)!, name + ".yaml");

        Assert.Empty(reading.Errors.Select(error => error.ToString()));
        Assert.Equal(name, reading.Playbook!.Name);
        Assert.Equal(12, reading.Playbook.Version.Length);
    }
}
