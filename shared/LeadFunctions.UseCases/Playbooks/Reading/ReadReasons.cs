using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Reading;

/// <summary><c>reasons</c>: what people choose from when they give a lead up; a list that is left out is the usual one.</summary>
internal static class ReadReasons
{
    public static ReasonLists From(Section document)
    {
        var usual = new ReasonLists();
        return document.One("reasons", PlaybookKeys.Reasons, reasons => new ReasonLists
        {
            Reject = List(reasons, "reject", usual.Reject),
            Disqualify = List(reasons, "disqualify", usual.Disqualify),
            Recycle = List(reasons, "recycle", usual.Recycle),
            Lose = List(reasons, "lose", usual.Lose),
            Return = List(reasons, "return", usual.Return),
        }) ?? usual;
    }

    private static IReadOnlyList<Reason> List(Section reasons, string name, IReadOnlyList<Reason> usual)
    {
        if (!reasons.Has(name))
        {
            return usual;
        }

        var list = reasons.Each(name, PlaybookKeys.Reason, reason => new Reason(reason.Define("id", name + " reason"), reason.Text("label"), reason.Flag("creditBack")));
        if (reasons.Find(name) is YamlList { Items.Count: 0 } none)
        {
            reasons.Reader.Errors.Add(none, "at least one reason is needed: nobody could do this otherwise; leave the key out for the usual reasons");
        }

        foreach (var credit in list.Where(reason => reason.CreditBack && name != "reject"))
        {
            reasons.Reader.Errors.Add(reasons.Find(name)!, $"'creditBack' gives a turn back when a lead is rejected; take it from '{credit.Id}'");
        }

        return list;
    }
}
