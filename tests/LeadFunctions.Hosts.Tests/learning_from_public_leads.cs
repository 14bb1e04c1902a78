using LeadFunctions.Embedded.Hosting;
using LeadFunctions.Embedded.Verbs;
using LeadFunctions.UseCases.Playbooks.Learning;
using Xunit.Abstractions;

namespace LeadFunctions.Hosts.Tests;

/// <summary>9,240 real leads (X Education, without what was filled in after the sale); the file is not part of the repository.</summary>
public sealed class learning_from_public_leads(ITestOutputHelper output)
{
    private const string File = "x-education-lead-scoring/Lead Scoring.csv";

    [FactOnLeads]
    public void suggested_points_tell_nearly_as_much_as_a_regression()
    {
        var histories = Suggest.FromFile(FactOnLeadsAttribute.Path!, Path.Combine(FactOnLeadsAttribute.Root, "shared", "playbooks", "imports", "x-education.yaml"));
        var (text, playbook) = PlaybookFile.Load("b2b");

        var auc = SuggestPoints.From(text, playbook, histories, "sql")!.Auc;

        output.WriteLine($"{histories.Count} leads; present points {auc.Current:0.000}, suggested {auc.Suggested:0.000}, regression {auc.Regression:0.000}");
        Assert.Equal(9240, histories.Count);
        Assert.InRange(auc.Suggested, auc.Regression - 0.02, 1);
        Assert.True(auc.Suggested > auc.Current);
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class FactOnLeadsAttribute : FactAttribute
    {
        public FactOnLeadsAttribute() => Skip = Path is null ? $"set LEADFUNCTIONS_DATA to the folder that has {File}" : null;

        public static string Root { get; } = RootOf(AppContext.BaseDirectory);

        public static string? Path { get; } = new[] { Environment.GetEnvironmentVariable("LEADFUNCTIONS_DATA") ?? "", System.IO.Path.Combine(Root, "..", "shared", "data") }
            .Select(folder => System.IO.Path.Combine(folder, File)).FirstOrDefault(System.IO.File.Exists);

        private static string RootOf(string folder) =>
            System.IO.File.Exists(System.IO.Path.Combine(folder, "LeadFunctions.sln")) ? folder : RootOf(System.IO.Path.GetDirectoryName(folder)!);
    }
}
