using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Reading;

/// <summary><c>qualification</c>: the methods, each with the questions to ask.</summary>
internal static class ReadQualification
{
    public static IReadOnlyList<QualificationMethod> From(Section document) => document.Each("qualification", PlaybookKeys.Method, Method);

    private static QualificationMethod Method(Section method)
    {
        var id = method.Define("id", "qualification method");
        var criteria = method.Each("criteria", PlaybookKeys.Criterion, criterion => new Criterion(
            criterion.Define("id", $"criterion of {id}"), criterion.Text("label"), criterion.Text("question"), criterion.Flag("required", or: true)));
        if (criteria.Count > 0 && criteria.All(criterion => !criterion.Required))
        {
            method.Reader.Errors.Add(method.Find("criteria")!, "at least one criterion must be required: a lead would be qualified without a question asked");
        }
        else if (method.Find("criteria") is YamlList { Items.Count: 0 } none)
        {
            method.Reader.Errors.Add(none, "at least one criterion is needed");
        }

        return new QualificationMethod(id, method.Text("name"), criteria);
    }
}
