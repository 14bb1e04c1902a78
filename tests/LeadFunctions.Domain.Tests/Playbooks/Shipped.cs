using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Playbooks;

namespace LeadFunctions.Domain.Tests.Playbooks;

internal static class Shipped
{
    public static readonly Playbook B2b = Read("b2b");
    public static readonly Playbook Handbook = Read("handbook");
    public static readonly Playbook Blank = Read("blank");

    private static Playbook Read(string name)
    {
        var reading = ReadPlaybook.FromYaml(ShippedPlaybooks.Text(name)!, name + ".yaml");
        return reading.Playbook ?? throw new InvalidOperationException(string.Join(Environment.NewLine, reading.Errors));
    }
}
